package his

import (
	"context"
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
)

// Finding is what the commissioning check found of one kind of record.
type Finding struct {
	Object Object `json:"object"`
	// Expected and Found count the records under our keys after sending twice.
	Expected int `json:"expected"`
	Found    int `json:"found"`
	// Passed allows automatic posting; RefusesCopy allows a resend.
	Passed      bool `json:"passed"`
	RefusesCopy bool `json:"refuses_copy"`
	// Why says what failed; empty when passed.
	Why string `json:"why,omitempty"`
}

// Commissioning is the result of a commissioning check, kept by the ledger.
type Commissioning struct {
	Protocol string    `json:"protocol"`
	System   string    `json:"system"`
	At       time.Time `json:"at"`
	// Receipt is the id of the test receipt, by which its records can be found
	// in the HIS and taken away.
	Receipt  string    `json:"receipt"`
	Findings []Finding `json:"findings"`
}

// Passed says whether receipts may be posted automatically to this HIS.
func (c Commissioning) Passed() bool {
	for _, f := range c.Findings {
		if !f.Passed {
			return false
		}
	}
	return len(c.Findings) > 0
}

// DuplicatesRefused says whether a receipt may be sent again: sent twice, one
// record of every kind was there.
func (c Commissioning) DuplicatesRefused() bool {
	for _, f := range c.Findings {
		if !f.RefusesCopy {
			return false
		}
	}
	return c.Passed()
}

// Require is nil when the check passed and was made of the HIS that caps
// describes, else an ErrNotCommissioned that says what failed and why.
func (c Commissioning) Require(caps Capabilities) error {
	const again = "Run the commissioning check against this HIS and let its supplier mend what fails; until then enter the receipts by hand."
	switch {
	case len(c.Findings) == 0:
		return Fail(ErrNotCommissioned, nil, again, "no commissioning check was made")
	case c.System != caps.System || c.Protocol != caps.Protocol:
		return Fail(ErrNotCommissioned, nil, again, "the commissioning check was made of %s, not of %s", c.System, caps.System)
	}
	for _, f := range c.Findings {
		if !f.Passed {
			return Fail(ErrNotCommissioned, nil, again, "%s: %s", f.Object, f.Why)
		}
	}
	return nil
}

// Commission sends a receipt marked as a test twice, reads it back and judges
// every kind of record that the adapter describes: a claimed refusal of copies
// must leave one, patient's name (rare characters too), items and amounts must
// come back the same. at is the time of the test receipt. An error means that
// the check could not be carried out; what the HIS does wrong is a Finding.
func Commission(ctx context.Context, a Adapter, currency receipts.Currency, at time.Time) (Commissioning, error) {
	r, caps := TestReceipt(currency, at), a.Describe()
	result := Commissioning{Protocol: caps.Protocol, System: caps.System, At: at.UTC(), Receipt: r.ID}
	for range 2 {
		_, err := a.Post(ctx, r)
		if err == nil {
			continue
		}
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrConflict) && !errors.Is(err, ErrAmbiguous) {
			return Commissioning{}, fmt.Errorf("commissioning check, sending the test receipt: %w", err)
		}
		result.fail(caps, r, Text(err))
	}
	got, found, err := a.ReadBack(ctx, r)
	switch {
	case err != nil:
		return Commissioning{}, fmt.Errorf("commissioning check, reading the test receipt back: %w", err)
	case !found:
		result.fail(caps, r, "sent twice, nothing is found under our key")
	}
	if len(result.Findings) == 0 {
		result.judge(caps, r, got)
	}
	return result, nil
}

// fail writes the same reason under every kind, unless one is there already.
func (c *Commissioning) fail(caps Capabilities, r receipts.Receipt, why string) {
	if len(c.Findings) > 0 {
		return
	}
	want := Expected(r)
	for _, o := range Objects() {
		if _, ok := caps.Objects[o]; ok {
			c.Findings = append(c.Findings, Finding{Object: o, Expected: want[o], Why: why})
		}
	}
}

func (c *Commissioning) judge(caps Capabilities, r receipts.Receipt, got Record) {
	want, diffs := Expected(r), Compare(r, got)
	for _, o := range Objects() {
		claim, ok := caps.Objects[o]
		if !ok {
			continue
		}
		f := Finding{Object: o, Expected: want[o], Found: got.Copies[o], Passed: true}
		f.RefusesCopy = claim.LooksUp && claim.RefusesCopy && f.Found == f.Expected
		for _, d := range diffs {
			if d.Object == o && (d.Code != CodeDuplicate || claim.RefusesCopy) {
				f.Passed, f.Why = false, d.Sentence()
				break
			}
		}
		c.Findings = append(c.Findings, f)
	}
}

// TestReceipt is a settled receipt that is plainly a test: name, number and
// tender say so, and Drill is set, which adapters mark in the HIS. It has rare
// characters, fractions, the largest and the smallest amounts and a rounding.
func TestReceipt(currency receipts.Currency, at time.Time) receipts.Receipt {
	id := receipts.NewID()
	short := id[len(id)-12:]
	r := receipts.Receipt{
		Bill: receipts.Bill{
			ID: id,
			Patient: receipts.Patient{
				ID: receipts.NewID(), Number: "OUTPOST-TEST-" + short,
				Name: "测试 OUTPOST TEST 𬱖𠅤喆 " + short, NoPhoneReason: "test",
			},
			Lines: []receipts.Line{
				testLine(1, 1_205_000, 2000), testLine(2, 100, 500), testLine(3, 12_345_678_900, 1000), testLine(4, 0, 1000),
			},
			Cashier: "OUTPOST TEST",
		},
		Number: "TEST-" + short, At: at.UTC(), Day: at.Format(time.DateOnly),
		Station: "OUTPOST-TEST", Drill: true, Money: currency,
	}
	for i := range r.Lines {
		// The test prices are in range, so that their amounts always fit.
		r.Lines[i].Amount, _ = currency.Amount(r.Lines[i].Price, r.Lines[i].Quantity)
		r.Total += r.Lines[i].Amount
	}
	r.Rounding = 3
	r.Total += r.Rounding
	r.Payments = []receipts.Payment{
		{Tender: "test-a", Tendered: 1, Amount: 1, Reference: "OUTPOST-TEST-" + short},
		{Tender: "test-b", Tendered: r.Total, Amount: r.Total - 1, Change: 1},
	}
	return r
}

func testLine(n int, price receipts.Price, qty receipts.Quantity) receipts.Line {
	return receipts.Line{
		Item: fmt.Sprintf("outpost-test/%d", n), Name: fmt.Sprintf("OUTPOST TEST %d 测试", n), Unit: "次",
		Category: receipts.CategoryOther, Price: price, Quantity: qty, List: "test",
	}
}
