package store

import (
	"errors"
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
	refunds  int64
	settled  receipts.Money
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
	d.receipts, d.refunds, d.settled = 0, 0, 0
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
	case n >= 38:
		d.refund()
	case n >= 36:
		d.settle()
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
	switch {
	case wechat < sum && d.rnd.IntN(4) == 0:
		b.Green = "treated first"
		b.Payments = append(b.Payments, receipts.Payment{Tender: receipts.TenderGreen, Tendered: sum - wechat})
	case wechat < sum:
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
	r, err := d.l.Void(d.t.Context(), supervisor("s1"), VoidRequest{Number: d.sold[d.rnd.IntN(len(d.sold))].Number, Reason: "r", PaperReturned: true})
	if refusedOnly(d.t, err); err != nil {
		return
	}
	d.count(r, -1)
	if s := r.Settlement; s != nil { // paid in the same shift, so that it is undone with it
		d.tenders[receipts.TenderGreen] += r.Owed()
		d.settled -= r.Owed()
		d.tenders["cash"] -= s.Paid()
		d.cash -= s.Paid()
	}
}

// refund takes a receipt back, whole or in part.
func (d *shiftDay) refund() {
	if len(d.sold) == 0 {
		return
	}
	ctx, by := d.t.Context(), cashier(d.l.Shift().Cashier)
	row, err := d.l.Receipt(ctx, d.sold[d.rnd.IntN(len(d.sold))].Number)
	if err != nil {
		d.t.Fatal(err)
	}
	number, lines := row.Receipt.Number, []Signed(nil)
	for i := range row.Receipt.Lines {
		lines = append(lines, Signed{Line: i + 1, Status: NotGiven})
	}
	refusedOnly(d.t, d.l.SignOff(ctx, by, number, lines, "pharmacy"))
	a, err := d.l.approve(ctx, by, supervisor("s1"), WhatRefund, number)
	if err != nil {
		d.t.Fatal(err)
	}
	req := request(number)
	if len(row.Receipt.Lines) > 1 && d.rnd.IntN(2) == 0 {
		req.Taken = []receipts.Taken{{Line: 1 + d.rnd.IntN(2)}}
	}
	done, err := d.l.Refund(ctx, by, a, req)
	if err != nil {
		if !IsRefusal(err) && !errors.Is(err, receipts.ErrRefund) {
			d.t.Fatal(err)
		}
		return
	}
	d.refunds++
	d.issued(done.Red)
	if done.Rest != nil {
		d.issued(*done.Rest)
	}
}

// issued adds a receipt of a refund to the book. Its cash is what goes over the
// counter.
func (d *shiftDay) issued(r receipts.Receipt) {
	d.sold = append(d.sold, r)
	d.receipts++
	for _, p := range r.Payments {
		d.tenders[p.Tender] += p.Amount
		if p.Tender == "cash" {
			d.cash += p.Amount
		}
	}
}

// settle takes the later payment of a bill that left something owed.
func (d *shiftDay) settle() {
	unpaid, err := d.l.Unpaid(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	if len(unpaid) == 0 {
		return
	}
	r := unpaid[d.rnd.IntN(len(unpaid))].Receipt
	owed := r.Unpaid()
	got, err := d.l.SettleCredit(d.t.Context(), cashier(d.l.Shift().Cashier), r.Number, []receipts.Payment{{Tender: "cash", Tendered: owed + 1_00}})
	if err != nil {
		d.t.Fatal(err)
	}
	d.tenders[receipts.TenderGreen] -= owed
	d.tenders["cash"] += got.Settlement.Paid()
	d.cash += got.Settlement.Paid()
	d.settled += owed
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
	if !r.Agrees() || r.Expected != d.cash || r.Difference == nil || *r.Difference != off || r.Receipts != d.receipts || r.Refunds != d.refunds || r.CreditSettled != d.settled {
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
