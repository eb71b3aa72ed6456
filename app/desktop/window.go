package desktop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/demo"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/desktop/shift"
	"outpost/app/desktop/till"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/seal"
)

// closeLimit is how long the end of the window waits for disk and printer.
const closeLimit = 30 * time.Second

// Options are what the window needs from outside.
type Options struct {
	DataDir string
	// Demo opens the built-in demo hospital with its stand-in HIS.
	Demo bool
	// PanelOnly opens only the outage panel.
	PanelOnly bool
	// Unlock opens the station's keys without asking, where it can.
	Unlock seal.Unlock
	// Version is this program's.
	Version string
	// Log never gets personal data; nil means none.
	Log *slog.Logger
}

// systemLanguage is the language of the machine, before settings are known.
func systemLanguage() i18n.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if set := os.Getenv(name); set != "" {
			lang, _ := i18n.ParseLang(set)
			return lang
		}
	}
	return i18n.English
}

// desktopWindow is one run of the window, from opening the data folder on.
type desktopWindow struct {
	opt    Options
	ctx    context.Context
	cancel context.CancelFunc
	app    fyne.App
	window fyne.Window
	texts  *i18n.Catalog
	guard  kit.Guard

	station *station.Station
	work    *background
	model   *till.Model
	view    *till.View
	shell   *shell
	asker   *person.Asker
	shifts  *shift.Screen
	paper   string // the recovery key of keys made anew, until it was shown
	ending  sync.Once
}

// createReport opens a crash report in the data folder.
func (d *desktopWindow) createReport(name string) (io.WriteCloser, error) {
	folder := filepath.Join(d.opt.DataDir, "log")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the log folder: %w", err)
	}
	return os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

// open opens the data folder and shows the till, the set-up, or why it cannot
// be opened.
func (d *desktopWindow) open() {
	if d.opt.Demo && !d.opt.PanelOnly {
		if _, err := demo.Prepare(d.ctx, d.opt.DataDir, demo.Options{Window: true, Log: d.opt.Log}); err != nil {
			d.showTrouble(err)
			return
		}
	}
	s, err := station.Open(d.ctx, d.opt.DataDir, station.Options{Log: d.opt.Log, Unlock: d.opt.Unlock})
	if d.opt.PanelOnly && errors.Is(err, store.ErrInUse) {
		s, err = station.Open(d.ctx, d.opt.DataDir, station.Options{Log: d.opt.Log, Unlock: d.opt.Unlock, ReadOnly: true})
		if err == nil {
			d.showBeside(s)
			return
		}
	}
	switch {
	case errors.Is(err, store.ErrNoLedger):
		d.showSetup()
	case err != nil:
		d.showTrouble(err)
	default:
		d.showStation(s)
	}
}

// showBeside shows only the panel, of a ledger that another program writes.
func (d *desktopWindow) showBeside(s *station.Station) {
	d.station = s
	d.speak(languageOf(s))
	d.shell = newShell(d.window, d.texts, d.guard)
	d.shell.keepLanguage = d.keepLanguage
	addPanel(d.shell, s, nil, nil)
	d.begin()
}

// showStation shows the screens of an open station.
func (d *desktopWindow) showStation(s *station.Station) {
	d.station = s
	d.speak(languageOf(s))
	p := &press{station: s, texts: d.texts}
	work, err := startBackground(d.ctx, s, p, d.opt.Version)
	if err != nil {
		d.showTrouble(err)
		return
	}
	d.work = work
	d.shell = newShell(d.window, d.texts, d.guard)
	d.shell.work = work
	d.shell.keepLanguage = d.keepLanguage
	d.asker = &person.Asker{
		Ledger: s.Ledger, Desk: person.NewDesk(s.Ledger), Texts: d.texts, Window: d.window, Now: s.Now, Post: d.shell.post,
	}
	if s.Settings().Printer.Name != "" {
		d.asker.Print = p.secret
	}
	if d.opt.Demo {
		d.asker.Hint = func() string { return demoPeople(d.texts, s.Dir) }
	}
	d.shell.gate = newGate(d.shell, d.asker, s.Now, func() time.Duration { return s.Settings().People.LockAfter.D() })
	if d.opt.Demo {
		d.shell.demo = &standIn{station: s}
	}
	if !d.opt.PanelOnly {
		d.addTill(p)
	}
	addPanel(d.shell, s, d.asker, work.watch)
	if !d.opt.PanelOnly {
		addOffice(d.shell, s, d.asker, work.watch)
		d.shell.add(i18n.ShiftScreen, d.shifts)
		addCounter(d.shell, s, d.asker, p)
		d.addLedger()
	}
	d.begin()
	if said := d.opened(s.Ledger, s.CatalogueMended()); said() != "" {
		d.shell.say(kit.Warning, said)
	}
}

