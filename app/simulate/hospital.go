package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// hospital is a HIS that loses answers, commits late, refuses, charges other
// prices, goes away, and in some epochs takes a second copy of what it has.
type hospital struct {
	epoch  *epoch
	random *rand.Rand
	// copies: it does not refuse a second copy.
	copies bool
	// well: nothing goes wrong with it.
	well  bool
	bills map[string]*hisBill // by receipt id
	hand  []*hisBill          // entered by hand
	made  int
	// late are receipts that it takes only after so many more exchanges: at most
	// as many as the re-entry looks for them.
	late []late
}

// hisBill is a bill in the HIS.
type hisBill struct {
	record his.Record
	id     string // the receipt's
	times  int    // how often it was charged
	whole  bool
}

type late struct {
	in      int
	receipt receipts.Receipt
}

func newHospital(p *epoch) *hospital {
	return &hospital{epoch: p, random: p.random, copies: p.chance(3), bills: map[string]*hisBill{}}
}

var (
	_ his.Adapter   = (*hospital)(nil)
	_ his.Lookalike = (*hospital)(nil)
)

// Describe says what it claims.
func (h *hospital) Describe() his.Capabilities {
	c := his.Capabilities{Protocol: "simulation", System: "simulated HIS", Objects: map[his.Object]his.Capability{}}
	for _, o := range his.Objects() {
		c.Objects[o] = his.Capability{LooksUp: true, RefusesCopy: !h.copies}
	}
	return c
}

// Check is the commissioning check.
func (h *hospital) Check(ctx context.Context) (his.Commissioning, error) {
	return his.Commission(ctx, h, receipts.CNY(), h.epoch.clock.Now())
}

// fate is what becomes of a request.
type fate string

const (
	taken       fate = "taken"
	answerLost  fate = "taken, answer lost"
	requestLost fate = "request lost"
	takenLate   fate = "taken after the time-out"
	refused     fate = "refused"
	inPart      fate = "taken in part"
	otherPrice  fate = "charged at another price"
	busy        fate = "busy with the same record"
	away        fate = "not reachable"
	noLogin     fate = "login refused"
)

func (h *hospital) draw() fate {
	if h.well || h.random.IntN(3) > 0 {
		return taken
	}
	return []fate{answerLost, answerLost, requestLost, requestLost, takenLate, takenLate, refused, inPart, otherPrice, busy, away, noLogin}[h.random.IntN(12)]
}

func (h *hospital) hit(f fate) {
	if f != taken {
		h.epoch.tally.HIS[string(f)]++
	}
}

// exchange counts a request and lets late ones land.
func (h *hospital) exchange() {
	h.epoch.tally.Exchanges++
	h.late = slices.DeleteFunc(h.late, func(l late) bool {
		if l.in > 1 {
			return false
		}
		h.commit(l.receipt, taken)
		return true
	})
	for i := range h.late {
		h.late[i].in--
	}
}

// onItsWay says whether a receipt may yet land.
func (h *hospital) onItsWay(id string) bool {
	return slices.ContainsFunc(h.late, func(l late) bool { return l.receipt.ID == id })
}

// land lets everything late land.
func (h *hospital) land() {
	for _, l := range h.late {
		h.commit(l.receipt, taken)
	}
	h.late = nil
}

// Post takes a receipt, or not.
func (h *hospital) Post(_ context.Context, r receipts.Receipt) (his.Outcome, error) {
	if h.epoch.disk.Dead() {
		return his.Outcome{}, fail(his.ErrUnreachable, "the till has no power")
	}
	h.exchange()
	f := h.draw()
	if r.Drill {
		f = taken // the commissioning check
	} else {
		h.mayCome(r)
		h.epoch.tell("the HIS gets %s: %s", r.Number, f)
	}
	h.hit(f)
	switch f {
	case answerLost:
		h.commit(r, f)
		return his.Outcome{}, fail(his.ErrUnknown, "time-out")
	case requestLost:
		return his.Outcome{}, fail(his.ErrUnknown, "broken connection")
	case takenLate:
		h.late = append(h.late, late{1 + h.random.IntN(3), r})
		return his.Outcome{}, fail(his.ErrUnknown, "time-out")
	case refused:
		return his.Outcome{}, fail(his.ErrRefused, "no such item")
	case inPart:
		h.commit(r, f)
		return his.Outcome{}, fail(his.ErrRefused, "a part was refused")
	case busy:
		return his.Outcome{}, fail(his.ErrConflict, "busy")
	case away:
		return his.Outcome{}, fail(his.ErrUnreachable, "nobody listens")
	case noLogin:
		return his.Outcome{}, fail(his.ErrCredentials, "password expired")
	}
	h.commit(r, f)
	return his.Outcome{Created: 1}, nil
}

