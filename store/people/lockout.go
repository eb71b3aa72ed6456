package people

import "time"

// freeTries are the wrong tries that make nobody wait: a finger slips.
const freeTries = 2

// waits are the waits after the third wrong try, the fourth and so on; the last
// one stays. It is short enough that a person who works alone at night is not
// kept out, and long enough that a million PINs take 28 years.
var waits = []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute}

// Wait is how long the next try must wait after so many wrong ones in a row.
func Wait(failed int) time.Duration {
	if failed <= freeTries {
		return 0
	}
	return waits[min(failed-freeTries, len(waits))-1]
}

// Tries are the wrong tries of one person since the last right one.
type Tries struct {
	Failed int
	// Last is when the wait began: the last wrong try, or the moment in which
	// the clock was seen to have been set back.
	Last time.Time
}

// Left is how long the next try must still wait. back says that the clock stands
// before Last: it was set back, nobody can tell how much of the wait is over,
// and it begins anew. So a clock can neither shorten a wait nor make it last for
// ever.
func (t Tries) Left(now time.Time) (left time.Duration, back bool) {
	wait := Wait(t.Failed)
	if wait == 0 {
		return 0, false
	}
	passed := now.Sub(t.Last)
	if passed < 0 {
		return wait, true
	}
	return max(0, wait-passed), false
}
