package store

import (
	"context"
	"slices"
	"strings"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// MaxRange is how many numbers one range may have: more is a slip of the
// keyboard.
const MaxRange = 1_000_000

// Taking is a run of numbers to be taken out (领用). From and To are typed as they
// are printed.
type Taking struct {
	Kind  RangeKind
	Batch string
	From  string
	To    string
	// Taker is who takes them; empty means who writes it down.
	Taker string
}

// TakeRange takes a run of numbers out for this window. One that shares a number
// with any range ever taken out here is ErrOverlap, one that cannot be read or is
// too large is ErrRange or receipts.ErrNumber. That no other window has the
// numbers is for who hands the paper out; the collection and the proof find it
// (reconcile).
func (l *Ledger) TakeRange(ctx context.Context, by Actor, t Taking) (NumberRange, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return NumberRange{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "take numbers out"); err != nil {
		return NumberRange{}, err
	}
	body, err := t.body(by, l.Identity())
	if err != nil {
		return NumberRange{}, err
	}
	r := NumberRange{ID: receipts.NewID(), Kind: body.Kind, Batch: body.Batch, Series: body.Series, Span: body.Span, Next: body.First, Taker: body.Taker, By: body.By}
	known, err := l.Ranges(ctx)
	if err != nil {
		return r, err
	}
	for _, k := range known {
		if k.Overlaps(r) {
			return r, refuse(ErrOverlap, "the numbers %s to %s were taken out at this window on %s by %s (batch %s); look at the paper's numbers again",
				k.From(), k.To(), l.Identity().Local(k.At).Format("2006-01-02"), k.Taker, k.Batch)
		}
	}
	entry, err := l.put(ctx, kindRangeTake, r.ID, body, journal.Totals{})
	if err != nil {
		return r, wrap(err, "the range was not kept")
	}
	r.At, r.seq = entry.At, entry.Seq
	l.change(func(c *current) { c.pools = c.pools.with(r) })
	return r, nil
}

// body checks what was typed.
func (t Taking) body(by Actor, id Identity) (rangeTakeBody, error) {
	b := rangeTakeBody{Kind: t.Kind, Batch: strings.TrimSpace(t.Batch), Taker: strings.TrimSpace(t.Taker), By: by.ID()}
	if b.Taker == "" {
		b.Taker = by.ID()
	}
	var err error
	b.Series, b.First, b.Last, err = receipts.ParseSpan(t.From, t.To)
	switch {
	case !t.Kind.Valid():
		return b, refuse(ErrRange, "%q is no kind of number; write form or patient", t.Kind)
	case b.Batch == "":
		return b, refuse(ErrRange, "the range needs its batch, as it stands on the paper's wrapping or in the register")
	case !printable(b.Batch, b.Taker):
		return b, refuse(ErrRange, "batch or taker hold broken or control characters, or more than %d; type them again", receipts.MaxName)
	case err != nil:
		return b, err
	case b.Count() > MaxRange:
		return b, refuse(ErrRange, "%s to %s are %d numbers; a range has at most %d, look at both again", b.Number(b.First), b.Number(b.Last), b.Count(), MaxRange)
	case t.Kind == RangePatient && b.Prefix == id.patientSeries().Prefix:
		return b, refuse(ErrRange, "numbers that begin with %s are this window's own series already; take out others", b.Prefix)
	}
	return b, nil
}

// printable says whether texts are short and without control characters.
func printable(texts ...string) bool {
	return !slices.ContainsFunc(texts, func(s string) bool { return !receipts.CleanText(s, receipts.MaxName) })
}

// NumbersLeft is how many numbers of a kind can still be given out.
func (l *Ledger) NumbersLeft(k RangeKind) NumbersLeft { return l.current().pools.left(k) }

// takeNumber is the next number of a kind and its use, to be written with the
// entry that uses it; nil where no range has one left. The caller holds l.mu,
// called ready, and calls numberGiven once the entry is kept.
func (l *Ledger) takeNumber(k RangeKind) (string, *numberUse) {
	r, n, ok := l.current().pools.next(k)
	if !ok {
		return "", nil
	}
	return r.Number(n), &numberUse{Range: r.ID, N: n}
}

// numberGiven keeps the ranges in memory in step with an entry that was kept.
func (l *Ledger) numberGiven(u *numberUse) {
	if u == nil {
		return
	}
	l.change(func(c *current) {
		if i := slices.IndexFunc(c.pools.open, func(r NumberRange) bool { return r.ID == u.Range }); i >= 0 {
			c.pools = c.pools.with(c.pools.open[i].given(u.N))
		}
	})
}
