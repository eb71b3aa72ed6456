package command

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/demo"
	"outpost/fixtures/fault"
	"outpost/fixtures/standin"
)

func (a *app) demoCommand() *cobra.Command {
	up := &cobra.Command{
		Use: "up", Short: "Prepare the demo hospital and start its stand-in HIS as a process of its own", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.demoUp(ctx) }),
	}
	down := &cobra.Command{
		Use: "down", Short: "Stop the stand-in HIS", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			stopped, err := demo.StopHIS(ctx, a.demoDir())
			if err != nil {
				return err
			}
			words := "The stand-in HIS is stopped."
			if !stopped {
				words = "No stand-in HIS was running."
			}
			return a.answer(map[string]bool{"stopped": stopped}, "%s", words)
		}),
	}
	var addr string
	serve := &cobra.Command{
		Use: "serve", Short: "Run the stand-in HIS here until it is stopped", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return demo.Serve(ctx, a.demoDir(), addr, a.log, func(h demo.HIS) {
				if err := a.answer(h, "The stand-in HIS listens on %s (process %d).", h.Origin, h.PID); err != nil {
					a.log.Warn("the address could not be written out", "error", err)
				}
			})
		}),
	}
	serve.Flags().StringVar(&addr, "addr", "127.0.0.1:0", "host:port on the loopback")
	faults := &cobra.Command{
		Use: "faults", Short: "List the faults ordered and how often each was met", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.control(ctx, func(c fault.Remote) (fault.Report, error) { return c.Report(ctx) })
		}),
	}
	his := a.group("his", "The stand-in HIS of the demo", up, down, serve, a.demoFault(), faults)
	people := &cobra.Command{
		Use: "people", Short: "Show who works in the demo, with the PINs drawn for this folder", Args: cobra.NoArgs,
		RunE: a.run(func(context.Context, []string) error { return a.demoPeople() }),
	}
	return a.group("demo", "The built-in demo hospital", his, people)
}

func (a *app) demoUp(ctx context.Context) error {
	origin, err := demo.Prepare(ctx, a.demoDir(), demo.Options{Program: a.Program, Now: a.Now, Log: a.log})
	if err != nil {
		return err
	}
	his, _, err := demo.Running(a.demoDir())
	if err != nil {
		return err
	}
	out := map[string]any{"origin": origin, "pid": his.PID, "folder": a.demoDir()}
	return a.answer(out, "The stand-in HIS listens on %s (process %d); the demo hospital's window stands in %s.", origin, his.PID, a.demoDir())
}

func (a *app) demoPeople() error {
	all, err := demo.People(a.demoDir())
	if err != nil {
		return err
	}
	return a.answerWith(map[string]any{"people": append([]demo.Login{}, all...)}, func() {
		for _, p := range all {
			a.say("%-8s PIN %s  %-12s %s", p.ID, p.PIN, p.Role, p.Name)
		}
		a.say("%d {person/people} in the demo of %s", len(all), a.demoDir())
	})
}

// demoFaults are the faults that the stand-in HIS plays.
func demoFaults() []string {
	return []string{
		standin.FaultRefuse, standin.FaultFreeze, standin.FaultSlow, standin.FaultCutAfterCommit, standin.FaultCutBeforeCommit,
		standin.FaultErrorAfter, standin.FaultRefusedEntry, standin.FaultReprice, standin.FaultUnindexed, standin.FaultHTML,
		standin.FaultLateCommit, standin.FaultLoginRefused,
	}
}

// checkFault refuses an order that the stand-in would not understand.
func checkFault(o fault.Order) error {
	switch {
	case !slices.Contains(demoFaults(), o.Fault):
		return usage("fault %q: write one of %s", o.Fault, strings.Join(demoFaults(), ", "))
	case o.Count < 0 || o.After < 0 || o.MS < 0:
		return usage("--count, --after and --ms: write 0 or more")
	case o.MS == 0 && (o.Fault == standin.FaultSlow || o.Fault == standin.FaultLateCommit):
		return usage("--ms: the fault %s needs the milliseconds that it waits", o.Fault)
	}
	return nil
}

func (a *app) demoFault() *cobra.Command {
	var o fault.Order
	var off bool
	cmd := &cobra.Command{
		Use: "fault NAME", Short: "Order a fault: " + strings.Join(demoFaults(), ", "), Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			o.Fault = args[0]
			if off {
				return a.endFault(ctx, o.Fault)
			}
			if err := checkFault(o); err != nil {
				return err
			}
			return a.control(ctx, func(c fault.Remote) (fault.Report, error) { return c.Set(ctx, o) })
		}),
	}
	f := cmd.Flags()
	f.IntVar(&o.Count, "count", 0, "how many saving requests to hit; 0 until it is ended")
	f.IntVar(&o.After, "after", 0, "how many saving requests to leave alone first")
	f.IntVar(&o.MS, "ms", 0, "milliseconds, for faults that wait")
	f.StringVar(&o.Entry, "entry", "", "resource type, for refused-entry and unindexed")
	f.IntVar(&o.Percent, "percent", 0, "per cent added, for reprice")
	f.BoolVar(&off, "off", false, "end the fault")
	return cmd
}

// endFault ends a fault and shows the state after that.
func (a *app) endFault(ctx context.Context, name string) error {
	if !slices.Contains(demoFaults(), name) {
		return usage("fault %q: write one of %s", name, strings.Join(demoFaults(), ", "))
	}
	a.say("The fault %s is off.", name)
	return a.control(ctx, func(c fault.Remote) (fault.Report, error) {
		if _, err := c.Clear(ctx, name); err != nil {
			return fault.Report{}, err
		}
		return c.Report(ctx)
	})
}

func (a *app) control(ctx context.Context, do func(fault.Remote) (fault.Report, error)) error {
	his, ok, err := demo.Running(a.demoDir())
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("no stand-in HIS of %s is running; start it with 'outpost demo his up'", a.demoDir())
	}
	report, err := do(fault.Remote{URL: his.Origin + "/_control", Client: http.DefaultClient})
	if err != nil {
		return err
	}
	return a.answerWith(report, func() {
		for _, s := range report.Faults {
			a.say("%-20s active %-5t met %d {time/times} (%d saving)", s.Fault, s.Active, s.Hits, s.Writes)
		}
		a.say("%d {fault/faults} ordered", len(report.Faults))
	})
}
