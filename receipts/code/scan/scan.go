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
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// ErrPicture says that no code was found in a picture, or that it is none.
var ErrPicture = errors.New("no code in the picture")

// Bounds of a picture that is looked at.
const (
	mostBytes  = 32 << 20
	mostPixels = 50_000_000
	// mostEnlarged is how large a picture is made to look closer.
	mostEnlarged = 12_000_000
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

// find looks for the code in one form of the picture after the other: as it is,
// then with its shades evened out, larger and smaller. A phone's picture is lit
// from one side and a scanner's is coarse; what one form hides another shows.
func find(raw []byte) (string, error) {
	picture, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return "", fmt.Errorf("%w: it is damaged: %w", ErrPicture, err)
	}
	grey := greyOf(picture)
	if size := float64(grey.Rect.Dx() * grey.Rect.Dy()); size > mostEnlarged { // too much to look at in every form
		if text, ok := decode(grey); ok {
			return text, nil
		}
		grey = scaledBy(grey, math.Sqrt(mostEnlarged/size))
	}
	for _, scale := range [...]float64{1, 1.5, 2, 0.5, 3} {
		if pixels := float64(grey.Rect.Dx()*grey.Rect.Dy()) * scale * scale; scale > 1 && pixels > mostEnlarged {
			continue
		}
		scaled := scaledBy(grey, scale)
		for _, form := range []*image.Gray{scaled, evened(scaled, 32), evened(scaled, 16)} {
			if text, ok := decode(form); ok {
				return text, nil
			}
		}
	}
	return "", fmt.Errorf("%w: hold the paper flat, in good light, with a margin around the code", ErrPicture)
}

// decode looks for a code in one form.
func decode(form *image.Gray) (string, bool) {
	source := gozxing.NewLuminanceSourceFromImage(form)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		hints := map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_TRY_HARDER: true}
		if found, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil {
			return found.GetText(), true
		}
	}
	return "", false
}
