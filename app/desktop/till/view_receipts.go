package till

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/refused"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/receipts"
	"outpost/store"
)

// receiptsView is the list of receipts (F9) with a preview of the chosen one.
type receiptsView struct {
	view    *View
	object  *fyne.Container
	box     *kit.KeyEntry
	table   *kit.KeyTable
	rows    []store.OutboxRow
	shown   []store.OutboxRow // what the preview was drawn of: at most one
	preview *fyne.Container
	facts   *widget.Label // what the paper does not say
	message *kit.Message
	title   *widget.Label
	bar     *kit.Bar
	unpaid  bool // only what is unpaid is listed
	goesOn  bool // older receipts are still looked through
	asked   int  // searches begun; an older answer than the last is dropped
}

func newReceiptsView(v *View) *receiptsView {
	r := &receiptsView{view: v, message: kit.NewMessage(), preview: container.NewStack(), title: widget.NewLabel(""), facts: widget.NewLabel("")}
	r.facts.Wrapping = fyne.TextWrapWord
	r.title.TextStyle.Bold = true
	r.box = kit.NewKeyEntry(v.keys, "")
	r.box.OnChanged = func(string) { r.search("") }
	r.box.OnKey = func(name fyne.KeyName) bool { return r.table.Step(name) }
	r.table = kit.NewKeyTable(v.keys, r.columns(), r)
	r.table.OnSelect = func(int) { r.show() }
	r.bar = kit.NewBar(r.commands()...)
	left := container.NewBorder(container.NewVBox(r.title, r.box), nil, nil, nil, r.table)
	body := container.New(shares{0.4, bodyHeight}, left, container.NewBorder(r.facts, nil, nil, nil, container.NewPadded(r.preview)))
	r.object = container.NewBorder(nil, container.NewVBox(r.message, r.bar.Row), nil, nil, body)
	return r
}

// shares lays two objects side by side, the first with its share of the width.
type shares struct{ first, height float32 }

// Least heights of two objects side by side, in Fyne's units.
const (
	rowHeight  = 30
	bodyHeight = 200
)

// Layout completes fyne.Layout.
func (s shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width * s.first
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
}

// MinSize completes fyne.Layout.
func (s shares) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, s.height) }

func (r *receiptsView) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF1, i18n.TillKeyHelp, r.help),
		kit.On(fyne.KeyF2, i18n.HandedKey, r.handedOut),
		kit.On(fyne.KeyF3, i18n.TillKeyUnpaidOnly, func() { r.showUnpaid(!r.unpaid) }),
		kit.On(fyne.KeyF4, i18n.TillKeyPrint, r.print),
		kit.On(fyne.KeyF5, i18n.TillKeyAgain, r.again),
		kit.On(fyne.KeyF6, i18n.TillKeyLater, r.takeLater),
		kit.On(fyne.KeyF7, i18n.TillKeyDispensing, r.dispense),
		kit.On(fyne.KeyF8, i18n.TillKeyRefund, r.refund),
		kit.On(fyne.KeyF9, i18n.OwedKey, func() { r.view.openOwed(r.owedClosed) }),
		kit.On(fyne.KeyF11, i18n.RefusedKey, func() { refused.Open(r.view.deps.Asker) }),
		kit.On(fyne.KeyDelete, i18n.TillKeyVoid, r.void),
		kit.On(fyne.KeyEscape, i18n.TillKeyBack, r.close),
	}
}

func (r *receiptsView) columns() []kit.Column {
	t := r.view.t
	return []kit.Column{
		{Title: t(i18n.TillColNumber), Min: 112}, {Title: t(i18n.TillColTime), Min: 62}, {Title: t(i18n.TillColName), Min: 90, Share: 1},
		{Title: t(i18n.TillColAmount), Min: 90, Align: fyne.TextAlignTrailing, Bold: true}, {Title: t(i18n.TillColState), Min: 90, Share: 1},
	}
}

// Len completes kit.Rows.
func (r *receiptsView) Len() int { return len(r.rows) }

// Cell completes kit.Rows.
func (r *receiptsView) Cell(row, col int) string {
	o, v := r.rows[row], r.view
	at := v.model.deps.Station.Ledger.Identity().Local(o.Receipt.At)
	return [...]string{
		o.Receipt.Number, v.deps.Texts.Time(at), o.Receipt.Patient.Name, o.Receipt.Money.Format(o.Receipt.Total),
		v.stateText(o, proof.StateWord(v.deps.Texts, o.State)),
	}[col]
}

// Tone completes kit.Toned: what was taken back is pale.
func (r *receiptsView) Tone(row int) kit.Tone { return factTone(r.rows[row]) }

func (r *receiptsView) retext() {
	r.retitle()
	r.box.SetPlaceHolder(r.view.t(i18n.TillReceiptHint))
	r.table.SetColumns(r.columns())
	r.table.SetEmpty(r.view.t(i18n.TillNoReceipts))
	r.bar.Say(r.view.deps.Texts)
	r.message.Clear() // it was said in the other language
	r.shown = nil
	r.show()
}

