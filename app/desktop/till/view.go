package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/slip"
	"outpost/store/catalog"
	"outpost/store/incident"
)

// ViewDeps are what the view needs besides its model.
type ViewDeps struct {
	// Demo says that this is the built-in demo hospital, whose HIS has a key.
	Demo   bool
	Texts  *i18n.Catalog
	Window fyne.Window
	// Asker asks a second person for an approval.
	Asker *person.Asker
	// Slip lays a receipt out for the preview, as its next print would be.
	Slip func(r receipts.Receipt) (slip.Slip, error)
	// PrintsTo is the folder that receipts are saved in as files; empty, or nil,
	// where they go to a printer.
	PrintsTo func() string
}

// View shows a Model and forwards the keys to it. It satisfies the window's
// screen. Everything in it belongs to Fyne's goroutine.
type View struct {
	model *Model
	deps  ViewDeps
	keys  *kit.Keys

	object *fyne.Container // the charging screen, and over it the receipts
	main   *fyne.Container

	patientBox, itemBox, amountBox, referenceBox *kit.KeyEntry
	patientText, pick, search, ordered           *widget.Label
	patients, items, lines                       *kit.KeyTable
	found                                        *fyne.Container // the list under the boxes
	foundPatients                                []receipts.Patient
	foundItems                                   []catalog.Item

	writing bool  // the boxes are being written, not typed into
	about   state // what the message was said about

	pay     *payPanel
	message *kit.Message
	// unanswered is shown while the question of the switch has no answer.
	unanswered *kit.Message
	// openOrders is shown while the patient has open orders that are on no bill.
	openOrders *kit.Message
	ordersLine *fyne.Container // holds openOrders and its button
	ordersBar  *kit.Bar
	bar        *kit.Bar
	rare       *kit.Bar // with Ctrl
	receipts   *receiptsView
}

// NewView makes the till's screen over a model.
func NewView(model *Model, deps ViewDeps) *View {
	v := &View{model: model, deps: deps, keys: &kit.Keys{}, message: kit.NewMessage(), unanswered: kit.NewMessage(), openOrders: kit.NewMessage()}
	v.keys.OnKey, v.keys.Alive = v.key, model.Touch
	v.makeBoxes()
	v.makeTables()
	v.pay = newPayPanel(v)
	v.receipts = newReceiptsView(v)
	v.main = v.layout()
	v.receipts.object.Hide()
	v.object = container.NewStack(v.main, v.receipts.object)
	model.OnChange = v.answered
	model.OnAsk = v.askApproval
	v.about = v.state()
	v.Refresh()
	return v
}

// Object is the screen's content.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Keys are the screen's own.
func (v *View) Keys() *kit.Keys { return v.keys }

// Focus moves the keyboard to the patient box, or to the item box once there is
// a patient.
func (v *View) Focus() {
	switch {
	case v.receipts.object.Visible():
		v.focus(v.receipts.box)
	case v.model.Bill().Patient.ID == "":
		v.goTo(PatientBox)
	default:
		v.goTo(ItemBox)
	}
}

// Tick shows what may have changed by itself: whether sales are accepted.
// An answer that was given in another mode or shift is over.
func (v *View) Tick() {
	v.pay.refresh()
	v.model.CountOwed()
	v.asksGoingOver()
	if now := v.state(); now != v.about {
		v.about = now
		v.model.ClearNote()
		v.showNote()
	}
}

// state is what answers of the till depend on besides the bill.
type state struct {
	mode  incident.Mode
	shift string
}

func (v *View) state() state {
	l := v.model.deps.Station.Ledger
	return state{l.Mode(), l.Shift().ID}
}

func (v *View) t(key i18n.Key, args ...any) string { return v.deps.Texts.T(key, args...) }

