package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func (a *app) shiftCommand() *cobra.Command {
	var float string
	open := &cobra.Command{
		Use: "open", Short: "Open a cashier's shift", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.openShift(ctx, float) }),
	}
	open.Flags().StringVar(&float, "float", "0", "cash in the drawer at the beginning")
	shut := &cobra.Command{
		Use: "close", Short: "Close the open shift and show its report", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if whose := s.Ledger.Shift().Cashier; whose != "" && whose != by.ID() && by.Role() < incident.RoleSupervisor {
					return fmt.Errorf("the open shift is %s's; that cashier or a supervisor closes it: %w", whose, store.ErrRole)
				}
				report, err := s.Ledger.CloseShift(ctx)
				if err != nil {
					return err
				}
				return a.showShift(report, s.Ledger.Rules())
			})
		}),
	}
	return a.group("shift", "Open or close a shift", a.acts(open), a.acts(shut))
}

func (a *app) openShift(ctx context.Context, float string) error {
	return a.acting(ctx, func(s *station.Station, by store.Actor) error {
		amount, err := s.Ledger.Rules().Currency.Parse(float)
		if err != nil {
			return err
		}
		shift, err := s.Ledger.OpenShift(ctx, by, amount)
		if err != nil {
			return err
		}
		return a.answer(shift, "The shift of %s is open.", shift.Cashier)
	})
}

// shiftView is a shift report with its amounts as decimals.
type shiftView struct {
	store.ShiftReport
	Sales        string            `json:"sales"`
	Voided       string            `json:"voided"`
	FromPayments string            `json:"from_payments"`
	FromLines    string            `json:"from_lines"`
	Tenders      map[string]string `json:"tenders"`
	Agrees       bool              `json:"agrees"`
}

func (a *app) showShift(r store.ShiftReport, rules receipts.Rules) error {
	money := amounts(rules.Currency)
	v := shiftView{
		ShiftReport: r, Sales: money.of(r.Sales), Voided: money.of(r.Voided),
		FromPayments: money.of(r.FromPayments), FromLines: money.of(r.FromLines), Tenders: map[string]string{}, Agrees: r.Agrees(),
	}
	for _, t := range r.Tenders {
		v.Tenders[t.Tender] = money.of(t.Amount)
	}
	return a.answerWith(v, func() {
		a.say("Shift of %s: %d receipts (%s to %s), %d void", r.Cashier, r.Receipts, r.First, r.Last, r.Voids)
		a.say("charged %s, voided %s, taken %s", v.Sales, v.Voided, v.FromPayments)
		for _, t := range r.Tenders {
			a.say("  %-10s %12s", t.Tender, money.of(t.Amount))
		}
		a.say("ledger head %s", r.Head)
		if !v.Agrees {
			a.say("The totals of payments and lines DO NOT AGREE; run 'outpost ledger verify'.")
		}
	})
}
