package receipts

import (
	"errors"
	"reflect"
	"testing"
)

func herb(item string, single string) Line {
	q, err := ParseQuantity(single)
	if err != nil {
		panic(err)
	}
	return Line{Item: item, Name: item, Category: CategoryHerbal, Unit: "g", Price: 1_2000, Quantity: q}
}

// A bill of two prescriptions: herbs in 7 doses, a drug of another doctor.
func twoPrescriptions(t *testing.T) Bill {
	t.Helper()
	b := billOf(0, cash(1000_00))
	b.Doctor, b.Department, b.Lines = "Dr Lin", "Medicine", nil
	for _, p := range []Prescription{{Number: "RX-1", Doctor: "Dr Gao", Department: "中医科", Doses: 7}, {Number: "RX-2"}} {
		var err error
		if b, err = b.WithPrescription(p); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range []struct {
		line Line
		rx   string
	}{{herb("herb/1", "15"), "RX-1"}, {herb("herb/2", "0.5"), "RX-1"}, {herb("drug/1", "2"), "RX-2"}, {herb("exam/1", "1"), ""}} {
		line, err := b.Order(l.line, l.rx, l.line.Quantity)
		if err != nil {
			t.Fatal(err)
		}
		b.Lines = append(b.Lines, line)
	}
	return b
}

func TestDosesMultiplyTheLinesOfTheirPrescription(t *testing.T) {
	b := twoPrescriptions(t)
	want := []Quantity{105_000, 3_500, 2_000, 1_000}
	for i, l := range b.Lines {
		if l.Quantity != want[i] || b.Single(l)*Quantity(b.Doses(l)) != l.Quantity {
			t.Errorf("line %d: %s, single %s of %d doses", i, l.Quantity, b.Single(l), b.Doses(l))
		}
	}
	r, err := Settle(b, testRules(RoundNone))
	if err != nil || r.Total != 12600+420+240+120 {
		t.Fatalf("total %d: %v", r.Total, err)
	}
	more, err := b.WithPrescription(Prescription{Number: "RX-1", Doctor: "Dr Gao", Doses: 14})
	if err != nil || more.Lines[0].Quantity != 210_000 || more.Lines[1].Quantity != 7_000 || more.Lines[2].Quantity != 2_000 {
		t.Errorf("14 doses: %+v, %v", more.Lines, err)
	}
	if b.Lines[0].Quantity != 105_000 || b.Prescriptions[0].Doses != 7 {
		t.Error("the bill that was passed in was changed")
	}
	if one, err := more.WithPrescription(Prescription{Number: "RX-1"}); err != nil || one.Lines[0].Quantity != 15_000 {
		t.Errorf("no doses: %+v, %v", one.Lines[0], err)
	}
	without := b.WithoutPrescription("RX-1")
	if len(without.Lines) != 2 || len(without.Prescriptions) != 1 {
		t.Errorf("without it: %+v", without)
	}
}

func TestWhoOrderedALine(t *testing.T) {
	b := twoPrescriptions(t)
	for i, want := range [][2]string{{"Dr Gao", "中医科"}, {"Dr Gao", "中医科"}, {"Dr Lin", "Medicine"}, {"Dr Lin", "Medicine"}} {
		doctor, department := b.Ordered(b.Lines[i])
		if got := [2]string{doctor, department}; got != want {
			t.Errorf("line %d: %q, want %q", i, got, want)
		}
	}
}

func TestPrescriptionsThatCannotBe(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Bill)
		want   error
	}{
		"stands twice":           {func(b *Bill) { b.Prescriptions[1].Number = "RX-1" }, ErrBill},
		"no number":              {func(b *Bill) { b.Prescriptions[0].Number = " " }, ErrBill},
		"a line of none":         {func(b *Bill) { b.Lines[3].Prescription = "RX-9" }, ErrBill},
		"doses beyond":           {func(b *Bill) { b.Prescriptions[0].Doses = MaxDoses + 1 }, ErrDoses},
		"negative doses":         {func(b *Bill) { b.Prescriptions[0].Doses = -1 }, ErrDoses},
		"no equal doses":         {func(b *Bill) { b.Lines[0].Quantity++ }, ErrDoses},
		"control character":      {func(b *Bill) { b.Prescriptions[0].Doctor = "a\x07" }, ErrBill},
		"too many prescriptions": {func(b *Bill) { b.Prescriptions = make([]Prescription, MaxPrescriptions+1) }, ErrBill},
	} {
		b := twoPrescriptions(t)
		test.change(&b)
		if _, err := Settle(b, testRules(RoundNone)); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := twoPrescriptions(t)
	if _, err := b.Order(b.Lines[0], "RX-9", One); !errors.Is(err, ErrBill) {
		t.Errorf("an unknown prescription: %v", err)
	}
	if _, err := b.Order(b.Lines[0], "RX-1", MaxQuantity); !errors.Is(err, ErrQuantity) {
		t.Errorf("more than a line holds: %v", err)
	}
	if _, err := b.WithPrescription(Prescription{Number: "RX-1", Doses: MaxDoses + 1}); !errors.Is(err, ErrDoses) {
		t.Errorf("doses beyond: %v", err)
	}
}