func (v *View) makeBoxes() {
	v.patientBox = kit.NewKeyEntry(v.keys, "")
	v.patientBox.OnChanged = func(string) { v.typed() }
	v.patientBox.OnKey = v.patientKey
	v.itemBox = kit.NewKeyEntry(v.keys, "")
	v.itemBox.OnChanged = func(string) { v.typed() }
	v.itemBox.OnKey = v.itemKey
	v.amountBox = kit.NewKeyEntry(v.keys, "")
	v.amountBox.OnChanged = func(string) { v.typedPay() }
	v.amountBox.OnKey = v.amountKey
	v.referenceBox = kit.NewKeyEntry(v.keys, "")
	v.referenceBox.OnChanged = func(string) { v.typedPay() }
	v.referenceBox.OnKey = v.referenceKey
	v.patientText, v.pick, v.search, v.ordered = oneLine(), oneLine(), widget.NewLabel(""), oneLine()
	v.pick.TextStyle.Bold = true
}

// oneLine is a label that is shortened instead of widening the window.
func oneLine() *widget.Label {
	l := widget.NewLabel("")
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

// goTo moves the keyboard and shows the model as it is now.
func (v *View) goTo(place Place) {
	v.show()
	switch place {
	case PatientBox:
		v.focus(v.patientBox)
	case ItemBox:
		v.focus(v.itemBox)
	case PayBox:
		v.focus(v.amountBox)
	case ReferenceBox:
		v.focus(v.referenceBox)
	}
}

func (v *View) focus(e *kit.KeyEntry) { e.FocusOn(v.deps.Window.Canvas()) }

func (v *View) focused(e *kit.KeyEntry) bool {
	return v.deps.Window.Canvas().Focused() == fyne.Focusable(e)
}

// Refresh writes the whole screen in the language spoken now.
func (v *View) Refresh() {
	v.model.Touch() // whoever comes from another screen is at work
	v.patientBox.SetPlaceHolder(v.t(i18n.TillPatientHint))
	v.itemBox.SetPlaceHolder(v.t(i18n.TillItemHint))
	v.referenceBox.SetPlaceHolder(v.t(i18n.TillReferenceHint))
	v.patients.SetColumns(v.patientColumns())
	v.items.SetColumns(v.itemColumns())
	v.lines.SetColumns(v.lineColumns())
	v.lines.SetEmpty(v.t(i18n.TillNoLinesYet))
	v.receipts.retext()
	v.show()
}

// show draws the model as it is now.
func (v *View) show() {
	v.patientText.SetText(v.patientLine())
	v.search.SetText(v.searchWord())
	v.showOrdered()
	v.lines.Reload()
	v.lines.Select(v.model.Selected())
	v.showFound()
	v.writePay()
	v.pay.refresh()
	v.showWaiting()
	v.showOver()
	v.showNote()
}

// showOrdered shows the line about prescription, green channel and the chosen
// line, where there is anything to say.
func (v *View) showOrdered() {
	v.ordered.SetText(v.orderLine())
	shown(v.ordered, v.ordered.Text != "")
}

// showWaiting shows on the buttons how many bills are parked and how many
// payments have to go back.
func (v *View) showWaiting() {
	v.bar.Say(v.deps.Texts)
	v.rare.Say(v.deps.Texts)
	v.count(v.bar, i18n.TillKeyPark, len(v.model.Parked()))
	v.count(v.rare, i18n.OwedKey, v.model.Owing())
	v.showOrders()
}

// count writes behind a button's words how much waits there.
func (v *View) count(bar *kit.Bar, button i18n.Key, n int) {
	if n > 0 {
		bar.Button(button).SetText(v.t(button) + " (" + number(n) + ")")
	}
}

// answered shows what came back from the background. The cashier is typing the
// next bill by then: the boxes, the list under them and its chosen row stay as
// they are, or Enter would take another item than the one chosen.
func (v *View) answered() {
	v.patientText.SetText(v.patientLine())
	v.lines.Reload()
	v.lines.Select(v.model.Selected())
	v.pay.refresh()
	v.showWaiting()
	v.showOver()
	v.showNote()
	if place := v.model.Back(); place != Stay && v.patientBox.Text == "" && v.deps.Window.Canvas().Overlays().Top() == nil {
		v.goTo(place)
	}
}

func (v *View) searchWord() string {
	if v.model.ByCode() {
		return v.t(i18n.TillByCode)
	}
	return v.t(i18n.TillByInitials)
}

func tone(l Level) kit.Tone {
	switch l {
	case Done:
		return kit.Good
	case Warn:
		return kit.Warning
	case Alarm:
		return kit.Alarm
	}
	return kit.Notice
}
