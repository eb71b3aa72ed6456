package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

const paperHelp = `Keys in receipts that were written on paper while even the computer was down: one
JSON object a line, from FILE or standard input ("-"), in the form of 'outpost
charge --help' with the paper's own number and time, and without an id:

  {"number":"SG-000123","at":"2026-11-20 09:40","patient":{…},"lines":[…],
   "payments":[…],"cashier":"who wrote it"}

A number that was keyed in before, or is of this window's own series or forms, is
refused; the same paper again gives the same receipt. It counts in the open shift
of whoever keys it in, whatever the mode is, and goes to the HIS with the time at
which it was written. Another price than the list's, free text and quantities above
the limit need --approve-as, as in 'outpost charge'. Each line is answered as there.`

func (a *app) receiptPaper() *cobra.Command {
	cmd := &cobra.Command{
		Use: "paper [FILE|-]", Short: "Key in receipts that were written on paper, from JSON lines", Long: paperHelp, Args: cobra.MaximumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Trouble(); err != nil {
					return err
				}
				return a.eachLine(ctx, s, in, func(ctx context.Context, text []byte) (receipts.Receipt, error) { return a.paperLine(ctx, s, by, text) })
			})
		}),
	}
	return a.approves(a.acts(cmd))
}

func (a *app) paperLine(ctx context.Context, s *station.Station, by store.Actor, text []byte) (receipts.Receipt, error) {
	form, err := billform.ReadPaper(text)
	if err != nil {
		return receipts.Receipt{}, err
	}
	if form.Cashier == "" {
		form.Cashier = by.ID()
	}
	p, err := form.Make(s)
	if err == nil {
		var r receipts.Receipt
		if r, err = a.keyIn(ctx, s, by, p); err == nil {
			return r, nil
		}
	}
	row, lookup := s.Ledger.ReceiptByID(ctx, p.Bill.ID)
	if lookup != nil {
		return receipts.Receipt{}, err // never keyed in: the refusal stands
	}
	form.ID = p.Bill.ID // keyed in under other prices?
	if p.Bill, err = form.AsBefore(s, row.Receipt); err != nil {
		return receipts.Receipt{}, fmt.Errorf("paper %s was keyed in with other content; nothing was changed: %w", row.Receipt.Number, store.ErrConflict)
	}
	return s.Ledger.RecordPaper(ctx, by, p)
}

// keyIn keys a paper receipt in, and where it needs approvals and the command line
// names somebody who approves, asks that person.
func (a *app) keyIn(ctx context.Context, s *station.Station, by store.Actor, p store.Paper) (receipts.Receipt, error) {
	r, err := s.Ledger.RecordPaper(ctx, by, p)
	if !errors.Is(err, store.ErrApproval) || a.second.id == "" {
		return r, err
	}
	given, err := a.approvals(ctx, s, by, p.Bill)
	if err != nil {
		return r, err
	}
	return s.Ledger.RecordPaper(ctx, by, p, given...)
}
