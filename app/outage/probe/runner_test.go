package probe

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"outpost/app/outage"
)

// scripted answers the n-th try with what its script says.
type scripted struct {
	rung   outage.Rung
	answer func(n int) (outage.Outcome, time.Duration)

	mu    sync.Mutex
	tries []time.Time
}

func (p *scripted) Rung() outage.Rung { return p.rung }

func (p *scripted) Probe(ctx context.Context) Result {
	p.mu.Lock()
	n := len(p.tries)
	p.tries = append(p.tries, time.Now())
	p.mu.Unlock()
	o, d := p.answer(n)
	select {
	case <-time.After(d):
		return Result{Rung: p.rung, Outcome: o, RTT: d}
	case <-ctx.Done():
		return Result{Rung: p.rung, Outcome: outage.OutcomeFailed, RTT: d, Detail: "timeout"}
	}
}

func always(o outage.Outcome, d time.Duration) func(int) (outage.Outcome, time.Duration) {
	return func(int) (outage.Outcome, time.Duration) { return o, d }
}

// collect runs the probes for d of simulated time.
func collect(t *testing.T, d time.Duration, probers ...Prober) (evs []outage.Evidence, at []time.Duration) {
	t.Helper()
	r, err := NewRunner(DefaultSettings(), "ward", probers...)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	began := time.Now()
	err = r.Run(ctx, func(ev outage.Evidence) {
		evs = append(evs, ev)
		at = append(at, time.Since(began))
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Run ended with %v", err)
	}
	synctest.Wait()
	return evs, at
}

func outcome(ev outage.Evidence, r outage.Rung) outage.Outcome {
	for _, x := range ev.Readings {
		if x.Rung == r {
			return x.Outcome
		}
	}
	return ""
}

func TestPeaceAsksEveryFiveSecondsAndSavesSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		app := &scripted{rung: outage.RungApplication, answer: always(outage.OutcomeOK, 10*time.Millisecond)}
		save := &scripted{rung: outage.RungWrite, answer: always(outage.OutcomeOK, 10*time.Millisecond)}
		evs, _ := collect(t, time.Hour, app, save)
		if len(evs) < 719 || len(evs) > 721 {
			t.Errorf("%d rounds in an hour, want 720", len(evs))
		}
		var least, most time.Duration = time.Hour, 0
		for i := 1; i < len(save.tries); i++ {
			d := save.tries[i].Sub(save.tries[i-1])
			least, most = min(least, d), max(most, d)
		}
		if least < 15*time.Second || most > 30*time.Second || least == most {
			t.Errorf("canaries every %v to %v, want 15 to 30 s with jitter", least, most)
		}
	})
}

func TestOneRetryOnANewConnectionSavesTheRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		app := &scripted{rung: outage.RungApplication, answer: func(n int) (outage.Outcome, time.Duration) {
			if n == 0 {
				return outage.OutcomeFailed, time.Millisecond
			}
			return outage.OutcomeOK, time.Millisecond
		}}
		evs, _ := collect(t, 3*time.Second, app)
		if len(evs) != 1 || outcome(evs[0], outage.RungApplication) != outage.OutcomeOK {
			t.Fatalf("%+v", evs)
		}
		if d := app.tries[1].Sub(app.tries[0]); d < time.Second {
			t.Errorf("the retry came after %v, want at least 1 s", d)
		}
	})
}

func TestASilentHISIsDownWithinFifteenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := always(outage.OutcomeOK, time.Hour)
		app := &scripted{rung: outage.RungApplication, answer: never}
		db := &scripted{rung: outage.RungDatabase, answer: never}
		save := &scripted{rung: outage.RungWrite, answer: never}
		evs, at := collect(t, 13*time.Second, app, db, save)
		if len(evs) != 3 || at[2] > 13*time.Second {
			t.Fatalf("%d rounds, at %v", len(evs), at)
		}
		for _, ev := range evs {
			if outcome(ev, outage.RungApplication) != outage.OutcomeFailed {
				t.Errorf("%+v", ev)
			}
		}
		if len(app.tries) != 7 { // two each, and the first of the fourth round
			t.Errorf("%d tries in 3 rounds and a bit, want 7", len(app.tries))
		}
	})
}

func TestSlowIsNeitherOkNorFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &scripted{rung: outage.RungDatabase, answer: always(outage.OutcomeOK, 2*time.Second)}
		save := &scripted{rung: outage.RungWrite, answer: always(outage.OutcomeOK, 5*time.Second)}
		evs, _ := collect(t, 30*time.Second, db, save)
		for _, ev := range evs {
			if outcome(ev, outage.RungDatabase) != outage.OutcomeSlow || outcome(ev, outage.RungWrite) != outage.OutcomeSlow {
				t.Errorf("%+v", ev.Readings)
			}
		}
		if len(evs) < 4 {
			t.Errorf("%d rounds", len(evs))
		}
	})
}

func TestALockedTableFailsOnTheSaveOnlyAndIsAskedEveryRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &scripted{rung: outage.RungDatabase, answer: always(outage.OutcomeOK, time.Millisecond)}
		save := &scripted{rung: outage.RungWrite, answer: always(outage.OutcomeOK, time.Hour)}
		evs, _ := collect(t, time.Minute, db, save)
		if len(evs) < 3 {
			t.Fatalf("%d rounds in a minute", len(evs))
		}
		for _, ev := range evs {
			if outcome(ev, outage.RungDatabase) != outage.OutcomeOK || outcome(ev, outage.RungWrite) != outage.OutcomeFailed {
				t.Errorf("%+v", ev.Readings)
			}
		}
		if len(save.tries) != len(evs)+1 && len(save.tries) != len(evs) {
			t.Errorf("%d saves in %d rounds: a waiting save must not be doubled", len(save.tries), len(evs))
		}
	})
}

func TestRunnerRefusesWhatCannotWork(t *testing.T) {
	gateway, err := NewTCP(outage.RungGateway, "127.0.0.1:9")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewRunner(DefaultSettings(), "", gateway); !errors.Is(err, ErrSettings) {
		t.Errorf("a runner that never asks the HIS: %v", err)
	}
	for name, spoil := range map[string]func(*Settings){
		"every":      func(s *Settings) { s.Every = 0 },
		"slow_read":  func(s *Settings) { s.SlowRead = s.ReadLimit },
		"slow_save":  func(s *Settings) { s.SlowSave = s.SaveLimit },
		"save_limit": func(s *Settings) { s.SaveLimit = outage.Duration(40 * time.Second) },
	} {
		s := DefaultSettings()
		spoil(&s)
		if err := s.Validate(); !errors.Is(err, ErrSettings) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFromASilentHISToAPublishedOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fault := time.Now().Add(2*time.Minute + 2*time.Second)
		answer := func(int) (outage.Outcome, time.Duration) {
			if time.Now().Before(fault) {
				return outage.OutcomeOK, 20 * time.Millisecond
			}
			return outage.OutcomeOK, time.Hour
		}
		r, err := NewRunner(DefaultSettings(), "", &scripted{rung: outage.RungApplication, answer: answer}, &scripted{rung: outage.RungWrite, answer: answer})
		if err != nil {
			t.Fatal(err)
		}
		engine, err := outage.New(outage.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		var told time.Time
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
		defer cancel()
		_ = r.Run(ctx, func(ev outage.Evidence) {
			if len(engine.Round(time.Now(), ev)) > 0 && told.IsZero() {
				told = time.Now()
			}
		})
		synctest.Wait()
		if d := told.Sub(fault); told.IsZero() || d < 0 || d > 35*time.Second {
			t.Errorf("told %v after the fault", d)
		}
		if t0 := engine.View(time.Now()).T0; t0.Sub(fault) > 5*time.Second || t0.Before(fault.Add(-time.Second)) {
			t.Errorf("T0 lies %v after the fault", t0.Sub(fault))
		}
	})
}
