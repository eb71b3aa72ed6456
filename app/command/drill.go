package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"outpost/app/drill"
	"outpost/app/station"
	"outpost/store"
)

func (a *app) drillCommand() *cobra.Command {
	var opt drill.Options
	cmd := &cobra.Command{
		Use: "drill", Short: "Rehearse a whole outage day on a ledger of its own, and judge it", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.drill(ctx, opt) }),
	}
	f := cmd.Flags()
	f.IntVar(&opt.Charges, "charges", drill.DefaultCharges, fmt.Sprintf("how many receipts, %d or more", drill.LeastCharges))
	f.StringVar(&opt.Prices, "prices", "", "price file; without it the demo hospital's")
	f.Uint64Var(&opt.Seed, "seed", 1, "the same seed makes the same bills")
	f.StringVar(&opt.HIS, "his", "", "another FHIR server; without it the stand-in HIS")
	f.StringVar(&opt.Folder, "folder", "", "keep everything in this folder, which must be empty; without it a new one among the temporary files")
	return cmd
}

func (a *app) drill(ctx context.Context, opt drill.Options) (err error) {
	if opt.Program = a.Program; opt.Program == "" {
		if opt.Program, err = os.Executable(); err != nil {
			return fmt.Errorf("this program's own file is not known: %w", err)
		}
	}
	if opt.Folder, err = emptyFolder(opt.Folder); err != nil {
		return err
	}
	if opt.Forbidden, err = a.hospitals(ctx); err != nil {
		return err
	}
	opt.Now, opt.Log = a.Now, a.log
	opt.Say = func(s drill.Step) { a.say("%-32s %7.1f s  %s", s.Name, s.Seconds, s.Detail) }
	report, err := drill.Run(ctx, opt)
	if err != nil && report.Folder == "" {
		return err
	}
	shown := a.answerWith(report, func() { a.describeDrill(report) })
	switch {
	case err != nil:
		return err
	case shown != nil:
		return shown
	case !report.OK:
		a.warn("the drill failed; the sentences above say where, and its folder keeps everything")
		return errShown
	}
	return nil
}

func (a *app) describeDrill(r drill.Report) {
	a.say("%d {charge/charges} of %d {item/items}, %d {void/voids}, till killed %d {time/times}, %d handed in again", r.Charges, r.Items, r.Voids, r.Kills, r.Repeated)
	a.say("noticed after %.1f s, switched after %.1f s", r.DetectedAfter, r.SwitchedAfter)
	for name, hits := range r.Faults {
		a.say("  fault %-20s met %d {time/times}", name, hits)
	}
	a.say("judge: %d acknowledged = %d once in the HIS + %d voided + %d decided + %d unaccounted; %d strange",
		r.Judge.Acknowledged, r.Judge.Once, r.Judge.Voided, r.Judge.Decided, r.Judge.Unaccounted, r.Judge.Strange)
	for _, w := range r.Wrong {
		a.say("WRONG: %s", w)
	}
	a.say("proof %s", r.Proof)
}

func emptyFolder(folder string) (string, error) {
	if folder == "" {
		made, err := os.MkdirTemp("", "outpost-drill-")
		if err != nil {
			return "", fmt.Errorf("making the drill's folder: %w", err)
		}
		return made, nil
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", fmt.Errorf("the drill's folder: %w", err)
	}
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return "", fmt.Errorf("the folder %s is not empty; name a new one", folder)
	}
	return folder, nil
}

// hospitals are the addresses in the settings of the real ledgers at hand: the
// data folder's, the usual one's and those of other folders named.
func (a *app) hospitals(ctx context.Context, others ...string) ([]string, error) {
	var all []string
	seen := map[string]bool{}
	for _, dir := range append(others, a.dir(), a.Folder) {
		if seen[dir] || !store.Exists(dir) {
			continue
		}
		seen[dir] = true
		opt := a.options()
		opt.ReadOnly = true
		s, err := station.Open(ctx, dir, opt)
		if err != nil {
			return nil, fmt.Errorf("the settings of the ledger in %s cannot be read, so that its HIS is not known; a drill is not begun: %w", dir, err)
		}
		if url := s.Settings().HIS.URL; url != "" && !s.Ledger.Identity().Drill {
			all = append(all, url)
		}
		if err := s.Close(); err != nil {
			return nil, errors.Join(errors.New("closing a ledger"), err)
		}
	}
	return all, nil
}