func fail(kind error, text string) error { return his.Fail(kind, nil, "Look at it.", "%s", text) }

// mayCome holds a receipt that arrives against the book: only what is marked as
// sent may.
func (h *hospital) mayCome(r receipts.Receipt) {
	known := h.epoch.book.byID[r.ID]
	switch {
	case known == nil:
		h.epoch.fail("receipt %s reached the HIS and is in no journal", r.Number)
	case known.state != store.Sent:
		h.epoch.fail("receipt %s reached the HIS and is %s, not marked as sent", r.Number, known.state)
	case known.Settled().Total != r.Total || len(known.Lines) != len(r.Lines):
		h.epoch.fail("receipt %s reached the HIS with %d instead of %d", r.Number, r.Total, known.Total)
	}
}

// commit charges a receipt.
func (h *hospital) commit(r receipts.Receipt, f fate) {
	b := h.bills[r.ID]
	switch {
	case b == nil:
		h.made++
		b = &hisBill{id: r.ID, record: record(r, h.made)}
		h.bills[r.ID] = b
	case !h.copies && b.whole:
		return // refused as a copy
	}
	if b.whole || b.times == 0 {
		b.times++
	}
	for o, n := range his.Expected(r) {
		b.record.Copies[o] = n * b.times
	}
	b.whole = f != inPart
	switch f {
	case inPart:
		b.record.Copies[his.Bill], b.record.Copies[his.Payment] = 0, 0
		b.record.Number, b.record.Total, b.record.Payments = "", 0, nil
	case otherPrice:
		b.record.Total += 100
	default:
		fresh := record(r, h.made)
		fresh.Copies, b.record = b.record.Copies, fresh
	}
	if b.times > 1 && !r.Drill {
		h.epoch.fail("receipt %s stands %d times in the HIS", r.Number, b.times)
	}
	if b.whole && !r.Drill && h.byHand(r.ID) != nil {
		h.epoch.fail("receipt %s was entered by hand and stands in the HIS once more", r.Number)
	}
}

// record is what a receipt becomes in the HIS.
func record(r receipts.Receipt, n int) his.Record {
	rec := his.Record{
		Number: fmt.Sprintf("F-%d", n), Patient: his.Person{Name: r.Patient.Name, Keys: []string{his.PatientKey(r.Patient)}},
		Total: r.Total, Copies: map[his.Object]int{},
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
	return rec
}

// ReadBack looks a receipt up.
func (h *hospital) ReadBack(_ context.Context, r receipts.Receipt) (his.Record, bool, error) {
	if h.epoch.disk.Dead() {
		return his.Record{}, false, fail(his.ErrUnreachable, "the till has no power")
	}
	h.exchange()
	if !h.well && !r.Drill {
		switch h.random.IntN(40) {
		case 0:
			h.hit("read-back lost")
			return his.Record{}, false, fail(his.ErrUnknown, "time-out")
		case 1:
			h.hit(away)
			return his.Record{}, false, fail(his.ErrUnreachable, "nobody listens")
		}
	}
	b := h.bills[r.ID]
	if b == nil {
		return his.Record{}, false, nil
	}
	return b.record, true, nil
}

// Lookalike finds a bill that was entered by hand.
func (h *hospital) Lookalike(_ context.Context, r receipts.Receipt) (string, bool, error) {
	if b := h.byHand(r.ID); b != nil {
		return b.record.Number, true, nil
	}
	return "", false, nil
}

// byHand is the bill that somebody entered by hand for a receipt; nil for none.
func (h *hospital) byHand(id string) *hisBill {
	for _, b := range h.hand {
		if b.id == id {
			return b
		}
	}
	return nil
}

// enterByHand is a person who enters a receipt into the HIS.
func (h *hospital) enterByHand(r receipts.Receipt) (number string) {
	h.made++
	b := &hisBill{id: r.ID, times: 1, whole: true, record: record(r, h.made)}
	h.hand = append(h.hand, b)
	return b.record.Number
}

// holds says whether a receipt stands in the HIS, and how.
func (h *hospital) holds(id string) *hisBill {
	if b := h.bills[id]; b != nil {
		return b
	}
	return h.byHand(id)
}

// noWait is the re-entry's waiting, in a world that has no time.
func noWait() []time.Duration { return []time.Duration{0, 0, 0} }
