package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"outpost/receipts"
)

// shiftDay is a random day at a window, with a book kept beside the ledger.
type shiftDay struct {
	t   *testing.T
	rnd *rand.Rand
	l   *Ledger
	dir string

	form     int // the next form of the paper
	sold     []receipts.Receipt
	cash     receipts.Money // what lies in the drawer
	tenders  map[string]receipts.Money
	receipts int64
}

// Whatever happens in a shift: both totals agree, the drawer holds float + cash
// in − cash out − hand-overs, and each number is accounted for.
func TestRandomShiftDaysAddUp(t *testing.T) {
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 7))
			first := founding(false)
			first.Settings.Rules.Rounding = []receipts.Rounding{receipts.RoundNone, receipts.RoundHalfUp, receipts.RoundDown, receipts.RoundUp}[seed%4]
			dir := t.TempDir()
			l, err := Create(t.Context(), dir, first, Options{Now: testClock()})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { l.Close() })
			standalone(t, l)
			d := &shiftDay{t: t, rnd: rnd, l: l, dir: dir, form: 1, tenders: map[string]receipts.Money{}}
			d.open()
			for range 150 {
				d.step()
			}
			d.close(false)
			balance(t, d.l, d.sold)
			mustVerify(t, d.l)
		})
	}
}

func (d *shiftDay) open() {
	d.cash = receipts.Money(d.rnd.IntN(500_00))
	if _, err := d.l.OpenShift(d.t.Context(), cashier("c1"), d.cash); err != nil {
		d.t.Fatal(err)
	}
	d.begin()
}

func (d *shiftDay) begin() {
	d.receipts = 0
	clear(d.tenders)
}

func (d *shiftDay) step() {
	switch n := d.rnd.IntN(40); {
	case n < 22:
		d.sell()
	case n < 27:
		d.void()
	case n < 30:
		d.drop()
	case n < 33:
		d.numbers()
	case n < 34:
		d.l.Close()
		d.l = reopen(d.t, d.dir)
	case n < 35:
		d.close(true)
	case n < 36:
		d.close(false)
		d.open()
	}
}

func (d *shiftDay) sell() {
	b := bill("Lin Yuejiang", 0)
	b.Cashier = d.l.Shift().Cashier
	b.Lines[0].Quantity = receipts.Quantity(500 + d.rnd.IntN(5000))
	sum, err := d.l.Rules().Price(append([]receipts.Line(nil), b.Lines...))
	if err != nil {
		d.t.Fatal(err)
	}
	b.Payments = nil
	wechat := receipts.Money(d.rnd.Int64N(int64(sum) + 1))
	if d.rnd.IntN(3) > 0 {
		wechat = 0
	}
	if wechat > 0 {
		b.Payments = append(b.Payments, receipts.Payment{Tender: "wechat", Tendered: wechat, Reference: b.ID})
	}
	if wechat < sum {
		b.Payments = append(b.Payments, receipts.Payment{Tender: "cash", Tendered: sum - wechat + 10_00})
	}
	r := sell(d.t, d.l, b)
	d.sold = append(d.sold, r)
	d.count(r, 1)
	d.receipts++
}

// count adds a receipt's payments to the book, or takes them off it.
func (d *shiftDay) count(r receipts.Receipt, sign receipts.Money) {
	for _, p := range r.Payments {
		d.tenders[p.Tender] += sign * p.Amount
		if p.Tender == "cash" {
			d.cash += sign * (p.Tendered - p.Change)
		}
	}
}

func (d *shiftDay) void() {
	if len(d.sold) == 0 {
		return
	}
	r := d.sold[d.rnd.IntN(len(d.sold))]
	_, err := d.l.Void(d.t.Context(), supervisor("s1"), r.Number, "r")
	if refusedOnly(d.t, err); err == nil {
		d.count(r, -1)
	}
}

func (d *shiftDay) drop() {
	amount := receipts.Money(1 + d.rnd.Int64N(max(1, int64(d.cash))))
	slip, err := d.l.DropCash(d.t.Context(), supervisor("s1"), Drop{Amount: amount, Receiver: "Zhou Ping", Receipt: "1"})
	if refusedOnly(d.t, err); err != nil {
		if amount <= d.cash {
			d.t.Errorf("%d of %d cannot be handed over: %v", amount, d.cash, err)
		}
		return
	}
	if d.rnd.IntN(4) == 0 {
		if err := d.l.TakeBackDrop(d.t.Context(), supervisor("s1"), slip.Seq, "r"); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	d.cash -= amount
}

// numbers takes forms out, spoils them, or prints on another.
func (d *shiftDay) numbers() {
	ctx, by := d.t.Context(), supervisor("s1")
	switch d.rnd.IntN(4) {
	case 0, 1:
		size := 5 + d.rnd.IntN(40)
		take(d.t, d.l, RangeForm, fmt.Sprintf("F%05d", d.form), fmt.Sprintf("F%05d", d.form+size-1))
		d.form += size
	case 2:
		from := d.rnd.IntN(d.form)
		_, err := d.l.MarkNumbers(ctx, by, RangeForm, fmt.Sprintf("F%05d", from), fmt.Sprintf("F%05d", from+d.rnd.IntN(2)), FateLost, "r")
		refusedOnly(d.t, err)
	case 3:
		if len(d.sold) > 0 {
			_, err := d.l.ChangeForm(ctx, by, d.sold[d.rnd.IntN(len(d.sold))].Number, "r")
			refusedOnly(d.t, err)
		}
	}
}

// close ends the shift with a count that is sometimes wrong and holds the report
// against the book.
func (d *shiftDay) close(handOver bool) {
	ctx := d.t.Context()
	owner := d.l.Shift().Cashier
	off := receipts.Money(0)
	if d.rnd.IntN(3) == 0 {
		off = receipts.Money(d.rnd.Int64N(100))
	}
	counted := d.cash + off
	var r ShiftReport
	var err error
	if handOver {
		next := map[string]string{"c1": "c2", "c2": "c1"}[owner]
		r, _, err = d.l.HandOver(ctx, cashier(owner), Count{Cash: counted}, cashier(next))
	} else {
		r, err = d.l.CloseShift(ctx, cashier(owner), Count{Cash: counted})
	}
	if err != nil {
		d.t.Fatal(err)
	}
	if !r.Agrees() || r.Expected != d.cash || r.Difference == nil || *r.Difference != off || r.Receipts != d.receipts {
		d.t.Errorf("the book says cash %d, off by %d, %d receipts; the report %+v", d.cash, off, d.receipts, r)
	}
	for _, t := range r.Tenders {
		if d.tenders[t.Tender] != t.Amount {
			d.t.Errorf("%s: the book says %d, the report %d", t.Tender, d.tenders[t.Tender], t.Amount)
		}
	}
	d.cash = counted
	d.begin()
}
