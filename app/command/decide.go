package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

const decideHelp = `Settles a receipt that the program could not settle. What may be decided depends
on the receipt's state in the HIS ('outpost receipt show'):

  linked       its bill stands in the HIS, entered by hand; --his-number says which
  accepted     it stands in the HIS with a difference that was looked at; only where it differs
  written-off  it will not be entered; not for a receipt that was never sent
  resend       a person made sure that the HIS holds nothing of it; 'outpost reenter' sends it again,
               or for the first time a receipt that was held back

linked and resend take a net_admin or higher, accepted and written-off an
info_head or leader. Exit code 1 where state or role do not allow it.`

// verdictWord is a decision as the command line spells it.
func verdictWord(v store.Verdict) string { return strings.ReplaceAll(string(v), " ", "-") }

func parseVerdict(word string) (store.Verdict, bool) {
	all := []store.Verdict{store.VerdictLinked, store.VerdictAccepted, store.VerdictWrittenOff, store.VerdictResend}
	at := slices.IndexFunc(all, func(v store.Verdict) bool { return verdictWord(v) == word })
	if at < 0 {
		return "", false
	}
	return all[at], true
}

func (a *app) decideCommand() *cobra.Command {
	var d store.Decision
	var verdict string
	cmd := &cobra.Command{
		Use: "decide NUMBER", Short: "Settle a receipt that the program could not settle", Long: decideHelp, Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			var ok bool
			if d.Verdict, ok = parseVerdict(verdict); !ok {
				return usage("--verdict %q: write linked, accepted, written-off or resend", verdict)
			}
			if d.HISNumber = strings.TrimSpace(d.HISNumber); d.Verdict == store.VerdictLinked && d.HISNumber == "" {
				return usage("--his-number: a linked receipt needs the HIS's number of its bill")
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				d.By, d.Role = by.ID(), by.Role().String()
				return a.decide(ctx, s, args[0], d)
			})
		}),
	}
	f := cmd.Flags()
	f.StringVar(&verdict, "verdict", "", "linked (stands in the HIS already), accepted, written-off or resend")
	f.StringVar(&d.HISNumber, "his-number", "", "the HIS's number of the bill, for linked")
	f.StringVar(&d.Reason, "reason", "", "why")
	return a.acts(need(cmd, "verdict", "reason"))
}

func (a *app) decide(ctx context.Context, s *station.Station, number string, d store.Decision) error {
	row, err := s.Ledger.Receipt(ctx, number)
	if err != nil {
		return err
	}
	if err := s.Ledger.Decide(ctx, row.Receipt.ID, d); err != nil {
		return err
	}
	if row, err = s.Ledger.Receipt(ctx, number); err != nil {
		return err
	}
	return a.answer(viewReceipt(row), "Receipt %s: %s, now %s.", row.Receipt.Number, d.Verdict, row.State)
}
