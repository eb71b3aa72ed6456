package his_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/sync/his"
	"outpost/sync/his/histest"
)

// mirror is the record of a HIS that holds the receipt as it is.
func mirror(r receipts.Receipt) his.Record {
	rec := his.Record{
		Number: "F-1", Patient: his.Person{Name: r.Patient.Name, Keys: []string{"77", his.PatientKey(r.Patient)}},
		Total: r.Total, Copies: his.Expected(r),
	}
	for i, l := range r.Lines {
		rec.Lines = append(rec.Lines, his.Line{Key: his.LineKey(r.ID, i), Item: l.Item, Quantity: l.Quantity, Amount: l.Amount, Billed: l.Amount})
	}
	if r.Rounding != 0 {
		rec.Lines = append(rec.Lines, his.Line{Key: his.RoundingKey(r.ID), Item: "rounding", Quantity: receipts.One, Amount: r.Rounding, Billed: r.Rounding})
	}
	for i, p := range r.Payments {
		rec.Payments = append(rec.Payments, his.Paid{Key: his.PaymentKey(r.ID, i), Tender: p.Tender, Amount: p.Amount})
	}
	slices.Reverse(rec.Lines) // no HIS promises an order
	return rec
}

func rounded() receipts.Receipt {
	r := histest.Receipt("王𬱖", 24103, 1)
	r.Rounding, r.Total = -4, r.Total-4
	r.Payments[0].Amount = r.Total
	return r
}

func TestCompare(t *testing.T) {
	r := rounded()
	if diffs := his.Compare(r, mirror(r)); len(diffs) > 0 {
		t.Fatalf("the same differs: %v", diffs)
	}
	tests := []struct {
		name   string
		code   his.Code
		object his.Object
		harm   func(*his.Record)
	}{
		{"name", his.CodePatient, his.Patient, func(g *his.Record) { g.Patient.Name = "王?" }},
		{"other patient", his.CodePatient, his.Patient, func(g *his.Record) { g.Patient.Keys = []string{"77"} }},
		{"item", his.CodeLines, his.Charge, func(g *his.Record) { g.Lines[1].Item = "drug/z" }},
		{"quantity", his.CodeLines, his.Charge, func(g *his.Record) { g.Lines[1].Quantity++ }},
		{"a fen on a line", his.CodePrice, his.Charge, func(g *his.Record) { g.Lines[2].Amount-- }},
		{"a fen on the bill's line", his.CodePrice, his.Bill, func(g *his.Record) { g.Lines[2].Billed++ }},
		{"rounding", his.CodePrice, his.Charge, func(g *his.Record) { g.Lines[0].Amount = 4 }},
		{"rounding lost", his.CodeIncomplete, his.Charge, func(g *his.Record) { g.Lines = g.Lines[1:] }},
		{"line lost", his.CodeIncomplete, his.Charge, func(g *his.Record) { g.Lines = g.Lines[:2] }},
		{"line added", his.CodeLines, his.Charge, func(g *his.Record) { g.Lines = append(g.Lines, his.Line{Key: "x"}) }},
		{"total", his.CodePrice, his.Bill, func(g *his.Record) { g.Total++ }},
		{"tax", his.CodePrice, his.Bill, func(g *his.Record) { g.Tax = 1 }},
		{"no bill", his.CodeIncomplete, his.Bill, func(g *his.Record) { g.Copies[his.Bill], g.Total = 0, 0 }},
		{"no number", his.CodeIncomplete, his.Bill, func(g *his.Record) { g.Number = "" }},
		{"tender", his.CodePayment, his.Payment, func(g *his.Record) { g.Payments[0].Tender = "wechat" }},
		{"paid amount", his.CodePayment, his.Payment, func(g *his.Record) { g.Payments[0].Amount++ }},
		{"not paid", his.CodeIncomplete, his.Payment, func(g *his.Record) { g.Payments = nil }},
		{"paid twice", his.CodePayment, his.Payment, func(g *his.Record) { g.Payments = append(g.Payments, his.Paid{Key: "x"}) }},
		{"two visits", his.CodeDuplicate, his.Visit, func(g *his.Record) { g.Copies[his.Visit] = 2 }},
		{"no account", his.CodeIncomplete, his.Account, func(g *his.Record) { g.Copies[his.Account] = 0 }},
		{"defect", his.CodeLines, his.Bill, func(g *his.Record) { g.Defects = []string{"the bill has the status \"cancelled\""} }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mirror(r)
			test.harm(&got)
			diffs := his.Compare(r, got)
			hit := slices.ContainsFunc(diffs, func(d his.Difference) bool { return d.Code == test.code && d.Object == test.object })
			if !hit {
				t.Fatalf("%+v, want %q of %q", diffs, test.code, test.object)
			}
			if text := his.Explain(diffs); strings.Contains(text, "王") || !strings.HasPrefix(text, string(test.code)+": ") {
				t.Errorf("reason %q", text)
			}
			if his.Incomplete(diffs) != (test.code == his.CodeIncomplete) {
				t.Errorf("incomplete is %v for %v", his.Incomplete(diffs), diffs)
			}
		})
	}
}

