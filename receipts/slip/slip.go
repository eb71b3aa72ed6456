// Package slip lays a receipt out once, as texts and rules with their places in
// millimetres, in Chinese or English. The preview on screen, the PDF and the
// thermal printer all draw the same Slip, so that what the cashier sees is what
// the patient gets.
//
//	s, err := slip.Compose(slip.Input{Receipt: r, Hospital: h, Language: slip.Chinese}, slip.A5())
//
// Where things stand is data (Layout), so that a hospital's pre-printed form
// needs no new build. The package draws nothing and knows no printer.
package slip

import (
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/receipts/typeface"
)

// Language of a slip.
type Language string

// The languages that receipts are printed in.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Hospital is what a receipt says about who issued it.
type Hospital struct {
	Name string `toml:"name"`
	// Kind of institution, as Chinese receipts ask (非营利性综合医院).
	Kind string `toml:"kind"`
	// TaxID is the provider's or tax number that receipts elsewhere carry.
	TaxID string `toml:"tax_id"`
}

// Input is what a slip is made of.
type Input struct {
	Receipt  receipts.Receipt
	Hospital Hospital
	// Tenders gives the payments their names; an unknown code prints as it is.
	Tenders []receipts.Tender
	// Insurers gives an insured patient's insurer its name.
	Insurers []receipts.Choice
	Language Language
	// Zone is where the hospital's clocks are; nil prints UTC.
	Zone *time.Location
	// Copy is 0 for the first print and n for the nth copy after it.
	Copy int
	// Code is the text of the signed code; empty leaves the code out.
	Code string
	// Note is the hospital's own wording under the title, in the slip's language;
	// empty prints the standing one about the exchange for the official bill.
	Note string
	// Left is how much of each line is still to be handed out, for a dispensing
	// copy; nil is all.
	Left []receipts.Quantity
}

// ErrInput says that a slip cannot be made of an Input.
var ErrInput = errors.New("receipt cannot be laid out")

// Align says which part of a text stands at its x.
type Align string

// A text starts, is centred or ends at its x. The empty Align starts.
const (
	Left   Align = "left"
	Centre Align = "centre"
	Right  Align = "right"
)

// Text is one line of text. X and Y are mm from the page's upper left corner, Y
// of the baseline; Size is in points.
type Text struct {
	Field   Field
	X, Y    float64
	Size    float64
	Bold    bool
	Align   Align
	Content string
}

// Rule is a straight line, Thickness and ends in mm.
type Rule struct{ X1, Y1, X2, Y2, Thickness float64 }

// Mark is a large pale text across the page, centred at X, Y and turned
// counter-clockwise. It is drawn beneath everything else.
type Mark struct {
	X, Y, Size, Degrees float64
	Content             string
	// Grey is how pale it is, from 0 (black) to 255 (white).
	Grey uint8
}

// Box is a square area, Size in mm a side.
type Box struct{ X, Y, Size float64 }

// Page is one page of a slip.
type Page struct {
	Marks []Mark
	Texts []Text
	Rules []Rule
	// Code is where the signed code stands; Size 0 is a page without it.
	Code Box
}

// Slip is a receipt ready to be drawn.
type Slip struct {
	Width, Height float64 // mm
	Language      Language
	Title         string // for the document's properties and the print job
	Created       time.Time
	Pages         []Page
	Code          string
	// Warnings say, in the slip's language, what paper cannot show as the
	// ledger has it: characters without a glyph, texts too long for their place.
	Warnings []string
}

// Width returns how wide a text of the given size (points) is, in mm.
func Width(text string, size float64, bold bool) float64 {
	const pointsPerMM = 72 / 25.4
	face := typeface.RegularFace()
	if !bold {
		return float64(face.Width(text)) / 1000 * size / pointsPerMM
	}
	thousandths := 0
	for _, r := range text {
		if g, ok := typeface.BoldFace().Glyph(r); ok {
			thousandths += typeface.BoldFace().Advance(g)
			continue
		}
		g, _ := face.Glyph(r) // drawn in the regular weight
		thousandths += face.Advance(g)
	}
	return float64(thousandths) / 1000 * size / pointsPerMM
}

// Compose lays a receipt out. The result shares nothing with the input. An
// error wraps ErrInput: no lines, or a layout without room for them.
func Compose(in Input, layout Layout) (Slip, error) {
	if len(in.Receipt.Lines) == 0 {
		return Slip{}, fmt.Errorf("%w: receipt %s has no lines", ErrInput, in.Receipt.Number)
	}
	if err := layout.Validate(); err != nil {
		return Slip{}, fmt.Errorf("%w: %w", ErrInput, err)
	}
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	c := &composer{in: in, layout: layout, words: wording(in.Language)}
	c.nameReversal()
	c.compose()
	return Slip{
		Width: layout.Width, Height: layout.Height, Language: in.Language,
		Title:   c.clean(c.title() + " " + in.Receipt.Number),
		Created: in.Receipt.At, Pages: c.pages, Code: in.Code, Warnings: c.warnings,
	}, nil
}
