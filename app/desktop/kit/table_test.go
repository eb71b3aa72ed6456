package kit

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// numbered is n rows whose cells say where they are; every tenth row is an alarm.
type numbered int

func (n numbered) Len() int                 { return int(n) }
func (n numbered) Cell(row, col int) string { return fmt.Sprintf("%d/%d", row, col) }
func (n numbered) Tone(row int) Tone {
	if row%10 == 0 {
		return Alarm
	}
	return Plain
}

var twoColumns = []Column{{Title: "Code", Min: 80}, {Title: "Name", Min: 100, Share: 1, Align: fyne.TextAlignTrailing}}

func TestTableIsWorkedWithTheKeys(t *testing.T) {
	screen := &recorder{takes: []fyne.KeyName{fyne.KeyF8}}
	table := NewKeyTable(&Keys{OnKey: screen.onKey}, twoColumns, numbered(1000))
	var entered []int
	table.OnEnter = func(row int) { entered = append(entered, row) }
	w := newWindow(t, table)
	table.Focus()
	steps := []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0}, {fyne.KeyDown, 1}, {fyne.KeyUp, 0}, {fyne.KeyUp, 0},
		{fyne.KeyEnd, 999}, {fyne.KeyDown, 999}, {fyne.KeyPageDown, 999}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0},
	}
	for _, step := range steps {
		press(w.Canvas(), step.key)
		if table.Selected() != step.want {
			t.Fatalf("after %s row %d is selected, want %d", step.key, table.Selected(), step.want)
		}
	}
	press(w.Canvas(), fyne.KeyPageDown)
	if page := table.Selected(); page < 5 || page > 40 {
		t.Errorf("PgDn in a window of 600 moved by %d rows", page)
	}
	press(w.Canvas(), fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF8)
	if len(entered) != 2 || entered[0] != table.Selected() {
		t.Errorf("Enter was heard for rows %v", entered)
	}
	if screen.heard[len(screen.heard)-1] != fyne.KeyF8 {
		t.Errorf("F8 did not reach the screen: %v", screen.heard)
	}
}

func TestEntryMovesTheSelectionAndKeepsTheKeyboard(t *testing.T) {
	keys := &Keys{}
	table := NewKeyTable(keys, twoColumns, numbered(3))
	e := NewKeyEntry(keys, "")
	e.OnKey = table.Step
	w := newWindow(t, container.NewBorder(e, nil, nil, nil, table))
	e.Focus()
	press(w.Canvas(), fyne.KeyDown, fyne.KeyDown)
	if table.Selected() != 1 || w.Canvas().Focused() != fyne.Focusable(e) {
		t.Errorf("row %d selected, keyboard at %T", table.Selected(), w.Canvas().Focused())
	}
}

func TestReloadKeepsTheSelectionWithinTheRows(t *testing.T) {
	table := NewKeyTable(&Keys{}, twoColumns, numbered(5))
	newWindow(t, table)
	table.Select(4)
	table.rows = numbered(3)
	table.Reload()
	if table.Selected() != 2 {
		t.Errorf("after shortening to 3 rows row %d is selected, want 2", table.Selected())
	}
	table.Select(99)
	if table.Selected() != 2 {
		t.Errorf("selecting a row that does not exist selected %d", table.Selected())
	}
	table.SetRows(numbered(0))
	table.SetEmpty("No receipts yet.")
	if table.Selected() != -1 || !table.empty.Visible() {
		t.Errorf("an empty table: selected %d, sentence shown %v", table.Selected(), table.empty.Visible())
	}
	table.Step(fyne.KeyDown)
	if table.Selected() != -1 {
		t.Error("a key selected a row of an empty table")
	}
	table.SetRows(numbered(1))
	if table.empty.Visible() {
		t.Error("the sentence of the empty table stands over rows")
	}
}

