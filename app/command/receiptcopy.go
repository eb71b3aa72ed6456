package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

// alteredView is what is not as it was on the earlier bill.
type alteredView struct {
	Line int    `json:"line"` // of the earlier bill, from 1
	Item string `json:"item"`
	What string `json:"what"` // gone, price or form
	Was  string `json:"was"`
	Is   string `json:"is,omitempty"`
}

func (a *app) receiptCopy() *cobra.Command {
	return &cobra.Command{
		Use: "copy NUMBER", Short: "Make a new bill of an earlier receipt, at today's prices", Args: cobra.ExactArgs(1),
		Long: `Writes a new bill with the patient, prescriptions and items of an earlier receipt,
as 'outpost charge' reads it, with an id of its own and without payments. What is
gone from the price lists is left out and named on standard error, as is what has
another price, specification, unit or maker today. With --json both stand in one
object: {"bill":{…},"altered":[…]}.`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.reading(ctx, func(s *station.Station) error { return a.copyBill(ctx, s, args[0]) })
		}),
	}
}

func (a *app) copyBill(ctx context.Context, s *station.Station, number string) error {
	row, err := s.Ledger.Receipt(ctx, number)
	if err != nil {
		return err
	}
	if row.Receipt.Kind == receipts.KindRed {
		return fmt.Errorf("%s gives money back; copy receipt %s, which it takes back: %w", row.Receipt.Number, row.Receipt.Cites, store.ErrInput)
	}
	if err := s.Trouble(); err != nil {
		return err
	}
	bill, altered := receipts.Again(row.Receipt.Bill, receipts.NewID(), s.ItemLine)
	form, views := billform.Of(bill), []alteredView{}
	for _, one := range altered {
		views = append(views, viewAltered(one))
	}
	if a.json {
		return a.line(map[string]any{"bill": form, "altered": views})
	}
	for _, v := range views {
		is := ""
		if v.Is != "" {
			is = ", is " + v.Is
		}
		a.warn("line %d, %s: %s; was %s%s", v.Line, v.Item, v.What, v.Was, is)
	}
	return a.line(form)
}

func viewAltered(one receipts.Altered) alteredView {
	v := alteredView{Line: one.Line + 1, Item: one.Was.Item, What: string(one.What)}
	describe := func(l receipts.Line) string {
		if one.What == receipts.ItemPrice {
			return l.Price.String()
		}
		return l.Name + " " + l.Spec + " " + l.Unit + " " + l.Maker
	}
	v.Was = describe(one.Was)
	if one.What != receipts.ItemGone {
		v.Is = describe(one.Is)
	}
	return v
}
