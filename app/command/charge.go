package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func (a *app) chargeCommand() *cobra.Command {
	var drill bool
	var prices string
	cmd := &cobra.Command{
		Use: "charge [FILE|-]", Short: "Charge bills from JSON lines", Long: chargeHelp(), Args: cobra.MaximumNArgs(1),
		Example: `  echo '{"id":"0198c0de-0000-7000-8000-000000000001","patient":{"name":"无名氏"},"lines":[{"code":"ZC0001","qty":"1"}],"payments":[{"tender":"cash","amount":"20.00"}],"cashier":"c1"}' | outpost charge --drill -`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			if prices != "" && !drill {
				return usage("--prices goes with --drill; a real ledger charges by 'outpost prices import --accept'")
			}
			in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			s, err := a.till(ctx, drill, prices)
			return with(s, err, func(s *station.Station) error {
				who, err := a.charging(ctx, s)
				if err != nil {
					return err
				}
				return a.eachLine(ctx, s, in, func(ctx context.Context, text []byte) (receipts.Receipt, error) {
					return a.chargeOne(ctx, s, who, text)
				})
			})
		}),
	}
	cmd.Flags().BoolVar(&drill, "drill", false, "charge in a drill ledger")
	cmd.Flags().StringVar(&prices, "prices", "", "with --drill: accept this price file first")
	return a.approves(a.acts(cmd))
}

// input is the file of the bills, or standard input.
func (a *app) input(args []string) (io.ReadCloser, error) {
	if len(args) == 0 || args[0] == "-" {
		return io.NopCloser(a.In), nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, fmt.Errorf("the bills cannot be read; look at the file's name: %w", err)
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("%s is a folder; name the file of the bills in it", args[0])
	}
	return f, nil
}

