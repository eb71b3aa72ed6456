// Package pdf draws a slip as a PDF of its own size, with the used glyphs of
// Outpost Sans embedded and the true characters in its text layer.
package pdf

import (
	"context"
	"errors"
	"fmt"

	"rsc.io/qr"

	"outpost/receipts/pdf/canvas"
	"outpost/receipts/slip"
)

// ErrDraw says that a slip could not be drawn.
var ErrDraw = errors.New("the receipt's PDF cannot be made")

// Draw returns the slip as a PDF file, about 30 KB for a page. It keeps nothing
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
	doc := canvas.New(canvas.Info{Title: s.Title, Created: s.Created, Language: language(s.Language)})
	for _, page := range s.Pages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDraw, err)
		}
		drawPage(doc.AddPage(s.Width, s.Height), page, code)
	}
	if file, err = doc.Bytes(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDraw, err)
	}
	return file, nil
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

// drawPage draws marks first, so that they lie beneath the texts.
func drawPage(p *canvas.Page, page slip.Page, code *qr.Code) {
	for _, m := range page.Marks {
		style := canvas.Style{Size: m.Size, Bold: true, Align: canvas.Centre, Colour: canvas.Colour{R: m.Grey, G: m.Grey, B: m.Grey}}
		p.Rotated(m.X, m.Y, m.Degrees, style, m.Content)
	}
	for _, r := range page.Rules {
		p.Rule(r.X1, r.Y1, r.X2, r.Y2, r.Thickness)
	}
	for _, t := range page.Texts {
		p.Text(t.X, t.Y, canvas.Style{Size: t.Size, Bold: t.Bold, Align: align(t.Align)}, t.Content)
	}
	if code != nil && page.Code.Size > 0 {
		p.Modules(page.Code.X, page.Code.Y, page.Code.Size, code.Size, code.Black)
	}
}

func align(a slip.Align) canvas.Align {
	switch a {
	case slip.Centre:
		return canvas.Centre
	case slip.Right:
		return canvas.Right
	default:
		return canvas.Left
	}
}
