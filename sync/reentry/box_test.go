package reentry_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// box is an outbox in memory that also watches that a row is marked before it
// is sent.
type box struct {
	rows    []store.OutboxRow
	answers int // recorded
	failing error
}

func newBox(list ...receipts.Receipt) *box {
	b := &box{}
	for _, r := range list {
		b.rows = append(b.rows, store.OutboxRow{Receipt: r, State: store.Pending})
	}
	return b
}

func (b *box) Unsent(_ context.Context, limit int) ([]store.OutboxRow, error) {
	var out []store.OutboxRow
	for _, r := range b.rows {
		if (r.State == store.Pending || r.State == store.Sent || r.State == store.Unknown) && len(out) < limit {
			out = append(out, r)
		}
	}
	return out, nil
}

func (b *box) row(id string) *store.OutboxRow {
	for i := range b.rows {
		if b.rows[i].Receipt.ID == id {
			return &b.rows[i]
		}
	}
	return nil
}

func (b *box) MarkSent(_ context.Context, id string) (receipts.Receipt, error) {
	if b.failing != nil {
		return receipts.Receipt{}, b.failing
	}
	r := b.row(id)
	if r.State.Final() {
		return receipts.Receipt{}, store.ErrState
	}
	r.State, r.Attempts = store.Sent, r.Attempts+1
	return r.Receipt, nil
}

func (b *box) RecordAnswer(ctx context.Context, id string, a store.Answer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := b.row(id)
	if r.State.Final() {
		return store.ErrState
	}
	b.answers++
	r.State, r.HISNumber, r.Reason = a.State, a.HISNumber, a.Reason
	return nil
}

func (b *box) states() (out []store.OutboxState) {
	for _, r := range b.rows {
		out = append(out, r.State)
	}
	return out
}

// act is what the scripted HIS does with one posting.
type act struct {
	err    error
	save   bool
	late   time.Duration // saved only so much later
	change func(*his.Record)
}

// script is a HIS in memory that plays one act a posting; after the last one
// it works.
type script struct {
	mu       sync.Mutex
	box      *box
	acts     []act
	saved    map[string]his.Record
	posts    []time.Time
	reads    int
	readErr  error
	byHand   string
	other    bool // the patient is there under another key
	copies   bool // takes second copies
	unmarked bool // something was posted that was not marked as sent
}

func (s *script) Describe() his.Capabilities {
	return his.Capabilities{Protocol: "script", System: "memory", Objects: map[his.Object]his.Capability{
		his.Bill: {LooksUp: true, RefusesCopy: !s.copies},
	}}
}

func (s *script) Post(_ context.Context, r receipts.Receipt) (his.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, time.Now())
	if s.box != nil && s.box.row(r.ID).State != store.Sent {
		s.unmarked = true
	}
	a := act{save: true}
	if len(s.acts) > 0 {
		a, s.acts = s.acts[0], s.acts[1:]
	}
	if a.late > 0 {
		time.AfterFunc(a.late, func() { s.store(r, a) })
	} else if a.save {
		s.put(r, a)
	}
	return his.Outcome{}, a.err
}

func (s *script) store(r receipts.Receipt, a act) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(r, a)
}

func (s *script) put(r receipts.Receipt, a act) {
	if s.saved == nil {
		s.saved = map[string]his.Record{}
	}
	if old, ok := s.saved[r.ID]; ok {
		if s.copies {
			old.Copies[his.Bill]++
		}
		return
	}
	rec := his.Record{
		Number:  fmt.Sprintf("F-%d", len(s.saved)+1),
		Patient: his.Person{Name: r.Patient.Name, Keys: []string{r.Patient.ID}},
		Total:   r.Total, Copies: map[his.Object]int{his.Bill: 1},
	}
	for i, l := range r.Lines {
		rec.Lines = append(rec.Lines, his.Line{Key: his.LineKey(r.ID, i), Item: l.Item, Quantity: l.Quantity, Amount: l.Amount, Billed: l.Amount})
	}
	if r.Rounding != 0 {
		rec.Lines = append(rec.Lines, his.Line{Key: his.RoundingKey(r.ID), Amount: r.Rounding, Billed: r.Rounding})
	}
	for i, p := range r.Payments {
		rec.Payments = append(rec.Payments, his.Paid{Key: his.PaymentKey(r.ID, i), Tender: p.Tender, Amount: p.Amount})
	}
	if a.change != nil {
		a.change(&rec)
	}
	s.saved[r.ID] = rec
}

func (s *script) ReadBack(_ context.Context, r receipts.Receipt) (his.Record, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	if s.readErr != nil {
		return his.Record{}, false, s.readErr
	}
	rec, ok := s.saved[r.ID]
	return rec, ok, nil
}

func (s *script) Check(ctx context.Context) (his.Commissioning, error) {
	return his.Commission(ctx, s, receipts.CNY(), time.Now())
}

func (s *script) Lookalike(context.Context, receipts.Receipt) (string, bool, error) {
	return s.byHand, s.byHand != "", nil
}

func (s *script) OtherPatient(context.Context, receipts.Patient) (bool, error) { return s.other, nil }

func fail(kind error) error { return his.Fail(kind, nil, "do something", "as scripted") }

var errDisk = errors.New("disk full")
