package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

// paperFileView is what a file of paper receipts came to.
type paperFileView struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
	// Receipts are those that can be keyed in, Known those of them that were, KeyedIn
	// those written down by this run.
	Receipts    int              `json:"receipts"`
	Known       int              `json:"known"`
	KeyedIn     int              `json:"keyed_in"`
	Total       string           `json:"total"`
	Refused     int              `json:"refused"` // rows
	RefusedFile string           `json:"refused_file"`
	Mapping     mirror.Mapping   `json:"mapping"`
	Papers      []paperView      `json:"papers"`
	Examples    []mirror.Refusal `json:"examples"`
	Warnings    []string         `json:"warnings"`
}

// paperView is one paper of a file.
type paperView struct {
	Number string `json:"number"`
	At     string `json:"at"`
	Total  string `json:"total"`
	Known  bool   `json:"known,omitempty"`
	// Needs is what somebody else must approve of it.
	Needs []string `json:"needs,omitempty"`
}

func (a *app) receiptPapers() *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use: "papers FILE", Short: "Preview a file of receipts that were written on paper, or key them in", Args: cobra.ExactArgs(1),
		Long: `Reads a CSV, XLSX or other file of receipts that were written on paper: a row is one
charge line, one payment, or both; rows of one number, and rows without a number
below it, are one receipt. The columns are proposed from their headings; a mapping
corrects them. Its fields are ` + strings.Join(mirror.PaperFields(), ", ") + `.

Without --accept nothing is written. With it each receipt is keyed in as 'outpost
receipt paper' does; no receipt is taken half, and every row that is refused is
written to a file with its row, field and reason. The same file again keys in what
is still missing.`,
		RunE: a.run(func(ctx context.Context, args []string) error { return a.papers(ctx, args[0], flags) }),
	}
	flags.on(cmd)
	return a.approves(a.acts(cmd))
}

func (a *app) papers(ctx context.Context, file string, flags importFlags) error {
	mapping, err := flags.read()
	if err != nil {
		return err
	}
	p, err := mirror.PreviewPaper(ctx, file, mapping)
	if err != nil {
		return err
	}
	if flags.writeMapping != "" {
		if err := p.Mapping.Write(flags.writeMapping); err != nil {
			return err
		}
	}
	if flags.accept {
		return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.keyInFile(ctx, s, by, file, p, flags) })
	}
	// The numbers are looked up in the ledger, which a program that charges holds.
	return a.reading(ctx, func(s *station.Station) error {
		v, _, refused, err := a.previewPapers(ctx, s, p, "preview")
		if err != nil {
			return err
		}
		return a.showPapers(p, v, refused, flags.refusedFile(file, len(p.Refused)+len(refused)))
	})
}

func (a *app) previewPapers(ctx context.Context, s *station.Station, p *mirror.Paper, cashier string) (paperFileView, []billform.Keying, []mirror.Refusal, error) {
	v := paperFileView{File: p.File, Rows: p.Rows, Mapping: p.Mapping, Papers: []paperView{}, Warnings: append([]string{}, p.Warnings...)}
	if err := s.Trouble(); err != nil {
		return v, nil, nil, err
	}
	keyings, refused, err := billform.Preview(ctx, s, p, cashier)
	if err != nil {
		return v, nil, nil, err
	}
	var total receipts.Money
	for _, k := range keyings {
		one := paperView{Number: k.Paper.Number, At: s.Ledger.Identity().Local(k.Paper.At).Format("2006-01-02 15:04"), Total: s.Ledger.Rules().Currency.Format(k.Total), Known: k.Known}
		for _, need := range k.Needs {
			one.Needs = append(one.Needs, string(need.Ask))
		}
		if k.Known {
			v.Known++
		}
		total += k.Total
		v.Papers = append(v.Papers, one)
	}
	v.Receipts, v.Total = len(keyings), s.Ledger.Rules().Currency.Format(total)
	return v, keyings, refused, nil
}

func (a *app) keyInFile(ctx context.Context, s *station.Station, by store.Actor, file string, p *mirror.Paper, flags importFlags) error {
	v, keyings, refused, err := a.previewPapers(ctx, s, p, by.ID())
	if err != nil {
		return err
	}
	for _, k := range keyings {
		if k.Known {
			continue
		}
		if _, err := a.keyIn(context.WithoutCancel(ctx), s, by, k.Paper); err != nil {
			if !store.IsRefusal(err) {
				return fmt.Errorf("paper %s: %w; %d receipts were keyed in before it, the same file again goes on", k.Paper.Number, err, v.KeyedIn)
			}
			refused = append(refused, k.Refuse(err)...)
			continue
		}
		v.KeyedIn++
	}
	err = a.showPapers(p, v, refused, flags.refusedFile(file, len(p.Refused)+len(refused)))
	if err == nil && len(p.Refused)+len(refused) > 0 {
		return errShown
	}
	return err
}

// showPapers writes the refused rows into their file and shows what the file came
// to.
func (a *app) showPapers(p *mirror.Paper, v paperFileView, refused []mirror.Refusal, target string) error {
	v.Refused, v.RefusedFile = len(p.Refused)+len(refused), target
	v.Examples = examples(append(append([]mirror.Refusal{}, p.Refused...), refused...))
	if target != "" {
		if err := p.WriteRefused(target, refused); err != nil {
			return err
		}
	}
	return a.answerWith(v, func() {
		a.say("%s: %d {row/rows}, %d {receipt/receipts} over %s, %d keyed in before, %d keyed in now; %d {row/rows} refused %s", v.File, v.Rows, v.Receipts, v.Total, v.Known, v.KeyedIn, v.Refused, v.RefusedFile)
		for _, paper := range v.Papers {
			a.say("  %-16s %s  %12s  %s", paper.Number, paper.At, paper.Total, strings.Join(paper.Needs, ", "))
		}
		for _, r := range v.Examples {
			a.say("  row %d, %s: %s (%q)", r.Row, r.Field, r.Reason, r.Raw)
		}
		for _, w := range v.Warnings {
			a.say("  note: %s", w)
		}
	})
}
