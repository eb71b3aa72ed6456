package outage

import (
	"slices"
	"time"

	"outpost/store/incident"
)

// Standing is what the class table needs of this station.
type Standing struct {
	Segment     string
	Down        bool
	CarrierLost bool   // the link itself is dead
	GatewayOK   bool   // the next router answers
	Spoke       bool   // the server answered, if only with an error
	Neighbours  string // "ok" or "down" as a person said, "" when nobody did
}

// What a person can say of the windows beside.
const (
	NeighboursOK   = "ok"
	NeighboursDown = "down"
)

// Classify applies the class table of outage/README to this station and the peers heard lately; the first row that
// fits decides. It never claims class 1 while nobody is heard and no server spoke.
func Classify(own Standing, peers []Peer) (incident.Class, incident.Confidence) {
	if own.CarrierLost {
		return byNeighbours(own.Neighbours, incident.ConfidenceHigh)
	}
	if len(peers) == 0 {
		if own.Down && own.Spoke {
			return incident.Class1, incident.ConfidenceMedium
		}
		return byNeighbours(own.Neighbours, incident.ConfidenceLow)
	}
	t := tallyOf(own, peers)
	if t.ok == 0 {
		return allDown(own, t)
	}
	switch {
	case t.wholeSegmentDown():
		return incident.Class2, incident.ConfidenceHigh
	case t.down == 1:
		return incident.Class3, incident.ConfidenceHigh
	case t.down >= 2 && (t.downSegments() >= 2 || t.halfSegmentDown()):
		return incident.Class2, incident.ConfidenceMedium
	}
	return incident.Class3, incident.ConfidenceMedium
}

// byNeighbours answers for a station that hears nobody, from what its cashier sees.
func byNeighbours(said string, sure incident.Confidence) (incident.Class, incident.Confidence) {
	switch said {
	case NeighboursOK:
		return incident.Class3, sure
	case NeighboursDown:
		return incident.Class2, sure
	}
	return incident.ClassUnknown, incident.ConfidenceLow
}

// allDown answers when every station that is heard is down.
func allDown(own Standing, t tally) (incident.Class, incident.Confidence) {
	switch {
	case len(t.segments) >= 2, own.Spoke:
		return incident.Class1, incident.ConfidenceHigh
	case own.GatewayOK:
		return incident.Class1, incident.ConfidenceMedium
	}
	return incident.Class2, incident.ConfidenceMedium
}

// tally counts the stations that are down and ok, in all and per segment.
type tally struct {
	down, ok int
	segments map[string][2]int // down, ok
}

func tallyOf(own Standing, peers []Peer) tally {
	t := tally{segments: map[string][2]int{}}
	t.count(own.Segment, own.Down)
	for _, p := range peers {
		t.count(p.Segment, p.Down)
	}
	return t
}

func (t *tally) count(segment string, down bool) {
	s := t.segments[segment]
	if down {
		t.down++
		s[0]++
	} else {
		t.ok++
		s[1]++
	}
	t.segments[segment] = s
}

func (t tally) downSegments() int {
	n := 0
	for _, s := range t.segments {
		if s[0] > 0 {
			n++
		}
	}
	return n
}

// wholeSegmentDown: one segment of two stations or more is fully down and the others are ok.
func (t tally) wholeSegmentDown() bool {
	if t.downSegments() != 1 {
		return false
	}
	for _, s := range t.segments {
		if s[0] >= 2 && s[1] == 0 {
			return true
		}
	}
	return false
}

func (t tally) halfSegmentDown() bool {
	for _, s := range t.segments {
		if s[0] > 0 && s[0] >= s[1] {
			return true
		}
	}
	return false
}

// fresh keeps the peers heard within the limit.
func fresh(peers []Peer, now time.Time, within time.Duration) []Peer {
	var out []Peer
	for _, p := range peers {
		if d := now.Sub(p.HeardAt); d <= within && d >= -within {
			out = append(out, p)
		}
	}
	return out
}

// upperMedian returns the upper median of the onsets, so that one station's early hiccup does not start the clock
// of all. It is zero for none.
func upperMedian(onsets []time.Time) time.Time {
	if len(onsets) == 0 {
		return time.Time{}
	}
	sorted := slices.SortedFunc(slices.Values(onsets), time.Time.Compare)
	return sorted[len(sorted)/2]
}