func TestCellsFillTheWidthInTheirTone(t *testing.T) {
	table := NewKeyTable(&Keys{}, twoColumns, numbered(50))
	w := newWindow(t, table)
	var first, second *widget.Label
	for _, o := range test.LaidOutObjects(w.Content()) {
		if label, ok := o.(*widget.Label); ok {
			switch label.Text {
			case "0/1":
				first = label
			case "1/1":
				second = label
			}
		}
	}
	if first == nil || second == nil {
		t.Fatal("the first rows are not on screen")
	}
	if first.Importance != widget.DangerImportance || second.Importance != widget.MediumImportance {
		t.Errorf("tones of rows 0 and 1: %v, %v", first.Importance, second.Importance)
	}
	if right := first.Position().X + first.Size().Width; right < 780 {
		t.Errorf("the last column ends at %.0f of 800", right)
	}
}

func TestColumnWidths(t *testing.T) {
	columns := []Column{{Min: 100}, {Min: 50, Share: 1}, {Min: 50, Share: 3}}
	for width, want := range map[float32][]float32{
		400: {100, 100, 200},
		200: {100, 50, 50},
		100: {50, 25, 25},
	} {
		if got := columnWidths(columns, width); !slices.Equal(got, want) {
			t.Errorf("width %v: %v, want %v", width, got, want)
		}
	}
}

func TestPagesFetchesOnlyWhatIsShown(t *testing.T) {
	var asked []int
	var failure error
	fetch := func(offset, limit int) ([][]string, error) {
		asked = append(asked, offset)
		if offset == 400 {
			return nil, errors.New("disk")
		}
		page := make([][]string, limit)
		for i := range page {
			page[i] = []string{fmt.Sprint(offset + i)}
		}
		return page, nil
	}
	p := NewPages(1_000_000, 100, fetch, func(err error) { failure = err })
	for _, row := range []int{0, 99, 250, 999_999, 250} {
		if got := p.Cell(row, 0); got != fmt.Sprint(row) {
			t.Errorf("row %d shows %q", row, got)
		}
	}
	if !slices.Equal(asked, []int{0, 200, 999_900}) {
		t.Errorf("pages fetched: %v", asked)
	}
	if got := p.Cell(400, 0); got != "" || failure == nil {
		t.Errorf("a page that failed shows %q, reported %v", got, failure)
	}
	if p.Cell(0, 7) != "" {
		t.Error("a column beyond the query is not empty")
	}
	for row := 500; row < 1500; row += 100 {
		p.Cell(row, 0)
	}
	if len(p.pages) != pagesKept {
		t.Errorf("%d pages kept, want %d", len(p.pages), pagesKept)
	}
}

func TestTableOverAMillionRowsDrawsAFew(t *testing.T) {
	fetched := 0
	p := NewPages(1_000_000, 100, func(offset, limit int) ([][]string, error) {
		fetched++
		return make([][]string, limit), nil
	}, func(err error) { t.Error(err) })
	table := NewKeyTable(&Keys{}, twoColumns, p)
	w := newWindow(t, table)
	table.Focus()
	press(w.Canvas(), fyne.KeyEnd)
	if table.Selected() != 999_999 || fetched > 6 {
		t.Errorf("row %d selected after %d pages", table.Selected(), fetched)
	}
}

func TestLettersOfATableGrowWithItsRows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme())
	table := NewKeyTable(&Keys{}, twoColumns, numbered(50))
	w := newWindow(t, table)
	before := table.list.rowHeight()
	table.SetLetters(Letters(40))
	if after := table.list.rowHeight(); after < 2*before {
		t.Errorf("rows of %.0f became %.0f high", before, after)
	}
	for _, o := range test.LaidOutObjects(w.Content()) {
		if label, ok := o.(*widget.Label); ok && label.Visible() && label.SizeName != Letters(40) {
			t.Errorf("%q kept its letters", label.Text)
		}
	}
	if size := NewTheme().Size(Letters(40)); size != 40 {
		t.Errorf("letters of 40 are %v", size)
	}
}
