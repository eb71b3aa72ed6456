package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/outage"
	"outpost/app/station"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// orderFlags are what a person says with an order.
type orderFlags struct {
	reason, class string
	from, to      string
	force         bool
	wait          time.Duration
}

// orders are the words of the command line; return is one of its own.
func orders() []struct {
	word, short string
	kind        incident.OrderKind
} {
	return []struct {
		word, short string
		kind        incident.OrderKind
	}{
		{"standalone", "Switch this window to its own ledger now", incident.OrderForceStandalone},
		{"hold", "Postpone the switch", incident.OrderHold},
		{"declare", "Fix the class of the outage", incident.OrderDeclare},
		{"no-fix", "Say that it will not be mended in time: switch now", incident.OrderNoFix30},
		{"ack", "Say that the information department has seen it", incident.OrderAck},
		{"cause", "Record the cause", incident.OrderCause},
		{"false-alarm", "Close the incident as a false alarm", incident.OrderFalseAlarm},
		{"maintenance", "Announce a maintenance window", incident.OrderMaint},
		{"neighbours-ok", "The windows beside this one work", incident.OrderNeighboursOK},
		{"neighbours-down", "The windows beside this one are down too", incident.OrderNeighboursDown},
	}
}

func (a *app) orderCommand() *cobra.Command {
	var children []*cobra.Command
	for _, o := range orders() {
		var flags orderFlags
		cmd := &cobra.Command{
			Use: o.word, Short: o.short, Args: cobra.NoArgs,
			RunE: a.run(func(ctx context.Context, _ []string) error { return a.order(ctx, o.kind, flags) }),
		}
		flags.on(a.acts(cmd))
		switch o.kind {
		case incident.OrderDeclare:
			cmd.Flags().StringVar(&flags.class, "class", "", "1 (whole system), 2 (regional) or 3 (single point)")
			need(cmd, "class")
		case incident.OrderMaint:
			cmd.Flags().StringVar(&flags.from, "from", "", "beginning, such as 2026-05-01T22:00:00+08:00")
			cmd.Flags().StringVar(&flags.to, "to", "", "end, in the same form")
			need(cmd, "from", "to")
		}
		children = append(children, cmd)
	}
	return a.group("order", "Give an order in an outage, with reason", append(children, a.returnCommand())...)
}

func (f *orderFlags) on(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.reason, "reason", "", "why, for the journal")
}

func (a *app) returnCommand() *cobra.Command {
	var flags orderFlags
	cmd := &cobra.Command{
		Use: "return", Short: "Return to the HIS, once it is stable", Args: cobra.NoArgs,
		Long: "Asks the HIS by the settings' probes and returns to it as soon as it counts as stable;\n" +
			"with --force as soon as it answers. Refused while it is down.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			kind := incident.OrderReturn
			if flags.force {
				kind = incident.OrderForceReturn
			}
			return a.order(ctx, kind, flags)
		}),
	}
	flags.on(a.acts(cmd))
	cmd.Flags().BoolVar(&flags.force, "force", false, "return before the HIS counts as stable")
	cmd.Flags().DurationVar(&flags.wait, "wait", time.Minute, "how long to ask the HIS at most")
	return cmd
}

func (a *app) order(ctx context.Context, kind incident.OrderKind, flags orderFlags) error {
	o, err := flags.order(kind)
	if err != nil {
		return err
	}
	return a.acting(ctx, func(s *station.Station, by store.Actor) error {
		o.By, o.Role = by.ID(), by.Role()
		if least, reason := outage.LeastRole(kind); reason && o.Role >= least && strings.TrimSpace(o.Reason) == "" {
			return usage("--reason: this order needs a reason")
		}
		w, err := a.watch(ctx, s)
		if err != nil {
			return err
		}
		if kind == incident.OrderReturn || kind == incident.OrderForceReturn {
			if err := ask(ctx, s, w, flags); err != nil {
				return err
			}
		}
		if err := w.Order(ctx, o); err != nil {
			return refused(err)
		}
		v := w.View()
		out := map[string]any{"order": kind, "mode": v.Mode, "state": v.State, "incident": v.Incident, "class": v.Class}
		return a.answer(out, "%s is carried out; this window charges %s.", kind, where(v.Mode))
	})
}

