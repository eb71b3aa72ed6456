package till

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
)

// Sizes of the payment panel, in Fyne's units.
const (
	payWidth  = 370
	largeText = 40
	totalText = 30
)

// payPanel shows what the bill comes to, how it is paid, and the last sale.
type payPanel struct {
	view   *View
	object fyne.CanvasObject

	total, change                     *canvas.Text
	totalWord, changeWord, tenderWord *widget.Label
	taken, amountWord, referenceWord  *widget.Label
	over, rounding                    *widget.Label
	reference                         *fyne.Container
	lastWord, lastText, lastPrint     *widget.Label
	lastChange                        *canvas.Text
}

func newPayPanel(v *View) *payPanel {
	p := &payPanel{
		view: v, total: large(totalText), change: large(largeText), lastChange: large(totalText),
		totalWord: widget.NewLabel(""), changeWord: widget.NewLabel(""), tenderWord: oneLine(),
		over: widget.NewLabel(""), rounding: widget.NewLabel(""), taken: widget.NewLabel(""), amountWord: widget.NewLabel(""), referenceWord: widget.NewLabel(""),
		lastWord: widget.NewLabel(""), lastText: widget.NewLabel(""), lastPrint: widget.NewLabel(""),
	}
	p.tenderWord.TextStyle.Bold, p.lastWord.TextStyle.Bold = true, true
	p.over.Wrapping, p.over.Importance = fyne.TextWrapWord, widget.DangerImportance
	p.lastText.Wrapping, p.lastPrint.Wrapping, p.taken.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord, fyne.TextWrapWord
	p.reference = container.NewBorder(nil, nil, p.referenceWord, nil, v.referenceBox)
	top := container.NewVBox(
		container.NewBorder(nil, nil, p.totalWord, nil, p.total),
		p.rounding,
		p.taken,
		p.tenderWord,
		container.NewBorder(nil, nil, p.amountWord, nil, v.amountBox),
		p.reference,
		container.NewBorder(nil, nil, p.changeWord, nil, p.change),
		p.over,
		widget.NewSeparator(),
	)
	last := container.NewVBox(widget.NewSeparator(), p.lastWord, p.lastText, p.lastChange, p.lastPrint)
	width := canvas.NewRectangle(nil)
	width.SetMinSize(fyne.NewSize(payWidth, 0))
	p.object = container.NewStack(width, container.NewBorder(top, last, nil, nil))
	return p
}

func large(size float32) *canvas.Text {
	t := canvas.NewText("", kit.Plain.Text())
	t.TextSize, t.TextStyle.Bold, t.Alignment = size, true, fyne.TextAlignTrailing
	return t
}

// set writes a large text in a tone's colour.
func set(t *canvas.Text, text string, tone kit.Tone) {
	t.Text, t.Color = text, tone.Text()
	t.Refresh()
}

func (p *payPanel) refresh() {
	v, m := p.view, p.view.model
	p.totalWord.SetText(v.t(i18n.TillTotal))
	set(p.total, m.Money(m.Total()), kit.Plain)
	p.taken.SetText(p.takenText())
	shown(p.taken, p.taken.Text != "")
	p.refreshRounding()
	p.tenderWord.SetText(v.t(i18n.TillTender, v.tenderWord(m.Tender())))
	p.amountWord.SetText(v.t(i18n.TillAmount))
	p.referenceWord.SetText(v.t(i18n.TillReference))
	v.amountBox.SetPlaceHolder(v.t(i18n.TillAmountHint, m.Rules().Currency.Format(max(0, m.Rest()))))
	shown(p.reference, m.Tender().Reference)
	p.refreshChange()
	p.refreshLast()
}

// refreshRounding shows the cash rounding as a line of its own.
func (p *payPanel) refreshRounding() {
	rounding := p.view.model.Rounding()
	p.rounding.SetText(p.view.t(i18n.TillRounding, p.view.model.Money(rounding)))
	shown(p.rounding, rounding != 0)
}