// till opens the ledger to charge in.
func (a *app) till(ctx context.Context, drill bool, prices string) (*station.Station, error) {
	if drill {
		return a.drillTill(ctx, prices)
	}
	s, err := station.Open(ctx, a.dir(), a.options())
	if err != nil {
		return nil, err
	}
	a.tellMended(s)
	if err := s.Trouble(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// charging is who charges: the person logged in, and the cashier of bills that
// name none, who is that person. In a drill's ledger without --as each bill names
// its own.
type charging struct {
	by      store.Actor
	cashier string
}

// charging logs in who charges: the open shift's cashier.
func (a *app) charging(ctx context.Context, s *station.Station) (charging, error) {
	by, err := a.login(ctx, s)
	if err != nil || a.who.id == "" {
		return charging{by: by}, err
	}
	if open := s.Ledger.Shift(); open.ID != "" && open.Cashier != by.ID() {
		return charging{}, fmt.Errorf("the open shift is %s's, so %s cannot charge in it; close it first: %w", open.Cashier, by.ID(), store.ErrShift)
	}
	return charging{by, by.ID()}, nil
}

// receiptLine is what is written out for a receipt.
type receiptLine struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Total  string `json:"total"`
	Seq    int64  `json:"seq"`
	Head   string `json:"head"`
	// Form is the printed form's number; empty on plain paper.
	Form string `json:"form,omitempty"`
	// Void says that the receipt was taken back since; the line charged nothing.
	Void bool `json:"void,omitempty"`
}

func lineOf(r receipts.Receipt) receiptLine {
	return receiptLine{r.ID, r.Number, r.Money.Format(r.Total), r.Seq, r.Head, r.Form, r.Void != nil}
}

// errorLine is what is written out for a line that was refused.
type errorLine struct {
	Line  int    `json:"line"`
	Error string `json:"error"`
	// Candidates are the items that share an ambiguous code.
	Candidates []itemView `json:"candidates,omitempty"`
	// More is how many further items share it.
	More int `json:"more_candidates,omitempty"`
}

func refusedLine(n int, err error) errorLine {
	out := errorLine{Line: n, Error: sentence(err)}
	var many *billform.Ambiguous
	if errors.As(err, &many) {
		for _, i := range many.Items[:min(len(many.Items), billform.MostCandidates)] {
			out.Candidates = append(out.Candidates, viewItem(i))
		}
		out.More = max(0, len(many.Items)-billform.MostCandidates)
	}
	return out
}

// chargeOne charges one line. A bill that is refused may be one that was charged
// before, when other prices were in force: then its receipt is the answer.
func (a *app) chargeOne(ctx context.Context, s *station.Station, who charging, text []byte) (receipts.Receipt, error) {
	line, err := billform.Read(text)
	if err != nil {
		return receipts.Receipt{}, err
	}
	if line.Cashier == "" {
		line.Cashier = who.cashier
	}
	before := s.Ledger.Head().Seq
	bill, err := line.Make(s)
	if err == nil {
		var r receipts.Receipt
		if r, err = a.sell(ctx, s, who.by, bill); err == nil {
			return asItStands(ctx, s, r, before)
		}
	}
	row, lookup := s.Ledger.ReceiptByID(ctx, line.ID)
	if lookup != nil {
		return receipts.Receipt{}, err // never charged: the refusal stands
	}
	r, err := chargedBefore(ctx, s, line, row.Receipt)
	r.Void = row.Receipt.Void
	return r, err
}

// sell charges a bill, and where it needs approvals and the command line names
// somebody who approves, asks that person. A bill that was charged before asks
// nobody again.
func (a *app) sell(ctx context.Context, s *station.Station, by store.Actor, bill receipts.Bill) (receipts.Receipt, error) {
	r, err := s.Ledger.Sell(ctx, bill)
	if !errors.Is(err, store.ErrApproval) || a.second.id == "" {
		return r, err
	}
	if by.ID() != bill.Cashier { // in a drill, bills name their own cashiers
		if by, err = s.Ledger.DrillActor(bill.Cashier, incident.RoleCashier); err != nil {
			return r, fmt.Errorf("the bill's cashier asks for the approval, and %s is not logged in: %w", bill.Cashier, store.ErrActor)
		}
	}
	given, err := a.approvals(ctx, s, by, bill)
	if err != nil {
		return r, err
	}
	return s.Ledger.Sell(ctx, bill, given...)
}

// approvals are the second person's word for all that a bill needs.
func (a *app) approvals(ctx context.Context, s *station.Station, by store.Actor, bill receipts.Bill) (all []store.Approval, err error) {
	for _, need := range s.Ledger.Rules().Needs(bill) {
		given, err := a.approval(ctx, s, by, store.WhatOf(need.Ask), need.Subject)
		if err != nil {
			return nil, err
		}
		all = append(all, given)
	}
	return all, nil
}

// asItStands is a receipt with its void, where it was charged before this line.
func asItStands(ctx context.Context, s *station.Station, r receipts.Receipt, before int64) (receipts.Receipt, error) {
	if r.Seq > before {
		return r, nil
	}
	row, err := s.Ledger.ReceiptByID(ctx, r.ID)
	r.Void = row.Receipt.Void
	return r, err
}

// chargedBefore gives the receipt of a line that says the same as it did then,
// with the items as they were priced then; any other line is refused.
func chargedBefore(ctx context.Context, s *station.Station, line billform.Bill, was receipts.Receipt) (receipts.Receipt, error) {
	bill, err := line.AsBefore(s, was)
	if err == nil {
		var r receipts.Receipt
		if r, err = s.Ledger.Sell(ctx, bill); err == nil {
			return r, nil
		}
	}
	if errors.Is(err, store.ErrConflict) {
		return receipts.Receipt{}, err
	}
	return receipts.Receipt{}, &refusal{
		text:  fmt.Sprintf("the bill %s was completed as receipt %s with other content; nothing was changed", was.ID, was.Number),
		cause: errors.Join(store.ErrConflict, err),
	}
}

// checkDrill refuses to rehearse in a real ledger.
func checkDrill(s *station.Station) error {
	if !s.Ledger.Identity().Drill {
		return fmt.Errorf("the ledger in %s is a hospital's; a drill needs one of its own: %w", s.Dir, store.ErrInput)
	}
	return nil
}
