package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/receipts/slip"
)

// sampleCode has the length of the signed code of eight lines.
var sampleCode = strings.Repeat("6BF+70 8DQ$C%KD:GA0", 18)

func sampleInput(lines int, language slip.Language) slip.Input {
	names := []string{"阿莫西林胶囊", "血常规（五分类）", "注射用头孢呋辛钠", "一次性使用静脉输液针", "复方丹参滴丸", "普通门诊诊察费", "彩色多普勒超声常规检查（腹部）", "0.9%氯化钠注射液"}
	specs := []string{"0.25g×24粒", "", "0.75g", "0.55mm×20mm", "27mg×180丸", "", "", "250ml:2.25g"}
	units := []string{"盒", "次", "支", "支", "瓶", "次", "次", "袋"}
	categories := []receipts.Category{"western", "laboratory", "western", "material", "patent", "consultation", "examination", "western"}
	r := receipts.Receipt{
		Number: "A1-000123", Form: "AB00012301", Station: "A1", At: time.Date(2026, 3, 9, 2, 14, 7, 0, time.UTC), Day: "2026-03-09",
		Money: receipts.CNY(), Seq: 4711, Head: "9f1c2a7be04d5566",
		Bill: receipts.Bill{
			ID: "0195e3a0-1b2c-7def-8a90-1234567890ab", Cashier: "周敏", Doctor: "陈立群", Department: "全科门诊", Insured: true,
			Patient: receipts.Patient{Name: "欧阳𬱖", Sex: receipts.SexFemale, Number: "MZ20260309017", IDNumber: "990101199003071234", InsuranceNumber: "JY0012345678"},
		},
	}
	for i := range lines {
		line := receipts.Line{
			Item: fmt.Sprint("drug/", i), Name: names[i%8], Spec: specs[i%8], Unit: units[i%8], Category: categories[i%8],
			Price: receipts.Price(157300 + i*1111), Quantity: receipts.One * receipts.Quantity(1+i%3),
		}
		line.Amount, _ = r.Money.Amount(line.Price, line.Quantity)
		r.Total += line.Amount
		r.Lines = append(r.Lines, line)
	}
	r.Payments = []receipts.Payment{
		{Tender: "wechat", Tendered: 10000, Amount: 10000, Reference: "4200002309202603091234567890"},
		{Tender: "cash", Tendered: 30000, Amount: r.Total - 10000 - 3, Change: 30000 - (r.Total - 10000 - 3)},
	}
	r.Rounding, r.Total = -3, r.Total-3
	return slip.Input{
		Receipt: r, Language: language, Zone: time.FixedZone("CST", 8*3600), Code: sampleCode,
		Hospital: slip.Hospital{Name: "青松镇示范医院", Kind: "非营利性综合医院", TaxID: "12990000400000000X"},
		Tenders:  []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金"}, {Code: "wechat", English: "WeChat Pay", Chinese: "微信支付"}},
	}
}

func draw(t testing.TB, in slip.Input) []byte {
	t.Helper()
	s, err := slip.Compose(in, slip.A5())
	if err != nil {
		t.Fatal(err)
	}
	file, err := Draw(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// text returns what a reader finds in the PDF, without layout.
func text(t *testing.T, file []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	command := exec.Command("pdftotext", "-raw", "-", "-")
	command.Stdin = bytes.NewReader(file)
	var trouble strings.Builder
	command.Stderr = &trouble
	out, err := command.Output()
	if err != nil || trouble.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, trouble.String())
	}
	return string(out)
}

func TestTextLayer(t *testing.T) {
	for language, wants := range map[slip.Language][]string{
		slip.Chinese: {"应急收据", "欧阳𬱖", "青松镇示范医院", "0.25g×24粒", "人民币", "流水号：A1-000123", "票据号：AB00012301", "990101********1234", "微信支付 100.00", "2026-03-09 10:14:07", "西药", "¥"},
		slip.English: {"Emergency receipt", "Serial no.: A1-000123", "Form no.: AB00012301", "欧阳𬱖", "WeChat Pay 100.00", "Western drugs", "page 1 of 1", "Cash rounding: -¥0.03"},
	} {
		got := text(t, draw(t, sampleInput(8, language)))
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in the text layer:\n%s", language, want, got)
			}
		}
	}
}

