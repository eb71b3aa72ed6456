package scan

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"rsc.io/qr"
)

// code is as large as a receipt of 40 lines makes one.
func picture(t *testing.T, text string) image.Image {
	t.Helper()
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	const dot, margin = 4, 24
	size := c.Size*dot + 2*margin
	img := image.NewGray(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			img.SetGray(x, y, color.Gray{Y: 255})
			if c.Black((x-margin)/dot, (y-margin)/dot) && x >= margin && y >= margin {
				img.SetGray(x, y, color.Gray{Y: 30})
			}
		}
	}
	return img
}

func TestTheCodeIsFoundInAPicture(t *testing.T) {
	for _, n := range []int{20, 280, 600} {
		text := strings.Repeat("6BF+70790T9WJWG.FKY*4GO0.O1CV2 ", n/31+1)[:n]
		var asPNG, asJPEG bytes.Buffer
		if err := errors.Join(png.Encode(&asPNG, picture(t, text)), jpeg.Encode(&asJPEG, picture(t, text), &jpeg.Options{Quality: 70})); err != nil {
			t.Fatal(err)
		}
		for kind, raw := range map[string]*bytes.Buffer{"PNG": &asPNG, "JPEG": &asJPEG} {
			if got, err := QR(raw); err != nil || got != text {
				t.Errorf("%d characters, %s: %q, %v", n, kind, got, err)
			}
		}
	}
}

func TestWhatIsNoPictureOfACode(t *testing.T) {
	var empty bytes.Buffer
	if err := png.Encode(&empty, image.NewGray(image.Rect(0, 0, 100, 100))); err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	if err := png.Encode(&whole, picture(t, "HELLO")); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"nothing": nil, "text": []byte("HELLO"), "no code": empty.Bytes(), "cut off": whole.Bytes()[:whole.Len()/2]} {
		if _, err := QR(bytes.NewReader(raw)); !errors.Is(err, ErrPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
	random := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		raw := bytes.Clone(whole.Bytes())
		raw[random.IntN(len(raw))] ^= byte(1 + random.IntN(255))
		if text, err := QR(bytes.NewReader(raw)); err != nil && !errors.Is(err, ErrPicture) || err == nil && text != "HELLO" {
			t.Fatalf("%q, %v", text, err)
		}
	}
}
