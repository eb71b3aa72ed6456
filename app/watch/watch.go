// Package watch keeps one window's outage engine running: it hands evidence,
// orders and the clock to the engine, writes down in the ledger what follows,
// and tells the screen. Nothing else changes the mode.
package watch

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"outpost/app/outage"
	"outpost/store/incident"
)

// Ledger is what the watch needs of the ledger.
type Ledger interface {
	// RecordOutage makes what the engine decided durable before it counts.
	RecordOutage(ctx context.Context, s incident.Snapshot, events []incident.Event, order *incident.Order) error
	// RecordFault writes a fault's present state into the register.
	RecordFault(ctx context.Context, f incident.Fault) error
	// Faults lists the register, newest first.
	Faults(ctx context.Context) ([]incident.Fault, error)
}

// Watch owns the engine. Safe for concurrent use.
type Watch struct {
	ledger Ledger
	now    func() time.Time
	newID  func() string
	log    *slog.Logger

	mu       sync.Mutex
	engine   *outage.Engine
	limits   outage.Limits
	billOpen bool
	last     outage.Evidence
	unsaved  []incident.Event // decided, but the disk did not take it yet
	// order is the one whose events are unsaved.
	order *incident.Order

	listeners []func(outage.View, []incident.Event)
}

// Options are what a watch needs from outside.
type Options struct {
	Limits outage.Limits
	// Last is the snapshot that the ledger holds; the zero one for a window that
	// never saw an incident.
	Last  incident.Snapshot
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger
}

// New starts from what the ledger holds: same mode, incident and T0.
func New(ledger Ledger, opt Options) (*Watch, error) {
	engine, err := outage.Restore(opt.Limits, opt.Last, opt.Now())
	if err != nil {
		return nil, fmt.Errorf("starting the outage watch: %w", err)
	}
	return &Watch{ledger: ledger, now: opt.Now, newID: opt.NewID, log: opt.Log, engine: engine, limits: opt.Limits}, nil
}

// Listen calls fn after every round, tick and order, with what happened in it.
// fn must not call the watch back on the same goroutine.
func (w *Watch) Listen(fn func(outage.View, []incident.Event)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.listeners = append(w.listeners, fn)
}

// Round takes one round of probes in.
func (w *Watch) Round(ctx context.Context, ev outage.Evidence) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = ev
	w.keep(ctx, w.engine.Round(w.now(), ev), nil)
}

// Tick moves the clocks; call it about once a second.
func (w *Watch) Tick(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keep(ctx, w.engine.Tick(w.now(), outage.Inputs{BillOpen: w.billOpen}), nil)
}

// SetBillOpen says whether a bill is being worked on at this window. A switch
// waits for it.
func (w *Watch) SetBillOpen(ctx context.Context, open bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.billOpen == open {
		return
	}
	w.billOpen = open
	w.keep(ctx, w.engine.Tick(w.now(), outage.Inputs{BillOpen: open}), nil)
}

// Confirm is the cashier's yes to the question whether to switch.
func (w *Watch) Confirm(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.keep(ctx, w.engine.Confirm(w.now()), nil)
}

// Order carries out what a person ordered. A refused order is written down too;
// the error then matches outage.ErrRejected.
func (w *Watch) Order(ctx context.Context, o incident.Order) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	o.ID, o.At = w.newID(), incident.Stamp(w.now())
	events, refused := w.engine.Order(w.now(), o)
	if err := w.keep(ctx, events, &o); err != nil {
		return err
	}
	return refused
}

// View is what a screen shows now.
func (w *Watch) View() outage.View {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.engine.View(w.now())
}

// Evidence is the last round of probes.
func (w *Watch) Evidence() outage.Evidence {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// keep writes down what the engine decided and tells the listeners. What the
// disk did not take is tried again with the next call; the caller holds mu.
func (w *Watch) keep(ctx context.Context, events []incident.Event, order *incident.Order) error {
	w.unsaved = append(w.unsaved, events...)
	if order != nil {
		w.order = order
	}
	var err error
	if len(w.unsaved) > 0 || w.order != nil {
		if err = w.ledger.RecordOutage(ctx, w.engine.Snapshot(), w.unsaved, w.order); err != nil {
			w.log.Error("outage not written down; trying again", "events", len(w.unsaved), "error", err)
		} else {
			saved, by := w.unsaved, w.order
			w.unsaved, w.order = nil, nil
			w.openFault(ctx, saved, by)
		}
	}
	view := w.engine.View(w.now())
	for _, fn := range w.listeners {
		fn(view, events)
	}
	return err
}

// Run ticks the clocks once a second until ctx ends.
func (w *Watch) Run(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			w.Tick(ctx)
		}
	}
}
