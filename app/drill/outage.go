package drill

import (
	"context"
	"errors"
	"fmt"
	"time"

	"outpost/app/outage"
	"outpost/app/station"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/store/incident"
)

// outageWait bounds how long the drill waits for one thing to be noticed.
const outageWait = time.Minute

// outage lets the window see the HIS up, kills it, and waits until the window
// has noticed and, nobody having answered its question, switched by itself.
func (d *day) outage(ctx context.Context) (string, error) {
	s, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	events, rounds, stop, err := d.watch(ctx, s)
	if err != nil {
		return "", err
	}
	defer stop()
	if err := seenUp(ctx, rounds); err != nil {
		return "", err
	}
	killed := d.opt.Now()
	if err := d.his.kill(ctx); err != nil {
		return "", fmt.Errorf("killing the HIS: %w", err)
	}
	detected, err := await(ctx, events, incident.CodeReportInfoCenter)
	if err != nil {
		return "", err
	}
	switched, err := await(ctx, events, incident.CodeStandaloneStart)
	if err != nil {
		return "", err
	}
	d.report.DetectedAfter, d.report.SwitchedAfter = detected.At.Sub(killed).Seconds(), switched.At.Sub(killed).Seconds()
	if s.Ledger.Mode() != incident.ModeStandalone {
		d.wrong("the window switched, but its ledger says %s", s.Ledger.Mode())
	}
	return fmt.Sprintf("noticed after %.1f s, stand-alone after %.1f s (%s)", d.report.DetectedAfter, d.report.SwitchedAfter, switched), nil
}

// watch runs the real watch over the real probes.
func (d *day) watch(ctx context.Context, s *station.Station) (<-chan incident.Event, <-chan outage.View, func(), error) {
	last, _, err := s.Ledger.Outage(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	w, err := watch.New(s.Ledger, watch.Options{Limits: s.Settings().Plan, Last: last, Now: d.opt.Now, NewID: receipts.NewID, Log: d.opt.Log})
	if err != nil {
		return nil, nil, nil, err
	}
	runner, err := s.Probes()
	if err != nil {
		return nil, nil, nil, err
	}
	if runner == nil {
		return nil, nil, nil, errors.New("the drill's settings name no probe")
	}
	events, views := make(chan incident.Event, 1000), make(chan outage.View, 1)
	w.Listen(func(v outage.View, now []incident.Event) {
		for _, e := range now {
			events <- e
		}
		select {
		case views <- v:
		default:
		}
	})
	running, cancel := context.WithCancel(ctx)
	done := make(chan struct{}, 2)
	go func() { w.Run(running); done <- struct{}{} }()
	go func() {
		runner.Run(running, func(e outage.Evidence) { w.Round(running, e) }) // ends with running
		done <- struct{}{}
	}()
	return events, views, func() { cancel(); <-done; <-done }, nil
}

func seenUp(ctx context.Context, views <-chan outage.View) error {
	ctx, cancel := context.WithTimeout(ctx, outageWait)
	defer cancel()
	for {
		select {
		case v := <-views:
			if v.Verdict == outage.VerdictUp {
				return nil
			}
		case <-ctx.Done():
			return fmt.Errorf("the window never saw the HIS up: %w", ctx.Err())
		}
	}
}

func await(ctx context.Context, events <-chan incident.Event, code incident.Code) (incident.Event, error) {
	ctx, cancel := context.WithTimeout(ctx, outageWait)
	defer cancel()
	for {
		select {
		case e := <-events:
			if e.Code == code {
				return e, nil
			}
		case <-ctx.Done():
			return incident.Event{}, fmt.Errorf("waited for %s in vain: %w", code, ctx.Err())
		}
	}
}