// today is a price list by key.
type today map[string]Line

func (t today) find(item string) (Line, bool) { l, ok := t[item]; return l, ok }

func TestPackageIsExpandedWhole(t *testing.T) {
	list := today{"exam/1": herb("exam/1", "1"), "drug/2": herb("drug/2", "1")}
	p := Package{Code: "TJ01", Name: "入职体检", Items: []PackageItem{{"exam/1", One}, {"drug/2", 2_500}}}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	lines, err := p.Expand(2*One, list.find)
	if err != nil || len(lines) != 2 || lines[0].Quantity != 2*One || lines[1].Quantity != 5_000 || lines[1].Package != p.Name || lines[1].Price != 1_2000 {
		t.Errorf("%+v, %v", lines, err)
	}
	delete(list, "drug/2")
	if lines, err := p.Expand(One, list.find); !errors.Is(err, ErrGone) || lines != nil {
		t.Errorf("an item that is gone: %+v, %v", lines, err)
	}
	for _, times := range []Quantity{0, -One, 1_500, MaxQuantity + 1} {
		if _, err := p.Expand(times, list.find); !errors.Is(err, ErrQuantity) {
			t.Errorf("%s times: %v", times, err)
		}
	}
	for name, bad := range map[string]Package{
		"no code": {Name: "x", Items: p.Items}, "no name": {Code: "x", Items: p.Items}, "no items": {Code: "x", Name: "x"},
		"no item": {Code: "x", Name: "x", Items: []PackageItem{{"", One}}}, "quantity": {Code: "x", Name: "x", Items: []PackageItem{{"a", 0}}},
		"free text": {Code: "x", Name: "x", Items: []PackageItem{{FreeItem, One}}},
	} {
		if bad.Validate() == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestChargingABillAgain(t *testing.T) {
	was := twoPrescriptions(t)
	was.Cashier, was.Green = "c1", "collapsed at the door"
	was.Lines[1].Price, was.Lines[1].ListPrice, was.Lines[1].PriceReason = 9000, 1_2000, "old stock"
	was.Lines = append(was.Lines, Line{Item: FreeItem, Name: "Splint", Price: 30_0000, Quantity: One, ApprovedBy: "gao"})
	list := today{"herb/1": herb("herb/1", "1"), "herb/2": herb("herb/2", "1"), "drug/1": herb("drug/1", "1")}
	dearer, box := list["herb/1"], list["drug/1"]
	dearer.Price, box.Unit = 1_3000, "box"
	list["herb/1"], list["drug/1"] = dearer, box
	now, altered := Again(was, NewID(), list.find)
	if now.ID == was.ID || now.Payments != nil || now.Cashier != "" || now.Green != "" || !reflect.DeepEqual(now.Prescriptions, was.Prescriptions) || now.Patient != was.Patient {
		t.Errorf("%+v", now)
	}
	var what []string
	for _, a := range altered {
		what = append(what, string(a.What)+" "+a.Was.Item)
	}
	if want := []string{"price herb/1", "price herb/2", "form drug/1", "gone exam/1"}; !reflect.DeepEqual(what, want) {
		t.Errorf("altered %q, want %q", what, want)
	}
	if len(now.Lines) != 4 || now.Lines[0].Price != 1_3000 || now.Lines[0].Quantity != 105_000 || now.Lines[1].Price != 1_2000 || now.Lines[1].Repriced() || now.Lines[3].ApprovedBy != "" {
		t.Errorf("lines %+v", now.Lines)
	}
	now.Cashier, now.Payments = "c2", []Payment{cash(1000_00)}
	rules := testRules(RoundNone)
	rules.Limits.FreeText = 100_00
	if _, err := Settle(now, rules); err != nil {
		t.Error(err)
	}
}
