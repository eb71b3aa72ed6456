package simulate

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

// ready does what a sale waits for: the switch to stand-alone, an open shift.
func (p *epoch) ready(ctx context.Context) {
	if p.book.mode != incident.ModeStandalone {
		p.mode(ctx, incident.ModeStandalone)
		return
	}
	p.openShift(ctx)
}

// turn switches the mode, as the outage engine would.
func (p *epoch) turn(ctx context.Context) {
	if p.book.mode == incident.ModeStandalone && !p.chance(8) {
		return
	}
	mode := incident.ModeStandalone
	if p.book.mode == mode {
		mode = incident.ModeOnline
	}
	p.mode(ctx, mode)
}

func (p *epoch) mode(ctx context.Context, mode incident.Mode) {
	at := p.clock.Now()
	order := &incident.Order{ID: p.newID(), Kind: incident.OrderNoFix30, Role: incident.RoleInfoHead, By: head, At: at}
	snapshot := incident.Snapshot{At: at, Mode: mode, ModeSince: at, State: incident.StateOutage,
		Current: &incident.Record{ID: "x", T0: at, Found: at, Class: incident.Class1}}
	events := []incident.Event{{At: at, Code: incident.CodeStandaloneStart, Incident: "x", Order: order.ID, Mode: mode, State: incident.StateOutage}}
	o := &op{what: "mode " + string(mode), must: mustDo, takes: func(e journal.Entry, _ *book) bool { return e.Kind == "outage" && e.ID == order.ID }}
	o.done = func() error {
		if p.ledger.Mode() != mode {
			return fmt.Errorf("the mode is %s", p.ledger.Mode())
		}
		return nil
	}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.RecordOutage(ctx, snapshot, events, order) })
}

// openShift begins a shift.
func (p *epoch) openShift(ctx context.Context) {
	by, ok := p.as(ctx, pick(p, []string{firstOne, firstOne, secondOne}))
	if !ok {
		return
	}
	o := &op{what: "shift of " + by.ID(), must: mustDo, takes: kinds("shift open")}
	if p.book.shift.id != "" {
		o.must = mustRefuse
	}
	o.done = func() error { return p.sameShift() }
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.OpenShift(ctx, by, 500_00)
		return err
	})
}

// sameShift holds the ledger's open shift against the book's.
func (p *epoch) sameShift() error {
	if s := p.ledger.Shift(); s.ID != p.book.shift.id || s.Cashier != p.book.shift.cashier {
		return fmt.Errorf("the shift %q of %q is open, by the journal %q of %q", s.ID, s.Cashier, p.book.shift.id, p.book.shift.cashier)
	}
	return nil
}

// register registers a patient whom nobody knows.
func (p *epoch) register(ctx context.Context) {
	n := receipts.Patient{ID: p.newID(), Name: "无名氏", NoPhoneReason: "unconscious"}
	var got receipts.Patient
	o := &op{what: "patient " + n.ID[24:], must: mustDo, takes: func(e journal.Entry, _ *book) bool { return e.Kind == "patient" && e.ID == n.ID }}
	o.done = func() error {
		if p.book.patients[n.ID] != got.Number || got.Number == "" {
			return fmt.Errorf("the number %q was given, by the journal %q", got.Number, p.book.patients[n.ID])
		}
		return nil
	}
	again := 1 + p.random.IntN(2)
	for range again {
		_ = p.try(ctx, o, func(ctx context.Context) (err error) {
			got, err = p.ledger.RegisterPatient(ctx, n)
			return err
		})
	}
}

// takeForms takes a range of printed forms out, or of patients' numbers.
func (p *epoch) takeForms(ctx context.Context) {
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	from := 1000 + 10*p.random.IntN(200)
	t := store.Taking{Kind: pick(p, []store.RangeKind{store.RangeForm, store.RangeForm, store.RangePatient}), Batch: "B1"}
	series := map[store.RangeKind]string{store.RangeForm: "F", store.RangePatient: "T"}[t.Kind]
	t.From, t.To = fmt.Sprintf("%s%06d", series, from), fmt.Sprintf("%s%06d", series, from+4+p.random.IntN(20))
	o := &op{what: fmt.Sprintf("range %s to %s", t.From, t.To), takes: kinds("range take")}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.TakeRange(ctx, by, t)
		return err
	})
}

// spoil puts a receipt on another form.
func (p *epoch) spoil(ctx context.Context) {
	r := p.bill()
	if r == nil {
		return
	}
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	o := &op{what: "another form for " + r.Number, takes: ofReceipt("form change", r.ID)}
	if r.voided {
		o.must = mustRefuse
	}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.ChangeForm(ctx, by, r.Number, "torn in the printer")
		return err
	})
}

// report reports a fault.
func (p *epoch) report(ctx context.Context) {
	f := incident.Fault{ID: p.newID(), Symptom: incident.SymptomCannotSave, Origin: incident.OriginPerson, ReportedBy: firstOne, ReportedAt: p.clock.Now()}
	o := &op{what: "fault report", must: mustDo, takes: kinds("fault")}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.RecordFault(ctx, f) })
}

// draft keeps a bill that is being typed.
func (p *epoch) draft(ctx context.Context) {
	b := p.newBill(firstOne)
	o := &op{what: "draft", free: true, settles: true, takes: kinds(), must: mustDo}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.SaveDraft(ctx, b, p.chance(2)) })
}

// rebuild computes the projections anew.
func (p *epoch) rebuild(ctx context.Context) {
	o := &op{what: "rebuild", free: true, settles: true, takes: kinds(), must: mustDo}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.Rebuild(ctx) })
}

// catchUp brings the second copy up.
func (p *epoch) catchUp(ctx context.Context) {
	if p.work.hangs {
		return
	}
	o := &op{what: "catching up", free: true, takes: kinds()}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		p.work.all()
		if err := p.ledger.CatchUp(ctx); err != nil {
			p.tell("catching up: %v", err)
		}
		return nil
	})
}
