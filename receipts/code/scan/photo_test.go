package scan

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"rsc.io/qr"
)

// photo is a picture of a code as a hand takes it.
type photo struct {
	dot   float64 // points for one square of the code
	turn  float64 // degrees
	tilt  float64 // how much farther the far corner is
	shade bool    // light from one side
	soft  int     // how often it is blurred over 3 × 3 points
	noise float64
}

// taken draws a photo of the code of a text.
func taken(t *testing.T, text string, p photo) image.Image {
	t.Helper()
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	size := float64(c.Size)
	side := int(size*p.dot*1.8) + 40
	sin, cos := math.Sincos(p.turn * math.Pi / 180)
	shades := make([]float64, side*side)
	for y := range side {
		for x := range side {
			for s := range 9 { // each point looks at nine places
				dx, dy := (float64(x)+float64(s%3)/3+.17-float64(side)/2)/p.dot, (float64(y)+float64(s/3)/3+.17-float64(side)/2)/p.dot
				far := 1 + p.tilt*(dx+.7*dy)/size
				u, v := (cos*dx+sin*dy)/far+size/2, (cos*dy-sin*dx)/far+size/2
				if u < 0 || v < 0 || u >= size || v >= size || !c.Black(int(u), int(v)) {
					shades[y*side+x] += 1. / 9
				}
			}
		}
	}
	for range p.soft {
		shades = blurred(shades, side)
	}
	random := rand.New(rand.NewPCG(1, 2))
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i, s := range shades {
		light := 1.
		if p.shade {
			x, y := float64(i%side)/float64(side), float64(i/side)/float64(side)
			light = .35 + .65*x*(.5+.5*y)
		}
		img.SetGray(i%side, i/side, color.Gray{Y: uint8(max(0, min(255, (30+200*s)*light+random.NormFloat64()*p.noise)))})
	}
	return img
}

func blurred(shades []float64, side int) []float64 {
	out := make([]float64, len(shades))
	for y := range side {
		for x := range side {
			sum, n := 0., 0.
			for v := max(0, y-1); v <= min(side-1, y+1); v++ {
				for u := max(0, x-1); u <= min(side-1, x+1); u++ {
					sum, n = sum+shades[v*side+u], n+1
				}
			}
			out[y*side+x] = sum / n
		}
	}
	return out
}

// TestAPhotoIsRead: turned, from one side, lit unevenly, soft, coarse.
func TestAPhotoIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, characters := range []int{282, 620} { // a receipt of 8 lines, of 40
		text := make([]byte, characters)
		for i := range text {
			text[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[random.IntN(45)]
		}
		for name, p := range map[string]photo{
			"a coarse scan":      {dot: 3},
			"turned by 90":       {dot: 4, turn: 90, noise: 5},
			"upside down":        {dot: 4.7, turn: 180, shade: true, soft: 1, noise: 8},
			"turned by 270":      {dot: 8, turn: 270, noise: 5},
			"askew":              {dot: 4.7, turn: 7, soft: 1, noise: 10},
			"turned by 33":       {dot: 8, turn: 33, soft: 1, noise: 10},
			"lit from one side":  {dot: 4.7, turn: 2, shade: true, soft: 1, noise: 8},
			"seen from one side": {dot: 8, tilt: .08, soft: 1, noise: 5},
			"out of focus":       {dot: 8, turn: 1, soft: 3, noise: 5},
		} {
			var raw bytes.Buffer
			if err := jpeg.Encode(&raw, taken(t, string(text), p), &jpeg.Options{Quality: 80}); err != nil {
				t.Fatal(err)
			}
			if got, err := QR(&raw); err != nil || got != string(text) {
				t.Errorf("%d characters, %s: %d read, %v", characters, name, len(got), err)
			}
		}
	}
}
