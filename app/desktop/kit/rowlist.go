package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// rowList is the body of a KeyTable: Fyne's list, which keeps only the rows on screen and selects whole rows.
type rowList struct {
	widget.List
	table *KeyTable
}

var (
	_ fyne.Focusable    = (*rowList)(nil)
	_ fyne.Shortcutable = (*rowList)(nil)
)

func newRowList(t *KeyTable) *rowList {
	l := &rowList{table: t}
	l.Length = t.length
	l.CreateItem = l.newRow
	l.UpdateItem = l.fillRow
	l.OnSelected = func(row widget.ListItemID) {
		t.selectedRow(row)
		l.focusAfterClick()
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey hands the key to the table.
func (l *rowList) TypedKey(event *fyne.KeyEvent) { l.table.typed(event) }

// KeyDown notes a press, so that its repeats are known from it.
func (l *rowList) KeyDown(event *fyne.KeyEvent) { l.table.keys.down(event) }

// KeyUp completes desktop.Keyable.
func (l *rowList) KeyUp(*fyne.KeyEvent) {}

// TypedShortcut passes a shortcut on to the window.
func (l *rowList) TypedShortcut(shortcut fyne.Shortcut) { toWindow(shortcut, l) }

// TypedRune drops what is typed; a keypad key that was a command is over with it.
func (l *rowList) TypedRune(r rune) { l.table.keys.typed(r) }

// focusAfterClick takes the keyboard when nothing has it, which is so after a click on a row.
func (l *rowList) focusAfterClick() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil && c.Focused() == nil {
		c.Focus(l)
	}
}

func (l *rowList) newRow() fyne.CanvasObject {
	row := container.New(columnLayout{l.table.shown})
	for range l.table.columns {
		cell := widget.NewLabel("")
		cell.Truncation = fyne.TextTruncateEllipsis
		cell.SizeName = l.table.letters
		row.Add(cell)
	}
	return row
}

func (l *rowList) fillRow(id widget.ListItemID, item fyne.CanvasObject) {
	t := l.table
	tone := Plain
	if toned, ok := t.rows.(Toned); ok {
		tone = toned.Tone(id)
	}
	for i, o := range item.(*fyne.Container).Objects {
		cell := o.(*widget.Label)
		cell.Alignment = t.columns[i].Align
		cell.TextStyle.Bold = t.columns[i].Bold
		cell.Importance = importance(tone)
		cell.SizeName = t.letters
		cell.SetText(t.rows.Cell(id, i))
	}
}

// rowHeight is the height of one row in Fyne's units, as newRow makes it.
func (l *rowList) rowHeight() float32 {
	th := l.table.Theme()
	text := fyne.MeasureText("0", th.Size(l.table.letters), fyne.TextStyle{})
	return text.Height + 2*th.Size(theme.SizeNameInnerPadding)
}

// importance is the colour that a label can take for a tone.
func importance(t Tone) widget.Importance {
	switch t {
	case Good:
		return widget.SuccessImportance
	case Notice:
		return widget.HighImportance
	case Stale:
		return widget.LowImportance
	case Warning:
		return widget.WarningImportance
	case Alarm:
		return widget.DangerImportance
	}
	return widget.MediumImportance
}