func TestMarksAndCopies(t *testing.T) {
	in := sampleInput(3, slip.Chinese)
	in.Copy = 2
	in.Receipt.Drill = true
	in.Receipt.Void = &receipts.Void{At: in.Receipt.At, By: "周敏"}
	got := text(t, draw(t, in))
	for _, want := range []string{"补打 COPY 2", "作废 VOID", "演练"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the text layer:\n%s", want, got)
		}
	}
}

func TestHostileTexts(t *testing.T) {
	in := sampleInput(2, slip.Chinese)
	in.Receipt.Patient.Name = "李😀\xff\u0000𬱖"
	in.Receipt.Lines[0].Name = strings.Repeat("超长名称", 200)
	in.Receipt.Cashier = "\U0010FFFF\r\n"
	s, err := slip.Compose(in, slip.A5())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) != 4 { // 😀, the damaged byte, U+10FFFF, the long name
		t.Errorf("warnings: %q", s.Warnings)
	}
	file, err := Draw(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got := text(t, file); !strings.Contains(got, "李[U+1F600][U+FFFD] 𬱖") {
		t.Errorf("text layer:\n%s", got)
	}
}

func TestManyLines(t *testing.T) {
	for _, lines := range []int{1, 8, 10, 11, 12, 18, 19, 20, 40, 120} {
		got := text(t, draw(t, sampleInput(lines, slip.English)))
		pages := strings.Count(got, "Emergency receipt")
		if !strings.Contains(got, fmt.Sprintf("page %d of %d", pages, pages)) || strings.Count(got, "In words") != 1 {
			t.Errorf("%d lines: %d pages\n%s", lines, pages, got)
		}
	}
}

func TestCodeIsReadable(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool, " is not installed")
		}
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "receipt.pdf")
	if err := os.WriteFile(source, draw(t, sampleInput(8, slip.Chinese)), 0o600); err != nil {
		t.Fatal(err)
	}
	image := filepath.Join(folder, "page")
	if out, err := exec.Command("pdftoppm", "-r", "300", "-gray", "-singlefile", source, image).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	out, err := exec.Command("zbarimg", "-q", "--raw", image+".pgm").Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	if strings.TrimSpace(string(out)) != strings.TrimSpace(sampleCode) {
		t.Errorf("the code reads as %q", out)
	}
}

func TestConcurrentDrawsAreEqual(t *testing.T) {
	s, err := slip.Compose(sampleInput(8, slip.Chinese), slip.A5())
	if err != nil {
		t.Fatal(err)
	}
	want, err := Draw(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := Draw(context.Background(), s)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("a concurrent draw differs: %d bytes, %v", len(got), err)
			}
		})
	}
	group.Wait()
}

func TestDrawRefuses(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	s, err := slip.Compose(sampleInput(1, slip.English), slip.A5())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Draw(stopped, s); !errors.Is(err, context.Canceled) || !errors.Is(err, ErrDraw) {
		t.Errorf("after cancelling: %v", err)
	}
	if _, err := Draw(context.Background(), slip.Slip{}); !errors.Is(err, ErrDraw) {
		t.Errorf("an empty slip: %v", err)
	}
	s.Code = strings.Repeat("A", 4000)
	if _, err := Draw(context.Background(), s); !errors.Is(err, ErrDraw) {
		t.Errorf("a code that is too long: %v", err)
	}
}

// TestSize keeps the promise of at most 50 KB for eight lines with a code.
func TestSize(t *testing.T) {
	for _, language := range []slip.Language{slip.Chinese, slip.English} {
		if n := len(draw(t, sampleInput(8, language))); n > 50_000 {
			t.Errorf("%s: %d bytes", language, n)
		}
	}
}

// BenchmarkReceiptPDF lays out and draws a receipt of eight lines with its code
// and prints its size and its share of the 7 ms that it may take.
func BenchmarkReceiptPDF(b *testing.B) {
	const most = 7 * time.Millisecond
	in := sampleInput(8, slip.Chinese)
	size := len(draw(b, in))
	b.ReportAllocs()
	for b.Loop() {
		draw(b, in)
	}
	b.ReportMetric(float64(size), "bytes")
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(most), "of-7ms")
}