// openReceipts is F9.
func (v *View) openReceipts() {
	v.main.Hide()
	v.receipts.object.Show()
	v.receipts.message.Clear()
	v.receipts.unpaid = false
	v.receipts.retitle()
	v.receipts.box.SetText("")
	v.receipts.search("")
	v.focus(v.receipts.box)
}

func (r *receiptsView) close() {
	r.object.Hide()
	r.view.main.Show()
	r.view.Focus()
}

// search lists what the box means, with the receipt of that id chosen again, or
// the newest.
func (r *receiptsView) search(keep string) {
	r.asked++
	asked := r.asked
	find := r.view.model.FindReceipts
	if r.unpaid {
		find = r.view.model.FindUnpaid
	}
	find(r.box.Text, func(found Found, err error) {
		switch {
		case asked != r.asked:
		case err != nil:
			r.message.Say(kit.Alarm, Explain(r.view.deps.Texts, err), "")
		default:
			r.found(found, keep)
			if row, ok := r.chosen(); ok { // the older ones that follow leave it chosen
				keep = row.Receipt.ID
			}
		}
	})
}

// found lists what was found, with the receipt of the id keep chosen, or the first.
func (r *receiptsView) found(f Found, keep string) {
	r.rows, r.shown = f.Rows, nil
	r.table.SetRows(r)
	r.table.Select(max(0, slices.IndexFunc(f.Rows, func(o store.OutboxRow) bool { return o.Receipt.ID == keep })))
	r.show()
	if f.GoesOn {
		r.message.Say(kit.Notice, r.view.t(i18n.TillGoesOn, r.view.model.firstScan), "")
	} else if r.goesOn {
		r.message.Clear()
	}
	r.goesOn = f.GoesOn
}

// chosen is the selected row; ok is false where there is none.
func (r *receiptsView) chosen() (row store.OutboxRow, ok bool) {
	if i := r.table.Selected(); i >= 0 && i < len(r.rows) {
		return r.rows[i], true
	}
	return row, false
}

// show draws the preview of the chosen receipt.
func (r *receiptsView) show() {
	row, ok := r.chosen()
	if !ok {
		r.preview.RemoveAll()
		r.facts.SetText("")
		return
	}
	r.facts.SetText(r.view.factsOf(row))
	if len(r.shown) == 1 && r.shown[0].Receipt.ID == row.Receipt.ID {
		return
	}
	r.shown = []store.OutboxRow{row}
	r.preview.RemoveAll()
	s, err := r.view.deps.Slip(row.Receipt)
	if err != nil {
		r.message.Say(kit.Alarm, Explain(r.view.deps.Texts, err), "")
		return
	}
	r.preview.Add(NewPreview(s))
}

// print is F4: the first print of a receipt that was never printed, else a copy.
func (r *receiptsView) print() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	r.message.Say(kit.Notice, r.view.t(i18n.TillPrinting, row.Receipt.Number), "")
	r.view.model.Reprint(row.Receipt, func(done receipts.Receipt, err error) {
		if err != nil {
			r.message.Say(kit.Alarm, r.view.t(i18n.TillNotPrinted), err.Error())
			return
		}
		r.message.Say(kit.Good, r.view.printed(done.Number), "")
		r.search(done.ID)
	})
}

// printed says where a receipt went.
func (v *View) printed(number string) string {
	if v.deps.PrintsTo != nil && v.deps.PrintsTo() != "" {
		return v.t(i18n.TillSaved, number, v.deps.PrintsTo())
	}
	return v.t(i18n.TillPrinted, number)
}

// help is the list's own (F1).
func (r *receiptsView) help() {
	v := r.view
	kit.NewForm(v.deps.Texts, v.deps.Window).Open(v.t(i18n.TillReceipts), v.t(i18n.WidgetClose),
		kit.Field{Input: widget.NewLabel(v.t(i18n.TillReceiptsHelp))})
}

// refund is F8: of the chosen receipt; where what was typed or scanned is none of
// this window, of another window's.
func (r *receiptsView) refund() {
	row, ok := r.chosen()
	if !ok {
		r.view.askForeign(r.box.Text, r.refunded)
		return
	}
	r.view.askRefund(row.Receipt.Number, r.refunded)
}

// refunded says what a refund came to, or why it was refused.
func (r *receiptsView) refunded(d store.RefundDone, err error) {
	v := r.view
	if err != nil {
		r.message.Say(kit.Alarm, Say(v.deps.Texts, v.model.located(err)), "")
		return
	}
	r.sayBack(v.refundText(d))
	r.box.SetText("")
	r.search(d.Red.ID)
	v.pay.refresh()
}

// dispense is F7: the copies for pharmacy and laboratory.
func (r *receiptsView) dispense() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	r.message.Say(kit.Notice, r.view.t(i18n.TillPrinting, row.Receipt.Number), "")
	r.view.model.Dispense(row.Receipt, func(err error) {
		if err != nil {
			r.message.Say(kit.Alarm, Explain(r.view.deps.Texts, err), "")
			return
		}
		r.message.Say(kit.Good, r.view.t(i18n.TillDispensed, row.Receipt.Number), "")
	})
}