func where(m incident.Mode) string {
	if m == incident.ModeStandalone {
		return "STAND-ALONE, in its own ledger"
	}
	return "through the HIS"
}

func (f orderFlags) order(kind incident.OrderKind) (o incident.Order, err error) {
	o = incident.Order{Kind: kind, Reason: f.reason}
	if f.class != "" {
		if o.Class, err = incident.ParseClass(f.class); err != nil {
			return o, usage("--class %q: write 1, 2 or 3", f.class)
		}
	}
	for _, t := range []struct {
		flag, text string
		into       *time.Time
	}{{"from", f.from, &o.From}, {"to", f.to, &o.To}} {
		if t.text == "" {
			continue
		}
		if *t.into, err = time.Parse(time.RFC3339, t.text); err != nil {
			return o, usage("--%s %q: write it like 2026-05-01T22:00:00+08:00", t.flag, t.text)
		}
	}
	return o, nil
}

// watch continues from what the ledger holds.
func (a *app) watch(ctx context.Context, s *station.Station) (*watch.Watch, error) {
	last, _, err := s.Ledger.Outage(ctx)
	if err != nil {
		return nil, err
	}
	return watch.New(s.Ledger, watch.Options{Limits: s.Settings().Plan, Last: last, Now: a.Now, NewID: receipts.NewID, Log: a.log})
}

// ask probes the HIS until the order can be carried out, it fails, or the wait
// is over; the order then says why it is refused.
func ask(ctx context.Context, s *station.Station, w *watch.Watch, flags orderFlags) error {
	if w.View().Mode == incident.ModeOnline {
		return nil
	}
	runner, err := s.Probes()
	if err != nil {
		return err
	}
	if runner == nil {
		return errors.New("the settings name no probe of the HIS, so that nothing shows it to be up; add [probes] to the settings")
	}
	limited, stop := context.WithTimeout(ctx, flags.wait)
	defer stop()
	until := s.Now().Add(flags.wait)
	err = runner.Run(limited, func(ev outage.Evidence) {
		w.Round(ctx, ev)
		w.Tick(ctx)
		if answered(w.View(), flags.force, until) || failed(ev) {
			stop()
		}
	})
	if ctx.Err() != nil {
		return fmt.Errorf("asking the HIS was broken off: %w", err)
	}
	return nil
}

// answered says whether asking on would change nothing for the order.
func answered(v outage.View, force bool, until time.Time) bool {
	switch {
	case v.CanReturn:
		return true
	case v.State == incident.StateOutage:
		return false // not up for long enough rounds yet
	}
	return force || v.StableUntil.After(until)
}

func failed(ev outage.Evidence) bool {
	for _, r := range ev.Readings {
		if r.Outcome == outage.OutcomeFailed {
			return true
		}
	}
	return false
}

// refused says in a sentence why an order was not carried out.
func refused(err error) error {
	var r *outage.Rejected
	if !errors.As(err, &r) {
		return err
	}
	least, _ := outage.LeastRole(r.Kind)
	text := map[incident.Refusal]string{
		incident.RefusedRole:      fmt.Sprintf("the role is too low: %s takes a %s or higher", r.Kind, least),
		incident.RefusedReason:    "it needs a reason; give it with --reason",
		incident.RefusedLimit:     "it was given as often, or for as long, as the settings allow",
		incident.RefusedNotStable: "the HIS is up, but not yet for as long as it must be; try again later, or use --force with a reason",
		incident.RefusedHISDown:   "the HIS is down, or not known to be up; go on charging stand-alone",
		incident.RefusedState:     "there is nothing now that it could act on; see 'outpost status'",
		incident.RefusedForm:      "a part of it is missing or impossible",
		incident.RefusedBillOpen:  "a bill is open at this window; complete or park it first",
	}[r.Why]
	return &refusal{text: fmt.Sprintf("%s refused: %s", r.Kind, text), cause: err}
}

// refusal is a sentence in place of an error's own words.
type refusal struct {
	text  string
	cause error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.cause }
