package slip

import (
	"errors"
	"strings"
	"testing"

	"outpost/receipts"
)

// reversed is an input of n lines with its red receipt and, for a partial refund
// of the first line, what stays.
func reversed(t *testing.T, taken ...receipts.Taken) (original, red, rest Input) {
	t.Helper()
	original = input(3)
	r := &original.Receipt
	r.Number = "A07-000001"
	r.Payments = []receipts.Payment{{Tender: "cash", Tendered: 1_00, Amount: 1_00}, {Tender: "wechat", Tendered: r.Total - 1_00, Amount: r.Total - 1_00, Reference: "WX1"}}
	rules := receipts.Rules{Currency: receipts.CNY(), Tenders: []receipts.Tender{{Code: "cash", Cash: true}, {Code: "wechat"}}}
	redReceipt, restReceipt, err := receipts.Refund(*r, taken, rules)
	if err != nil {
		t.Fatal(err)
	}
	red, rest = original, original
	redReceipt.Number, redReceipt.Cites, redReceipt.At = "A07-000002", r.Number, r.At
	redReceipt.Reversal.Reason, redReceipt.Reversal.ApprovedBy = "开错项目", "gao"
	if restReceipt != nil {
		redReceipt.ReplacedBy, restReceipt.Number, restReceipt.Cites = "A07-000003", "A07-000003", redReceipt.Number
		rest.Receipt = *restReceipt
	}
	red.Receipt = redReceipt
	r.Refunded = &receipts.Refunded{At: r.At, By: "周敏", Red: redReceipt.Number}
	return original, red, rest
}

func TestARedReceiptSaysWhatItTakesBack(t *testing.T) {
	_, in, _ := reversed(t)
	in.Receipt.Reversal.PaperMissing = "遗失"
	s := compose(t, in)
	one := func(f Field) string { return strings.Join(contents(s, f), "") }
	for field, want := range map[Field]string{
		FieldTitle:    "应急收据（红字冲销）",
		FieldNote:     "冲销收据 A07-000001 全额；退费原因：开错项目；批准人：gao；原收据未收回：遗失",
		FieldTendered: "退现金：¥1.00", FieldChange: "待原路退回：¥2.00",
		FieldTotal: "（小写）：-¥3.00", FieldCapitals: "合计（大写）：人民币负叁元整",
	} {
		if got := one(field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if got := one(FieldTenders); !strings.Contains(got, "-1.00") || !strings.Contains(got, "（待原路退回 2.00）") {
		t.Errorf("tenders %q", got)
	}
	if got := contents(s, FieldQuantity)[1]; got != "-1" {
		t.Errorf("quantity %q", got)
	}
	if m := s.Pages[0].Marks; len(m) != 1 || m[0].Content != "红字冲销" {
		t.Errorf("marks %+v", m)
	}
	if !strings.HasPrefix(s.Title, "应急收据（红字冲销） A07-000002") {
		t.Errorf("title %q", s.Title)
	}
}

func TestTheOthersOfARefundSayWhatTheyAre(t *testing.T) {
	original, red, rest := reversed(t, receipts.Taken{Line: 1})
	if got := strings.Join(contents(compose(t, red), FieldNote), ""); !strings.HasSuffix(got, "未退部分另开收据 A07-000003") {
		t.Errorf("red: %q", got)
	}
	if got := strings.Join(contents(compose(t, rest), FieldNote), ""); !strings.HasPrefix(got, "替代收据 A07-000001（已由红字收据 A07-000002 冲销）") {
		t.Errorf("rest: %q", got)
	}
	s := compose(t, original)
	if got := strings.Join(contents(s, FieldState), " "); !strings.HasPrefix(got, "已退费 REFUNDED") || !strings.HasSuffix(got, "A07-000002") {
		t.Errorf("original: %q", got)
	}
	if m := s.Pages[0].Marks; len(m) != 1 || m[0].Content != "已退费 REFUNDED" {
		t.Errorf("marks %+v", m)
	}
	red.Language, rest.Language = English, English
	for _, in := range []Input{red, rest} {
		if s := compose(t, in); len(s.Warnings) > 0 {
			t.Errorf("in English: %q", s.Warnings)
		}
	}
}

func TestEachDepartmentHasItsOwnPage(t *testing.T) {
	in := input(6)
	for i, c := range []receipts.Category{
		receipts.CategoryConsultation, receipts.CategoryLaboratory, receipts.CategoryWesternDrug,
		receipts.CategoryHerbal, receipts.CategoryLaboratory, receipts.CategoryTreatment,
	} {
		in.Receipt.Lines[i].Category = c
	}
	in.Receipt.Prescriptions = []receipts.Prescription{{Number: "1", Doses: 7}}
	in.Receipt.Lines[3].Prescription, in.Receipt.Lines[3].Quantity = "1", 70_000
	in.Copy, in.Code = 1, "X"
	s, err := Dispensing(in, DispensingA5())
	if err != nil || len(s.Pages) != 2 {
		t.Fatalf("%d pages, %v", len(s.Pages), err)
	}
	page := func(n int, f Field) string {
		return strings.Join(contents(Slip{Pages: s.Pages[n : n+1]}, f), " ")
	}
	if a, b := page(0, FieldTitle), page(1, FieldTitle); a != "应急发放联 · 药房" || b != "应急发放联 · 检验科" {
		t.Errorf("titles %q, %q", a, b)
	}
	if a, b := page(0, FieldLineNo), page(1, FieldLineNo); a != "序 3 4" || b != "序 2 5" {
		t.Errorf("lines %q, %q", a, b)
	}
	if q := page(0, FieldQuantity); q != "数量 1 70 = 10×7" {
		t.Errorf("quantities %q", q)
	}
	for n := range s.Pages {
		if page(n, FieldPayer) == "" || page(n, FieldSerial) == "" || page(n, FieldCopy) == "" || s.Pages[n].Code.Size == 0 || page(n, FieldDispensedBy) == "" {
			t.Errorf("page %d lacks patient, number, code or room to sign", n+1)
		}
		if page(n, FieldAmount)+page(n, FieldPrice)+page(n, FieldTotal)+page(n, FieldStamp) != "" {
			t.Errorf("page %d shows money", n+1)
		}
	}
}

func TestWhatWasHandedOutStandsOnNoFurtherCopy(t *testing.T) {
	in := input(3)
	for i := range in.Receipt.Lines {
		in.Receipt.Lines[i].Category, in.Receipt.Lines[i].Quantity = receipts.CategoryWesternDrug, 3000
	}
	in.Left = []receipts.Quantity{0, 1000, 3000}
	s, err := Dispensing(in, DispensingA5())
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(contents(s, FieldLineNo), " ") + ", " + strings.Join(contents(s, FieldQuantity), " "); got != "序 2 3, 数量 1 3" {
		t.Errorf("%q", got)
	}
	in.Left = []receipts.Quantity{0, 0, 0}
	if _, err := Dispensing(in, DispensingA5()); !errors.Is(err, ErrNothing) {
		t.Errorf("all was handed out: %v", err)
	}
}

func TestNothingIsHandedOutForWhatWasTakenBack(t *testing.T) {
	original, red, _ := reversed(t)
	void := input(1)
	void.Receipt.Void = &receipts.Void{}
	other := input(1)
	other.Receipt.Lines[0].Category = receipts.CategoryRegistration
	for name, in := range map[string]Input{"refunded": original, "red": red, "void": void, "registration": other} {
		if _, err := Dispensing(in, DispensingA5()); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