// TestCompareSeesEveryField: a field that is added to the record must be
// compared, so this list must grow with it.
func TestCompareSeesEveryField(t *testing.T) {
	for typ, want := range map[reflect.Type]int{
		reflect.TypeFor[his.Record](): 8, reflect.TypeFor[his.Line](): 5, reflect.TypeFor[his.Paid](): 3, reflect.TypeFor[his.Person](): 2,
	} {
		if typ.NumField() != want {
			t.Errorf("%s has %d fields; compare the new one and add it to TestCompare", typ, typ.NumField())
		}
	}
}

// TestKeysNeverChange pins the keys under which receipts already stand in a HIS.
func TestKeysNeverChange(t *testing.T) {
	const id = "0193f2b0-1111-7abc-8def-000000000001"
	got := []string{his.LineKey(id, 0), his.LineKey(id, 1), his.RoundingKey(id), his.PaymentKey(id, 0)}
	want := []string{"793fd876-edd2-5594-8c99-4533f38a31a7", "e2f4001b-beb3-595a-9214-0e198990c88f", "61502295-2410-53fc-bcde-f1637ce40880", "3263364f-0252-5cdc-80bb-c3afda91bf69"}
	if !slices.Equal(got, want) {
		t.Errorf("keys %q, want %q", got, want)
	}
	if his.PatientKey(receipts.Patient{ID: "a"}) != "a" || his.PatientKey(receipts.Patient{ID: "a", HISKey: "b"}) != "b" {
		t.Error("patient's key")
	}
}

func TestReasonComesApartAgain(t *testing.T) {
	for _, code := range his.Codes() {
		if got, text := his.SplitReason(his.Reason(code, "a: b")); got != code || text != "a: b" {
			t.Errorf("%q, %q", got, text)
		}
	}
	if code, text := his.SplitReason("something: else"); code != his.CodeOther || text != "something: else" {
		t.Errorf("%q, %q", code, text)
	}
}

// hospital is a HIS in memory with a fault of its own.
type hospital struct {
	records map[string]his.Record
	copies  bool // claims to refuse copies and makes them
	harm    func(*his.Record)
	err     error
	caps    his.Capabilities
}

func (h *hospital) Describe() his.Capabilities { return h.caps }

func (h *hospital) Post(_ context.Context, r receipts.Receipt) (his.Outcome, error) {
	if h.err != nil {
		return his.Outcome{}, h.err
	}
	if old, ok := h.records[r.ID]; ok {
		if h.copies {
			old.Copies[his.Visit]++
		}
		return his.Outcome{}, nil
	}
	rec := mirror(r)
	if h.harm != nil {
		h.harm(&rec)
	}
	h.records[r.ID] = rec
	return his.Outcome{}, nil
}