// opened says what opening the ledger and the catalogue had to mend; empty for
// nothing.
func (d *desktopWindow) opened(l *store.Ledger, lists station.CatalogueMended) func() string {
	return func() string {
		var all []string
		say := func(key i18n.Key, args ...any) { all = append(all, d.texts.T(key, args...)) }
		switch damage := l.LogDamage(); {
		case damage.Entries > 0:
			say(i18n.ShellLogMended, damage.Entries, damage.Kept)
		case damage.Kept != "":
			say(i18n.ShellLogKept, damage.Kept)
		}
		if n := l.Adopted(); n > 0 {
			say(i18n.ShellAdopted, n)
		}
		if spared := l.Spared(); spared.Receipts.Count > 0 {
			say(i18n.ShellSpared, numbersText(spared.Receipts, spared.Forms))
		}
		if lists.Kept != "" {
			say(i18n.ShellListsKept, lists.Kept)
		}
		if !lists.From.IsZero() {
			say(i18n.ShellListsBackup, d.texts.DateTime(l.Identity().Local(lists.From)))
		}
		return strings.Join(all, "\n")
	}
}

// numbersText names the numbers of receipts and of the forms that they stand on.
func numbersText(all ...store.Numbers) string {
	var texts []string
	for _, n := range all {
		switch {
		case n.Count == 1:
			texts = append(texts, n.From)
		case n.Count > 1:
			texts = append(texts, n.From+" – "+n.To)
		}
	}
	return strings.Join(texts, ", ")
}

func (d *desktopWindow) addTill(p *press) {
	d.model = till.New(till.Deps{Station: d.station, Desk: d.asker.Desk, BillOpen: d.work.watch.SetBillOpen, Print: p.print, Dispense: p.dispense, Damaged: d.damaged, Post: d.shell.post})
	if err := d.model.Restore(d.ctx); err != nil {
		d.opt.Log.Error("drafts not read", "error", err)
	}
	d.view = till.NewView(d.model, till.ViewDeps{Texts: d.texts, Window: d.window, Asker: d.asker, Slip: p.preview, PrintsTo: p.printsTo, Demo: d.opt.Demo})
	d.shifts = shift.New(shift.Options{
		Station: d.station, Asker: d.asker, Texts: d.texts, Window: d.window, Post: d.shell.post,
		BillOpen: func() bool { return !d.model.Empty() }, Unanswered: d.model.OverOpen,
		Say:     d.shell.answer,
		Changed: d.shell.read,
	})
	d.shell.shift = d.shifts.Toggle
	d.shell.gate.switched = d.model.ChangeCashier
	d.shell.add(i18n.ShellTill, d.view)
}

// begin shows the first screen and starts the clock.
func (d *desktopWindow) begin() {
	d.shell.build()
	d.window.SetTitle("Outpost – " + d.station.Ledger.Identity().Station + " – " + d.station.Ledger.Identity().Hospital)
	d.shell.read()
	d.shell.show(0)
	if d.shell.gate != nil {
		d.openGate()
	}
	go d.shell.run(d.ctx)
}

// openGate asks who works at the window: at the very first start for the one who
// looks after everybody else.
func (d *desktopWindow) openGate() {
	some, err := d.station.Ledger.HasPeople(d.ctx)
	if err != nil {
		d.opt.Log.Error("the people were not read", "error", err)
	}
	d.shell.gate.staffed = some || err != nil || d.station.Ledger.Identity().Drill // a rehearsal asks for a name only
	d.paper = cmp.Or(d.paper, d.station.Ledger.TakeRecoveryKey())
	if d.paper != "" && !d.station.Ledger.Identity().Drill {
		d.shell.gate.after = func() {
			paper := d.paper
			d.paper = ""
			d.asker.ShowRecoveryKey(paper)
		}
	}
	if d.asker.Desk.Free() && !d.opt.PanelOnly {
		d.shell.gate.ask()
	}
}

// askClose asks before a window with an open bill is closed; the draft is kept
// in any case.
func (d *desktopWindow) askClose() {
	if d.model == nil || d.model.Empty() {
		d.app.Quit()
		return
	}
	if d.window.Canvas().Overlays().Top() != nil {
		return
	}
	kit.Confirm(d.texts, d.window, d.texts.T(i18n.ShellClose), d.texts.T(i18n.ShellCloseBill), d.texts.T(i18n.ShellClose), d.app.Quit)
}

// end lets go of everything: first what was handed over is brought to disk.
func (d *desktopWindow) end() (err error) {
	d.ending.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		if d.model != nil {
			err = d.model.Close(ctx)
		}
		if d.shell != nil {
			for _, end := range d.shell.closers {
				err = errors.Join(err, end(ctx))
			}
		}
		d.cancel()
		if d.work != nil {
			d.work.end()
		}
		if d.station != nil {
			err = errors.Join(err, d.station.Close())
		}
	})
	return err
}
