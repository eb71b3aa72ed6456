package slip

import (
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
)

// dispensingWords is what a dispensing copy says.
type dispensingWords struct {
	title, note, by, checked string
	copyOf                   string // format
	departments              map[receipts.Dispenser]string
}

func chineseDispensing() dispensingWords {
	return dispensingWords{
		title: "应急发放联", note: "凭本联发药或检验；发放前核对收据号与签名码，未发项目请注明并签字",
		by: "发放人", checked: "核对人", copyOf: "补打 COPY %d",
		departments: map[receipts.Dispenser]string{receipts.Pharmacy: "药房", receipts.Laboratory: "检验科"},
	}
}

func englishDispensing() dispensingWords {
	return dispensingWords{
		title: "Dispensing copy", note: "Hand out or do what stands here; compare the receipt's number and code first, and sign what was not.",
		by: "Handed out by", checked: "Checked by", copyOf: "COPY %d",
		departments: map[receipts.Dispenser]string{receipts.Pharmacy: "Pharmacy", receipts.Laboratory: "Laboratory"},
	}
}

// ErrNothing says that a receipt has nothing for a department to hand out.
var ErrNothing = errors.New("nothing to hand out")

// Dispensing lays out the copies that go with the patient to pharmacy and
// laboratory: one page for each department with the patient, its items and
// quantities, the receipt's number and code, without prices. The lines keep the
// numbers that they have on the receipt; what was handed out already (Input.Left)
// is left out, so that no copy hands it out again. ErrNothing where no department hands
// anything out, or where the receipt was taken back.
func Dispensing(in Input, layout Layout) (Slip, error) {
	r := in.Receipt
	if r.Void != nil || r.Refunded != nil || r.Kind == receipts.KindRed {
		return Slip{}, fmt.Errorf("%w: receipt %s was taken back", ErrNothing, r.Number)
	}
	if err := layout.Validate(); err != nil {
		return Slip{}, fmt.Errorf("%w: %w", ErrInput, err)
	}
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	out := Slip{
		Width: layout.Width, Height: layout.Height, Language: in.Language, Created: r.At, Code: in.Code,
		Title: wording(in.Language).dispensing.title + " " + r.Number,
	}
	for _, d := range receipts.Dispensers() {
		c := &composer{in: in, layout: layout, words: wording(in.Language)}
		c.keepOnly(d)
		if len(c.in.Receipt.Lines) == 0 {
			continue
		}
		c.compose()
		out.Pages, out.Warnings = append(out.Pages, c.pages...), append(out.Warnings, c.warnings...)
	}
	if len(out.Pages) == 0 {
		return Slip{}, fmt.Errorf("%w: receipt %s has nothing for pharmacy or laboratory, or they handed it out", ErrNothing, r.Number)
	}
	return out, nil
}

// keepOnly leaves the lines of one department and names its copy.
func (c *composer) keepOnly(d receipts.Dispenser) {
	lines := c.in.Receipt.Lines
	c.in.Receipt.Lines = nil
	for i, l := range lines {
		if i < len(c.in.Left) {
			l.Quantity = c.in.Left[i]
		}
		if l.Category.Dispenser() == d && l.Quantity > 0 {
			c.in.Receipt.Lines = append(c.in.Receipt.Lines, l)
			c.places = append(c.places, i+1)
		}
	}
	w := c.words.dispensing
	c.words.title = w.title + " · " + w.departments[d]
	c.in.Note, c.words.copyOf = w.note, w.copyOf
	c.in.Receipt.Kind, c.in.Receipt.Reversal = receipts.KindSale, nil
	c.words.labels[FieldStamp], c.words.labels[FieldDispensedBy], c.words.labels[FieldChecked] = "", w.by, w.checked
}

// place is the number of a line on its receipt.
func (c *composer) place(i int) int {
	if i < len(c.places) {
		return c.places[i]
	}
	return i + 1
}

// quantity is how much of a line; of herbal doses, how much goes into each and how
// many there are, and on a dispensing copy how much that is.
func (c *composer) quantity(l receipts.Line) string {
	all := l.Quantity.String()
	switch single, doses := c.in.Receipt.Dosage(l); {
	case doses == 1:
		return all
	case c.places == nil:
		return fmt.Sprintf("%s×%d", single, doses)
	default:
		return fmt.Sprintf("%s = %s×%d", all, single, doses)
	}
}

// DispensingA5 is the layout of a dispensing copy on plain paper of 210 × 148 mm.
func DispensingA5() Layout {
	return Layout{
		Width: 210, Height: 148,
		Places: append(a5Head(),
			Place{Field: FieldContinued, X: 200, Y: 138, Width: 80, Size: 9, Align: Right, Bare: true},
			Place{Field: FieldDispensedBy, X: 10, Y: 124, Width: 70, Size: 9},
			Place{Field: FieldChecked, X: 84, Y: 124, Width: 70, Size: 9},
			Place{Field: FieldCashier, X: 10, Y: 137.5, Width: 60, Size: 9},
			Place{Field: FieldStation, X: 84, Y: 137.5, Width: 60, Size: 9},
			Place{Field: FieldCodeCaption, X: 185, Y: 134.3, Width: 32, Size: 6, Align: Centre, Lines: 2, Bare: true},
			Place{Field: FieldIdentity, X: 10, Y: 143.2, Width: 190, Size: 6, Bare: true},
		),
		Table: Table{
			Columns: []Place{
				{Field: FieldLineNo, X: 10, Width: 8},
				{Field: FieldItem, X: 20, Width: 70, Lines: maxCellLines},
				{Field: FieldSpec, X: 93, Width: 45, Lines: maxCellLines},
				{Field: FieldMaker, X: 140, Width: 20, Lines: maxCellLines},
				{Field: FieldQuantity, X: 185, Width: 23, Bold: true, Align: Right},
				{Field: FieldUnit, X: 188, Width: 12, Lines: maxCellLines},
			},
			Head: 48.2, First: 54.2, Bottom: 97, BottomMore: 132, LineHeight: 4.6, Gap: 1.4, Size: 10,
		},
		Rules:     []Rule{{10, 44.4, 200, 44.4, 0.35}, {10, 49.7, 200, 49.7, 0.15}},
		LastRules: []Rule{{10, 99, 200, 99, 0.15}, {35, 125, 80, 125, 0.15}, {105, 125, 154, 125, 0.15}},
		Code:      Box{X: 170, Y: 101.5, Size: 30},
	}
}
