package command

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func refundHelp() string {
	return `Refunds a receipt that has not gone to the HIS: a red receipt over the whole and,
with --line, a new receipt over what stays charged. A second person approves it.

  outpost receipt refund W01-0000012 --whole --reason "not needed" --paper \
    --as chen --pin-file P1 --approve-as wu --approve-pin-file P2
  outpost receipt refund W01-0000013 --line 2 --line 3=1 --reason … --no-paper "lost" …

Each line that is refunded must be signed off first as not handed out and not done
('outpost receipt signoff'). What was paid in cash goes back in cash; electronic
money is owed ('outpost receipt owed') until it went back the way it came.

A receipt of another window is refunded whole, by the code on its paper or by its
number with what it came to; --paid says how, as it stands on the paper:

  outpost receipt refund --code paper.png --patient-name … --paid cash=100.00 --paid wechat=141.00@WX1 …
  outpost receipt refund W02-0000007 --total 241.00 --patient-name … --paid cash=241.00 …

The other windows' public keys, with which codes are verified, lie as files in the
data folder's folder "windows" ('outpost key public --out FILE' writes one there).

--id makes it safe to repeat: the same id with the same words gives the same answer.`
}

// refundFlags is what the command line says about a refund.
type refundFlags struct {
	lines                  []string
	whole, paper           bool
	reason, noPaper, id    string
	code, total            string
	paid                   []string
	patient, patientNumber string
}

func (a *app) receiptRefund() *cobra.Command {
	var f refundFlags
	cmd := &cobra.Command{
		Use: "refund [NUMBER]", Short: "Give back what a receipt charged: red receipt, new receipt over the rest", Long: refundHelp(), Args: cobra.MaximumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			if err := f.check(args); err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if f.code != "" || f.total != "" {
					return a.refundForeign(ctx, s, by, f, args)
				}
				return a.refund(ctx, s, by, f, args[0])
			})
		}),
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.lines, "line", nil, "refund line N, or N=QTY of it; may stand several times")
	flags.BoolVar(&f.whole, "whole", false, "refund the whole receipt")
	flags.StringVar(&f.reason, "reason", "", "why it is refunded")
	flags.BoolVar(&f.paper, "paper", false, "the original's paper was handed in")
	flags.StringVar(&f.noPaper, "no-paper", "", "why the original's paper was not handed in")
	flags.StringVar(&f.id, "id", "", "UUID of this refund, to repeat it safely; made by itself where it is left out")
	flags.StringVar(&f.code, "code", "", "the code of another window's receipt: its text, or a PNG or JPEG of it")
	flags.StringVar(&f.total, "total", "", "what another window's receipt came to")
	flags.StringArrayVar(&f.paid, "paid", nil, "how it was paid, as on its paper: TENDER=AMOUNT or TENDER=AMOUNT@REFERENCE; may stand several times")
	flags.StringVar(&f.patient, "patient-name", "", "whom another window's receipt names")
	flags.StringVar(&f.patientNumber, "patient-number", "", "that patient's outpatient number, where it stands on the paper")
	return a.approves(a.acts(need(cmd, "reason")))
}

// check refuses a command line that says too little or two things at once.
func (f refundFlags) check(args []string) error {
	foreign := f.code != "" || f.total != ""
	switch {
	case len(args) == 0 && f.code == "":
		return usage("name the receipt, or give the code on its paper with --code")
	case len(args) == 1 && f.code != "":
		return usage("the code names its receipt; leave the number out")
	case f.paper == (f.noPaper != ""):
		return usage("say that the original's paper was handed in (--paper), or why not (--no-paper REASON)")
	case f.whole && len(f.lines) > 0:
		return usage("--whole and --line contradict each other")
	case !foreign && !f.whole && len(f.lines) == 0:
		return usage("say what is refunded: --whole, or --line N or --line N=QTY")
	case foreign && len(f.lines) > 0 && f.code == "":
		return usage("another window's receipt is refunded whole; a part of it only at its own window")
	case f.total != "" && f.code != "":
		return usage("the code says what the receipt came to; leave --total out")
	}
	return nil
}

// refundID is the id of the refund, made here where none was given.
func (f refundFlags) refundID() string {
	if f.id != "" {
		return f.id
	}
	return receipts.NewID()
}

