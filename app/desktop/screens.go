package desktop

import (
	"path/filepath"

	"outpost/app/desktop/panel"
	"outpost/app/desktop/register"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/watch"
)

// exports is the folder in the data folder that lists are exported to.
const exports = "exports"

// addPanel adds the outage panel; w is nil beside a desktop that keeps the watch.
func addPanel(s *shell, st *station.Station, w *watch.Watch) {
	opt := panel.Options{Station: st, Texts: s.texts, Window: s.window, Post: s.post}
	if w != nil { // a nil *Watch in the interface would not be nil
		opt.Watch = w
	}
	s.add(i18n.ShellPanel, panel.New(opt))
}

// addOffice adds the screens of the information staff.
func addOffice(s *shell, st *station.Station, w *watch.Watch) {
	s.add(i18n.ShellFaults, register.New(register.Options{
		Ledger: st.Ledger, Watch: w, Identity: st.Ledger.Identity(), Texts: s.texts, Now: st.Now,
		Incident: func() string { return w.View().Incident },
		By:       func() string { return st.Ledger.Shift().Cashier },
		Folder:   filepath.Join(st.Dir, exports),
	}, s.window))
}
