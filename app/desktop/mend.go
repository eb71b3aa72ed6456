package desktop

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/till"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
)

// mender offers what can be done about a ledger that does not open, so that
// charging goes on within two minutes.
type mender struct {
	window *desktopWindow
	cause  error
	text   *widget.Label
	answer *kit.Message
	row    *fyne.Container
	keys   [2]*kit.KeyButton
	busy   bool
}

func newMender(d *desktopWindow, cause error) *mender {
	m := &mender{window: d, cause: cause, text: widget.NewLabel(""), answer: kit.NewMessage()}
	m.text.Wrapping = fyne.TextWrapWord
	m.keys = [2]*kit.KeyButton{kit.NewKeyButton("F5", "", m.restore), kit.NewKeyButton("F8", "", m.askAside)}
	m.row = container.NewHBox(m.keys[0], m.keys[1])
	if !store.Mendable(cause) {
		m.row.Hide()
		m.text.Hide()
	}
	return m
}

func (m *mender) retext() {
	t := m.window.texts.T
	m.text.SetText(t(i18n.MendText))
	m.keys[0].SetText(t(i18n.MendRestore))
	m.keys[1].SetText(t(i18n.MendAside))
}

// key is F5 and F8 where they are offered.
func (m *mender) key(name fyne.KeyName) bool {
	switch {
	case !store.Mendable(m.cause) || m.busy:
		return false
	case name == fyne.KeyF5:
		m.restore()
	case name == fyne.KeyF8:
		m.askAside()
	default:
		return false
	}
	return true
}

func (m *mender) options() station.Options {
	return station.Options{Log: m.window.opt.Log, Unlock: m.window.opt.Unlock}
}

// restore makes the ledger anew in the background, then opens it.
func (m *mender) restore() {
	if m.busy {
		return
	}
	d := m.window
	m.busy = true
	m.answer.Say(kit.Notice, d.texts.T(i18n.MendWorking), "")
	go func() {
		done, err := station.Restore(d.ctx, d.opt.DataDir, m.options())
		fyne.Do(func() {
			m.busy = false
			if errors.Is(err, store.ErrSound) { // in truth nothing is wrong
				d.open()
				return
			}
			if err != nil {
				d.opt.Log.Error("the ledger was not restored", "error", err)
				m.answer.Say(kit.Alarm, d.texts.T(i18n.MendNotRestored, till.Explain(d.texts, err)), "")
				return
			}
			d.opt.Log.Warn("the ledger was restored", "entries", done.Entries, "aside", done.SetAside)
			d.open()
			d.tell(kit.Warning, i18n.MendRestored, done.Receipts)
		})
	}()
}

// askAside asks for the highest number on paper, and founds a ledger above it.
// Where nothing says which window this is, that is asked for as well.
func (m *mender) askAside() {
	if m.busy {
		return
	}
	d := m.window
	f := kit.NewForm(d.texts, d.window)
	number := kit.NewKeyEntry(f.Keys, d.texts.T(i18n.MendPaperHint))
	hospital, window, prefix := kit.NewNameEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "W01"), kit.NewKeyEntry(f.Keys, "W01")
	var done store.Aside
	opened := false
	f.Work = func(answer func(error)) {
		req := station.AsideRequest{OnPaper: number.Text, Why: m.cause, Window: proposal().Identity()}
		req.Window.Hospital, req.Window.Station = strings.TrimSpace(hospital.Text), strings.TrimSpace(window.Text)
		req.Window.Prefix = strings.ToUpper(strings.TrimSpace(prefix.Text))
		go func() {
			var err error
			done, err = station.SetAside(context.Background(), d.opt.DataDir, req, m.options())
			fyne.Do(func() {
				opened = err == nil
				if err != nil {
					err = errors.New(till.Explain(d.texts, err))
				}
				answer(err)
			})
		}()
	}
	f.OnClosed = func() {
		if opened {
			d.opt.Log.Warn("the ledger was set aside", "database", done.Database, "copy", done.Copy, "next", done.Next)
			d.paper = done.RecoveryKey
			d.open()
			d.tell(kit.Warning, i18n.MendAsideDone, done.Next)
		}
	}
	text := widget.NewLabel(d.texts.T(i18n.MendAsideText))
	text.Wrapping = fyne.TextWrapWord
	f.Open(d.texts.T(i18n.MendAside), "", kit.Field{Input: text}, kit.Field{Label: d.texts.T(i18n.MendPaper), Input: number},
		kit.Field{Input: widget.NewLabel(d.texts.T(i18n.MendWindowText))},
		kit.Field{Label: d.texts.T(i18n.ShellSetupHospital), Input: hospital},
		kit.Field{Label: d.texts.T(i18n.ShellSetupStation), Input: window}, kit.Field{Label: d.texts.T(i18n.ShellSetupPrefix), Input: prefix})
}

// damaged asks to start again where the open ledger met damage: opening it leads
// to what mends it.
func (d *desktopWindow) damaged() {
	t := d.texts.T
	kit.Confirm(d.texts, d.window, t(i18n.ShellDamaged), t(i18n.MendRunning), t(i18n.MendClose), d.app.Quit)
}

// tell says a sentence on the screen that opened, where one did.
func (d *desktopWindow) tell(tone kit.Tone, key i18n.Key, args ...any) {
	if d.shell != nil {
		d.shell.tell(tone, key, args...)
	}
}
