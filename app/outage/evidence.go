package outage

import (
	"time"

	"outpost/store/incident"
)

// Rung is one step of the way to the HIS that a probe asks for.
type Rung string

// The rungs, lowest first. The HIS is usable when application, database and write are all ok.
const (
	RungCarrier     Rung = "carrier"     // link of this station
	RungGateway     Rung = "gateway"     // next router
	RungApplication Rung = "application" // the HIS program answers
	RungDatabase    Rung = "database"    // login and read
	RungWrite       Rung = "write"       // write canary
	RungInsurance   Rung = "insurance"   // insurer's echo; apart from the HIS
)

// ofHIS reports whether the rung decides if the HIS is usable.
func (r Rung) ofHIS() bool {
	return r == RungApplication || r == RungDatabase || r == RungWrite
}

// Outcome is what one rung said in one round, after its retry.
type Outcome string

// The outcomes. A rung not asked in a round has no reading.
const (
	OutcomeOK     Outcome = "ok"
	OutcomeSlow   Outcome = "slow"   // ok, but over the rung's limit
	OutcomeFailed Outcome = "failed" //
	OutcomeConfig Outcome = "config" // the probe itself is set up wrongly (e.g. its password): no evidence at all
)

// Reading is what one rung said in one round.
type Reading struct {
	Rung    Rung
	Outcome Outcome
	Spoke   bool          // the server itself answered, if only with an error: the way there works
	RTT     time.Duration // round-trip time of the last try
	Detail  string        // for the log: no secret, no personal data
}

// Peer is what another station says of itself.
type Peer struct {
	Station string
	Segment string
	Down    bool
	Onset   time.Time // since when, if Down
	HeardAt time.Time
}

// Evidence is one round of probes, and the peers as heard last.
type Evidence struct {
	At       time.Time // start of the round; zero means the time of the call
	Readings []Reading
	Segment  string // of this station
	Peers    []Peer
}

// reading returns the reading of a rung, if the round has one.
func (ev Evidence) reading(r Rung) (Reading, bool) {
	for _, x := range ev.Readings {
		if x.Rung == r {
			return x, true
		}
	}
	return Reading{}, false
}

func (ev Evidence) failed(r Rung) bool {
	x, ok := ev.reading(r)
	return ok && x.Outcome == OutcomeFailed
}

// round is a round boiled down to what the windows need.
type round struct {
	at     time.Time
	failed bool // a rung of the HIS failed
	slow   bool // none failed, but one was slow
	hard   bool // a save does not go through: failed, or slower than SaveHard
	spoke  bool // the server answered on some rung
	part   incident.Part
}

func (r round) bad() bool { return r.failed || r.slow }

// judge boils a round down. ok is false when no rung of the HIS gave evidence.
func judge(ev Evidence, l Limits) (r round, ok bool) {
	r.at = ev.At
	for _, x := range ev.Readings {
		r.spoke = r.spoke || (x.Rung.ofHIS() && (x.Spoke || x.Outcome == OutcomeOK || x.Outcome == OutcomeSlow))
		if !x.Rung.ofHIS() || x.Outcome == OutcomeConfig {
			continue
		}
		ok = true
		r.failed = r.failed || x.Outcome == OutcomeFailed
		r.slow = r.slow || x.Outcome == OutcomeSlow
		r.hard = r.hard || x.Outcome == OutcomeFailed || (x.Rung == RungWrite && x.RTT > l.SaveHard.D())
	}
	r.slow = r.slow && !r.failed
	if r.failed {
		r.part = brokenPart(ev, r.spoke)
	}
	return r, ok
}

// brokenPart says what broke, as far as one station's round can tell. Nothing but silence says nothing: network is
// claimed only when something nearer than the HIS failed as well.
func brokenPart(ev Evidence, spoke bool) incident.Part {
	app, asked := ev.reading(RungApplication)
	db := ev.failed(RungDatabase) || ev.failed(RungWrite)
	switch {
	case !spoke && (ev.failed(RungCarrier) || ev.failed(RungGateway)):
		return incident.PartNetwork
	case !spoke:
		return incident.PartUnknown
	case db && (!asked || app.Outcome == OutcomeOK || app.Outcome == OutcomeSlow):
		return incident.PartDatabase
	}
	return incident.PartServer
}
