package till

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// overForm is the dialog of the switch to stand-alone (Ctrl+O): the last HIS
// receipt, and the payments that the HIS did not answer.
type overForm struct {
	view                            *View
	form                            *kit.Form
	list, who                       *widget.Label
	lastHIS, patient, amount, clock *kit.KeyEntry
	questions                       []store.Question
	texts                           string // what was written down or taken so far, a line each
}

// askGoingOver is Ctrl+O.
func (v *View) askGoingOver() {
	v.model.GoingOver(func(g store.GoingOver, _ bool, err error) {
		switch {
		case err != nil:
			v.model.refuse(err)
			v.showNote()
		case v.deps.Window.Canvas().Overlays().Top() == nil:
			v.openGoingOver(g)
		}
	})
}

// asksGoingOver shows that the question of the switch has no answer yet, and opens
// the dialog by itself when that is due.
func (v *View) asksGoingOver() {
	v.model.WatchOver()
	v.showOver()
	free := v.main.Visible() && v.object.Visible() && v.patientBox.Text == "" && v.deps.Window.Canvas().Overlays().Top() == nil
	switch {
	case !free || !v.model.MayAskGoingOver():
		v.model.Touch() // somebody is at work: logs in, types, looks something up
	case v.model.OverDue():
		v.openGoingOver(store.GoingOver{})
	}
}

// showOver keeps in sight that the question of the switch has no answer yet.
func (v *View) showOver() {
	if v.model.OverOpen() {
		v.unanswered.Say(kit.Warning, v.t(i18n.OverOpen), "")
	}
	shown(v.unanswered, v.model.OverOpen())
}

func (v *View) openGoingOver(g store.GoingOver) {
	f := &overForm{view: v, form: v.dialog(), list: widget.NewLabel(""), who: widget.NewLabel("")}
	f.lastHIS = kit.NewKeyEntry(f.form.Keys, v.t(i18n.OverLastHint))
	f.patient = kit.NewKeyEntry(f.form.Keys, v.t(i18n.TillPatientHint)) // a number mostly, so Enter goes on
	f.patient.OnChanged = func(text string) { f.who.SetText(v.model.WhoUnanswered(text).Text(v.deps.Texts)) }
	f.amount, f.clock = kit.NewKeyEntry(f.form.Keys, v.t(i18n.OverUnknown)), kit.NewKeyEntry(f.form.Keys, v.t(i18n.OverTimeHint))
	f.lastHIS.SetText(g.LastHIS)
	for _, q := range g.Questions {
		f.add(q)
	}
	f.form.Command(fyne.KeyF4, v.t(i18n.OverAnother), f.another)
	f.form.Work = f.write
	f.form.OnCancel = func() {
		v.model.LeaveOver()
		v.showOver()
	}
	text := widget.NewLabel(v.t(i18n.OverText))
	text.Wrapping = fyne.TextWrapWord
	f.form.Open(v.t(i18n.OverTitle), "", kit.Field{Input: kit.Sized(text, kit.ListWidth/2, 0)}, kit.Field{Label: v.t(i18n.OverLast), Input: f.lastHIS},
		kit.Field{Label: v.t(i18n.OverPatient), Input: f.patient}, kit.Field{Input: f.who}, kit.Field{Label: v.t(i18n.TillAmount), Input: f.amount},
		kit.Field{Label: v.t(i18n.OverTime), Input: f.clock}, kit.Field{Label: v.t(i18n.OverSoFar), Input: f.list})
}

// add shows a payment that was taken.
func (f *overForm) add(q store.Question) {
	v := f.view
	amount, at := "–", "–"
	if q.Total > 0 {
		amount = v.model.Money(q.Total)
	}
	if !q.At.IsZero() {
		at = v.deps.Texts.Time(v.model.deps.Station.Ledger.Identity().Local(q.At))
	}
	if f.texts != "" {
		f.texts += "\n"
	}
	f.texts += v.t(i18n.OverLine, q.Patient.Name, q.Patient.Number, amount, at)
	f.list.SetText(f.texts)
}

