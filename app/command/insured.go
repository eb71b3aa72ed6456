package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func (a *app) insuredCommand() *cobra.Command {
	var patient, insurer, benefit, amount string
	wait := &cobra.Command{
		Use: "wait", Short: "Write down an insured patient who waits for the insurer instead of paying", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				return a.insuredWaits(ctx, s, by, patient, amount, receipts.Insurance{Insurer: insurer, Benefit: benefit})
			})
		}),
	}
	wait.Flags().StringVar(&patient, "patient", "", "the patient's number in the register")
	wait.Flags().StringVar(&insurer, "insurer", "", "code of the insurer (settings, insurers); empty is the first")
	wait.Flags().StringVar(&benefit, "benefit", "", "code of the kind of benefit (settings, benefits); empty is the first")
	wait.Flags().StringVar(&amount, "amount", "0", "what the bill would have come to")
	list := &cobra.Command{
		Use: "waiting", Short: "List the insured patients who wait for the insurer", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error { return a.listWaiting(ctx, s) })
		}),
	}
	return a.group("insured", "Insured patients while the insurer cannot be reached", a.acts(need(wait, "patient")), list)
}

func (a *app) insuredWaits(ctx context.Context, s *station.Station, by store.Actor, number, amount string, in receipts.Insurance) error {
	p, ok := billform.ByNumber(s.Register(), number)
	if !ok {
		return fmt.Errorf("the register has no patient %q; register the patient first: %w", number, store.ErrNotFound)
	}
	if first := s.Ledger.Rules().InsuredByDefault(); first != nil {
		if in.Insurer == "" {
			in.Insurer = first.Insurer
		}
		if in.Benefit == "" {
			in.Benefit = first.Benefit
		}
	}
	w := store.Waiting{Patient: p, Insurance: in}
	var err error
	if w.Amount, err = s.Ledger.Rules().Currency.Parse(amount); err != nil {
		return err
	}
	if w, err = s.Ledger.RecordWaiting(ctx, by, w); err != nil {
		return err
	}
	return a.answer(viewWaiting(s, w), "%s waits for the insurer (%s, %s).", p.Number, w.Insurance.Insurer, w.Insurance.Benefit)
}

func (a *app) listWaiting(ctx context.Context, s *station.Station) error {
	all, err := s.Ledger.Waiting(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		err := a.answer(viewWaiting(s, w), "%s  %-14s %s  %s, %s  %s", s.Ledger.Identity().Local(w.At).Format("2006-01-02 15:04"), w.Patient.Number, w.Patient.Name,
			w.Insurance.Insurer, w.Insurance.Benefit, s.Ledger.Rules().Currency.Format(w.Amount))
		if err != nil {
			return err
		}
	}
	a.say("%d {patient waits/patients wait}", len(all))
	return nil
}

type waitingView struct {
	store.Waiting
	Amount string `json:"amount"`
}

func viewWaiting(s *station.Station, w store.Waiting) waitingView {
	return waitingView{w, s.Ledger.Rules().Currency.Format(w.Amount)}
}
