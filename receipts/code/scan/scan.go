// Package scan finds the receipt's code in a picture of its paper: a scanner's
// or a telephone's PNG or JPEG.
package scan

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what a telephone makes
	_ "image/png"  // what a scanner makes
	"io"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// ErrPicture says that no code was found in a picture, or that it is none.
var ErrPicture = errors.New("no code in the picture")

// Bounds of a picture that is looked at.
const (
	mostBytes  = 32 << 20
	mostPixels = 50_000_000
)

// QR reads the text of the QR code in a picture. It trusts nothing: any bytes
// give a text or an error that wraps ErrPicture, never a panic.
func QR(picture io.Reader) (text string, err error) {
	raw, err := io.ReadAll(io.LimitReader(picture, mostBytes+1))
	if err != nil {
		return "", fmt.Errorf("%w: it cannot be read: %w", ErrPicture, err)
	}
	if len(raw) > mostBytes {
		return "", fmt.Errorf("%w: it is larger than %d MB; cut it down to the code", ErrPicture, mostBytes>>20)
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return "", fmt.Errorf("%w: it is no PNG or JPEG", ErrPicture)
	}
	if size.Width <= 0 || size.Height <= 0 || size.Width > mostPixels/size.Height {
		return "", fmt.Errorf("%w: it has %d × %d points; cut it down to the code", ErrPicture, size.Width, size.Height)
	}
	defer func() { // the picture is anybody's, and the library does not promise
		if p := recover(); p != nil {
			text, err = "", fmt.Errorf("%w: %v", ErrPicture, p)
		}
	}()
	return find(raw)
}

// find looks for the code as a scanner makes it, then as a telephone does.
func find(raw []byte) (string, error) {
	picture, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return "", fmt.Errorf("%w: it is damaged: %w", ErrPicture, err)
	}
	source := gozxing.NewLuminanceSourceFromImage(picture)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		hints := map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_TRY_HARDER: true}
		if found, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil {
			return found.GetText(), nil
		}
	}
	return "", fmt.Errorf("%w: hold the paper flat, in good light, with a margin around the code", ErrPicture)
}
