package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

func (a *app) setupCommand() *cobra.Command {
	id := store.Identity{}
	var file, above, patientsAbove string
	cmd := &cobra.Command{
		Use: "setup", Short: "Found this window's ledger: its first start without a window", Args: cobra.NoArgs,
		Example: `  outpost setup --hospital "City Hospital" --station W01 --prefix W01 --settings hospital.toml`,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			if a.demo {
				return usage("--demo: the demo hospital founds itself; see 'outpost demo his up --help'")
			}
			if err := id.ContinueAbove(above, patientsAbove); err != nil {
				return err
			}
			return a.setup(ctx, id, file)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&id.Hospital, "hospital", "", "the hospital's name, as printed on receipts")
	f.StringVar(&id.Station, "station", "", "this window's name, such as W01")
	f.StringVar(&id.Prefix, "prefix", "", "what this window's numbers begin with; no other window has it")
	f.StringVar(&id.TimeZone, "time-zone", "Asia/Shanghai", "IANA time zone of the business day")
	f.StringVar(&id.DayStart, "day-start", "00:00", "when the business day begins, HH:MM")
	f.StringVar(&file, "settings", "", "the hospital's settings file (TOML); without it the plan's defaults")
	f.StringVar(&above, "above", "", "the highest receipt number on paper, where a lost ledger had the prefix: numbers go on above it")
	f.StringVar(&patientsAbove, "patients-above", "", "likewise the highest temporary patient number of this window on paper")
	f.BoolVar(&id.Drill, "drill", false, "a rehearsal's ledger: watermarked, never to a real HIS")
	cmd.AddCommand(a.setupAdmin(), a.setupBorrowed())
	return need(cmd, "hospital", "station", "prefix")
}

func (a *app) setup(ctx context.Context, id store.Identity, file string) error {
	name, text := "the default settings", []byte(nil)
	if file != "" {
		var err error
		if text, err = readFile(file); err != nil {
			return err
		}
		name = filepath.Base(file)
	}
	s, err := station.Setup(ctx, a.dir(), id, name, text, a.options())
	return with(s, err, func(s *station.Station) error {
		id := s.Ledger.Identity()
		out := struct {
			store.Identity
			Folder string         `json:"folder"`
			Head   string         `json:"head"`
			Key    store.KeyState `json:"key"`
			// Recovery is shown this once.
			Recovery string `json:"recovery_key"`
		}{id, a.dir(), s.Ledger.Head().Hash.String(), s.Ledger.KeyProtection(), s.Ledger.TakeRecoveryKey()}
		return a.answerWith(out, func() {
			a.say("The ledger of window %s (%s) stands in %s; its numbers begin with %s.", id.Station, id.Hospital, a.dir(), id.Prefix)
			if id.Above > 0 {
				a.say("They go on above %d, the highest on paper of the lost ledger; enter its receipts again from their codes ('outpost receipt recover').", id.Above)
			}
			if !id.Drill {
				a.say("Nobody can log in yet; make the first administrator with 'outpost setup admin'.")
			}
			a.say("Its key %s is %s.", out.Key.KeyID, guardedBy(out.Key.Protection))
			a.sayRecovery(out.Recovery)
		})
	})
}

// mostFile bounds a small file that is read whole, in bytes.
const mostFile = 1 << 20

// readFile reads a small file, such as settings.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read; look at its name: %w", err)
	}
	if info.Size() > mostFile {
		return nil, fmt.Errorf("%s has %d bytes; a file of this kind has at most %d", path, info.Size(), mostFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	}
	return text, nil
}
