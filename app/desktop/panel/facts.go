package panel

import (
	"context"
	"fmt"
	"time"

	"outpost/app/outage"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
)

// timelineLines is how many of the newest events are shown.
const timelineLines = 200

// Watch is what the panel needs of the running watch.
type Watch interface {
	View() outage.View
	Evidence() outage.Evidence
	Order(ctx context.Context, o incident.Order) error
}

// Facts are what the panel shows, read at one time.
type Facts struct {
	At         time.Time
	View       outage.View
	Evidence   outage.Evidence
	Backlog    store.Backlog
	Events     []incident.Event // newest first
	PricesAsOf time.Time
	CopyBehind int64
	// Unanswered says that nobody told yet, at this window, whose payments the HIS
	// left without an answer before the switch.
	Unanswered bool
	// Linked counts the receipts that a person decided and that stand in the HIS:
	// linked to a bill there, or with a difference that was accepted.
	Linked int64
	// Beside is true where another program keeps the watch: then View is what
	// that one wrote down last, at Written.
	Beside  bool
	Written time.Time
}

// Gather reads the facts; it may take some milliseconds and belongs in the
// background. watch is nil beside a running desktop: the state then comes from
// the ledger's snapshot. last is what was read before, the zero Facts for nothing:
// decisions are counted anew only when there are others.
func Gather(ctx context.Context, s *station.Station, watch Watch, last Facts) (Facts, error) {
	f := Facts{At: s.Now(), Beside: watch == nil}
	var err error
	if watch == nil {
		err = f.fromLedger(ctx, s)
	} else {
		f.View, f.Evidence = watch.View(), watch.Evidence()
		f.CopyBehind = s.Ledger.Copy().Behind
	}
	if err != nil {
		return f, err
	}
	if f.Backlog, err = s.Ledger.Backlog(ctx); err != nil {
		return f, err
	}
	f.Linked = last.Linked
	if f.Backlog.ByState[store.ByHand] != last.Backlog.ByState[store.ByHand] {
		if f.Linked, err = linked(ctx, s.Ledger); err != nil {
			return f, err
		}
	}
	if f.Events, err = s.Ledger.Timeline(ctx, f.View.Incident, timelineLines); err != nil {
		return f, err
	}
	if f.View.Mode == incident.ModeStandalone && f.View.Incident != "" {
		_, asked, err := s.Ledger.GoingOver(ctx)
		if err != nil {
			return f, err
		}
		f.Unanswered = !asked
	}
	f.PricesAsOf, err = proof.PricesAsOf(ctx, s)
	return f, err
}

// fromLedger takes the state that the running program wrote down last.
func (f *Facts) fromLedger(ctx context.Context, s *station.Station) error {
	snapshot, _, err := s.Ledger.Outage(ctx)
	if err != nil {
		return err
	}
	engine, err := outage.Restore(s.Settings().Plan, snapshot, f.At)
	if err != nil {
		return fmt.Errorf("reading the state of the outage: %w", err)
	}
	f.View, f.Written = engine.View(f.At), snapshot.At
	if c := snapshot.Current; c != nil && snapshot.State == incident.StateRecovering {
		// Restore starts the stable time anew, as after a crash; here the
		// program that watches is still running.
		f.View.StableUntil = time.Time{}
	}
	return nil
}

// linked counts the decided receipts that stand in the HIS.
func linked(ctx context.Context, l *store.Ledger) (int64, error) {
	const page = 200
	var count, after int64
	for {
		rows, err := l.Outbox(ctx, after, page, store.ByHand)
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			if d := r.Decision; d != nil && (d.Verdict == store.VerdictLinked || d.Verdict == store.VerdictAccepted) {
				count++
			}
		}
		if len(rows) < page {
			return count, nil
		}
		after = rows[len(rows)-1].Receipt.Seq
	}
}
