package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

func (a *app) setAsideCommand() *cobra.Command {
	var onPaper string
	id := store.Identity{DayStart: "00:00"}
	cmd := &cobra.Command{
		Use: "set-aside", Short: "Keep a ledger that does not verify as it is, and go on charging in a new one", Args: cobra.NoArgs,
		Long: "For the window whose ledger does not open and cannot be restored. The new ledger is the same window's:\n" +
			"its keys, people, settings, price lists and open shift are taken along, and its numbers begin above the\n" +
			"highest on paper or in any copy. 'outpost ledger join' brings the former entries in afterwards.\n" +
			"It asks for no PIN, because nothing readable may be left to compare one with; a ledger that verifies is refused.",
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.setAside(ctx, onPaper, id) }),
	}
	cmd.Flags().StringVar(&onPaper, "on-paper", "", "highest receipt number on paper at this window; without it a hundred numbers are left free")
	cmd.Flags().StringVar(&id.Hospital, "hospital", "", "only where not even the first entry can be read: the hospital's name")
	cmd.Flags().StringVar(&id.Station, "station", "", "only then: this window's name")
	cmd.Flags().StringVar(&id.Prefix, "prefix", "", "only then: this window's prefix")
	cmd.Flags().StringVar(&id.TimeZone, "time-zone", "Asia/Shanghai", "only then: its time zone")
	return cmd
}

func (a *app) setAside(ctx context.Context, onPaper string, id store.Identity) error {
	l, refused := store.Open(ctx, a.dir(), a.ledgerOptions())
	if refused == nil {
		if err := l.Close(); err != nil {
			return err
		}
	}
	done, err := station.SetAside(ctx, a.dir(), station.AsideRequest{OnPaper: onPaper, Why: refused, Window: id}, a.options())
	if err != nil {
		return err
	}
	return a.writing(ctx, func(*station.Station) error { // it is made whole only by opening
		return a.answerWith(done, func() {
			a.say("The former ledger is kept as it is (%s, second copy %s).", orNone(done.Database), orNone(done.Copy))
			a.say("Charging goes on with receipt %s; %d {entry was/entries were} taken along.", done.Next, done.Carried)
			a.say("When there is time, 'outpost ledger join' brings the former receipts in.")
			if done.RecoveryKey != "" {
				a.sayRecovery(done.RecoveryKey)
			}
		})
	})
}

func orNone(name string) string {
	if name == "" {
		return "none"
	}
	return name
}

func (a *app) joinCommand() *cobra.Command {
	return a.acts(&cobra.Command{
		Use: "join", Short: "Bring the entries of the ledger that was set aside into this one, each once", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				done, err := s.Ledger.Join(ctx, by)
				if err != nil {
					return err
				}
				return a.answerWith(done, func() {
					a.say("%d {entry/entries} brought in, %d of them receipts; %d stood here already, %d are kept without effect.", done.Entries, done.Receipts, done.Known, done.Untold)
					if done.Unreadable > 0 {
						a.say("%d ENTRIES OF THE FORMER LEDGER STAND WHOLE NOWHERE ANY MORE. Plug the sticks in that hold copies and join again.", done.Unreadable)
					}
					if len(done.Missing) > 0 {
						a.say("MISSING RECEIPTS: %s. Enter them from the codes on their papers: 'outpost receipt recover CODE'.", someOf(done.Missing))
					}
					for _, number := range done.Twins {
						a.say("HELD: the number %s was given out twice; both receipts stand here, compare them with the paper and decide.", number)
					}
				})
			})
		}),
	})
}

// mostNumbers is how many receipt numbers a line names.
const mostNumbers = 20

// someOf names numbers, as many as a line takes.
func someOf(numbers []string) string {
	if more := len(numbers) - mostNumbers; more > 0 {
		return strings.Join(numbers[:mostNumbers], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(numbers, ", ")
}

func (a *app) clockCommand() *cobra.Command {
	confirm := a.acts(&cobra.Command{
		Use: "confirm", Short: "Say that the clock was compared with a watch and is right", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.ConfirmClock(ctx, by); err != nil {
					return err
				}
				return a.answer(map[string]any{"confirmed": true}, "The clock is believed from now on.")
			})
		}),
	})
	check := &cobra.Command{
		Use: "check", Short: "Compare the clock with the ledger's entries; 1 where it is doubtful", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				if doubt := s.Ledger.ClockDoubt(); doubt != "" {
					return errors.New(doubt + "; sales go on and are marked; set the clock, then 'outpost clock confirm'")
				}
				return a.answer(map[string]any{"doubt": ""}, "The clock agrees with the ledger's entries.")
			})
		}),
	}
	return a.group("clock", "Whether the computer's clock is believed", check, confirm)
}
