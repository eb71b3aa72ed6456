package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

// mostListed bounds the lists of what is over.
const mostListed = 500

func (a *app) receiptOwed() *cobra.Command {
	var settled bool
	cmd := &cobra.Command{
		Use: "owed", Short: "List the electronic money that has still to go back the way it came", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				all, err := s.Ledger.Owed(ctx)
				if settled {
					all, err = s.Ledger.OwedSettled(ctx, mostListed)
				}
				if err != nil {
					return err
				}
				for _, o := range all {
					if err := a.sayOwed(s, o); err != nil {
						return err
					}
				}
				if len(all) == 0 {
					a.say("Nothing is owed.")
				}
				return nil
			})
		}),
	}
	cmd.Flags().BoolVar(&settled, "settled", false, "list what went back, the newest first")
	return cmd
}

// receiptRepaid writes down that electronic money went back.
func (a *app) receiptRepaid() *cobra.Command {
	var payment int
	var reference string
	cmd := &cobra.Command{
		Use: "repaid NUMBER", Short: "Write down that electronic money owed by a red or voided receipt went back", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				o, err := s.Ledger.SettleOwed(ctx, by, args[0], payment, reference)
				if err != nil {
					return err
				}
				return a.sayOwed(s, o)
			})
		}),
	}
	cmd.Flags().IntVar(&payment, "payment", 1, "which payment of the receipt, as 'outpost receipt owed' numbers it")
	cmd.Flags().StringVar(&reference, "reference", "", "the merchant's reference under which it went back")
	return a.acts(need(cmd, "reference"))
}

// owedView is electronic money owed, with its amount as a decimal.
type owedView struct {
	store.Owed
	Amount string `json:"amount"`
}

func (a *app) sayOwed(s *station.Station, o store.Owed) error {
	currency := s.Ledger.Rules().Currency
	return a.answerWith(owedView{o, currency.Format(o.Amount)}, func() {
		since := s.Ledger.Identity().Local(o.At).Format("2006-01-02 15:04")
		text := fmt.Sprintf("%s  payment %d  %s  %s  %s  %s %s", o.Receipt, o.Payment, since, currency.Display(o.Amount), strings.TrimSpace(o.Tender+" "+o.Reference), o.Patient.Name, o.Patient.Phone)
		if o.Voided {
			text += "  (voided; may yet pay the bill in its place)"
		}
		if o.Settled != nil {
			text += fmt.Sprintf("  went back %s under %s, %s", s.Ledger.Identity().Local(o.Settled.At).Format("2006-01-02 15:04"), o.Settled.Reference, o.Settled.By)
		}
		a.say("%s", text)
	})
}

// receiptRefused lists the receipts of the HIS that were to be refunded here.
func (a *app) receiptRefused() *cobra.Command {
	return &cobra.Command{
		Use: "refused", Short: "List the HIS's own receipts that somebody wanted refunded here", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				all, err := s.Ledger.RefusedRefunds(ctx, mostListed)
				if err != nil {
					return err
				}
				for _, r := range all {
					if err := a.answer(r, "%s  %s  %s  %s", r.Number, s.Ledger.Identity().Local(r.At).Format(time.DateTime), r.By, r.Reason); err != nil {
						return err
					}
				}
				return nil
			})
		}),
	}
}
