package store

import (
	"context"
	"slices"
	"time"
)

// RangeAccount says what became of every number of a range. Each number is used,
// voided, lost or unused; a Missing one was given out and stands nowhere, which
// no sound ledger has.
type RangeAccount struct {
	NumberRange
	Size   int64 `json:"size"`
	Used   int64 `json:"used"`
	Voided int64 `json:"voided"`
	Lost   int64 `json:"lost"`
	// Unused counts the GivenBack ones too.
	Unused    int64 `json:"unused"`
	GivenBack int64 `json:"given_back"`
	Missing   int64 `json:"missing"`
	// Twice are numbers that stand on two receipts, or on one and in a mark.
	Twice []string      `json:"twice,omitempty"`
	Spans []AccountSpan `json:"spans"`
}

// AccountSpan is a run of numbers with one fate.
type AccountSpan struct {
	Fate  Fate   `json:"fate"` // "missing" for those that stand nowhere
	From  string `json:"from"`
	To    string `json:"to"`
	Count int64  `json:"count"`
	// Reason, By and At are those of a mark, and zero for other numbers.
	Reason string    `json:"reason,omitempty"`
	By     string    `json:"by,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// Sound says whether each number is accounted for once.
func (a RangeAccount) Sound() bool {
	return a.Missing == 0 && len(a.Twice) == 0 && a.Used+a.Voided+a.Lost+a.Unused == a.Size
}

// RangeAccount accounts for every number of a range.
func (l *Ledger) RangeAccount(ctx context.Context, rangeID string) (RangeAccount, error) {
	all, err := l.Ranges(ctx)
	if err != nil {
		return RangeAccount{}, err
	}
	i := slices.IndexFunc(all, func(r NumberRange) bool { return r.ID == rangeID })
	if i < 0 {
		return RangeAccount{}, refuse(ErrNotFound, "no range %q was taken out at this window", rangeID)
	}
	return l.accountOf(ctx, all[i])
}

// RangeAccounts accounts for every range ever taken out here, in the order in
// which they are used.
func (l *Ledger) RangeAccounts(ctx context.Context) ([]RangeAccount, error) {
	all, err := l.Ranges(ctx)
	if err != nil {
		return nil, err
	}
	accounts := make([]RangeAccount, 0, len(all))
	for _, r := range all {
		a, err := l.accountOf(ctx, r)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, a)
	}
	return accounts, nil
}

func (l *Ledger) accountOf(ctx context.Context, r NumberRange) (RangeAccount, error) {
	uses, err := l.uses(ctx, r, r.Span)
	if err != nil {
		return RangeAccount{}, err
	}
	marks, err := l.marks(ctx, r.ID)
	return account(r, uses, marks), err
}

// account sorts the numbers of a range by what receipts, patients and marks say,
// each of which is in order. What the range itself says of its next number only
// tells unused numbers from missing ones.
func account(r NumberRange, uses []numberUsed, marks []numberMark) RangeAccount {
	a := RangeAccount{NumberRange: r, Size: r.Count()}
	for at := r.First; at <= r.Last; {
		switch {
		case len(uses) > 0 && uses[0].n < at:
			a.Twice, uses = append(a.Twice, r.Number(uses[0].n)), uses[1:]
		case len(marks) > 0 && marks[0].First < at:
			a.Twice, marks = append(a.Twice, r.Number(marks[0].First)), marks[1:]
		case len(uses) > 0 && uses[0].n == at:
			fate := FateUsed
			if uses[0].void {
				fate = FateVoided
			}
			a.add(numberMark{Span: Span{at, at}, Fate: fate})
			at, uses = at+1, uses[1:]
		case len(marks) > 0 && marks[0].First == at:
			a.add(marks[0])
			at, marks = marks[0].Last+1, marks[1:]
		default:
			to := r.Last
			if len(uses) > 0 {
				to = min(to, uses[0].n-1)
			}
			if len(marks) > 0 {
				to = min(to, marks[0].First-1)
			}
			a.blank(Span{at, to})
			at = to + 1
		}
	}
	for _, u := range uses {
		a.Twice = append(a.Twice, r.Number(u.n))
	}
	for _, m := range marks {
		a.Twice = append(a.Twice, r.Number(m.First))
	}
	return a
}

// blank adds numbers that nothing is known of: missing before the next one that
// is given out, unused from there on.
func (a *RangeAccount) blank(s Span) {
	if s.First < a.Next {
		a.add(numberMark{Span: Span{s.First, min(s.Last, a.Next-1)}, Fate: FateMissing})
	}
	if s.Last >= a.Next {
		a.add(numberMark{Span: Span{max(s.First, a.Next), s.Last}, Fate: FateUnused})
	}
}

// add counts a span and joins it to the one before where they are alike.
func (a *RangeAccount) add(m numberMark) {
	n := m.Count()
	switch m.Fate {
	case FateUsed:
		a.Used += n
	case FateVoided:
		a.Voided += n
	case FateLost:
		a.Lost += n
	case FateGivenBack:
		a.GivenBack += n
		a.Unused += n
	case FateUnused:
		a.Unused += n
	default:
		a.Missing += n
	}
	s := AccountSpan{Fate: m.Fate, From: a.Number(m.First), To: a.Number(m.Last), Count: n, Reason: m.Reason, By: m.By}
	if m.at != 0 {
		s.At = time.UnixMicro(m.at).UTC()
	}
	if i := len(a.Spans) - 1; i >= 0 && a.Spans[i].joins(s) {
		a.Spans[i].To, a.Spans[i].Count = s.To, a.Spans[i].Count+n
		return
	}
	a.Spans = append(a.Spans, s)
}

// joins says whether the next span tells the same.
func (s AccountSpan) joins(next AccountSpan) bool {
	return s.Fate == next.Fate && s.Reason == next.Reason && s.By == next.By && s.At.Equal(next.At)
}
