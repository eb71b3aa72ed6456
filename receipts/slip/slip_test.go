package slip

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
)

func input(lines int) Input {
	r := receipts.Receipt{
		Number: "B2-000007", Station: "B2", At: time.Date(2026, 3, 9, 20, 0, 0, 0, time.UTC), Money: receipts.CNY(),
		Bill: receipts.Bill{Patient: receipts.Patient{Name: "孙悦", Sex: receipts.SexMale, IDNumber: "990101199003071234"}, Cashier: "周敏"},
	}
	for i := range lines {
		r.Lines = append(r.Lines, receipts.Line{Name: fmt.Sprint("项目", i), Price: 10000, Quantity: receipts.One, Amount: 100, Category: receipts.CategoryOther})
		r.Total += 100
	}
	r.Payments = []receipts.Payment{{Tender: "cash", Tendered: r.Total, Amount: r.Total}}
	return Input{Receipt: r, Language: Chinese, Zone: time.FixedZone("CST", 8*3600)}
}

func compose(t *testing.T, in Input) Slip {
	t.Helper()
	s, err := Compose(in, A5())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// contents returns what a slip says in one field, over all pages.
func contents(s Slip, field Field) (all []string) {
	for _, page := range s.Pages {
		for _, text := range page.Texts {
			if text.Field == field {
				all = append(all, text.Content)
			}
		}
	}
	return all
}

func TestTheHospitalsOwnNoteIsPrinted(t *testing.T) {
	in := input(1)
	standing := contents(compose(t, in), FieldNote)
	in.Note = "凭此条到一楼 3 号窗口换票"
	own := contents(compose(t, in), FieldNote)
	if len(standing) != 1 || standing[0] != chineseWords().note || len(own) != 1 || own[0] != in.Note {
		t.Errorf("%q, %q", standing, own)
	}
	in.Note = strings.Repeat("很长的说明", 60)
	if s := compose(t, in); len(s.Warnings) == 0 || len(contents(s, FieldNote)) != 2 {
		t.Errorf("a note too long for its place is not said: %q", s.Warnings)
	}
}

func TestEveryLineIsPrintedOnce(t *testing.T) {
	for _, lines := range []int{1, 9, 10, 11, 17, 18, 19, 30, 500} {
		s := compose(t, input(lines))
		got := contents(s, FieldAmount)
		if len(got) != lines+len(s.Pages) { // one heading a page
			t.Errorf("%d lines: %d amounts on %d pages", lines, len(got), len(s.Pages))
		}
		if n := len(contents(s, FieldTotal)); n != 1 {
			t.Errorf("%d lines: the total stands %d times", lines, n)
		}
		if n := len(contents(s, FieldContinued)); n != len(s.Pages)-1 {
			t.Errorf("%d lines, %d pages: %d say that they go on", lines, len(s.Pages), n)
		}
	}
}

func TestEverythingStandsOnThePaper(t *testing.T) {
	in := input(40)
	in.Receipt.Lines[3].Name = strings.Repeat("注射用重组人粒细胞刺激因子", 4)
	in.Receipt.Patient.Name = strings.Repeat("阿卜杜热合曼·", 6)
	in.Receipt.Drill, in.Copy, in.Code = true, 12, "X"
	s := compose(t, in)
	for i, page := range s.Pages {
		for _, text := range page.Texts {
			left, width := text.X, Width(text.Content, text.Size, text.Bold)
			switch text.Align {
			case Centre:
				left -= width / 2
			case Right:
				left -= width
			}
			if left < 5 || left+width > s.Width-5 || text.Y < 5 || text.Y > s.Height-3 {
				t.Errorf("page %d: %q stands at %.1f…%.1f, %.1f", i+1, text.Content, left, left+width, text.Y)
			}
		}
	}
}

func TestCopyDrillAndVoidAreMarked(t *testing.T) {
	in := input(1)
	if s := compose(t, in); len(contents(s, FieldCopy)) != 0 || len(s.Pages[0].Marks) != 0 {
		t.Error("a first print carries a mark")
	}
	in.Copy, in.Receipt.Drill = 3, true
	in.Receipt.Void = &receipts.Void{At: in.Receipt.At, By: "周敏"}
	s := compose(t, in)
	if got := contents(s, FieldCopy); len(got) != 1 || got[0] != "补打 COPY 3" {
		t.Errorf("copy mark: %q", got)
	}
	if len(s.Pages[0].Marks) != 2 {
		t.Errorf("marks: %+v", s.Pages[0].Marks)
	}
	if got := strings.Join(contents(s, FieldState), " "); got != "作废 VOID 2026-03-10 04:00:00 周敏" {
		t.Errorf("state: %q", got)
	}
}

func TestCategoriesInOfficialOrder(t *testing.T) {
	in := input(3)
	for i, c := range []receipts.Category{receipts.CategoryWesternDrug, receipts.CategoryRegistration, receipts.CategoryConsultation} {
		in.Receipt.Lines[i].Category = c
	}
	if got := contents(compose(t, in), FieldCategories); len(got) != 1 || got[0] != "分类合计：诊察 1.00　西药 1.00　挂号 1.00" {
		t.Errorf("%q", got)
	}
}

func TestDollarsHaveNoCapitals(t *testing.T) {
	in := input(2)
	in.Receipt.Money, in.Language = receipts.USD(), English
	if got := contents(compose(t, in), FieldCapitals); len(got) != 1 || got[0] != "In words: USD 2.00" {
		t.Errorf("%q", got)
	}
}

func TestNothingIsShortenedSilently(t *testing.T) {
	in := input(1)
	in.Receipt.Lines[0].Name = strings.Repeat("很长的名称", 100)
	in.Receipt.Patient.Name = "王😀"
	s := compose(t, in)
	if len(s.Warnings) != 2 {
		t.Fatalf("warnings: %q", s.Warnings)
	}
	if got := contents(s, FieldPayer); len(got) != 1 || !strings.HasSuffix(got[0], "王[U+1F600]") {
		t.Errorf("payer: %q", got)
	}
}

func TestOffsetMovesEverything(t *testing.T) {
	in := input(1)
	in.Code = "X"
	layout := A5()
	plain, _ := Compose(in, layout)
	layout.DX, layout.DY = 1.5, -2
	moved, err := Compose(in, layout)
	if err != nil {
		t.Fatal(err)
	}
	a, b := plain.Pages[0], moved.Pages[0]
	if b.Texts[0].X-a.Texts[0].X != 1.5 || b.Code.Y-a.Code.Y != -2 || b.Rules[0].X2-a.Rules[0].X2 != 1.5 {
		t.Error("texts, code or rules did not move")
	}
}

func TestComposeRefuses(t *testing.T) {
	if _, err := Compose(input(0), A5()); !errors.Is(err, ErrInput) {
		t.Errorf("no lines: %v", err)
	}
	for name, spoil := range map[string]func(*Layout){
		"no columns":    func(l *Layout) { l.Table.Columns = nil },
		"no room":       func(l *Layout) { l.Table.Bottom = l.Table.First + 1 },
		"no width":      func(l *Layout) { l.Places[0].Width = 0 },
		"no size":       func(l *Layout) { l.Table.Size = 0 },
		"a stamp's own": func(l *Layout) { l.Width = 20 },
	} {
		layout := A5()
		spoil(&layout)
		if _, err := Compose(input(1), layout); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64 // 10 pt: a hanzi is 3.53 mm
		want  string
	}{
		{"一二三四五", 11, "一二三|四五"},
		{"一二三，四五", 11, "一二|三，四|五"},
		{"aa bb cc", 10, "aa bb|cc"},
		{"aaaaaaaaaaaa", 9, "aaaa|aaaa|aaaa"},
		{"一", 1, "一"},
	} {
		if got := strings.Join(Wrap(c.text, c.width, 10, false), "|"); got != c.want {
			t.Errorf("Wrap(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestBothLanguagesNameEveryLabel(t *testing.T) {
	zh, en := chineseWords(), englishWords()
	for field := range zh.labels {
		if en.labels[field] == "" {
			t.Errorf("%s has no English label", field)
		}
	}
	if len(zh.labels) != len(en.labels) {
		t.Errorf("%d Chinese and %d English labels", len(zh.labels), len(en.labels))
	}
}