// take reads the payment that is typed, where one is.
func (f *overForm) take() error {
	u := Unanswered{f.patient.Text, f.amount.Text, f.clock.Text}
	if u == (Unanswered{}) {
		return nil
	}
	q, err := f.view.model.ReadUnanswered(u)
	if err != nil {
		return err
	}
	f.questions = append(f.questions, q)
	f.add(q)
	for _, e := range []*kit.KeyEntry{f.patient, f.amount, f.clock} {
		e.SetText("")
	}
	return nil
}

// another is F4: the payment typed is kept, and the next one asked.
func (f *overForm) another() {
	if err := f.take(); err != nil {
		f.form.Refuse(f.view.said(err))
		return
	}
	f.view.focus(f.patient)
}

func (f *overForm) write(done func(error)) {
	v := f.view
	if err := f.take(); err != nil {
		done(v.said(err))
		return
	}
	v.model.RecordGoingOver(f.lastHIS.Text, f.questions, func(g store.GoingOver, err error) {
		if err == nil {
			v.model.note = overNote(g)
			v.showOver()
		}
		done(v.said(err))
	})
}

// overNote says what was written down, and which receipts are held back for it.
func overNote(g store.GoingOver) Note {
	switch {
	case len(g.Held) > 0:
		return warn(i18n.OverHeld, len(g.Questions), strings.Join(g.Held, ", "))
	case len(g.Questions) > 0:
		return done(i18n.OverWritten, len(g.Questions))
	}
	return done(i18n.OverNone)
}

// askClock is Ctrl+W while the clock is doubtful.
func (v *View) askClock() {
	if v.model.ClockDoubt() == "" {
		v.model.note = say(i18n.ClockRight)
		v.showNote()
		return
	}
	f := v.dialog()
	l := v.model.deps.Station.Ledger
	now := l.Identity().Local(v.model.deps.Station.Now())
	text := widget.NewLabel(v.t(i18n.ClockAsk, v.deps.Texts.Date(now)+" "+v.deps.Texts.Time(now)))
	text.Wrapping = fyne.TextWrapWord
	f.Work = func(answer func(error)) {
		v.model.ConfirmClock(func(err error) {
			if err == nil {
				v.model.note = done(i18n.ClockConfirmed)
			}
			answer(v.said(err))
		})
	}
	f.Open(v.t(i18n.TillKeyClock), v.t(i18n.ClockIsRight), kit.Field{Input: text})
}

// join is Ctrl+J where this ledger continues another.
func (v *View) join() {
	if !v.model.Continues() {
		v.model.note = say(i18n.JoinNothing)
		v.showNote()
		return
	}
	v.deps.Asker.As(incident.RoleSupervisor, v.joinAs, func() {
		v.model.note = say(i18n.PersonNotSigned)
		v.showNote()
	})
}

func (v *View) joinAs(by store.Actor) {
	v.model.note = say(i18n.JoinWorking)
	v.showNote()
	v.model.Join(by, func(j store.Joined, err error) {
		switch {
		case err != nil:
			v.model.refuse(err)
		case len(j.Missing) > 0:
			v.model.note = warn(i18n.JoinMissing, j.Receipts, j.Unreadable, someOf(j.Missing))
		case j.Unreadable > 0:
			v.model.note = warn(i18n.JoinUnread, j.Receipts, j.Unreadable)
		case len(j.Twins) > 0:
			v.model.note = warn(i18n.JoinTwins, j.Receipts, strings.Join(j.Twins, ", "))
		default:
			v.model.note = done(i18n.JoinDone, j.Entries, j.Receipts, j.Known)
		}
		v.showNote()
	})
}

// mostNumbers is how many receipt numbers a note names.
const mostNumbers = 8

// someOf names numbers, as many as a note has room for.
func someOf(numbers []string) string {
	if len(numbers) > mostNumbers {
		return strings.Join(numbers[:mostNumbers], ", ") + " …"
	}
	return strings.Join(numbers, ", ")
}
