package command

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"outpost/app/simulate"
)

func (a *app) simulateCommand() *cobra.Command {
	var opt simulate.Options
	cmd := &cobra.Command{
		Use: "simulate", Short: "Run the till on a failing disk, clock and HIS, by a seed, and check that nothing is lost", Args: cobra.NoArgs,
		Long: "The real ledger, second copy and re-entry run over a disk in memory that tears, forgets, fills up and loses its power,\n" +
			"over a HIS that loses answers and commits late, with a clock that jumps and people who err. A stick goes away and comes\n" +
			"back, the data folder burns and is restored from a backup, a ledger is set aside and joined. After every crash the\n" +
			"ledger is opened, verified and held against a book of what was acknowledged. No ledger of a hospital is touched.\n" +
			"Exit code 1 where something went wrong; the seed that is printed then makes it happen again exactly.",
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.simulate(ctx, opt) }),
	}
	f := cmd.Flags()
	f.Uint64Var(&opt.Seed, "seed", 1, "the same seed makes the same things happen")
	f.IntVar(&opt.Steps, "steps", 20_000, "how many entries and exchanges with the HIS")
	f.DurationVar(&opt.For, "for", 0, "end after so long, such as 60s; 0 is when the steps are done")
	f.IntVar(&opt.Workers, "workers", 0, "windows side by side; 0 is one for each processor")
	return cmd
}

func (a *app) simulate(ctx context.Context, opt simulate.Options) (err error) {
	if opt.Steps <= 0 || opt.Workers < 0 || opt.For < 0 {
		return usage("--steps takes 1 or more, --workers and --for 0 or more")
	}
	if opt.Folder, err = os.MkdirTemp("", "outpost-simulate-"); err != nil {
		return fmt.Errorf("making the simulation's folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(opt.Folder)) }()
	if !a.json {
		opt.Say = func(r simulate.Report) {
			a.say("%9d steps, %7d crashes, %.0f steps a minute", r.Steps, r.Crashes, float64(r.Steps)/r.Seconds*60)
		}
	}
	report, err := simulate.Run(ctx, opt)
	if err != nil {
		return err
	}
	if err := a.answerWith(report, func() { a.describeSimulation(report) }); err != nil {
		return err
	}
	if report.Failure != nil {
		a.warn("seed %d went wrong; 'outpost simulate --seed %d --steps %d' makes it happen again",
			report.Failure.Seed, report.Failure.Seed, report.Failure.Steps)
		return errShown
	}
	return nil
}

func (a *app) describeSimulation(r simulate.Report) {
	a.say("seeds %d to %d: %d {step/steps} (%d {entry/entries}, %d {exchange/exchanges} with the HIS) in %.1f s, %.0f a minute",
		r.Seed, r.Seed+uint64(max(1, r.Epochs))-1, r.Steps, r.Commits, r.Exchanges, r.Seconds, float64(r.Steps)/r.Seconds*60)
	a.say("%d {crash/crashes}; opened %d {time/times}, verified whole %d {time/times}; %d {refusal/refusals}", r.Crashes, r.Opened, r.Verified, r.Refused)
	for _, t := range []struct {
		what string
		of   map[string]int
	}{{"disk", r.Disk}, {"HIS", r.HIS}, {"done", r.Actions}, {"saved", r.Rescue}} {
		for _, kind := range slices.Sorted(maps.Keys(t.of)) {
			a.say("  %-5s %-32s %d", t.what, kind, t.of[kind])
		}
	}
	if r.Failure == nil {
		a.say("nothing was lost, nothing stands twice, everything adds up")
		return
	}
	const shown = 40 // with --json all of it
	for _, line := range r.Failure.Story[max(0, len(r.Failure.Story)-shown):] {
		a.say("  %s", line)
	}
	a.say("WRONG in seed %d, doing %s: %s", r.Failure.Seed, r.Failure.Doing, r.Failure.What)
}
