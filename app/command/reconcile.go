package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/receipts/printer"
	"outpost/receipts/report"
	"outpost/sync/reconcile"
)

func (a *app) reconcileCommand() *cobra.Command {
	var file, language string
	cmd := &cobra.Command{
		Use: "reconcile", Short: "Make the proof of completeness; 1 when it is not complete", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error { return a.reconcile(ctx, s, file, language) })
		}),
	}
	cmd.Flags().StringVar(&file, "pdf", "", "write the proof to this PDF file")
	cmd.Flags().StringVar(&language, "lang", "", "zh or en; without it the settings' language")
	cmd.AddCommand(a.reconcileClose())
	return cmd
}

func (a *app) reconcile(ctx context.Context, s *station.Station, file, language string) error {
	p, err := proof.Collect(ctx, s)
	if err != nil {
		return err
	}
	if file != "" {
		if err := saveProof(ctx, s, p, file, language); err != nil {
			return err
		}
	}
	err = a.answerWith(viewProof(p), func() { a.describeProof(p, file) })
	if err == nil && !p.Complete {
		if !a.json {
			a.warn("the proof is not complete; each finding says what is open. Settle cases with 'outpost decide', then prove again")
		}
		return errShown
	}
	return err
}

func saveProof(ctx context.Context, s *station.Station, p reconcile.Proof, file, language string) error {
	if language == "" {
		language = s.Settings().Language
	}
	lang, ok := i18n.ParseLang(language)
	if !ok {
		return usage("--lang %q: write zh or en", language)
	}
	if err := checkTarget(file); err != nil {
		return err
	}
	page, err := report.PDF(ctx, proof.Document(p, s.Ledger.Identity(), s.Ledger.Rules(), i18n.New(lang)))
	if err != nil {
		return err
	}
	return printer.Save(ctx, file, page)
}

func (a *app) describeProof(p reconcile.Proof, file string) {
	row := func(name string, sum reconcile.Sum) {
		a.say("%-34s %6d %16s", name, sum.Count, p.Currency.Display(sum.Amount))
	}
	row("confirmed in the HIS", p.Confirmed)
	row("linked to a bill entered by hand", p.Linked)
	row("difference accepted", p.Accepted)
	row("written off", p.WrittenOff)
	row("open", p.Open)
	row("voided", p.Voided)
	row("refunded here, never sent", p.Refunded)
	row("their red receipts", p.Red)
	row("all receipts of the ledger", p.Local)
	if p.Unconfirmed > 0 {
		a.say("lines that no department confirmed: %d; 'outpost receipt unconfirmed' lists them", p.Unconfirmed)
	}
	for _, c := range p.Cases {
		if c.Open {
			a.say("open: %s  %s  %s %s", c.Number, p.Currency.Display(c.Amount), c.Code, c.Sentence)
		}
	}
	for _, f := range p.Findings {
		a.say("finding: %s", f.Sentence())
	}
	for _, d := range p.Closed {
		a.say("closed: %s, by %s (%s): %s", d.Subject, d.By, d.Role, d.Reason)
	}
	if file != "" {
		a.say("The proof stands in %s.", file)
	}
	if p.Complete {
		a.say("COMPLETE: every receipt is accounted for.")
	}
}
