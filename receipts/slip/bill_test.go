package slip

import (
	"errors"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
)

// full is a receipt with doses, a package, another price and a part that is owed.
func full() Input {
	in := input(3)
	r := &in.Receipt
	r.Doctor, r.Department = "林医生", "内科"
	r.Prescriptions = []receipts.Prescription{{Number: "RX-1", Doctor: "高医生", Department: "中医科", Doses: 7}, {Number: "RX-2", Doctor: "林医生"}}
	r.Lines[0].Quantity, r.Lines[0].Prescription = 105_000, "RX-1"
	r.Lines[1].Package, r.Lines[1].Prescription = "入职体检", "RX-2"
	r.Lines[2].ListPrice, r.Lines[2].PriceReason = 30_0000, "二次就诊"
	r.Insured, r.Insurance = true, &receipts.Insurance{Insurer: "residents", Benefit: "special", Way: receipts.InsuredPays}
	r.Green = "昏迷"
	r.Payments = []receipts.Payment{{Tender: receipts.TenderGreen, Tendered: 2_00, Amount: 2_00}, {Tender: "cash", Tendered: 5_00, Amount: 1_00, Change: 4_00}}
	in.Insurers = []receipts.Choice{{Code: "residents", English: "Residents' insurance", Chinese: "居民医保"}}
	return in
}

// says is everything that a slip shows in a field, in order.
func says(s Slip, f Field) string {
	var all []string
	for _, p := range s.Pages {
		for _, t := range p.Texts {
			if t.Field == f {
				all = append(all, t.Content)
			}
		}
	}
	return strings.Join(all, "|")
}

func marksOf(s Slip) string {
	var all []string
	for _, m := range s.Pages[0].Marks {
		all = append(all, m.Content)
	}
	return strings.Join(all, "|")
}

func TestASlipShowsAllThatABillHolds(t *testing.T) {
	s := compose(t, full())
	for field, want := range map[Field]string{
		FieldQuantity: "数量|15×7|1|1", FieldDoctor: "医生：林医生、高医生", FieldDepartment: "科室：内科、中医科", FieldInsurance: "类别：居民医保",
		FieldState: "未缴费 UNPAID ¥2.00", FieldTenders: "付款方式：绿色通道欠费 2.00　cash 1.00", FieldTendered: "实收：¥5.00", FieldChange: "找零：¥4.00",
	} {
		if got := says(s, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	items := says(s, FieldItem)
	for _, want := range []string{"[RX-1] 项目0", "[RX-2] 项目1", "入职体检", "原价 30.00"} {
		if !strings.Contains(strings.ReplaceAll(items, "|", ""), want) {
			t.Errorf("%q lacks %q", items, want)
		}
	}
	if marksOf(s) != "未缴费" || len(s.Warnings) != 0 {
		t.Errorf("marks %q, warnings %q", marksOf(s), s.Warnings)
	}
	part := full()
	part.Receipt.Lines[0].Quantity = 100_000 // a part was refunded
	if got := says(compose(t, part), FieldQuantity); !strings.HasPrefix(got, "数量|100|") {
		t.Errorf("no equal doses: %q", got)
	}
	deferred := full()
	deferred.Language, deferred.Receipt.Insurance.Way, deferred.Receipt.Paper = English, receipts.InsuredDeferred, true
	if s := compose(t, deferred); says(s, FieldInsurance) != "Class: insured (deferred)" || !strings.Contains(says(s, FieldState), "PAPER") {
		t.Errorf("%q, %q", says(s, FieldInsurance), says(s, FieldState))
	}
}

func TestALaterPaymentHasAReceiptOfItsOwn(t *testing.T) {
	in := full()
	in.Code = "X"
	if _, err := Payment(in, A5()); !errors.Is(err, ErrInput) {
		t.Errorf("nothing was paid: %v", err)
	}
	in.Receipt.Settlement = &receipts.Settlement{
		Number: "B2-000007-P", Owed: in.Receipt.Payments[:1], Payments: []receipts.Payment{{Tender: "cash", Tendered: 5_00, Amount: 1_90, Change: 3_10}},
		Rounding: -10, At: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC), Cashier: "赵收费", Station: "B3",
	}
	s, err := Payment(in, A5())
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[Field]string{
		FieldTitle: "应急缴费收据（补缴）", FieldSerial: "流水号：B2-000007-P", FieldItem: "项目名称|补缴收据 B2-000007 欠费", FieldTotal: "（小写）：¥1.90", FieldRounding: "现金舍入：-¥0.10",
		FieldTendered: "实收：¥5.00", FieldChange: "找零：¥3.10", FieldCashier: "收款员：赵收费", FieldState: "", FieldCategories: "", FieldAmount: "金额|2.00", FieldCapitals: "合计（大写）：人民币壹元玖角整",
	} {
		if got := says(s, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if !strings.Contains(says(s, FieldNote), "B2-000007") || s.Code != "" || s.Pages[0].Code.Size != 0 || marksOf(s) != "" {
		t.Errorf("note %q, code %q, marks %q", says(s, FieldNote), s.Code, marksOf(s))
	}
	again := compose(t, in)
	if !strings.Contains(strings.ReplaceAll(says(again, FieldState), "|", " "), "已补缴 B2-000007-P 2026-03-10 09:00:00") || marksOf(again) != "" {
		t.Errorf("the receipt after its payment: %q, %q", says(again, FieldState), marksOf(again))
	}
}
