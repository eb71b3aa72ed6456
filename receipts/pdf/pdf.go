// Package pdf draws a slip as a PDF of its own size, with the used glyphs of
// Outpost Sans embedded and the true characters in its text layer.
package pdf

import (
	"context"
	"errors"
	"fmt"

	"github.com/jung-kurt/gofpdf"
	"rsc.io/qr"

	"outpost/receipts/pdf/lettering"
	"outpost/receipts/slip"
)

// ErrDraw says that a slip could not be drawn.
var ErrDraw = errors.New("the receipt's PDF cannot be made")

// Draw returns the slip as a PDF file, 35 to 50 KB for a page. It keeps nothing
// between calls, is safe for concurrent use, and never panics: whatever fails
// below it is an error that wraps ErrDraw. Equal slips give equal bytes.
func Draw(ctx context.Context, s slip.Slip) (file []byte, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			file, err = nil, fmt.Errorf("%w: %v", ErrDraw, trouble)
		}
	}()
	code, err := encode(s.Code)
	if err != nil {
		return nil, err
	}
	if len(s.Pages) == 0 {
		return nil, fmt.Errorf("%w: the slip has no pages", ErrDraw)
	}
	letters := announce(s)
	doc := lettering.NewDocument(lettering.Info{Title: s.Title, Created: s.Created}, s.Width, s.Height)
	if err := letters.AddTo(doc); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDraw, err)
	}
	for _, page := range s.Pages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDraw, err)
		}
		doc.AddPage()
		drawPage(doc, letters, page, code)
	}
	if file, err = lettering.Finish(doc, language(s.Language)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDraw, err)
	}
	return file, nil
}

// announce gathers the letters of every page.
func announce(s slip.Slip) *lettering.Letters {
	letters := lettering.New()
	for _, page := range s.Pages {
		for _, m := range page.Marks {
			letters.Use(m.Content, true)
		}
		for _, t := range page.Texts {
			letters.Use(t.Content, t.Bold)
		}
	}
	return letters
}

// encode makes the QR code at error correction M, which survives a fold or a
// stain over a seventh of it. An empty text makes none.
func encode(text string) (*qr.Code, error) {
	if text == "" {
		return nil, nil
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("%w: signed code of %d characters: %w", ErrDraw, len(text), err)
	}
	return code, nil
}

func language(l slip.Language) string {
	if l == slip.Chinese {
		return "zh-CN"
	}
	return "en"
}

// drawPage draws marks first, so that they lie beneath the rest.
func drawPage(doc *gofpdf.Fpdf, letters *lettering.Letters, page slip.Page, code *qr.Code) {
	for _, m := range page.Marks {
		style := lettering.Style{Size: m.Size, Bold: true, Align: slip.Centre, Grey: m.Grey, Degrees: m.Degrees}
		letters.Draw(doc, m.X, m.Y, style, m.Content)
	}
	for _, r := range page.Rules {
		doc.SetLineWidth(r.Thickness)
		doc.Line(r.X1, r.Y1, r.X2, r.Y2)
	}
	for _, t := range page.Texts {
		letters.Draw(doc, t.X, t.Y, lettering.Style{Size: t.Size, Bold: t.Bold, Align: t.Align}, t.Content)
	}
	if code != nil && page.Code.Size > 0 {
		drawCode(doc, page.Code, code)
	}
}

// drawCode paints the dark squares of the code as an inline image mask, one bit a
// square (ISO 32000-1, 8.9.6.2 and 8.9.7), because through gofpdf's Rect a code
// takes 5 KB and a millisecond more.
func drawCode(doc *gofpdf.Fpdf, box slip.Box, code *qr.Code) {
	const pointsPerMM = 72 / 25.4
	_, height := doc.GetPageSize()
	size := box.Size * pointsPerMM
	doc.TransformBegin()
	doc.Transform(gofpdf.TransformMatrix{A: size, D: size, E: box.X * pointsPerMM, F: (height - box.Y - box.Size) * pointsPerMM})
	var bits []byte
	for row := range code.Size {
		start := row * code.Stride
		bits = append(bits, code.Bitmap[start:start+(code.Size+7)/8]...)
	}
	doc.RawWriteStr(fmt.Sprintf("BI /IM true /W %d /H %d /D [1 0] /F /AHx ID\n%X>\nEI", code.Size, code.Size, bits))
	doc.TransformEnd()
}
