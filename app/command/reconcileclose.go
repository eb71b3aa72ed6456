package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/proof"
	"outpost/app/station"
	"outpost/store"
)

const reconcileCloseHelp = `Writes down why a finding of the proof is closed that nothing entered afterwards can mend:
a number that stands on two receipts because the ledger forked, one that stands nowhere, the
numbers of a lost ledger. FINDING is its text as 'outpost reconcile' shows it, without the word
before the colon. The proof shows it with who decided and why, and opens it again where the
two values that should be equal change. It takes an info_head or leader.`

func (a *app) reconcileClose() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "close FINDING", Short: "Close a finding of the proof with a reason", Long: reconcileCloseHelp, Args: cobra.ExactArgs(1),
		Example: `  outpost reconcile close "number W01-0000003 stands on two receipts" --reason "both papers seen, both patients charged once" --as sun --pin-file pin`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				d, err := proof.CloseFinding(ctx, s, by, strings.TrimSpace(args[0]), reason)
				if err != nil {
					return err
				}
				return a.answer(d, "Closed: %s, by %s (%s): %s", d.Subject, d.By, d.Role, d.Reason)
			})
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it is closed")
	return a.acts(need(cmd, "reason"))
}
