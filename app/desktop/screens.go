package desktop

import (
	"os"
	"path/filepath"

	"outpost/app/desktop/drill"
	"outpost/app/desktop/ledger"
	"outpost/app/desktop/numbers"
	"outpost/app/desktop/panel"
	"outpost/app/desktop/person"
	"outpost/app/desktop/prices"
	"outpost/app/desktop/reconcile"
	"outpost/app/desktop/register"
	"outpost/app/desktop/staff"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/watch"
)

// exports is the folder in the data folder that lists are exported to.
const exports = "export"

// addPanel adds the outage panel; w is nil beside a desktop that keeps the watch.
func addPanel(s *shell, st *station.Station, asker *person.Asker, w *watch.Watch) {
	opt := panel.Options{Station: st, Asker: asker, Texts: s.texts, Window: s.window, Post: s.post, Wall: s.dress}
	if w != nil { // a nil *Watch in the interface would not be nil
		opt.Watch = w
	}
	s.addOpen(i18n.ShellPanel, panel.New(opt))
}

// addCounter adds the screens of the counter beside till and shifts.
func addCounter(s *shell, st *station.Station, asker *person.Asker, p *press) {
	s.add(i18n.NumbersScreen, numbers.New(numbers.Options{
		Station: st, Desk: asker.Desk, Texts: s.texts, Window: s.window, Post: s.post, Say: s.answer, Changed: s.read, Print: p.print,
	}))
	s.add(i18n.StaffScreen, staff.New(staff.Options{Asker: asker, Say: s.answer}))
}

// addLedger adds the screen of the ledger itself.
func (d *desktopWindow) addLedger() {
	s := d.shell
	screen := ledger.New(ledger.Options{
		Station: d.station, Keeper: d.work.keeper, Asker: d.asker, Store: d.opt.Unlock.Store, Program: d.opt.Version,
		Say: s.answer, Changed: s.read, Quit: d.askClose,
	})
	s.add(i18n.LedgerScreen, screen)
	s.closers = append(s.closers, screen.Close)
}

// addOffice adds the screens of the information staff.
func addOffice(s *shell, st *station.Station, asker *person.Asker, w *watch.Watch) {
	s.addOpen(i18n.ShellFaults, register.New(register.Options{
		Ledger: st.Ledger, Watch: w, Identity: st.Ledger.Identity(), Texts: s.texts, Now: st.Now,
		Incident: func() string { return w.View().Incident },
		By:       func() string { return asker.Desk.Actor().ID() },
		Folder:   filepath.Join(st.Dir, exports),
	}, asker, s.window))
	s.add(i18n.ShellReconcile, reconcile.New(reconcile.Options{
		Station: st, View: w.View, Asker: asker, Texts: s.texts, Window: s.window, Post: s.post,
	}))
	s.add(i18n.ShellLists, prices.New(prices.Options{
		Station: st, Asker: asker, Texts: s.texts, Window: s.window, Post: s.post, Folder: home(st.Dir),
	}))
	rehearsal := drill.New(drill.Options{Station: st, Texts: s.texts, Window: s.window, Post: s.post})
	s.addOpen(i18n.DrillScreen, rehearsal)
	s.closers = append(s.closers, rehearsal.Close)
}

// home is where choosing a file begins: the user's own folder, or the data
// folder where there is none.
func home(otherwise string) string {
	if dir, err := os.UserHomeDir(); err == nil {
		return dir
	}
	return otherwise
}
