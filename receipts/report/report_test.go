package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func sample(rows int) Report {
	table := Table{
		Columns: []Column{{"收据号", 3, Left}, {"患者", 2, Left}, {"项目", 5, Left}, {"金额", 2, Right}},
		Empty:   "没有差异",
	}
	for i := range rows {
		table.Rows = append(table.Rows, Row{Cells: []string{fmt.Sprintf("A1-%06d", i), "欧阳𬱖", "彩色多普勒超声常规检查（腹部）、注射用头孢呋辛钠 0.75g", "241.93"}})
	}
	if rows > 0 {
		table.Rows = append(table.Rows, Row{Cells: []string{"合计", "", "", "48,386.00"}, Strong: true})
	}
	return Report{
		Title: "补录完整性证明", Subtitle: "青松镇示范医院 2026-03-09", Language: "zh-CN", Foot: "HEAD 9f1c2a7be04d5566",
		Created: time.Date(2026, 3, 9, 2, 14, 7, 0, time.UTC), PageFormat: "第 %d 页 / 共 %d 页",
		Facts:      []Fact{{Name: "故障开始", Value: "2026-03-09 09:12:00"}, {Name: "恢复", Value: "2026-03-09 14:02:11"}, {Name: "结论", Value: "全部收据在 HIS 中各有一份，金额一致", Strong: true}},
		Sections:   []Section{{Heading: "收据", Text: "每张收据一行。", Table: table}, {Heading: "差异", Table: Table{Columns: table.Columns, Empty: table.Empty}}},
		Signatures: []string{"信息科：", "财务科：", "复核："},
	}
}

func text(t *testing.T, file []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	command := exec.Command("pdftotext", "-layout", "-", "-")
	command.Stdin = bytes.NewReader(file)
	var trouble bytes.Buffer
	command.Stderr = &trouble
	out, err := command.Output()
	if err != nil || trouble.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, trouble.String())
	}
	return string(out)
}

// squeeze leaves spaces out: a reader guesses them from distances.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestEveryRowIsThereOnce(t *testing.T) {
	for _, rows := range []int{0, 1, 40, 200} {
		file, err := PDF(t.Context(), sample(rows))
		if err != nil {
			t.Fatal(err)
		}
		got := text(t, file)
		for i := range rows {
			if n := strings.Count(got, fmt.Sprintf("A1-%06d", i)); n != 1 {
				t.Fatalf("%d rows: row %d stands %d times", rows, i, n)
			}
		}
		pages := strings.Count(got, "\f")
		for _, want := range []string{"补录完整性证明", "没有差异", "复核", "HEAD 9f1c2a7be04d5566", fmt.Sprintf("第 %d 页 / 共 %d 页", pages, pages)} {
			if !strings.Contains(squeeze(got), squeeze(want)) {
				t.Errorf("%d rows: %q is missing", rows, want)
			}
		}
		if headings := strings.Count(got, "收据号"); rows == 200 && headings < pages {
			t.Errorf("%d pages, %d headings", pages, headings)
		}
	}
}

func TestARowHigherThanAPage(t *testing.T) {
	r := sample(1)
	r.Sections[0].Table.Rows[0].Cells[2] = strings.Repeat("很长的说明，", 600) + "完"
	file, err := PDF(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if got := text(t, file); strings.Count(got, "\f") < 2 || !strings.Contains(got, "完") {
		t.Error("the row was cut off")
	}
}

func TestHostileTexts(t *testing.T) {
	r := sample(1)
	r.Mark = "演练"
	r.Title, r.Facts[0].Value, r.Signatures[0] = "标题😀", "\xff\x00\n", "😀"
	r.Facts[1].Name = strings.Repeat("名", 300)
	file, err := PDF(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if got := text(t, file); !strings.Contains(got, "标题[U+1F600]") {
		t.Errorf("%s", got)
	}
}

func TestRefuses(t *testing.T) {
	r := sample(1)
	r.Sections[0].Table.Rows[0].Cells = make([]string, 9)
	if _, err := PDF(t.Context(), r); !errors.Is(err, ErrReport) || !strings.Contains(err.Error(), "row 1") {
		t.Errorf("too many cells: %v", err)
	}
	r = sample(1)
	r.Sections[0].Table.Columns[0].Width = 0
	if _, err := PDF(t.Context(), r); !errors.Is(err, ErrReport) {
		t.Errorf("no width: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := PDF(stopped, sample(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
