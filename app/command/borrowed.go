package command

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

// borrowing is what `setup borrowed` is told.
type borrowing struct {
	id                          store.Identity
	like, settings              string
	people, passphrase, pinFile string
	login                       string
	take                        store.Taking
}

func borrowedHelp() string {
	return `A cashier whose window is down carries on at a borrowed PC: with ledger, keys, second copy and numbers of its
own there, so that no number meets another's. Three steps, for window W07 and cashier chen:

  1. outpost --data FOLDER setup borrowed --station B01 --prefix B01 --like FOLDER-OF-A-WINDOW
       --people people.file --people-passphrase-file pass --as chen --pin-file pin
       --batch 2026-B7 --from AB00012351 --to AB00012400
  2. outpost --data FOLDER order standalone --reason "window W07 is down" --as zhou --pin-file pin2
  3. outpost --data FOLDER shift open --continues W07 --float 251.46 --as chen --pin-file pin

--like takes hospital, settings, prices and copied patients from a window that this PC has of its own, or from a data
folder on a stick; without it give --hospital and --settings, and import prices and patients afterwards.
--people is a file of 'outpost people export', made before the outage and kept with its passphrase.
The pad of forms goes along: give its rest, which the other window must not use any more; 'outpost range giveback'
says so there first, else the folder in --like refuses it. When W07 works again, 'outpost shift close --continued-at B01/SHIFT' closes the shift left behind; cash that was taken along is
written down before it with 'outpost shift drop'. Both reports name the other.`
}

func (a *app) setupBorrowed() *cobra.Command {
	var b borrowing
	cmd := &cobra.Command{
		Use: "borrowed", Short: "Found a station on a borrowed PC, where a cashier carries on", Long: borrowedHelp(), Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			if b.like == "" && b.id.Hospital == "" {
				return usage("give --like FOLDER of a window, or --hospital with --settings")
			}
			return a.borrowed(ctx, b)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&b.id.Station, "station", "", "name of the borrowed station, such as B01")
	f.StringVar(&b.id.Prefix, "prefix", "", "what its numbers begin with; no other window has it")
	f.StringVar(&b.like, "like", "", "data folder of a window whose hospital, settings, prices and patients are taken over")
	f.StringVar(&b.id.Hospital, "hospital", "", "without --like: the hospital's name")
	f.StringVar(&b.settings, "settings", "", "without --like: the hospital's settings file (TOML)")
	f.StringVar(&b.id.TimeZone, "time-zone", "Asia/Shanghai", "without --like: IANA time zone of the business day")
	f.StringVar(&b.id.DayStart, "day-start", "00:00", "without --like: when the business day begins, HH:MM")
	f.StringVar(&b.people, "people", "", "file of another window's people")
	f.StringVar(&b.passphrase, "people-passphrase-file", "", "file whose first line is the passphrase of --people")
	f.StringVar(&b.login, "as", "", "login of who carries on here")
	f.StringVar(&b.pinFile, "pin-file", "", "file whose first line is that person's PIN")
	f.StringVar(&b.take.Batch, "batch", "", "batch of the printed forms that go along")
	f.StringVar(&b.take.From, "from", "", "their first blank number")
	f.StringVar(&b.take.To, "to", "", "their last number")
	cmd.MarkFlagsRequiredTogether("batch", "from", "to")
	return need(cmd, "station", "prefix", "people", "people-passphrase-file", "as", "pin-file")
}

// borrowed reads and checks everything before it founds.
func (a *app) borrowed(ctx context.Context, b borrowing) error {
	given, err := a.readBorrowed(ctx, b)
	if err != nil {
		return err
	}
	if b.take.Batch != "" {
		var like station.Likeness
		if given.Like != nil {
			like = *given.Like
		}
		if err := like.MayTake(b.take.From, b.take.To); err != nil {
			return err
		}
	}
	s, by, err := station.SetupBorrowed(ctx, a.dir(), given, a.options())
	return with(s, err, func(s *station.Station) error {
		out := struct {
			Station string     `json:"station"`
			Prefix  string     `json:"prefix"`
			Folder  string     `json:"folder"`
			Items   int        `json:"items"`
			Range   *rangeView `json:"range,omitempty"`
		}{Station: given.Identity.Station, Prefix: given.Identity.Prefix, Folder: a.dir(), Items: s.Index().Len()}
		if b.take.Batch != "" {
			b.take.Kind = store.RangeForm
			r, err := s.Ledger.TakeRange(ctx, by, b.take)
			if err != nil {
				return fmt.Errorf("the station is founded; take its range out with 'outpost range take': %w", err)
			}
			out.Range = &rangeView{r, r.From(), r.To(), r.Left()}
		}
		return a.answerWith(out, func() {
			a.say("The borrowed station %s stands in %s; its numbers begin with %s.", out.Station, out.Folder, out.Prefix)
			a.say("It charges after 'outpost order standalone' and 'outpost shift open --continues WINDOW'; %d charge items were taken over.", out.Items)
		})
	})
}

func (a *app) readBorrowed(ctx context.Context, b borrowing) (given station.Borrowed, err error) {
	given = station.Borrowed{Identity: b.id, SettingsName: "the default settings", Login: b.login}
	given.PIN, err = a.readPIN(b.pinFile)
	if err == nil {
		given.Passphrase, err = a.readPIN(b.passphrase)
	}
	if err == nil {
		given.People, err = readFile(b.people)
	}
	if err == nil && b.settings != "" {
		given.SettingsName = filepath.Base(b.settings)
		given.Settings, err = readFile(b.settings)
	}
	if err != nil || b.like == "" {
		return given, err
	}
	like, err := station.Like(ctx, b.like, a.options())
	if err != nil {
		return given, err
	}
	given.From(like)
	return given, nil
}
