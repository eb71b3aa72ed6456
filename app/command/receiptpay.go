package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/pdf"
	"outpost/receipts/printer"
	"outpost/receipts/slip"
	"outpost/store"
)

func (a *app) receiptPay() *cobra.Command {
	var pay []string
	cmd := &cobra.Command{
		Use: "pay NUMBER", Short: "Take the later payment of what a receipt leaves owed", Args: cobra.ExactArgs(1),
		Long: `Takes the payment of all that a green channel or deferred receipt leaves owed, in
the open shift of whoever takes it, while the receipt was not sent to the HIS yet;
afterwards it is paid there. Cash gives change and is rounded as in a sale.`,
		Example: `  outpost receipt pay W01-0000007 --pay wechat=40.00@4200001234 --pay cash=20.00 --as chen --pin-file PIN`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.payLater(ctx, s, by, args[0], pay) })
		}),
	}
	cmd.Flags().StringArrayVar(&pay, "pay", nil, "TENDER=AMOUNT or TENDER=AMOUNT@REFERENCE; may stand several times")
	return a.acts(need(cmd, "pay"))
}

func (a *app) payLater(ctx context.Context, s *station.Station, by store.Actor, number string, pay []string) error {
	payments, err := parsePayments(s.Ledger.Rules().Currency, pay)
	if err != nil {
		return err
	}
	r, err := s.Ledger.SettleCredit(ctx, by, number, payments)
	if err != nil {
		return err
	}
	row, err := s.Ledger.ReceiptByID(ctx, r.ID)
	if err != nil {
		return err
	}
	paid := row.Receipt.Settlement
	return a.answer(viewReceipt(row), "Receipt %s is paid: %s by payment receipt %s, change %s.", r.Number, r.Money.Display(paid.Paid()), paid.Number,
		r.Money.Display(receipts.Bill{Payments: paid.Payments}.Change()))
}

// parsePayments reads TENDER=AMOUNT@REFERENCE; a comma, as in earlier versions, does
// too.
func parsePayments(currency receipts.Currency, texts []string) ([]receipts.Payment, error) {
	var all []receipts.Payment
	for _, text := range texts {
		tender, rest, ok := strings.Cut(text, "=")
		if !ok {
			return nil, usage("--pay %q: write it like cash=50.00 or wechat=40.00@REFERENCE", text)
		}
		amount, reference := rest, ""
		if at := strings.IndexAny(rest, "@,"); at >= 0 {
			amount, reference = rest[:at], rest[at+1:]
		}
		m, err := currency.Parse(amount)
		if err != nil {
			return nil, fmt.Errorf("--pay %s: %w", tender, err)
		}
		all = append(all, receipts.Payment{Tender: strings.TrimSpace(tender), Tendered: m, Reference: reference})
	}
	return all, nil
}

func (a *app) receiptUnpaid() *cobra.Command {
	return &cobra.Command{
		Use: "unpaid", Short: "List the receipts that leave something owed, one JSON object a line with --json", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				rows, err := s.Ledger.Unpaid(ctx)
				if err != nil {
					return err
				}
				var sum receipts.Money
				for _, row := range rows {
					r := row.Receipt
					sum += r.Unpaid()
					err := a.answer(viewReceipt(row), "%s  %s  %12s  %s  %s", r.Number, s.Ledger.Identity().Local(r.At).Format("2006-01-02 15:04"), r.Money.Format(r.Unpaid()), r.Patient.Name, row.State)
					if err != nil {
						return err
					}
				}
				a.say("%d {receipt leaves/receipts leave} %s owed", len(rows), s.Ledger.Rules().Currency.Display(sum))
				return nil
			})
		}),
	}
}

// printPayment prints the payment receipt of what a receipt left owed.
func (a *app) printPayment(ctx context.Context, s *station.Station, number, file, language string) error {
	row, err := s.Ledger.Receipt(ctx, number)
	if err != nil {
		return err
	}
	if row.Receipt.Settlement == nil {
		return fmt.Errorf("nothing was paid later of receipt %s: %w", row.Receipt.Number, store.ErrNotFound)
	}
	if language == "" {
		language = s.Settings().Language
	}
	if err := checkTarget(file); err != nil {
		return err
	}
	n, err := s.Ledger.RecordPaymentPrint(ctx, row.Receipt.ID, "file")
	if err != nil {
		return err
	}
	sheet, err := paper.Payment(ctx, s.Ledger, s.Settings(), row.Receipt, paper.Print{Language: slip.Language(language), Copy: n})
	if err != nil {
		return err
	}
	document, err := pdf.Draw(ctx, sheet)
	if err == nil {
		err = printer.Save(ctx, file, document)
	}
	if err != nil {
		return err
	}
	paid := row.Receipt.Settlement.Number
	return a.answer(map[string]any{"number": paid, "file": file, "copy": n, "pages": len(sheet.Pages), "bytes": len(document), "warnings": append([]string{}, sheet.Warnings...)},
		"Payment receipt %s stands in %s (print %d).", paid, file, n+1)
}
