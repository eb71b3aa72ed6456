package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// KeyTable shows rows under a header, one of them selected, worked with the keys Up, Down, PgUp, PgDn, Home, End and
// Enter. Make it with [NewKeyTable].
type KeyTable struct {
	widget.BaseWidget

	// OnSelect hears of a newly selected row, counted from 0.
	OnSelect func(row int)
	// OnEnter hears of Enter on the selected row.
	OnEnter func(row int)
	// OnKey is asked first about every command key and returns whether it took the key.
	OnKey func(fyne.KeyName) bool

	keys     *Keys
	columns  []Column
	rows     Rows
	letters  fyne.ThemeSizeName // their size
	selected int                // -1: none
	header   *fyne.Container
	list     *rowList
	empty    *widget.Label
}

// NewKeyTable makes a table with nothing selected; rows nil means none. Its length is asked again on [KeyTable.Reload].
func NewKeyTable(keys *Keys, columns []Column, rows Rows) *KeyTable {
	t := &KeyTable{keys: keys, columns: columns, rows: rows, letters: theme.SizeNameText, selected: -1}
	t.header = container.New(columnLayout{t.shown})
	t.empty = widget.NewLabel("")
	t.empty.Wrapping = fyne.TextWrapWord
	t.list = newRowList(t)
	t.fillHeader()
	t.ExtendBaseWidget(t)
	return t
}

func (t *KeyTable) shown() []Column { return t.columns }

func (t *KeyTable) length() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.Len()
}

// SetColumns changes titles and widths, after a change of language. The number of columns stays as it was made.
func (t *KeyTable) SetColumns(columns []Column) {
	t.columns = columns
	t.fillHeader()
	t.list.Refresh()
}

// SetLetters makes the letters as large as the theme's size of that name (see [Letters]).
func (t *KeyTable) SetLetters(size fyne.ThemeSizeName) {
	t.letters, t.empty.SizeName = size, size
	t.empty.Refresh()
	t.fillHeader()
	t.list.Refresh()
}

// SetRows shows other rows, with nothing selected.
func (t *KeyTable) SetRows(rows Rows) {
	t.rows = rows
	t.selected = -1
	t.list.Refresh() // Fyne's list has nothing to scroll before it was drawn once
	t.list.UnselectAll()
	t.list.ScrollToTop()
	t.Reload()
}

// SetEmpty sets the sentence that stands where there are no rows.
func (t *KeyTable) SetEmpty(sentence string) {
	t.empty.SetText(sentence)
	t.showEmpty()
}

// Reload shows the rows as they are now. The selection stays on its row number as far as there are so many.
func (t *KeyTable) Reload() {
	if last := t.length() - 1; t.selected > last {
		t.list.UnselectAll()
		t.selected = -1
		t.Select(last)
	}
	t.showEmpty()
	t.list.Refresh()
}

// Selected is the selected row, counted from 0, or -1.
func (t *KeyTable) Selected() int { return t.selected }

// Select selects a row and scrolls to it; a row that does not exist changes nothing.
func (t *KeyTable) Select(row int) {
	if row >= 0 && row < t.length() {
		t.list.Select(row)
	}
}

// Focus moves the keyboard into the table.
func (t *KeyTable) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t.list)
	}
}

// FocusOn does what Focus does in a table that was only just put on the canvas c.
func (t *KeyTable) FocusOn(c fyne.Canvas) {
	t.MinSize() // makes what Fyne looks for the list in
	c.Focus(t.list)
}

// Step moves the selection as the key says and returns whether it is a key of the table: an entry above the table
// passes Up and Down on and keeps the keyboard.
func (t *KeyTable) Step(name fyne.KeyName) bool {
	target, ok := t.target(name)
	if !ok {
		return false
	}
	t.Select(max(0, min(target, t.length()-1)))
	return true
}

// target is the row to which a key leads; it may lie outside the table.
func (t *KeyTable) target(name fyne.KeyName) (row int, ok bool) {
	switch name {
	case fyne.KeyUp:
		return t.selected - 1, true
	case fyne.KeyDown:
		return t.selected + 1, true
	case fyne.KeyPageUp:
		return t.selected - t.pageRows(), true
	case fyne.KeyPageDown:
		return t.selected + t.pageRows(), true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return t.length() - 1, true
	}
	return 0, false
}

// pageRows is the number of whole rows on screen less one, so that a page keeps one known row; at least 1.
func (t *KeyTable) pageRows() int {
	height := t.list.rowHeight() + t.Theme().Size(theme.SizeNamePadding)
	return max(1, int(t.list.Size().Height/height)-1)
}

func (t *KeyTable) fillHeader() {
	t.header.RemoveAll()
	for _, c := range t.columns {
		title := widget.NewLabelWithStyle(c.Title, c.Align, fyne.TextStyle{Bold: true})
		title.Truncation = fyne.TextTruncateEllipsis
		title.SizeName = t.letters
		t.header.Add(title)
	}
}

func (t *KeyTable) showEmpty() {
	if t.length() == 0 && t.empty.Text != "" {
		t.empty.Show()
	} else {
		t.empty.Hide()
	}
}

// selectedRow is told by the list, whoever selected: key, mouse or program.
func (t *KeyTable) selectedRow(row int) {
	t.selected = row
	if t.OnSelect != nil {
		t.OnSelect(row)
	}
}

// typed handles a key that arrived at the table itself.
func (t *KeyTable) typed(event *fyne.KeyEvent) {
	enter := func(name fyne.KeyName) bool {
		if t.OnKey != nil && t.OnKey(name) {
			return true
		}
		if IsEnter(name) && t.OnEnter != nil && t.selected >= 0 {
			t.OnEnter(t.selected)
			return true
		}
		return t.Step(name)
	}
	if !t.keys.take(event, enter) {
		t.Step(event.Name)
	}
}

// CreateRenderer completes fyne.Widget.
func (t *KeyTable) CreateRenderer() fyne.WidgetRenderer {
	t.showEmpty()
	body := container.NewStack(t.list, container.NewVBox(t.empty))
	head := container.NewVBox(t.header, widget.NewSeparator())
	return widget.NewSimpleRenderer(container.NewBorder(head, nil, nil, nil, body))
}
