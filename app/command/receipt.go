package command

import (
	"context"
	"strings"
	"time"

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
	return a.group("receipt", "Receipts of the ledger", show, a.receiptPDF(), a.receiptVoid(), a.receiptForm(), list, amount)
}

func (a *app) receiptVoid() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "void NUMBER", Short: "Take a receipt of the open shift back", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.Void(ctx, by, args[0], reason)
				if err != nil {
					return err
				}
				return a.answer(viewReceipt(store.OutboxRow{Receipt: r, State: store.Voided}), "Receipt %s over %s is void.", r.Number, r.Money.Display(r.Total))
			})
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it is taken back")
	return a.acts(need(cmd, "reason"))
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
		return a.answerWith(viewReceipt(row), func() { a.describe(row, s.Ledger.Identity()) })
	})
}

func (a *app) describe(row store.OutboxRow, id store.Identity) {
	r := row.Receipt
	a.say("%s  %s  %s  %s", r.Number, id.Local(r.At).Format("2006-01-02 15:04:05"), r.Patient.Name, r.Patient.Number)
	if r.Form != "" {
		a.say("  form %s%s", r.Form, formsBefore(r))
	}
	for _, l := range r.Lines {
		a.say("  %-22s %8s × %10s = %12s  %s %s %s", l.Item, l.Quantity, l.Price, r.Money.Format(l.Amount), l.Name, l.Spec, l.Unit)
	}
	if r.Rounding != 0 {
		a.say("  rounding %s", r.Money.Format(r.Rounding))
	}
	for _, p := range r.Payments {
		a.say("  %s %s (handed over %s, change %s)", p.Tender, r.Money.Format(p.Amount), r.Money.Format(p.Tendered), r.Money.Format(p.Change))
	}
	a.say("total %s · in the HIS: %s %s %s", r.Money.Display(r.Total), row.State, row.HISNumber, row.Reason)
	if r.Void != nil {
		a.say("VOID by %s: %s", r.Void.By, r.Void.Reason)
	}
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

// receiptView is a receipt with its amounts as decimals.
type receiptView struct {
	ID         string            `json:"id"`
	Number     string            `json:"number"`
	Form       string            `json:"form,omitempty"`
	FormsVoid  []string          `json:"forms_voided,omitempty"`
	At         time.Time         `json:"at"`
	Day        string            `json:"day"`
	Station    string            `json:"station"`
	Cashier    string            `json:"cashier"`
	Drill      bool              `json:"drill,omitempty"`
	Patient    receipts.Patient  `json:"patient"`
	Insured    bool              `json:"insured,omitempty"`
	Lines      []lineView        `json:"lines"`
	Rounding   string            `json:"rounding"`
	Total      string            `json:"total"`
	Currency   string            `json:"currency"`
	Payments   []paymentView     `json:"payments"`
	Seq        int64             `json:"seq"`
	Head       string            `json:"head"`
	Printed    int               `json:"printed"`
	Void       *receipts.Void    `json:"void,omitempty"`
	State      store.OutboxState `json:"state"`
	HISNumber  string            `json:"his_number,omitempty"`
	Reason     string            `json:"reason,omitempty"`
	Attempts   int               `json:"attempts"`
	Decision   *store.Decision   `json:"decision,omitempty"`
	Department string            `json:"department,omitempty"`
	Doctor     string            `json:"doctor,omitempty"`
}

type lineView struct {
	Item     string            `json:"item"`
	Code     string            `json:"code,omitempty"`
	Name     string            `json:"name"`
	Spec     string            `json:"spec,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Maker    string            `json:"maker,omitempty"`
	Category receipts.Category `json:"category"`
	Price    string            `json:"price"`
	Qty      string            `json:"qty"`
	Amount   string            `json:"amount"`
	List     string            `json:"list"`
}

type paymentView struct {
	Tender    string `json:"tender"`
	Tendered  string `json:"tendered"`
	Amount    string `json:"amount"`
	Change    string `json:"change"`
	Reference string `json:"reference,omitempty"`
}

func viewReceipt(row store.OutboxRow) receiptView {
	r := row.Receipt
	money := amounts(r.Money)
	v := receiptView{
		ID: r.ID, Number: r.Number, Form: r.Form, FormsVoid: r.FormsBefore, At: r.At, Day: r.Day, Station: r.Station, Cashier: r.Cashier, Drill: r.Drill,
		Patient: r.Patient, Insured: r.Insured, Lines: []lineView{}, Rounding: money.of(r.Rounding), Total: money.of(r.Total),
		Currency: r.Money.Code, Payments: []paymentView{}, Seq: r.Seq, Head: r.Head, Printed: r.Printed, Void: r.Void,
		State: row.State, HISNumber: row.HISNumber, Reason: row.Reason, Attempts: row.Attempts, Decision: row.Decision,
		Department: r.Department, Doctor: r.Doctor,
	}
	for _, l := range r.Lines {
		v.Lines = append(v.Lines, lineView{
			l.Item, l.Code, l.Name, l.Spec, l.Unit, l.Maker, l.Category, l.Price.String(), l.Quantity.String(), money.of(l.Amount), l.List,
		})
	}
	for _, p := range r.Payments {
		v.Payments = append(v.Payments, paymentView{p.Tender, money.of(p.Tendered), money.of(p.Amount), money.of(p.Change), p.Reference})
	}
	return v
}
