package journal

import (
	"context"
	"sync"
	"time"
)

// beside counts what runs beside the sales: catching up, checking the copy. It is
// cut off and waited for when the journal is closed, because it holds files that
// are somebody else's from then on.
type beside struct {
	mu     sync.Mutex
	cuts   map[int]context.CancelFunc
	next   int
	closed bool
	none   chan struct{} // closed when nothing runs any more after closing
}

// begin is called before something runs beside the sales; ended is called after
// it. ok is false once the journal is closed.
func (b *beside) begin(ctx context.Context) (_ context.Context, ended func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return ctx, func() {}, false
	}
	ctx, cut := context.WithCancel(ctx)
	n := b.next
	b.next++
	if b.cuts == nil {
		b.cuts = map[int]context.CancelFunc{}
	}
	b.cuts[n] = cut
	return ctx, func() { cut(); b.ended(n) }, true
}

func (b *beside) ended(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if delete(b.cuts, n); len(b.cuts) == 0 && b.none != nil {
		close(b.none)
		b.none = nil
	}
}

// close cuts everything off and waits for it, at most limit: a disk that hangs
// holds nobody up.
func (b *beside) close(work Scheduler, limit time.Duration) {
	b.mu.Lock()
	b.closed = true
	for _, cut := range b.cuts {
		cut()
	}
	if len(b.cuts) == 0 {
		b.mu.Unlock()
		return
	}
	if b.none == nil {
		b.none = make(chan struct{})
	}
	none := b.none
	b.mu.Unlock()
	work.Wait(none, limit)
}
