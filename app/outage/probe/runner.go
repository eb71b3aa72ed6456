package probe

import (
	"context"
	"math/rand/v2"
	"time"

	"outpost/app/outage"
)

// attentive is how many rounds after a bad one the write canary is asked every round: as many as the detector's
// window of twelve, so that what looks mended has been proved by saving.
const attentive = 12

// hurried is how many bad rounds in a row run at the faster pace; then the verdict stands.
const hurried = 4

// canaryJitter spreads the stations' canaries: ±20 %.
const canaryJitter = 0.2

// Runner asks all probes round by round. Make one with NewRunner; Run may be called once.
type Runner struct {
	settings Settings
	probers  []Prober
	segment  string

	// Now is the clock, and Random a source of [0,1) for the jitter. Both may be replaced before Run.
	Now    func() time.Time
	Random func() float64

	nextCanary time.Time
	sinceBad   int // rounds since the newest bad one; attentive when long ago
	badInRow   int
}

// NewRunner makes the runner of a station in a network segment ("" for none). It refuses settings that do not
// validate and a station without a probe.
func NewRunner(s Settings, segment string, probers ...Prober) (*Runner, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	his := 0
	for _, p := range probers {
		switch p.Rung() {
		case outage.RungApplication, outage.RungDatabase, outage.RungWrite:
			his++
		}
	}
	if his == 0 {
		return nil, settingsError("no probe asks the HIS itself: name an application URL or a database")
	}
	return &Runner{settings: s, probers: probers, segment: segment, Now: time.Now, Random: rand.Float64, sinceBad: attentive}, nil
}

// Run asks a round at once and then at its pace, and hands each to deliver on its own goroutine, until ctx ends. It
// returns ctx's error.
func (r *Runner) Run(ctx context.Context, deliver func(outage.Evidence)) error {
	for {
		began := time.Now()
		ev := r.round(ctx)
		if ctx.Err() != nil {
			return ctx.Err() // a round cut short proves nothing
		}
		r.note(ev)
		deliver(ev)
		pause := time.NewTimer(max(r.pace()-time.Since(began), 0))
		select {
		case <-ctx.Done():
			pause.Stop()
			return ctx.Err()
		case <-pause.C:
		}
	}
}

// pace is the time from the start of one round to the start of the next.
func (r *Runner) pace() time.Duration {
	if r.badInRow > 0 && r.badInRow < hurried {
		return r.settings.EverySuspect.D()
	}
	return r.settings.Every.D()
}

// note keeps what the pace and the canary depend on.
func (r *Runner) note(ev outage.Evidence) {
	for _, x := range ev.Readings {
		if x.Outcome == outage.OutcomeFailed || x.Outcome == outage.OutcomeSlow {
			r.sinceBad = 0
			r.badInRow++
			return
		}
	}
	r.badInRow = 0
	r.sinceBad = min(r.sinceBad+1, attentive)
}

// canaryDue decides whether this round saves, and sets the next time when it does.
func (r *Runner) canaryDue(now time.Time) bool {
	if r.sinceBad >= attentive && now.Before(r.nextCanary) {
		return false
	}
	spread := 1 + canaryJitter*(2*r.Random()-1)
	r.nextCanary = now.Add(time.Duration(float64(r.settings.CanaryEvery.D()) * spread))
	return true
}

// round asks all probes at once. As soon as application or read has failed for good the round is decided, and a
// write canary still under way is not waited for.
func (r *Runner) round(ctx context.Context) outage.Evidence {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ev := outage.Evidence{At: r.Now(), Segment: r.segment}
	save := r.canaryDue(ev.At)
	answers := make(chan outage.Reading, len(r.probers))
	waiting := map[outage.Rung]int{}
	for _, p := range r.probers {
		if p.Rung() != outage.RungWrite || save {
			waiting[p.Rung()]++
			go func() { answers <- r.ask(ctx, p) }()
		}
	}
	decided := false
	for others(waiting) > 0 || (waiting[outage.RungWrite] > 0 && !decided) {
		x := <-answers
		waiting[x.Rung]--
		ev.Readings = append(ev.Readings, x)
		decided = decided || (x.Outcome == outage.OutcomeFailed && (x.Rung == outage.RungApplication || x.Rung == outage.RungDatabase))
	}
	return ev
}

func others(waiting map[outage.Rung]int) int {
	n := 0
	for rung, k := range waiting {
		if rung != outage.RungWrite {
			n += k
		}
	}
	return n
}

// ask tries a probe and retries it once on a new connection: RetryAfter after a failure, and for reads also when the
// first try has been silent for so long that it is slow (its first packet may be lost). The first good answer wins;
// both together have the rung's limit.
func (r *Runner) ask(ctx context.Context, p Prober) outage.Reading {
	limit, slow := r.settings.limits(p.Rung())
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	began := time.Now()
	results := make(chan Result, 2)
	try := func() { results <- p.Probe(ctx) }
	go try()
	again := time.NewTimer(max(slow, r.settings.RetryAfter.D()))
	defer again.Stop()
	if p.Rung() == outage.RungWrite {
		again.Stop() // two saves of one row would wait for each other
	}
	last, running, retried := Result{Rung: p.Rung(), Outcome: outage.OutcomeFailed, Detail: "timeout"}, 1, false
	for {
		select {
		case <-ctx.Done():
			last.RTT = time.Since(began)
			return reading(last, slow)
		case <-again.C:
			retried = true
			running++
			go try()
		case res := <-results:
			running--
			last = worse(last, res)
			if res.Outcome != outage.OutcomeFailed || (retried && running == 0) {
				return reading(last, slow)
			}
			if !retried {
				again.Reset(r.settings.RetryAfter.D())
			}
		}
	}
}

// worse keeps, of two failed tries, the newer one, and that the server spoke in either.
func worse(before, after Result) Result {
	after.Spoke = after.Spoke || before.Spoke
	return after
}

// reading turns a result into evidence.
func reading(res Result, slow time.Duration) outage.Reading {
	if res.Outcome == outage.OutcomeOK && res.RTT > slow {
		res.Outcome = outage.OutcomeSlow
	}
	return outage.Reading{Rung: res.Rung, Outcome: res.Outcome, Spoke: res.Spoke, RTT: res.RTT, Detail: res.Detail}
}
