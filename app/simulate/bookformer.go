package simulate

import (
	"fmt"
	"slices"

	"outpost/store"
	"outpost/store/journal"
)

// former is what the book knows of ledgers that were set aside.
type former struct {
	ledger  string            // this one's id
	origins map[string]origin // what stands here, by id
	// toJoin is what stood in former ledgers and not here; after is the book of the
	// last of them, nil where this ledger is the window's first.
	toJoin map[string]origin
	after  *book
	begins journal.Totals // of the first entry
	left   []store.Span   // numbers left free when ledgers were set aside
	free   []store.Span   // numbers spared
	// carrying: nothing was done in this ledger yet but to found it.
	carrying bool
	// past is the former entry that is being read; nil where it is this ledger's.
	past     *journal.Entry
	heldBack map[string]bool  // receipts that a carried entry keeps from the HIS
	dropAt   map[string]int64 // where hand-overs of cash stand, by their ids
	// early are former entries about receipts that only a copy holds which is not
	// there yet, taken those that were refunded, by receipt.
	early map[string][]joining
	// whole: joining came to its end.
	whole bool
	taken map[string]bool
}

// origin is an entry as it was first written.
type origin struct {
	hash journal.Hash
	kind string
}

func newFormer() former {
	return former{origins: map[string]origin{}, toJoin: map[string]origin{}, heldBack: map[string]bool{}, dropAt: map[string]int64{}, early: map[string][]joining{}, taken: map[string]bool{}}
}

// joining is a former entry: as it was, and at its place here.
type joining struct{ was, here journal.Entry }

// next is the book of the ledger that goes on when this one is set aside.
func (b *book) next() *book {
	n := newBook()
	n.after, n.carrying = b, true
	for _, from := range []map[string]origin{b.toJoin, b.origins} {
		for id, o := range from {
			if o.kind != "founded" {
				n.toJoin[id] = o
			}
		}
	}
	return n
}

// half says whether a receipt comes from a former ledger while joining that was
// cut off: nobody may touch it.
func (b *book) half(r *bill) bool { return r.former && !b.whole }

// unjoined says whether somebody has yet to join, or to do so to the end.
func (b *book) unjoined() bool { return b.missing() > 0 || b.after != nil && !b.whole }

// missing counts the entries of former ledgers that are not joined yet.
func (b *book) missing() int { return len(b.toJoin) }

// oneMissing is the kind of one of them, and how many there are of it.
func (b *book) oneMissing() map[string]int {
	count := map[string]int{}
	for _, o := range b.toJoin {
		count[o.kind]++
	}
	return count
}

// founded holds a ledger's first entry against the one that was set aside.
func (b *book) founded(e journal.Entry) error {
	id, err := decoded[store.Identity](e)
	if b.ledger = id.Ledger; err != nil || b.after == nil {
		return err
	}
	was, c := b.after.head.Totals, id.Continues
	if c == nil || c.Ledger != b.after.ledger || c.Known != was.Receipts {
		return fmt.Errorf("it continues %+v, not %s up to %d", c, b.after.ledger, was.Receipts)
	}
	b.begins, b.left = was, slices.Clone(b.after.left)
	if c.OnPaper == 0 {
		b.begins.Receipts += 100
		b.left = append(b.left, store.Span{First: was.Receipts + 1, Last: b.begins.Receipts})
	}
	if c.First != b.begins.Receipts+1 || !slices.Equal(c.Free, b.left) {
		return fmt.Errorf("it begins with %d and leaves %v free, not with %d and %v", c.First, c.Free, b.begins.Receipts+1, b.left)
	}
	return nil
}

// joined takes in an entry of a former ledger: one that stood there, to the byte,
// and once.
func (b *book) joined(e journal.Entry) error {
	body, err := decoded[struct {
		Entry        []byte
		Twin, Untold bool
	}](e)
	if err != nil {
		return err
	}
	was, err := journal.Decode(body.Entry)
	if err != nil {
		return err
	}
	o, stood := b.toJoin[was.ID]
	switch {
	case !stood:
		return fmt.Errorf("the joined entry %s (%s) stands here already, or stood nowhere", was.ID, was.Kind)
	case o.hash != was.Hash || e.ID != was.ID:
		return fmt.Errorf("the joined entry %s (%s) is another than it was", was.ID, was.Kind)
	case body.Twin || body.Untold:
		return fmt.Errorf("the joined entry %s (%s) is a twin (%t) or untold (%t)", was.ID, was.Kind, body.Twin, body.Untold)
	}
	delete(b.toJoin, was.ID)
	b.origins[was.ID] = o
	here := was
	here.Seq = e.Seq
	return b.bringIn(joining{was, here})
}

// bringIn reads a former entry; one about a receipt that is not here waits for it.
func (b *book) bringIn(j joining) error {
	if slices.Contains([]string{"void", "print", "his sent", "his answer", "decision", "sign-off", "settlement", "form change", "owed settled"}, j.was.Kind) {
		body, err := decoded[about](j.was)
		if err != nil {
			return err
		}
		if b.byID[body.Receipt] == nil {
			b.early[body.Receipt] = append(b.early[body.Receipt], j)
			return nil
		}
	}
	b.past = &j.was
	_, err := b.read(j.here)
	b.past = nil
	r := b.byID[j.was.ID]
	if r != nil {
		r.former = true
	}
	if err != nil || r == nil {
		return err
	}
	for _, waited := range b.early[r.ID] {
		if err := b.bringIn(waited); err != nil {
			return err
		}
	}
	if b.taken[r.ID] {
		r.refunded, r.state = true, store.Refunded
	}
	return nil
}

// origin keeps what an entry of this ledger's own is.
func (b *book) origin(e journal.Entry) {
	if e.Kind != "joined" {
		b.origins[e.ID] = origin{e.Hash, e.Kind}
	}
}

// everyNumber says whether each number up to the last one stands on a receipt, or
// was left free or spared.
func (b *book) everyNumber() error {
	for n := int64(1); n <= b.head.Totals.Receipts; n++ {
		free := slices.ContainsFunc(slices.Concat(b.left, b.free), func(s store.Span) bool { return s.First <= n && n <= s.Last })
		if receipt := b.byNumber[number(n)]; (receipt != nil) == free {
			return fmt.Errorf("the number %d was left free: %t; on a receipt: %t", n, free, receipt != nil)
		}
	}
	return nil
}

// dropHere is where a hand-over of cash stands here that stood at a place in a
// former ledger.
func (b *book) dropHere(ledger string, seq int64) int64 {
	for was := b.after; was != nil; was = was.after {
		for id, at := range was.dropAt {
			if was.ledger == ledger && at == seq {
				return b.dropAt[id]
			}
		}
	}
	return 0
}
