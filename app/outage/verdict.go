package outage

import "time"

// Verdict is what this station alone thinks of the HIS.
type Verdict string

// The verdicts (outage/README, Station verdict).
const (
	VerdictUnknown  Verdict = "unknown" // too few rounds
	VerdictUp       Verdict = "up"
	VerdictDegraded Verdict = "degraded"
	VerdictDown     Verdict = "down"
)

// window keeps the last rounds and the verdict they led to. A window sees what a counter of consecutive failures
// misses: fail-ok-fail-ok and brown-outs.
type window struct {
	rounds    []round
	verdict   Verdict
	onset     time.Time // first failed round of the present DOWN
	downSince time.Time // when the verdict became DOWN
}

// reset throws all evidence away.
func (w *window) reset() { *w = window{verdict: VerdictUnknown} }

// add takes a round in and moves the verdict.
func (w *window) add(r round, now time.Time, l Limits) {
	w.rounds = append(w.rounds, r)
	if most := max(l.DownWindow, l.UpInRow, l.DegradedWindow); len(w.rounds) > most {
		w.rounds = append(w.rounds[:0], w.rounds[len(w.rounds)-most:]...)
	}
	lately := w.last(l.DownWindow)
	switch {
	case r.failed && count(lately, func(r round) bool { return r.failed }) >= l.DownFailed:
		w.goDown(lately, now)
	case w.verdict == VerdictDown:
		w.leaveDown(l)
	case w.verdict == VerdictDegraded:
		if w.bad(l) <= l.DegradedLeave && len(w.rounds) >= l.DegradedWindow {
			w.verdict = VerdictUp
		}
	case w.bad(l) >= l.DegradedBad:
		w.verdict = VerdictDegraded
	case w.inRow(l.UpInRow, func(r round) bool { return !r.bad() }):
		w.verdict = VerdictUp
	}
}

func (w *window) goDown(lately []round, now time.Time) {
	if w.verdict == VerdictDown {
		return
	}
	w.verdict, w.downSince = VerdictDown, now
	for _, r := range lately {
		if r.failed {
			w.onset = r.at
			return
		}
	}
}

// leaveDown ends DOWN: all ok is UP, answering again but slowly is DEGRADED. The failed rounds before are dropped,
// or they would call the mended HIS degraded.
func (w *window) leaveDown(l Limits) {
	switch {
	case w.inRow(l.UpInRow, func(r round) bool { return !r.bad() }):
		w.verdict = VerdictUp
	case w.inRow(l.DegradedBad, func(r round) bool { return !r.failed }) && count(w.last(l.DegradedBad), round.bad) > l.DegradedLeave:
		w.verdict = VerdictDegraded
	default:
		return
	}
	keep := l.UpInRow
	if w.verdict == VerdictDegraded {
		keep = l.DegradedBad
	}
	w.rounds = append([]round(nil), w.last(keep)...)
}

// last returns the newest n rounds, fewer when there are fewer.
func (w *window) last(n int) []round { return w.rounds[max(0, len(w.rounds)-n):] }

// bad counts failed or slow rounds of the degraded window.
func (w *window) bad(l Limits) int { return count(w.last(l.DegradedWindow), round.bad) }

// hard returns how many rounds of the degraded window could not save, and when the first of them was.
func (w *window) hard(l Limits) (n int, first time.Time) {
	for _, r := range w.last(l.DegradedWindow) {
		if r.hard {
			if n == 0 {
				first = r.at
			}
			n++
		}
	}
	return n, first
}

// failing reports whether the newest round could not save.
func (w *window) failing() bool { return len(w.rounds) > 0 && w.rounds[len(w.rounds)-1].hard }

// answered reports whether the newest round got through, slowly or not.
func (w *window) answered() bool { return len(w.rounds) > 0 && !w.rounds[len(w.rounds)-1].failed }

// spoke reports whether the server answered within the last n rounds.
func (w *window) spoke(n int) bool {
	return count(w.last(n), func(r round) bool { return r.spoke }) > 0
}

func (w *window) inRow(n int, good func(round) bool) bool {
	return len(w.rounds) >= n && count(w.last(n), good) == n
}

func count(rs []round, is func(round) bool) int {
	n := 0
	for _, r := range rs {
		if is(r) {
			n++
		}
	}
	return n
}
