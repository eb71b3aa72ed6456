package desktop

import (
	"context"
	"sync"
	"time"

	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/incident"
)

// catchUpEvery is how often a second copy that is behind is tried again.
const catchUpEvery = 5 * time.Second

// background is what a window does besides what is on screen: it watches the
// HIS, brings the second copy up to date, looks after backups and room, and reads
// the banner's facts.
type background struct {
	station *station.Station
	watch   *watch.Watch
	press   *press
	keeper  *upkeep.Keeper
	probed  bool // probes ask the HIS

	stop context.CancelFunc
	wait sync.WaitGroup

	mu    sync.Mutex
	dates dates
}

// dates are when the copied data was taken over, for the price lists that were
// in force when they were read.
type dates struct {
	prices, patients time.Time
	index            *catalog.Index
	register         *catalog.Register
}

// startBackground begins the watch and the probes. Call end before the station
// is closed.
func startBackground(ctx context.Context, s *station.Station, p *press, version string) (*background, error) {
	last, _, err := s.Ledger.Outage(ctx)
	if err != nil {
		return nil, err
	}
	w, err := watch.New(s.Ledger, watch.Options{
		Limits: s.Settings().Plan, Last: last, Now: s.Now, NewID: receipts.NewID, Log: s.Log,
	})
	if err != nil {
		return nil, err
	}
	runner, err := s.Probes()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	b := &background{station: s, watch: w, press: p, stop: stop, probed: runner != nil}
	b.keeper = upkeep.New(s, upkeep.Options{Program: version})
	b.wait.Go(func() { w.Run(ctx) })
	b.wait.Go(func() { b.catchUp(ctx) })
	b.wait.Go(func() { b.keeper.Run(ctx) })
	if runner != nil {
		b.wait.Go(func() {
			if err := runner.Run(ctx, func(ev outage.Evidence) { w.Round(ctx, ev) }); ctx.Err() == nil {
				s.Log.Error("the probes ended", "error", err)
			}
		})
	}
	return b, nil
}

func (b *background) end() {
	b.stop()
	b.wait.Wait()
}

func (b *background) catchUp(ctx context.Context) {
	ticker := time.NewTicker(catchUpEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if b.station.Ledger.Copy().Whole {
			continue
		}
		if err := b.station.Ledger.CatchUp(ctx); err != nil && ctx.Err() == nil {
			b.station.Log.Warn("second copy still behind", "error", err)
		}
	}
}

// gather reads the banner's facts; some milliseconds, in the background.
func (b *background) gather(ctx context.Context) (Facts, error) {
	l := b.station.Ledger
	f := Facts{
		Now: b.station.Now(), View: b.watch.View(), Identity: l.Identity(), Shift: l.Shift(), Copy: l.Copy(), Key: l.KeyProtection(),
		Trouble: b.station.Trouble(), Printer: b.press.last(), PrinterName: b.station.Settings().Printer.Name,
		Probed: b.probed,
		Forms:  l.NumbersLeft(store.RangeForm), PatientNumbers: l.NumbersLeft(store.RangePatient), FormsWarn: b.station.Settings().Ranges.Warn, ClockDoubt: l.ClockDoubt(),
	}
	err := b.money(ctx, &f)
	if err != nil {
		return f, err
	}
	if f.Backlog, err = l.Backlog(ctx); err != nil {
		return f, err
	}
	if f.Unjoined, err = l.Unjoined(ctx); err != nil {
		return f, err
	}
	if f.Safe, err = b.safe(ctx); err != nil {
		return f, err
	}
	d, err := b.dated(ctx)
	f.Prices, f.Patients, f.Orders = d.prices, d.patients, b.station.OpenOrders().At()
	return f, err
}

// money looks whether the drawer holds more than the settings allow, and who can
// be let in when nobody else is there.
func (b *background) money(ctx context.Context, f *Facts) error {
	holds, err := b.station.Ledger.Drawer(ctx)
	if err != nil {
		return err
	}
	limit := b.station.Settings().DrawerLimit()
	f.DrawerFull = limit > 0 && holds > limit
	f.GlassDue, err = b.station.Ledger.BreakGlassDue(ctx)
	return err
}

// dated reads the dates again only after other data was taken over.
func (b *background) dated(ctx context.Context) (dates, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := dates{index: b.station.Index(), register: b.station.Register()}
	if b.dates.index != nil && now.index == b.dates.index && now.register == b.dates.register {
		return b.dates, nil
	}
	var err error
	if now.prices, err = proof.PricesAsOf(ctx, b.station); err != nil {
		return now, err
	}
	lists, err := b.station.Catalog.PatientLists(ctx)
	for _, v := range lists {
		if now.patients.IsZero() || v.At.Before(now.patients) {
			now.patients = v.At
		}
	}
	if err == nil {
		b.dates = now
	}
	return now, err
}

// confirm is the cashier's yes to the question whether to switch.
func (b *background) confirm(ctx context.Context) error { return b.watch.Confirm(ctx) }

// asked says whether the question to switch is open.
func (b *background) asked() bool {
	v := b.watch.View()
	return !v.AskUntil.IsZero() && v.Mode == incident.ModeOnline
}

// languageOf is the language that the settings start in.
func languageOf(s *station.Station) i18n.Lang {
	lang, _ := i18n.ParseLang(s.Settings().Language)
	return lang
}
