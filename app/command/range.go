package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/i18n"
	"outpost/app/shiftreport"
	"outpost/app/station"
	"outpost/store"
)

func (a *app) rangeCommand() *cobra.Command {
	return a.group("range", "Number ranges of printed forms and temporary patient numbers",
		a.rangeTake(), a.rangeList(), a.rangeForward(),
		a.rangeMark("void", "Record blank numbers as voided", store.FateVoided),
		a.rangeMark("lost", "Record blank numbers as lost", store.FateLost),
		a.rangeMark("giveback", "Record blank numbers as given back; they are never given out here again", store.FateGivenBack),
		a.rangeAccount())
}

// kindFlag is --kind of a range command.
func kindFlag(cmd *cobra.Command, kind *string) {
	cmd.Flags().StringVar(kind, "kind", string(store.RangeForm), "form (printed receipts) or patient (temporary numbers)")
}

func (a *app) rangeTake() *cobra.Command {
	var t store.Taking
	var kind string
	cmd := &cobra.Command{
		Use: "take", Short: "Take a range of numbers out for this window", Args: cobra.NoArgs,
		Example: "  outpost range take --batch 2026-B7 --from AB00012301 --to AB00012400 --as chen --pin-file pin",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				t.Kind = store.RangeKind(kind)
				r, err := s.Ledger.TakeRange(ctx, by, t)
				if err != nil {
					return err
				}
				return a.answer(rangeView{r, r.From(), r.To(), r.Left()}, "%d {number/numbers}, %s to %s, are taken out by %s.", r.Count(), r.From(), r.To(), r.Taker)
			})
		}),
	}
	kindFlag(cmd, &kind)
	cmd.Flags().StringVar(&t.Batch, "batch", "", "batch of the paper")
	cmd.Flags().StringVar(&t.From, "from", "", "first number, as printed")
	cmd.Flags().StringVar(&t.To, "to", "", "last number, as printed")
	cmd.Flags().StringVar(&t.Taker, "taker", "", "who takes them; without it who writes it down")
	return a.acts(need(cmd, "batch", "from", "to"))
}

// rangeView is a range with its numbers as printed.
type rangeView struct {
	store.NumberRange
	From string `json:"from"`
	To   string `json:"to"`
	Left int64  `json:"left"`
}

func (a *app) rangeList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the ranges ever taken out, in the order in which they are used, and how many numbers are left", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				all, err := s.Ledger.Ranges(ctx)
				if err != nil {
					return err
				}
				out := struct {
					Ranges   []rangeView       `json:"ranges"`
					Forms    store.NumbersLeft `json:"forms"`
					Patients store.NumbersLeft `json:"patients"`
				}{[]rangeView{}, s.Ledger.NumbersLeft(store.RangeForm), s.Ledger.NumbersLeft(store.RangePatient)}
				for _, r := range all {
					out.Ranges = append(out.Ranges, rangeView{r, r.From(), r.To(), r.Left()})
				}
				return a.answerWith(out, func() {
					for _, r := range out.Ranges {
						a.say("%s  %-7s %-12s %s to %s  %6d of %6d left  %s", r.ID, r.Kind, r.Batch, r.From, r.To, r.Left, r.Count(), r.Taker)
					}
					a.say("next form %s, next patient number %s", orNone(out.Forms.Next), orNone(out.Patients.Next))
				})
			})
		}),
	}
}

func (a *app) rangeForward() *cobra.Command {
	var kind, reason string
	var lost bool
	cmd := &cobra.Command{
		Use: "forward NUMBER", Short: "Move the numbers forward to the paper in the printer; those passed over are voided, or lost", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			skipped := store.Skipped{Fate: store.FateVoided, Reason: reason}
			if lost {
				skipped.Fate = store.FateLost
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.ForwardRange(ctx, by, store.RangeKind(kind), args[0], skipped)
				if err != nil {
					return err
				}
				return a.answer(rangeView{r, r.From(), r.To(), r.Left()}, "The next number is %s; %d are left of the range.", r.Number(r.Next), r.Left())
			})
		}),
	}
	kindFlag(cmd, &kind)
	cmd.Flags().BoolVar(&lost, "lost", false, "the numbers passed over are lost, not voided")
	cmd.Flags().StringVar(&reason, "reason", "", "why they are")
	return a.acts(cmd)
}

func (a *app) rangeMark(use, short string, fate store.Fate) *cobra.Command {
	var kind, reason string
	cmd := &cobra.Command{
		Use: use + " FROM [TO]", Short: short, Args: cobra.RangeArgs(1, 2),
		RunE: a.run(func(ctx context.Context, args []string) error {
			from, to := args[0], args[len(args)-1]
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				r, err := s.Ledger.MarkNumbers(ctx, by, store.RangeKind(kind), from, to, fate, reason)
				if err != nil {
					return err
				}
				return a.answer(rangeView{r, r.From(), r.To(), r.Left()}, "%s to %s: %s; %d are left of the range.", from, to, fate, r.Left())
			})
		}),
	}
	kindFlag(cmd, &kind)
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	return a.acts(need(cmd, "reason"))
}

func (a *app) rangeAccount() *cobra.Command {
	return &cobra.Command{
		Use: "account [RANGE]", Short: "Say what became of every number, of one range or of all; 1 when one is missing", Args: cobra.MaximumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.reading(ctx, func(s *station.Station) error { return a.accountRanges(ctx, s, args) })
		}),
	}
}

func (a *app) accountRanges(ctx context.Context, s *station.Station, args []string) error {
	var all []store.RangeAccount
	var err error
	if len(args) > 0 {
		all = make([]store.RangeAccount, 1)
		all[0], err = s.Ledger.RangeAccount(ctx, args[0])
	} else {
		all, err = s.Ledger.RangeAccounts(ctx)
	}
	if err != nil {
		return err
	}
	unsound := 0
	for _, r := range all {
		if !r.Sound() {
			unsound++
		}
	}
	err = a.answerWith(map[string]any{"ranges": append([]store.RangeAccount{}, all...), "sound": unsound == 0}, func() {
		for _, r := range all {
			a.describeAccount(r)
		}
	})
	if err == nil && unsound > 0 {
		a.warn("%d {range has/ranges have} numbers that are not accounted for once; run 'outpost ledger verify'", unsound)
		return errShown
	}
	return err
}

func (a *app) describeAccount(r store.RangeAccount) {
	texts := i18n.New(i18n.English)
	a.say("%s %s to %s (%s, %s): %d = %d used + %d voided + %d lost + %d unused (%d given back), %d missing",
		r.Kind, r.From(), r.To(), r.Batch, r.Taker, r.Size, r.Used, r.Voided, r.Lost, r.Unused, r.GivenBack, r.Missing)
	for _, s := range r.Spans {
		a.say("  %s to %s  %6d  %s %s", s.From, s.To, s.Count, shiftreport.FateWord(texts, s.Fate), s.Reason)
	}
	for _, n := range r.Twice {
		a.say("  %s stands twice", n)
	}
}
