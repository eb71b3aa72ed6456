package command

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/i18n"
	"outpost/app/shiftreport"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/printer"
	"outpost/receipts/report"
	"outpost/store"
	"outpost/store/incident"
)

// countFlags are how a command says what was counted. There is no expected
// amount to be seen before it.
type countFlags struct {
	cash, pieces, notCounted, continuedAt string
	tenders                               []string
}

func (c *countFlags) on(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.cash, "count", "", "the whole cash counted in the drawer, the float included")
	f.StringVar(&c.pieces, "pieces", "", "how many of each note and coin, such as 100=3,0.5=4")
	f.StringArrayVar(&c.tenders, "tender", nil, "what another tender's slips add up to, such as wechat=51.46; may be repeated")
}

// read makes the count.
func (c *countFlags) read(rules receipts.Rules) (out store.Count, err error) {
	out.NotCounted, out.ContinuedAt = c.notCounted, store.ParseElsewhere(c.continuedAt)
	if c.cash != "" {
		if out.Cash, err = rules.Currency.Parse(c.cash); err != nil {
			return out, err
		}
	}
	if out.Pieces, err = parsePieces(c.pieces, rules.Currency); err != nil {
		return out, err
	}
	for _, text := range c.tenders {
		code, amount, ok := strings.Cut(text, "=")
		if !ok {
			return out, usage("--tender %q: write TENDER=AMOUNT", text)
		}
		t := store.TenderTotal{Tender: code}
		if t.Amount, err = rules.Currency.Parse(amount); err != nil {
			return out, err
		}
		out.Tenders = append(out.Tenders, t)
	}
	return out, nil
}

// paperFlags say where a shift report is to be written.
type paperFlags struct{ pdf, language string }

func (p *paperFlags) on(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.pdf, "pdf", "", "write the report to this PDF file")
	cmd.Flags().StringVar(&p.language, "lang", "", "zh or en; without it the settings' language")
}

// check refuses what would fail only after the shift is closed.
func (p *paperFlags) check(s *station.Station) error {
	if p.language == "" {
		p.language = s.Settings().Language
	}
	if _, ok := i18n.ParseLang(p.language); !ok {
		return usage("--lang %q: write zh or en", p.language)
	}
	if p.pdf == "" {
		return nil
	}
	return checkTarget(p.pdf)
}

func (a *app) shiftClose() *cobra.Command {
	var count countFlags
	var paper paperFlags
	cmd := &cobra.Command{
		Use: "close", Short: "Close the open shift with what was counted, and show its report", Args: cobra.NoArgs,
		Long: "Closes the open shift with what was counted, before the expected cash is shown, and shows the report.\n" +
			"Another cashier's shift needs --approve-as; there --not-counted says why nobody counts.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			if (count.cash == "") == (count.notCounted == "") {
				return usage("give --count AMOUNT, or for another cashier's shift --not-counted REASON")
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.closeShift(ctx, s, by, &count, &paper) })
		}),
	}
	count.on(cmd)
	paper.on(cmd)
	cmd.Flags().StringVar(&count.notCounted, "not-counted", "", "why nobody can count another cashier's drawer")
	cmd.Flags().StringVar(&count.continuedAt, "continued-at", "", "WINDOW or WINDOW/SHIFT of the borrowed PC where the cashier carried on")
	return a.approves(a.acts(cmd))
}

func (a *app) closeShift(ctx context.Context, s *station.Station, by store.Actor, flags *countFlags, paper *paperFlags) error {
	if err := paper.check(s); err != nil {
		return err
	}
	count, err := flags.read(s.Ledger.Rules())
	if err != nil {
		return err
	}
	open := s.Ledger.Shift()
	var r store.ShiftReport
	if open.ID == "" || open.Cashier == by.ID() {
		r, err = s.Ledger.CloseShift(ctx, by, count)
	} else {
		var approval store.Approval
		if approval, err = a.approval(ctx, s, by, store.WhatShift, open.ID); err == nil {
			r, err = s.Ledger.CloseAnothersShift(ctx, by, approval, count)
		}
	}
	if err != nil {
		return err
	}
	return a.giveReport(ctx, s, r, paper)
}