func (p *payPanel) refreshChange() {
	v, m := p.view, p.view.model
	change, ok := m.Change()
	shown(p.over, m.Over() > 0)
	switch {
	case len(m.Bill().Lines) == 0:
		p.changeWord.SetText("")
		set(p.change, "", kit.Plain)
	case m.Amount() == "" && m.Rest() <= 0 && m.LeavesOwed() > 0:
		p.changeWord.SetText(v.t(i18n.TillOwedWord))
		set(p.change, m.Money(m.LeavesOwed()), kit.Warning)
	case m.Tender().Credit && (m.Amount() == "" || ok && change == 0):
		p.changeWord.SetText(v.t(i18n.TillOwedWord))
		set(p.change, m.Money(m.Rest()), kit.Warning)
	case m.Over() > 0:
		p.changeWord.SetText(v.t(i18n.TillOverWord))
		set(p.change, m.Money(change), kit.Alarm)
		p.over.SetText(kit.Alarm.Symbol() + " " + v.t(i18n.TillOver, m.Money(change)))
	case !ok || change < 0 && m.Amount() == "":
		p.changeWord.SetText(v.t(i18n.TillToPay))
		set(p.change, m.Money(m.Rest()), kit.Plain)
	case change < 0:
		p.changeWord.SetText(v.t(i18n.TillShortWord))
		set(p.change, m.Money(-change), kit.Alarm)
	default:
		p.changeWord.SetText(v.t(i18n.TillChange))
		set(p.change, m.Money(change), kit.Good)
	}
}

// refreshLast keeps the last sale in sight while the next bill is typed.
func (p *payPanel) refreshLast() {
	v, last := p.view, p.view.model.Last()
	if last.State == SaleNone {
		for _, l := range []*widget.Label{p.lastWord, p.lastText, p.lastPrint} {
			l.SetText("")
		}
		set(p.lastChange, "", kit.Plain)
		shown(p.lastPrint, false)
		return
	}
	number := last.Number
	if last.State == SaleWriting {
		number = v.t(i18n.TillWriting)
	}
	p.lastWord.SetText(v.t(i18n.TillLast, number))
	p.lastText.SetText(v.t(i18n.TillLastTotal, last.Patient, v.model.Money(last.Total)))
	set(p.lastChange, v.t(i18n.TillLastChange, v.model.Money(last.Change)), kit.Good)
	if last.Void {
		set(p.lastChange, v.t(i18n.TillLastVoid), kit.Alarm)
	}
	if last.Owed > 0 {
		set(p.lastChange, v.t(i18n.TillLastOwed, v.model.Money(last.Owed)), kit.Warning)
	}
	if last.Refunded != "" {
		set(p.lastChange, v.t(i18n.StateRefunded), kit.Alarm)
	}
	shown(p.lastPrint, last.PrintErr != nil)
	if last.PrintErr != nil {
		p.lastPrint.Importance = widget.DangerImportance
		p.lastPrint.SetText(kit.Alarm.Symbol() + " " + v.t(i18n.TillNotPrinted))
	}
}

func (p *payPanel) takenText() string {
	var parts []string
	for _, pay := range p.view.model.Bill().Payments {
		t, _ := p.view.model.Rules().Tender(pay.Tender)
		parts = append(parts, p.view.tenderWord(t)+" "+p.view.model.Money(pay.Tendered)+" "+pay.Reference)
	}
	return strings.Join(parts, "\n")
}

func (v *View) tenderWord(t receipts.Tender) string {
	if v.deps.Texts.Lang() == i18n.Chinese && t.Chinese != "" {
		return t.Chinese
	}
	return t.English
}

func shown(o fyne.CanvasObject, show bool) {
	if show {
		o.Show()
	} else {
		o.Hide()
	}
}

// layout puts the charging screen together.
func (v *View) layout() *fyne.Container {
	patient := container.NewBorder(nil, nil, widget.NewLabel("F6"), nil, container.New(shares{0.36, rowHeight}, v.patientBox, v.patientText))
	item := container.NewBorder(nil, nil, container.NewHBox(widget.NewLabel("F7"), v.search), nil, v.itemBox)
	top := container.NewVBox(patient, item, v.pick, v.found, v.ordered)
	left := container.NewBorder(top, nil, nil, nil, v.lines)
	v.bar = kit.NewBar(v.commands()...)
	bottom := container.NewVBox(v.unanswered, v.ordersRow(), v.message, v.moreRow(), v.bar.Row)
	right := container.NewBorder(nil, nil, widget.NewSeparator(), nil, container.NewPadded(v.pay.object))
	return container.NewBorder(nil, bottom, nil, right, left)
}
