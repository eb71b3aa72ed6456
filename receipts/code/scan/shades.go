package scan

import (
	"image"

	"golang.org/x/image/draw"
)

// greyOf is the picture in shades of grey on white: what is transparent is paper.
func greyOf(picture image.Image) *image.Gray {
	b := picture.Bounds()
	grey := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for i := range grey.Pix {
		grey.Pix[i] = 255
	}
	draw.Draw(grey, grey.Rect, picture, b.Min, draw.Over)
	return grey
}

// scaledBy is the picture in another size.
func scaledBy(grey *image.Gray, scale float64) *image.Gray {
	if scale == 1 {
		return grey
	}
	w, h := int(float64(grey.Rect.Dx())*scale), int(float64(grey.Rect.Dy())*scale)
	scaled := image.NewGray(image.Rect(0, 0, max(1, w), max(1, h)))
	draw.BiLinear.Scale(scaled, scaled.Rect, grey, grey.Rect, draw.Src, nil)
	return scaled
}

// evened is the picture in black and white: black is what is a tenth darker than
// its surroundings, a part-th of the shorter side each way. Light that falls off
// over the paper does not count.
func evened(grey *image.Gray, part int) *image.Gray {
	const darker = 10 // per cent
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	reach := max(1, min(w, h)/part)
	sums := sumsOf(grey)
	even := image.NewGray(grey.Rect)
	for y := range h {
		top, bottom := max(0, y-reach)*(w+1), min(h, y+reach+1)*(w+1)
		for x := range w {
			left, right := max(0, x-reach), min(w, x+reach+1)
			sum := int64(sums[bottom+right] - sums[top+right] - sums[bottom+left] + sums[top+left])
			count := int64((right - left) * (bottom - top) / (w + 1))
			if int64(grey.Pix[y*grey.Stride+x])*count*100 >= sum*(100-darker) {
				even.Pix[y*even.Stride+x] = 255
			}
		}
	}
	return even
}

// sumsOf are the sums of all shades above and left of each point.
func sumsOf(grey *image.Gray) []uint64 {
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	sums := make([]uint64, (w+1)*(h+1))
	for y := range h {
		row := uint64(0)
		for x := range w {
			row += uint64(grey.Pix[y*grey.Stride+x])
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	return sums
}