func (h *hospital) ReadBack(_ context.Context, r receipts.Receipt) (his.Record, bool, error) {
	rec, ok := h.records[r.ID]
	return rec, ok, nil
}

func (h *hospital) Check(ctx context.Context) (his.Commissioning, error) {
	return his.Commission(ctx, h, receipts.CNY(), time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC))
}

func newHospital(refusesCopy bool) *hospital {
	h := &hospital{records: map[string]his.Record{}, caps: his.Capabilities{Protocol: "memory", System: "here", Objects: map[his.Object]his.Capability{}}}
	for _, o := range his.Objects() {
		h.caps.Objects[o] = his.Capability{LooksUp: true, RefusesCopy: refusesCopy}
	}
	return h
}

func TestCommission(t *testing.T) {
	tests := []struct {
		name           string
		h              *hospital
		harm           func(*hospital)
		passed, resend bool
		object         his.Object
	}{
		{"good", newHospital(true), func(*hospital) {}, true, true, ""},
		{"makes a second visit", newHospital(true), func(h *hospital) { h.copies = true }, false, false, his.Visit},
		{"says that it takes copies", newHospital(false), func(h *hospital) { h.copies = true }, true, false, ""},
		{"loses a character", newHospital(true), func(h *hospital) {
			h.harm = func(g *his.Record) { g.Patient.Name = strings.ReplaceAll(g.Patient.Name, "𬱖", "?") }
		}, false, false, his.Patient},
		{"rounds money", newHospital(true), func(h *hospital) { h.harm = func(g *his.Record) { g.Total = g.Total / 10 * 10 } }, false, false, his.Bill},
		{"refuses", newHospital(true), func(h *hospital) { h.err = his.Fail(his.ErrRefused, nil, "", "no such item") }, false, false, his.Charge},
		{"finds nothing", newHospital(true), func(h *hospital) { h.err = his.Fail(his.ErrConflict, nil, "", "busy") }, false, false, his.Bill},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.harm(test.h)
			got, err := test.h.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.Passed() != test.passed || got.DuplicatesRefused() != test.resend {
				t.Fatalf("passed %v, resend %v: %+v", got.Passed(), got.DuplicatesRefused(), got)
			}
			if test.object != "" && !slices.ContainsFunc(got.Findings, func(f his.Finding) bool { return f.Object == test.object && !f.Passed && f.Why != "" }) {
				t.Errorf("the %s passed: %+v", test.object, got.Findings)
			}
			text, err := json.Marshal(got)
			var back his.Commissioning
			if err != nil || json.Unmarshal(text, &back) != nil || !reflect.DeepEqual(got, back) {
				t.Errorf("not the same after the ledger kept it: %s", text)
			}
		})
	}
	h := newHospital(true)
	h.err = his.Fail(his.ErrUnreachable, nil, "look", "gone")
	if _, err := h.Check(t.Context()); !errors.Is(err, his.ErrUnreachable) || his.Hint(err) != "look" {
		t.Errorf("a HIS that is gone: %v", err)
	}
}

func TestTestReceiptIsPlainlyATest(t *testing.T) {
	r := his.TestReceipt(receipts.CNY(), time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC))
	if !r.Drill || !strings.Contains(r.Patient.Name, "TEST") || !strings.Contains(r.Patient.Number, "TEST") || r.Patient.Validate() != nil {
		t.Errorf("%+v", r)
	}
	var sum, paid receipts.Money
	for _, l := range r.Lines {
		sum += l.Amount
	}
	for _, p := range r.Payments {
		paid += p.Amount
	}
	if sum+r.Rounding != r.Total || paid != r.Total || r.Lines[0].Amount != 24100 || r.Lines[1].Amount != 1 || r.Lines[2].Amount != 123456789 {
		t.Errorf("lines %d, paid %d, total %d: %+v", sum, paid, r.Total, r.Lines)
	}
}
