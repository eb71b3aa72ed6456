package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// kindClock is somebody's word that the clock is right now.
const kindClock = "clock"

type clockBody struct {
	By string `json:"by"`
}

// clockKinds are the entries about the clock. They change no table: opening reads
// them with the last entries' times.
var clockKinds = []kind{
	kindOf(kindClock, func(projector, context.Context, journal.Entry, clockBody) error { return nil }),
}

// ReasonClock begins the reason of a receipt that is held back because the clock
// was not to be believed when it was charged.
const ReasonClock = "clock doubtful"

// The limits of a clock that is believed.
const (
	// clockBack is how far it may stand behind the ledger's last entry: a time
	// server's correction.
	clockBack = 2 * time.Minute
	// clockAhead is how long a window with an open shift is never silent.
	clockAhead = 36 * time.Hour
)

// clockFloor is before this program was made; a PC whose battery is empty starts
// years earlier.
var clockFloor = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// clockWatch compares the clock with the times in the ledger. Entries are ordered
// by their sequence whatever the clock says; a doubtful one never stops a sale,
// it marks it.
type clockWatch struct {
	latest time.Time      // of the entries whose time was believed
	zone   *time.Location // of the window's watch; nil is UTC
}

// minute writes a time as a watch at the window shows it.
func (w clockWatch) minute(t time.Time) string {
	if w.zone != nil {
		t = t.In(w.zone)
	}
	return t.Format("2006-01-02 15:04")
}

// doubt says why now is not believed; empty where it is. open says that a shift
// is open.
func (w clockWatch) doubt(now time.Time, open bool) string {
	switch {
	case now.Before(clockFloor):
		return fmt.Sprintf("%s: it says %s, before this program was made", ReasonClock, w.minute(now))
	case w.latest.IsZero():
		return ""
	case now.Before(w.latest.Add(-clockBack)):
		return fmt.Sprintf("%s: it says %s, behind the entries before it, which end at %s", ReasonClock, w.minute(now), w.minute(w.latest))
	case open && now.After(w.latest.Add(clockAhead)):
		return fmt.Sprintf("%s: it says %s, and the open shift's last entry was at %s", ReasonClock, w.minute(now), w.minute(w.latest))
	}
	return ""
}

// see takes an entry's time into account.
func (w *clockWatch) see(kind string, at time.Time, open bool) {
	if kind == kindClock {
		w.latest = at
		return
	}
	if w.doubt(at, open) == "" && at.After(w.latest) {
		w.latest = at
	}
}

// clockTail is how many of the last entries opening reads the times of.
const clockTail = 2000

// loadClock reads what the last entries say of the clock, as it was said when each
// was written: what was doubted in an open shift is doubted after a new start too.
// The caller holds mu.
func (l *Ledger) loadClock(ctx context.Context) error {
	l.clock = clockWatch{}
	now, err := l.openShift(ctx, "")
	if err != nil {
		return err
	}
	rows, err := l.read.QueryContext(ctx, `SELECT kind, at_us, CASE kind WHEN ? THEN body END FROM journal WHERE seq > (SELECT max(seq) FROM journal) - ? ORDER BY seq`, kindShiftClose, clockTail)
	tail, err := collect(rows, err, "reading the last entries' times", func(rows *sql.Rows) (e journal.Entry, err error) {
		var at int64
		err = rows.Scan(&e.Kind, &at, &e.Body)
		e.At = time.UnixMicro(at)
		return e, err
	})
	open := openBefore(tail, now.ID != "")
	for _, e := range tail {
		l.clock.see(e.Kind, e.At, open)
		switch e.Kind {
		case kindShiftOpen:
			open = true
		case kindShiftClose:
			open = handedOver(e)
		}
	}
	return err
}

// openBefore says whether a shift was open before the first of some entries; now
// is whether one is after the last.
func openBefore(tail []journal.Entry, now bool) bool {
	for _, e := range tail {
		if e.Kind == kindShiftOpen || e.Kind == kindShiftClose {
			return e.Kind == kindShiftClose
		}
	}
	return now
}

// ClockDoubt says in a sentence why the clock is not believed now; empty where it
// is. Sales go on and are marked.
func (l *Ledger) ClockDoubt() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.clock.doubt(l.opt.Now().UTC(), l.Shift().ID != "")
}

// ConfirmClock writes down that somebody compared the clock with a watch and it is
// right: from here on it is believed again. ErrInput while it says a time before
// this program was made.
func (l *Ledger) ConfirmClock(ctx context.Context, by Actor) error {
	if err := l.may(ctx, by, incident.RoleCashier, "confirm the clock"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.opt.Now(); now.Before(clockFloor) {
		return refuse(ErrInput, "the clock says %s, which cannot be; set the computer's clock first", now.Format(time.DateOnly))
	}
	_, err := l.put(ctx, kindClock, receipts.NewID(), clockBody{By: by.ID()}, journal.Totals{})
	return wrap(err, "confirming the clock")
}
