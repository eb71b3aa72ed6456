package till

import (
	"context"
	"slices"
	"sync"

	"outpost/receipts"
	"outpost/store"
)

// keeper does in the background, in order, what the till must not wait for:
// sales first, then drafts, then what the watch is told. Printing has a line of
// its own, because a printer may take seconds.
type keeper struct {
	deps Deps

	mu     sync.Mutex
	sales  []saleJob
	others []func() // refunds, later payments and what else the ledger is asked
	drafts []draftJob
	state  *bool // whether a bill is open, as the watch is to be told
	ending bool
	wake   chan struct{}
	ended  chan struct{}

	prints  chan printJob
	printed chan struct{}
}

type saleJob struct {
	bill      receipts.Bill
	approvals []store.Approval
	done      func(receipts.Bill, receipts.Receipt, error)
}

// draftJob keeps a bill's present state, or drops it.
type draftJob struct {
	bill         receipts.Bill
	parked, drop bool
}

type printJob struct {
	receipt receipts.Receipt
	done    func(receipts.Receipt, error)
}

// printsWaiting is how many receipts may wait for the printer before one is
// left to be printed by hand.
const printsWaiting = 200

func newKeeper(deps Deps) *keeper {
	k := &keeper{deps: deps, wake: make(chan struct{}, 1), ended: make(chan struct{}),
		prints: make(chan printJob, printsWaiting), printed: make(chan struct{})}
	go k.run()
	go k.runPrints()
	return k
}

// sell hands a bill over; done is posted to the model with the result.
func (k *keeper) sell(bill receipts.Bill, approvals []store.Approval, done func(receipts.Bill, receipts.Receipt, error)) {
	k.put(func() {
		k.drafts = append(k.without(bill.ID), draftJob{bill: bill})
		k.sales = append(k.sales, saleJob{bill, approvals, done})
		k.state = new(bool)
	})
}

// do has work done in the background, after the sales handed over before it.
func (k *keeper) do(work func()) { k.put(func() { k.others = append(k.others, work) }) }

// draft keeps a bill; only its latest state is written.
func (k *keeper) draft(bill receipts.Bill, parked bool) {
	k.put(func() { k.drafts = append(k.without(bill.ID), draftJob{bill: bill, parked: parked}) })
}

// drop forgets a bill's draft.
func (k *keeper) drop(id string) {
	k.put(func() { k.drafts = append(k.without(id), draftJob{bill: receipts.Bill{ID: id}, drop: true}) })
}

// open says whether a bill is being worked on.
func (k *keeper) open(is bool) { k.put(func() { k.state = &is }) }

func (k *keeper) print(r receipts.Receipt, done func(receipts.Receipt, error)) {
	if k.deps.Print == nil {
		return
	}
	select {
	case k.prints <- printJob{r, done}:
	default: // the printer has stood still for long: printed by hand from F9
	}
}

// without is the waiting drafts but for one bill's; the caller holds mu.
func (k *keeper) without(id string) []draftJob {
	return slices.DeleteFunc(k.drafts, func(d draftJob) bool { return d.bill.ID == id })
}

func (k *keeper) put(change func()) {
	k.mu.Lock()
	change()
	k.mu.Unlock()
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// next takes one job out: a sale before drafts, for somebody waits for it.
func (k *keeper) next() (work func(), last bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case len(k.sales) > 0:
		job := k.sales[0]
		k.sales = k.sales[1:]
		return func() { k.doSale(job) }, false
	case len(k.others) > 0:
		work = k.others[0]
		k.others = k.others[1:]
		return work, false
	case len(k.drafts) > 0:
		job := k.drafts[0]
		k.drafts = k.drafts[1:]
		return func() { k.doDraft(job) }, false
	case k.state != nil:
		open := *k.state
		k.state = nil
		return func() { k.tell(open) }, false
	}
	return nil, k.ending
}

func (k *keeper) run() {
	defer close(k.ended)
	for {
		work, last := k.next()
		switch {
		case work != nil:
			work()
		case last:
			return
		default:
			<-k.wake
		}
	}
}

func (k *keeper) doSale(job saleJob) {
	ctx := context.Background() // a sale that was handed over is not cut off by the window's end
	r, err := k.deps.Station.Ledger.Sell(ctx, job.bill, job.approvals...)
	if err == nil {
		k.mu.Lock()
		k.drafts = k.without(job.bill.ID)
		k.mu.Unlock()
		if err := k.deps.Station.Ledger.DropDraft(ctx, job.bill.ID); err != nil {
			k.deps.Station.Log.Warn("draft of a completed bill not dropped", "error", err)
		}
	} else {
		k.deps.Station.Log.Error("sale not kept", "error", err)
	}
	k.deps.Post(func() { job.done(job.bill, r, err) })
}

func (k *keeper) doDraft(job draftJob) {
	ctx := context.Background()
	var err error
	if job.drop {
		err = k.deps.Station.Ledger.DropDraft(ctx, job.bill.ID)
	} else {
		err = k.deps.Station.Ledger.SaveDraft(ctx, job.bill, job.parked)
	}
	if err != nil {
		k.deps.Station.Log.Error("draft not kept", "error", err)
	}
}

func (k *keeper) tell(open bool) {
	if k.deps.BillOpen != nil {
		k.deps.BillOpen(context.Background(), open)
	}
}

func (k *keeper) runPrints() {
	defer close(k.printed)
	for job := range k.prints {
		err := k.deps.Print(context.Background(), job.receipt)
		if err != nil {
			k.deps.Station.Log.Warn("receipt not printed", "receipt", job.receipt.Number, "error", err)
		}
		k.deps.Post(func() { job.done(job.receipt, err) })
	}
}

// close ends the keeper after all that was handed over is done. Nothing may be
// handed over any more.
func (k *keeper) close(ctx context.Context) error {
	k.put(func() { k.ending = true })
	select {
	case <-k.ended:
	case <-ctx.Done():
		return ctx.Err()
	}
	close(k.prints)
	select {
	case <-k.printed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
