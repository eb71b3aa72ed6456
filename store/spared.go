package store

import (
	"context"
	"database/sql"

	"outpost/store/journal"
)

// kindSpared are the numbers that nobody knows to be given out and that are never
// given out any more: the second copy ended in a piece of an entry that stands
// whole nowhere. A power cut in the middle of an unacknowledged sale leaves such
// a piece; so does an acknowledged one that is damaged in both places, and then
// paper with its numbers exists.
const kindSpared = "numbers spared"

var sparedKinds = []kind{kindOf(kindSpared, projector.spared)}

// sparedBody lists the numbers that come next for each thing that the piece may
// have been.
type sparedBody struct {
	// Serials are receipts' running numbers.
	Serials Span `json:"serials"`
	// Marks are numbers of ranges, one by one, which count as lost.
	Marks []rangeMarkBody `json:"marks,omitempty"`
	// Patients are running numbers of this window's own series for patients; nil
	// where a range gives those out.
	Patients *Span  `json:"patients,omitempty"`
	Reason   string `json:"reason"`
}

const (
	// sparedBy stands for who marked a number when a ledger was opened.
	sparedBy = "spared"
	// sparedReason is why, as the account and the proof say it.
	sparedReason = "the second copy ended in a piece of an entry that may have taken the number"
	// sparedWithLog is why where the database's log was damaged.
	sparedWithLog = "the database's log was damaged and an entry in it that cannot be read may have taken the number"
)

// What range_marks calls the numbers that are of no range taken out: receipts'
// serials and this window's own numbers for patients. Ids of ranges are UUIDs.
const (
	serialMarks     = "serials"
	ownPatientMarks = "own patients"
)

func (p projector) spared(ctx context.Context, e journal.Entry, b sparedBody) error {
	marks := append(b.Marks, rangeMarkBody{Range: serialMarks, Spans: []Span{b.Serials}, Fate: FateLost, By: sparedBy, Reason: b.Reason})
	if b.Patients != nil {
		marks = append(marks, rangeMarkBody{Range: ownPatientMarks, Spans: []Span{*b.Patients}, Fate: FateLost, By: sparedBy, Reason: b.Reason})
	}
	for _, m := range marks {
		if err := p.rangeMark(ctx, e, m); err != nil {
			return err
		}
	}
	return nil
}

// Numbers are running numbers of one kind as they are printed, from the first to
// the last; without a Count there are none.
type Numbers struct {
	Count int64  `json:"count"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// with is the numbers with one more.
func (n Numbers) with(number string) Numbers {
	if n.To = number; n.Count == 0 {
		n.From = number
	}
	n.Count++
	return n
}

// Spared are the numbers that opening left out because an entry that stands whole
// nowhere may have taken them.
type Spared struct {
	Receipts Numbers `json:"receipts"`
	Forms    Numbers `json:"forms"`
	Patients Numbers `json:"patients"`
}

// Spared says which numbers this opening left out; none where nothing was in
// doubt. Whoever is at the window must be told: where paper with such a number
// exists, its receipt is entered again from its code.
func (l *Ledger) Spared() Spared {
	if s := l.sparedNow.Load(); s != nil {
		return *s
	}
	return Spared{}
}

// spareNumbers leaves out the numbers that come next where the second copy ends
// in a piece that neither side can read. The piece lies there until the entry is
// kept, so that a power cut on the way forgets nothing. A ledger that is only
// opened again after a commit without an answer knows what it acknowledged, and
// needs none of it. What mending a damaged log noted is left out too.
func (l *Ledger) spareNumbers(ctx context.Context) error {
	unread, reason := l.journal.Unread(), sparedReason
	noted, err := l.folder.spareNoted()
	if noted > unread && (unread == 0 || noted > mostAtOnce) { // a piece in the copy says better what one transaction took
		unread, reason = noted, sparedWithLog
	}
	if unread == 0 || err != nil {
		return err
	}
	if noted == 0 && l.unsettled && l.journal.Head().Seq >= l.acknowledged {
		return l.journal.CatchUp(ctx)
	}
	body, told, err := l.numbersToSpare(ctx, unread, reason)
	if err != nil {
		return err
	}
	l.opt.Log.Warn("numbers are spared", "because", reason, "receipts", told.Receipts, "forms", told.Forms, "patients", told.Patients)
	if err = l.writeSpared(ctx, body); err == nil {
		l.sparedNow.Store(&told)
		err = l.folder.spared()
	}
	return wrap(err, "sparing the numbers of an entry that cannot be read")
}

// numbersToSpare are the next n numbers of each kind that an entry may take.
func (l *Ledger) numbersToSpare(ctx context.Context, n int64, reason string) (b sparedBody, told Spared, err error) {
	var id Identity
	if _, err = l.stateValue(ctx, "identity", &id); err != nil {
		return b, told, err
	}
	left, err := l.loadPools(ctx)
	if err != nil {
		return b, told, err
	}
	next := l.journal.Head().Totals.Receipts + 1
	b = sparedBody{Serials: Span{next, next + n - 1}, Reason: reason}
	own, err := l.ownPatients(ctx, id)
	if err != nil {
		return b, told, err
	}
	for i := range n {
		told.Receipts = told.Receipts.with(id.number(next + i))
		for kind, numbers := range map[RangeKind]*Numbers{RangeForm: &told.Forms, RangePatient: &told.Patients} {
			r, at, ok := left.next(kind)
			switch {
			case ok:
				b.Marks = append(b.Marks, rangeMarkBody{Range: r.ID, Spans: []Span{{at, at}}, Fate: FateLost, By: sparedBy, Reason: reason})
				left, *numbers = left.with(r.given(at)), numbers.with(r.Number(at))
			case kind == RangePatient:
				own++
				if b.Patients == nil {
					b.Patients = &Span{own, own}
				}
				b.Patients.Last, *numbers = own, numbers.with(id.patientSeries().Number(own))
			}
		}
	}
	return b, told, nil
}

// SparedSerials are the running numbers of receipts that were spared and that no
// receipt bears: they count as spoiled, not as missing. One that turns up on paper
// and is entered again from its code is none of them any more.
func (l *Ledger) SparedSerials(ctx context.Context) ([]int64, error) {
	marks, err := l.marks(ctx, serialMarks)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, m := range marks {
		for n := m.First; n <= m.Last; n++ {
			var borne bool
			err := l.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM receipts WHERE number = ?)`, l.Identity().number(n)).Scan(&borne)
			if err != nil {
				return nil, wrap(err, "reading the numbers spared")
			}
			if !borne {
				all = append(all, n)
			}
		}
	}
	return all, nil
}

// ownPatients is the highest number given out, here or in a lost ledger, or spared
// of this window's own series for patients. It is not how many there are: of a
// ledger that was set aside, a patient may be lost.
func (l *Ledger) ownPatients(ctx context.Context, id Identity) (last int64, err error) {
	var given, spared sql.NullInt64
	err = l.read.QueryRowContext(ctx, `SELECT max(CAST(substr(number, length(?1) + 1) AS INTEGER)), (SELECT max(last) FROM range_marks WHERE range = ?2)
		FROM patients WHERE number > ?1 AND number < ?1 || ':'`, id.patientSeries().Prefix, ownPatientMarks).Scan(&given, &spared)
	return max(id.PatientsAbove, given.Int64, spared.Int64), wrap(err, "looking for the last patient's number")
}
