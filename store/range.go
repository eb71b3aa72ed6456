package store

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"outpost/receipts"
)

var (
	// ErrRange: a number range cannot be taken out, moved on or marked so.
	ErrRange = errors.New("number range")
	// ErrOverlap: a range holds numbers that were taken out here before.
	ErrOverlap = errors.New("the numbers were taken out before")
)

// RangeKind says what the numbers of a range stand on.
type RangeKind string

// The kinds of ranges: pre-printed receipt forms (票据号), and temporary numbers
// of patients whom the copied register does not know.
const (
	RangeForm    RangeKind = "form"
	RangePatient RangeKind = "patient"
)

// Valid says whether the kind is one of ours.
func (k RangeKind) Valid() bool { return k == RangeForm || k == RangePatient }

// Fate is what became of a number.
type Fate string

// Each number of a range ends as one of these. GivenBack numbers are unused ones
// that were returned and are never given out here again.
const (
	FateUsed      Fate = "used"
	FateVoided    Fate = "voided"
	FateLost      Fate = "lost"
	FateUnused    Fate = "unused"
	FateGivenBack Fate = "given back"
	// FateMissing is no end: the number was given out and stands nowhere, which no
	// sound ledger has.
	FateMissing Fate = "missing"
)

// Span is the running numbers from First to Last, both included.
type Span struct {
	First int64 `json:"first"`
	Last  int64 `json:"last"`
}

// Count is how many numbers a span has.
func (s Span) Count() int64 { return s.Last - s.First + 1 }

// meets says whether two spans share a number.
func (s Span) meets(o Span) bool { return s.First <= o.Last && o.First <= s.Last }

// NumberRange is a run of numbers taken out (领用) at this window.
type NumberRange struct {
	ID    string    `json:"id"`
	Kind  RangeKind `json:"kind"`
	Batch string    `json:"batch"`
	receipts.Series
	Span
	// Next is the running number that comes next, where it was not marked; Last+1
	// when all are given out.
	Next int64 `json:"next"`
	// Taker is who took it out; By is who wrote that down.
	Taker string    `json:"taker"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`

	// gone are the numbers from Next on that were marked, in order.
	gone []Span
	// seq is the entry that took it out; turn is the entry that last chose it,
	// because the paper in the printer was of it.
	seq, turn int64
}

// From is the first number as printed.
func (r NumberRange) From() string { return r.Number(r.First) }

// To is the last number as printed.
func (r NumberRange) To() string { return r.Number(r.Last) }

// Overlaps says whether two ranges of one kind share a number.
func (r NumberRange) Overlaps(o NumberRange) bool {
	return r.Kind == o.Kind && r.Series == o.Series && r.Span.meets(o.Span)
}

// up is the number that is given out next; ok is false when none is left.
func (r NumberRange) up() (n int64, ok bool) {
	n = r.Next
	for _, s := range r.gone {
		if n >= s.First && n <= s.Last {
			n = s.Last + 1
		}
	}
	return n, n <= r.Last
}

// Left is how many numbers can still be given out.
func (r NumberRange) Left() int64 {
	left := max(0, r.Last-r.Next+1)
	for _, s := range r.gone {
		if s.Last >= r.Next {
			left -= s.Last - max(s.First, r.Next) + 1
		}
	}
	return left
}

// given is the range after n was given out.
func (r NumberRange) given(n int64) NumberRange {
	r.Next = max(r.Next, n+1)
	return r
}

// marked is the range with further numbers that are never given out.
func (r NumberRange) marked(spans []Span) NumberRange {
	r.gone = slices.Concat(r.gone, spans)
	slices.SortFunc(r.gone, func(a, b Span) int { return cmp.Compare(a.First, b.First) })
	return r
}

// without is the span less the numbers already marked: what is left of it.
func (s Span) without(gone []Span) (rest []Span) {
	at := s.First
	for _, g := range gone {
		if g.Last < at || g.First > s.Last {
			continue
		}
		if g.First > at {
			rest = append(rest, Span{at, g.First - 1})
		}
		at = g.Last + 1
	}
	if at <= s.Last {
		rest = append(rest, Span{at, s.Last})
	}
	return rest
}

// NumbersLeft is how many numbers of a kind this window can still give out.
type NumbersLeft struct {
	// Taken says that a range of this kind was taken out here once: from then on
	// running out is worth a loud word.
	Taken bool  `json:"taken"`
	Left  int64 `json:"left"`
	// Next is the number that comes next and Batch its batch; empty when none is
	// left.
	Next  string `json:"next,omitempty"`
	Batch string `json:"batch,omitempty"`
}

// Empty says that ranges were taken out and all are used up.
func (n NumbersLeft) Empty() bool { return n.Taken && n.Left == 0 }

// Low says that at most limit numbers are left of what was taken out.
func (n NumbersLeft) Low(limit int64) bool { return n.Taken && n.Left <= limit }

// pools are the ranges that still have numbers, in the order in which they are
// used, and which kinds were ever taken out. A pools is never changed in place.
type pools struct {
	open  []NumberRange
	taken map[RangeKind]bool
}

// next is the range and the number of a kind that comes next.
func (p pools) next(k RangeKind) (r NumberRange, n int64, ok bool) {
	for _, r := range p.open {
		if n, ok := r.up(); ok && r.Kind == k {
			return r, n, true
		}
	}
	return NumberRange{}, 0, false
}

// left adds the numbers of a kind up.
func (p pools) left(k RangeKind) NumbersLeft {
	out := NumbersLeft{Taken: p.taken[k]}
	for _, r := range p.open {
		if r.Kind == k {
			out.Left += r.Left()
		}
	}
	if r, n, ok := p.next(k); ok {
		out.Next, out.Batch = r.Number(n), r.Batch
	}
	return out
}

// with is the pools after a range changed or came in.
func (p pools) with(r NumberRange) pools {
	out := pools{taken: map[RangeKind]bool{r.Kind: true}}
	for k := range p.taken {
		out.taken[k] = true
	}
	for _, other := range p.open {
		if other.ID != r.ID {
			out.open = append(out.open, other)
		}
	}
	if r.Left() > 0 {
		out.open = append(out.open, r)
	}
	slices.SortStableFunc(out.open, NumberRange.compare)
	return out
}

// compare orders ranges as they are used: the one that the paper chose last,
// then as they were taken out.
func (r NumberRange) compare(o NumberRange) int {
	return cmp.Or(cmp.Compare(o.turn, r.turn), cmp.Compare(r.seq, o.seq))
}