// taken reads the --line flags.
func (f refundFlags) taken() ([]receipts.Taken, error) {
	var all []receipts.Taken
	for _, text := range f.lines {
		n, qty, parted := strings.Cut(text, "=")
		line, err := strconv.Atoi(strings.TrimSpace(n))
		if err != nil || line < 1 {
			return nil, usage("--line %q: write N or N=QTY", text)
		}
		t := receipts.Taken{Line: line}
		if parted {
			if t.Quantity, err = receipts.ParseQuantity(qty); err != nil {
				return nil, err
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// refund gives back a receipt of this window.
func (a *app) refund(ctx context.Context, s *station.Station, by store.Actor, f refundFlags, number string) error {
	taken, err := f.taken()
	if err != nil {
		return err
	}
	req := store.RefundRequest{ID: f.refundID(), Number: number, Taken: taken, Reason: f.reason, PaperReturned: f.paper, PaperMissing: f.noPaper}
	var approval store.Approval
	row, err := s.Ledger.Receipt(ctx, number)
	switch {
	case err == nil:
		if approval, err = a.approval(ctx, s, by, store.WhatRefund, row.Receipt.Number); err != nil {
			return err
		}
	case !errors.Is(err, store.ErrNotFound): // the ledger says what such a number is
		return err
	}
	done, err := s.Ledger.Refund(ctx, by, approval, req)
	if err != nil {
		return err
	}
	return a.answerRefund(s, done)
}

// refundView is a refund with its amounts as decimals.
type refundView struct {
	ID   string       `json:"id"`
	Red  receiptView  `json:"red"`
	Rest *receiptView `json:"rest,omitempty"`
	// Cash goes back over the counter, Owed has still to go back the way it came,
	// Credit is owed no more by the patient.
	Cash   string `json:"cash"`
	Owed   string `json:"owed"`
	Credit string `json:"credit"`
}

func (a *app) answerRefund(s *station.Station, done store.RefundDone) error {
	back, money := done.Red.Reversal, amounts(done.Red.Money)
	v := refundView{
		ID: done.Red.ID, Red: viewReceipt(asKept(s, done.Red, store.Refunded)),
		Cash: money.of(back.Cash), Owed: money.of(back.Owed), Credit: money.of(back.Credit),
	}
	if done.Rest != nil {
		rest := viewReceipt(asKept(s, *done.Rest, store.Pending))
		v.Rest = &rest
	}
	return a.answerWith(v, func() {
		a.say("Receipt %s was taken back by red receipt %s over %s.", done.Red.Cites, done.Red.Number, done.Red.Money.Display(done.Red.Total))
		if done.Rest != nil {
			a.say("What stays charged is receipt %s over %s.", done.Rest.Number, done.Rest.Money.Display(done.Rest.Total))
		}
		a.say("Give back %s in cash.", done.Red.Money.Display(back.Cash))
		if back.Owed > 0 {
			a.say("%s was paid electronically and is owed: NO CASH for it; see 'outpost receipt owed'.", done.Red.Money.Display(back.Owed))
		}
		if back.Credit > 0 {
			a.say("%s was never paid and is not owed any more.", done.Red.Money.Display(back.Credit))
		}
	})
}

// asKept is a receipt just written with its state in the outbox; usual is that of
// one that nothing holds back, where it cannot be looked up.
func asKept(s *station.Station, r receipts.Receipt, usual store.OutboxState) store.OutboxRow {
	out := store.OutboxRow{Receipt: r, State: usual}
	if row, err := s.Ledger.ReceiptByID(context.Background(), r.ID); err == nil {
		out.State, out.Reason = row.State, row.Reason
	}
	return out
}

// refundParts is what a receipt says of the refund that it belongs to.
type refundParts struct {
	Kind       receipts.Kind      `json:"kind,omitempty"`
	Cites      string             `json:"cites,omitempty"`
	Replaces   string             `json:"replaces,omitempty"`
	ReplacedBy string             `json:"replaced_by,omitempty"`
	Refunded   *receipts.Refunded `json:"refunded,omitempty"`
	Reversal   *reversalView      `json:"reversal,omitempty"`
}

// reversalView is what a red receipt gives back, as decimals.
type reversalView struct {
	Cash         string `json:"cash"`
	Owed         string `json:"owed"`
	Credit       string `json:"credit"`
	Reason       string `json:"reason"`
	ApprovedBy   string `json:"approved_by"`
	PaperMissing string `json:"paper_missing,omitempty"`
	Unverified   bool   `json:"unverified,omitempty"`
}

func viewRefund(r receipts.Receipt) refundParts {
	v := refundParts{Kind: r.Kind, Cites: r.Cites, Replaces: r.Replaces, ReplacedBy: r.ReplacedBy, Refunded: r.Refunded}
	if back, money := r.Reversal, amounts(r.Money); back != nil {
		v.Reversal = &reversalView{
			money.of(back.Cash), money.of(back.Owed), money.of(back.Credit), back.Reason, back.ApprovedBy, back.PaperMissing, back.Unverified,
		}
	}
	return v
}

// describeRefund says which refund a receipt belongs to.
func (a *app) describeRefund(r receipts.Receipt) {
	switch {
	case r.Refunded != nil && r.Refunded.Rest != "":
		a.say("REFUNDED by %s, red receipt %s; what stays charged is receipt %s: %s", r.Refunded.By, r.Refunded.Red, r.Refunded.Rest, r.Refunded.Reason)
	case r.Refunded != nil:
		a.say("REFUNDED by %s, red receipt %s: %s", r.Refunded.By, r.Refunded.Red, r.Refunded.Reason)
	case r.Reversal != nil:
		a.say("RED: takes back receipt %s, approved by %s; %s in cash, %s owed: %s", r.Cites, r.Reversal.ApprovedBy,
			r.Money.Format(r.Reversal.Cash), r.Money.Format(r.Reversal.Owed), r.Reversal.Reason)
	case r.Kind == receipts.KindRest:
		a.say("in place of receipt %s, which red receipt %s took back", r.Replaces, r.Cites)
	}
}
