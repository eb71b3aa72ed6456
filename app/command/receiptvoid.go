package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func (a *app) receiptVoid() *cobra.Command {
	var req store.VoidRequest
	cmd := &cobra.Command{
		Use: "void NUMBER", Short: "Take a receipt of the open shift back", Args: cobra.ExactArgs(1),
		Long: "Take a receipt of the open shift back, as a whole. Its paper is handed in (--paper), or --no-paper says why not.\nA receipt of which a line was dispensed or performed, or which may stand in the HIS, is not voided.",
		RunE: a.run(func(ctx context.Context, args []string) error {
			if req.PaperReturned == (req.PaperMissing != "") {
				return usage("say --paper where the receipt was handed in, or --no-paper WHY")
			}
			req.Number = args[0]
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.Void(ctx, by, req)
				if err != nil {
					return err
				}
				return a.answerWith(viewReceipt(store.OutboxRow{Receipt: r, State: store.Voided}), func() { a.sayVoid(r, s.Ledger.Rules()) })
			})
		}),
	}
	cmd.Flags().StringVar(&req.Reason, "reason", "", "why it is taken back")
	cmd.Flags().BoolVar(&req.PaperReturned, "paper", false, "its paper was handed in")
	cmd.Flags().StringVar(&req.PaperMissing, "no-paper", "", "why its paper was not handed in")
	return a.acts(need(cmd, "reason"))
}

// sayVoid says what goes back of a void receipt, and how.
func (a *app) sayVoid(r receipts.Receipt, rules receipts.Rules) {
	a.say("Receipt %s over %s is void.", r.Number, r.Money.Display(r.Total))
	cash, electronic := rules.GoesBack(r.Settled().Payments)
	if cash > 0 {
		a.say("Give back %s in cash.", r.Money.Display(cash))
	}
	for _, p := range electronic {
		a.say("%s is owed, back the way it came (%s %s): no cash for it. 'outpost receipt owed' lists it.", r.Money.Display(p.Amount), p.Tender, p.Reference)
	}
}
