package drill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"outpost/app/station"
	"outpost/fixtures/fault"
	"outpost/fixtures/sales"
	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
	"outpost/sync/reentry"
)

// byHandRecords is how many receipts a clerk has entered into the HIS by hand
// before the re-entry.
const byHandRecords = 2

// reenter brings the HIS back and works the outbox off, a slice of it under each
// fault and the rest without.
func (d *day) reenter(ctx context.Context) (string, error) {
	if err := d.his.up(ctx); err != nil {
		return "", err
	}
	s, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	check, err := s.Commission(ctx)
	if err != nil {
		return "", err
	}
	if !check.Passed() {
		return "", fmt.Errorf("the commissioning check failed: %+v", check.Findings)
	}
	if err := d.enterByHand(ctx); err != nil {
		return "", err
	}
	if err := d.underFaults(ctx, s, check); err != nil {
		return "", err
	}
	if err := d.finish(ctx, s, check); err != nil {
		return "", err
	}
	back, err := s.Ledger.Backlog(ctx)
	return fmt.Sprintf("%d sendings in %d runs; states %v", d.report.Sendings, d.report.Runs, back.ByState), err
}

// enterByHand has a clerk enter some receipts into the stand-in from paper.
func (d *day) enterByHand(ctx context.Context) error {
	if d.opt.HIS != "" {
		return nil
	}
	for _, b := range d.bills {
		if len(d.byHand) == byHandRecords {
			break
		}
		if b.Void {
			continue
		}
		made, err := standin.EnterByHand(ctx, nil, originOf(d.his.health()), d.fromPaper(b))
		if err != nil {
			return fmt.Errorf("entering a receipt by hand: %w", err)
		}
		d.byHand[b.ID] = made.Number
	}
	d.report.Faults[FaultByHand] = len(d.byHand)
	return nil
}

func originOf(health string) string { return health[:len(health)-len("/health")] }

func (d *day) fromPaper(b sales.Bill) standin.ByHand {
	p := d.people[b.Patient]
	amount := func(m int64) json.Number { return json.Number(receipts.CNY().Format(receipts.Money(m))) }
	h := standin.ByHand{
		Patient: standin.ByHandPatient{Name: p.Name, BirthDate: p.BirthDate, Gender: string(p.Sex)},
		Date:    d.opt.Now().UTC().Format(time.RFC3339), Total: amount(b.Total),
	}
	for _, l := range b.Lines {
		item := d.items[l.Key]
		h.Lines = append(h.Lines, standin.ByHandLine{Code: item.Item, Name: item.Name, Quantity: json.Number(l.Qty), Unit: item.Unit, Amount: amount(l.Amount)})
	}
	return h
}

// underFaults meets every fault of the HIS once, each with a few receipts.
func (d *day) underFaults(ctx context.Context, s *station.Station, check his.Commissioning) error {
	plan := d.his.plan()
	slice := max(2, min(8, d.opt.Charges/(2*len(plan))))
	for _, t := range plan {
		if _, err := d.his.faults().Set(ctx, t.order); err != nil {
			return fmt.Errorf("ordering the fault %s: %w", t.order.Fault, err)
		}
		runErr, err := d.meet(ctx, s, check, t, slice)
		if err != nil {
			return err
		}
		if _, err := d.his.faults().Clear(ctx, ""); err != nil {
			return fmt.Errorf("clearing the fault %s: %w", t.order.Fault, err)
		}
		if t.stops && (runErr == nil || his.Hint(runErr) == "") {
			d.wrong("under %s the re-entry should have stopped with a hint; it said: %v", t.order.Fault, runErr)
		}
	}
	report, err := d.his.faults().Report(ctx)
	if err != nil {
		return fmt.Errorf("reading how often the faults were hit: %w", err)
	}
	for _, t := range plan {
		hits := report.Totals[t.order.Fault]
		d.report.Faults[t.order.Fault] = hits
		if hits == 0 {
			d.wrong("the fault %s was never hit", t.order.Fault)
		}
	}
	return nil
}

// meet runs the re-entry for a slice of the outbox under one fault.
func (d *day) meet(ctx context.Context, s *station.Station, check his.Commissioning, t trouble, slice int) (runErr, err error) {
	if t.frees > 0 {
		freed := make(chan error, 1)
		go func() {
			if waitErr := fault.Wait(ctx, t.frees); waitErr != nil {
				freed <- waitErr
				return
			}
			_, clearErr := d.his.faults().Clear(ctx, t.order.Fault)
			freed <- clearErr
		}()
		defer func() { err = errors.Join(err, <-freed) }()
	}
	if t.stops {
		slice = 0 // the run itself must see that going on is useless
	}
	return d.runOnce(ctx, s, check, slice), nil
}

var errSlice = errors.New("the slice is done")

// runOnce is one run of the re-entry, cut off after slice receipts (0 = all).
func (d *day) runOnce(ctx context.Context, s *station.Station, check his.Commissioning, slice int) error {
	adapter, err := s.Adapter()
	if err != nil {
		return err
	}
	running, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := 0
	summary, err := reentry.Run(running, s.Ledger, adapter, reentry.Options{
		Check: check, Now: d.opt.Now,
		ReadBackDelays: []time.Duration{0, 200 * time.Millisecond, time.Second},
		OnProgress: func(reentry.Progress) {
			if done++; done == slice {
				cancel(errSlice)
			}
		},
	})
	d.report.Runs++
	d.report.Sendings += summary.Sendings
	if errors.Is(context.Cause(running), errSlice) {
		return nil
	}
	return err
}

// finish runs the re-entry without faults until it has seen everything.
func (d *day) finish(ctx context.Context, s *station.Station, check his.Commissioning) error {
	if err := d.runOnce(ctx, s, check, 0); err != nil {
		return fmt.Errorf("re-entry without faults: %w", err)
	}
	rows, err := s.Ledger.Outbox(ctx, 0, 1, store.Pending, store.Sent)
	if err == nil && len(rows) > 0 {
		d.wrong("receipt %s is still %s after a whole run", rows[0].Receipt.Number, rows[0].State)
	}
	return err
}
