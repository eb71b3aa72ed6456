package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func (a *app) shiftCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "List the closed shifts, newest first, one JSON object a line with --json", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listShifts(ctx) }),
	}
	return a.group("shift", "A cashier's shift: cash, count and report",
		a.shiftOpen(), a.shiftDrop(), a.shiftClose(), a.shiftHandOver(), a.shiftReport(), a.shiftSoFar(), list, a.shiftExplain())
}

func (a *app) shiftOpen() *cobra.Command {
	var float, from string
	cmd := &cobra.Command{
		Use: "open", Short: "Open a cashier's shift", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.openShift(ctx, float, from) }),
	}
	cmd.Flags().StringVar(&float, "float", "0", "cash in the drawer at the beginning")
	cmd.Flags().StringVar(&from, "continues", "", "on a borrowed PC: the abandoned window, or WINDOW/SHIFT, whose shift goes on here")
	return a.acts(cmd)
}

func (a *app) openShift(ctx context.Context, float, from string) error {
	return a.acting(ctx, func(s *station.Station, by store.Actor) error {
		amount, err := s.Ledger.Rules().Currency.Parse(float)
		if err != nil {
			return err
		}
		shift, err := s.Ledger.ContinueShift(ctx, by, amount, store.ParseElsewhere(from))
		if err != nil {
			return err
		}
		return a.answer(shift, "The shift of %s is open.", shift.Cashier)
	})
}

func (a *app) shiftDrop() *cobra.Command {
	var d store.Drop
	var back int64
	var reason string
	cmd := &cobra.Command{
		Use: "drop AMOUNT", Short: "Write down that cash was handed over during the shift", Args: cobra.MaximumNArgs(1),
		Example: "  outpost shift drop 3000.00 --receiver zhou --receipt JK-77 --as chen --pin-file pin",
		RunE: a.run(func(ctx context.Context, args []string) error {
			switch {
			case back != 0 && len(args) == 0 && reason != "":
				return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.takeBackDrop(ctx, s, by, back, reason) })
			case back != 0:
				return usage("--back ENTRY takes no amount and needs --reason")
			case len(args) == 0:
				return usage("give the amount that was handed over")
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.dropCash(ctx, s, by, args[0], d) })
		}),
	}
	cmd.Flags().StringVar(&d.Receiver, "receiver", "", "who received the cash")
	cmd.Flags().StringVar(&d.Receipt, "receipt", "", "number of the receipt that was given for it")
	cmd.Flags().Int64Var(&back, "back", 0, "instead: take the hand-over with this entry number back, as a slip of the keyboard")
	cmd.Flags().StringVar(&reason, "reason", "", "with --back: why")
	return a.acts(cmd)
}

func (a *app) dropCash(ctx context.Context, s *station.Station, by store.Actor, amount string, d store.Drop) error {
	money := s.Ledger.Rules().Currency
	var err error
	if d.Amount, err = money.Parse(amount); err != nil {
		return err
	}
	if d, err = s.Ledger.DropCash(ctx, by, d); err != nil {
		return err
	}
	return a.answer(viewDrop(d, amounts(money)), "%s is handed over to %s (receipt %s, entry %d).", money.Display(d.Amount), d.Receiver, d.Receipt, d.Seq)
}

func (a *app) takeBackDrop(ctx context.Context, s *station.Station, by store.Actor, seq int64, reason string) error {
	if err := s.Ledger.TakeBackDrop(ctx, by, seq, reason); err != nil {
		return err
	}
	return a.answer(map[string]any{"back": seq, "reason": reason}, "The hand-over %d counts for nothing now.", seq)
}

func (a *app) shiftExplain() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "explain SHIFT", Short: "Keep the approved reason for a closed shift's difference", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.ClosedShift(ctx, args[0])
				if err != nil {
					return err
				}
				approval, err := a.approval(ctx, s, by, store.WhatShift, r.Shift)
				if err == nil {
					err = s.Ledger.ExplainShift(ctx, by, approval, r.Shift, reason)
				}
				if err != nil {
					return err
				}
				return a.answer(map[string]string{"shift": r.Shift, "explained": reason}, "The difference of %s's shift is explained.", r.Cashier)
			})
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why the cash differs")
	return a.approves(a.acts(need(cmd, "reason")))
}

func (a *app) listShifts(ctx context.Context) error {
	return a.reading(ctx, func(s *station.Station) error {
		all, err := s.Ledger.Shifts(ctx)
		if err != nil {
			return err
		}
		rules := s.Ledger.Rules()
		for _, r := range all {
			difference := "not counted"
			if r.Difference != nil {
				difference = rules.Currency.Format(*r.Difference)
			}
			err := a.answer(viewShift(r, rules), "%s  %s  %-12s %5d receipts %14s  cash difference %s", r.Shift,
				s.Ledger.Identity().Local(r.Closed).Format("2006-01-02 15:04"), r.Cashier, r.Receipts, rules.Currency.Format(r.FromPayments), difference)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// parsePieces reads "100=3,0.5=4".
func parsePieces(text string, currency receipts.Currency) (all []store.Pieces, err error) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		value, count, ok := strings.Cut(part, "=")
		p := store.Pieces{}
		if _, err := fmt.Sscan(count, &p.Pieces); err != nil || !ok {
			return nil, usage("--pieces %q: write VALUE=NUMBER, such as 100=3,0.5=4", text)
		}
		if p.Value, err = currency.Parse(value); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