func (a *app) shiftHandOver() *cobra.Command {
	var count countFlags
	var paper paperFlags
	var next person
	cmd := &cobra.Command{
		Use: "handover", Short: "Close the shift and open the next cashier's with the counted cash, in one step", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := paper.check(s); err != nil {
					return err
				}
				counted, err := count.read(s.Ledger.Rules())
				if err != nil {
					return err
				}
				to, err := a.loginAs(ctx, s, next)
				if err != nil {
					return err
				}
				r, _, err := s.Ledger.HandOver(ctx, by, counted, to)
				if err != nil {
					return err
				}
				return a.giveReport(ctx, s, r, &paper)
			})
		}),
	}
	count.on(cmd)
	paper.on(cmd)
	cmd.Flags().StringVar(&next.id, "to", "", "login of the next cashier")
	cmd.Flags().StringVar(&next.pinFile, "to-pin-file", "", "file whose first line is the next cashier's PIN")
	return a.acts(need(cmd, "count", "to"))
}

// loginAs logs a second person in: the next cashier.
func (a *app) loginAs(ctx context.Context, s *station.Station, p person) (store.Actor, error) {
	if s.Ledger.Identity().Drill && p.pinFile == "" {
		return s.Ledger.DrillActor(p.id, incident.RoleCashier)
	}
	pin, err := a.readPIN(p.pinFile)
	if err != nil {
		return store.Actor{}, err
	}
	return s.Ledger.Login(ctx, p.id, pin)
}

func (a *app) shiftReport() *cobra.Command {
	var paper paperFlags
	cmd := &cobra.Command{
		Use: "report [SHIFT]", Short: "Show the report of a closed shift, the last one by default", Args: cobra.MaximumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				if err := paper.check(s); err != nil {
					return err
				}
				r, err := s.Ledger.ClosedShift(ctx, strings.Join(args, ""))
				if err == nil {
					r, err = s.Ledger.Completed(ctx, r)
				}
				if err != nil {
					return err
				}
				return a.giveReport(ctx, s, r, &paper)
			})
		}),
	}
	paper.on(cmd)
	return cmd
}

func (a *app) shiftSoFar() *cobra.Command {
	var paper paperFlags
	cmd := &cobra.Command{
		Use: "so-far", Short: "Show the open shift as it stands; for a supervisor, because the cashier counts blind", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.ranked(ctx, incident.RoleSupervisor, func(s *station.Station, _ store.Actor) error { return a.openReport(ctx, s, &paper) })
		}),
	}
	paper.on(cmd)
	return a.acts(cmd)
}

func (a *app) openReport(ctx context.Context, s *station.Station, paper *paperFlags) error {
	if err := paper.check(s); err != nil {
		return err
	}
	open := s.Ledger.Shift()
	if open.ID == "" {
		return &refusal{"no shift is open", store.ErrShift}
	}
	r, err := s.Ledger.ShiftReport(ctx, open)
	if err != nil {
		return err
	}
	return a.giveReport(ctx, s, r, paper)
}

// giveReport shows a report and writes its paper. A paper that fails leaves the
// shift closed.
func (a *app) giveReport(ctx context.Context, s *station.Station, r store.ShiftReport, paper *paperFlags) error {
	rules := s.Ledger.Rules()
	if paper.pdf != "" {
		lang, _ := i18n.ParseLang(paper.language)
		page, err := report.PDF(ctx, shiftreport.Document(r, s.Ledger.Identity(), rules, i18n.New(lang), s.Now().UTC().Truncate(time.Second)))
		if err == nil {
			err = printer.Save(ctx, paper.pdf, page)
		}
		if err != nil {
			return err
		}
	}
	return a.answerWith(viewShift(r, rules), func() { a.describeShift(r, s.Ledger.Identity(), rules, paper.pdf) })
}
