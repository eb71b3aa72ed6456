package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/slip"
	"outpost/store"
)

func (a *app) receiptCommand() *cobra.Command {
	show := &cobra.Command{
		Use: "show NUMBER", Short: "Show a receipt with its state in the HIS", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error { return a.showReceipt(ctx, args[0]) }),
	}
	var limit int
	list := &cobra.Command{
		Use: "list", Short: "List receipts, newest first, one JSON object a line with --json", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listReceipts(ctx, limit) }),
	}
	list.Flags().IntVar(&limit, "limit", 50, "how many receipts at most; 0 is all")
	amount := &cobra.Command{
		Use: "amount AMOUNT", Short: "Write an amount of yuan in Chinese capitals", Args: cobra.ExactArgs(1),
		RunE: a.run(func(_ context.Context, args []string) error {
			m, err := receipts.CNY().Parse(args[0])
			if err != nil {
				return err
			}
			capitals := slip.Capitals(m)
			return a.answer(map[string]string{"amount": receipts.CNY().Format(m), "capitals": capitals}, "%s", capitals)
		}),
	}
	return a.group("receipt", "Receipts of the ledger", show, a.receiptPDF(), a.receiptVoid(), a.receiptForm(), list, amount,
		a.receiptCopy(), a.receiptPay(), a.receiptUnpaid(), a.receiptPaper(), a.receiptPapers(),
		a.receiptRefund(), a.receiptSignOff(), a.receiptUnconfirmed(), a.receiptOwed(), a.receiptRepaid(), a.receiptRefused(), a.receiptDispense(), a.receiptVerify(), a.receiptRecover())
}

func (a *app) receiptForm() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "form NUMBER", Short: "Put a receipt on the next printed form; the one that bore it is voided", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.ChangeForm(ctx, by, args[0], reason)
				if err != nil {
					return err
				}
				row, err := s.Ledger.Receipt(ctx, r.Number)
				if err != nil {
					return err
				}
				return a.answer(viewReceipt(row), "Receipt %s stands on form %s now%s; print it with 'outpost receipt pdf'.", r.Number, r.Form, formsBefore(row.Receipt))
			})
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it needs another form")
	return a.acts(need(cmd, "reason"))
}

func (a *app) showReceipt(ctx context.Context, number string) error {
	return a.reading(ctx, func(s *station.Station) error {
		row, err := s.Ledger.Receipt(ctx, number)
		if err != nil {
			return err
		}
		v := viewReceipt(row)
		if v.HandedOut, err = handedOut(ctx, s.Ledger, row.Receipt); err != nil {
			return err
		}
		return a.answerWith(v, func() {
			a.describe(row, s.Ledger.Identity())
			a.sayHandedOut(v.HandedOut)
		})
	})
}

func (a *app) describe(row store.OutboxRow, id store.Identity) {
	r := row.Receipt
	a.say("%s  %s  %s  %s", r.Number, id.Local(r.At).Format("2006-01-02 15:04:05"), r.Patient.Name, r.Patient.Number)
	if r.Form != "" {
		a.say("  form %s%s", r.Form, formsBefore(r))
	}
	a.describeBill(r)
	a.say("total %s · in the HIS: %s %s %s", r.Money.Display(r.Total), row.State, row.HISNumber, row.Reason)
	if r.Void != nil {
		a.say("VOID by %s: %s", r.Void.By, r.Void.Reason)
		if r.Void.PaperMissing != "" {
			a.say("  its paper was not handed in: %s", r.Void.PaperMissing)
		}
	}
	a.describeRefund(r)
}

// describeBill says what a receipt charges and how it was paid.
func (a *app) describeBill(r receipts.Receipt) {
	switch {
	case r.Recovered:
		a.say("  of a lost ledger, entered again from its code")
	case r.Paper:
		a.say("  written on paper, keyed in later")
	}
	for _, p := range r.Prescriptions {
		a.say("  prescription %s  %s  %s  %d {dose/doses}", p.Number, p.Doctor, p.Department, max(1, p.Doses))
	}
	for _, l := range r.Lines {
		a.say("  %-22s %8s × %10s = %12s  %s %s %s%s", l.Item, quantityText(r.Bill, l), l.Price, r.Money.Format(l.Amount), l.Name, l.Spec, l.Unit, lineNote(l))
	}
	if r.Rounding != 0 {
		a.say("  rounding %s", r.Money.Format(r.Rounding))
	}
	for _, p := range r.Payments {
		if receipts.IsCredit(p.Tender) {
			a.say("  %s %s (owed)", p.Tender, r.Money.Format(p.Amount))
			continue
		}
		a.say("  %s %s (handed over %s, change %s)", p.Tender, r.Money.Format(p.Amount), r.Money.Format(p.Tendered), r.Money.Format(p.Change))
	}
	if unpaid := r.Unpaid(); unpaid > 0 {
		a.say("UNPAID %s %s", r.Money.Display(unpaid), r.Green)
	}
	if s := r.Settlement; s != nil {
		a.say("  paid later by receipt %s: %s", s.Number, r.Money.Format(s.Paid()))
	}
}

// quantityText is a line's quantity; with doses that of one, times their number.
func quantityText(b receipts.Bill, l receipts.Line) string {
	if single, doses := b.Dosage(l); doses > 1 {
		return fmt.Sprintf("%s×%d", single, doses)
	}
	return l.Quantity.String()
}

// lineNote says what is special about a line.
func lineNote(l receipts.Line) string {
	note := ""
	if l.Package != "" {
		note += "  package " + l.Package
	}
	if l.Repriced() {
		note += "  list price " + l.ListPrice.String() + ": " + l.PriceReason
	}
	if l.ApprovedBy != "" {
		note += "  approved by " + l.ApprovedBy
	}
	return note
}

// formsBefore says which forms bore a receipt before its form.
func formsBefore(r receipts.Receipt) string {
	if len(r.FormsBefore) == 0 {
		return ""
	}
	return ", printed before on " + strings.Join(r.FormsBefore, ", ") + " (void)"
}

func (a *app) listReceipts(ctx context.Context, limit int) error {
	if limit < 0 {
		return usage("--limit %d: write 0 (all) or more", limit)
	}
	return a.reading(ctx, func(s *station.Station) error {
		const page = 500
		var before int64
		for left := limit; limit == 0 || left > 0; {
			n := page
			if limit > 0 {
				n = min(left, page)
			}
			rows, err := s.Ledger.Receipts(ctx, before, n)
			if err != nil {
				return err
			}
			for _, row := range rows {
				r := row.Receipt
				if err := a.answer(viewReceipt(row), "%s  %s  %12s  %s", r.Number, s.Ledger.Identity().Local(r.At).Format("2006-01-02 15:04"), r.Money.Format(r.Total), row.State); err != nil {
					return err
				}
			}
			if len(rows) < n {
				return nil
			}
			before, left = rows[len(rows)-1].Receipt.Seq, left-len(rows)
		}
		return nil
	})
}
