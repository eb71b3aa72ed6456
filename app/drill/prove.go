package drill

import (
	"context"
	"fmt"
	"path/filepath"

	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/receipts/printer"
	"outpost/receipts/report"
)

// prove makes the proof of completeness, on paper too.
func (d *day) prove(ctx context.Context) (string, error) {
	s, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	p, err := proof.Collect(ctx, s)
	if err != nil {
		return "", err
	}
	d.report.Complete = p.Complete
	for _, f := range p.Findings {
		d.wrong("the proof is not complete: %s", f.Sentence())
	}
	page, err := report.PDF(ctx, proof.Document(p, s.Ledger.Identity(), s.Ledger.Rules(), i18n.New(i18n.Chinese)))
	if err != nil {
		return "", fmt.Errorf("drawing the proof: %w", err)
	}
	d.report.Proof = filepath.Join(d.opt.Folder, "proof.pdf")
	if err := printer.Save(ctx, d.report.Proof, page); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d receipts, %s in all", p.Local.Count, s.Ledger.Rules().Currency.Display(p.Local.Amount)), nil
}
