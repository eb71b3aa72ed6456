package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reentry"
)

func (a *app) reenterCommand() *cobra.Command {
	return a.acts(&cobra.Command{
		Use: "reenter", Short: "Send the receipts to the HIS and read each back", Args: cobra.NoArgs,
		Long: "Works the outbox off once. With --json one line for each receipt, then a line with the summary.\n" +
			"Exit code 1 as long as a receipt of this ledger is not settled; see 'outpost reconcile'.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error { return a.reenter(ctx, s) })
		}),
	})
}

func (a *app) reenter(ctx context.Context, s *station.Station) error {
	if err := a.drillStaysHome(ctx, s); err != nil {
		return err
	}
	var broken error
	sum, err := s.Reenter(ctx, func(p reentry.Progress) {
		if e := a.answer(p, "%d of %d: %s %s", p.Done, p.Known, p.Number, p.State); e != nil && broken == nil {
			broken = e
		}
	})
	if err != nil && sum.Started.IsZero() {
		return err
	}
	if e := a.answer(sum, "%d done: %d confirmed, %d refused, %d differ, %d unknown, %d still pending",
		sum.Done, sum.Confirmed, sum.Refused, sum.Differs, sum.Unknown, sum.Pending); e != nil {
		broken = e
	}
	switch {
	case err != nil:
		return err
	case broken != nil:
		return broken
	}
	return a.unsettled(ctx, s)
}

// unsettled ends the command with 1 while a receipt is not settled, those of
// earlier runs included: a script must never take that for the end.
func (a *app) unsettled(ctx context.Context, s *station.Station) error {
	back, err := s.Ledger.Backlog(ctx)
	if err != nil || back.Receipts == 0 {
		return err
	}
	var states []string
	for _, state := range []store.OutboxState{store.Pending, store.Sent, store.Unknown, store.Refused, store.Differs, store.Held} {
		if n := back.ByState[state]; n > 0 {
			states = append(states, fmt.Sprintf("%d %s", n, state))
		}
	}
	a.warn("%d {receipt/receipts} over %s {is/are} not settled (%s); 'outpost reconcile' says why, settle them with 'outpost decide' and run 'outpost reenter' again",
		back.Receipts, s.Ledger.Rules().Currency.Display(back.Money), strings.Join(states, ", "))
	return errShown
}
