package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"outpost/receipts"
)

// Run with -race: a till, its drafts, its screens and a technician's verifying
// all at once.
func TestEverythingAtOnce(t *testing.T) {
	dir := t.TempDir()
	l, err := Create(t.Context(), dir, founding(true), Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var sold, voided atomic.Int64
	var sellers, others sync.WaitGroup
	for w := range 4 {
		sellers.Go(func() { sellAndVoid(t, l, w, &sold, &voided) })
	}
	done := make(chan struct{})
	each := func(fn func() error) {
		others.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := fn(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	ctx := t.Context()
	each(func() error { _, err := l.Receipts(ctx, 0, 20); return err })
	each(func() error { _, err := l.Backlog(ctx); l.Copy(); l.Head(); l.Mode(); return err })
	each(func() error { return l.SaveDraft(ctx, bill("Draft", 0), false) })
	each(func() error { return l.CatchUp(ctx) })
	each(func() error {
		v, err := l.Verify(ctx)
		if err == nil && !v.OK {
			err = fmt.Errorf("a sound ledger does not verify while it sells: %+v", v.Wrong)
		}
		return err
	})
	sellers.Wait()
	close(done)
	others.Wait()
	if err := l.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	b, err := l.Backlog(ctx)
	if err != nil || b.Receipts != sold.Load()-voided.Load() || b.ByState[Voided] != voided.Load() {
		t.Errorf("sold %d, voided %d, backlog %+v, %v", sold.Load(), voided.Load(), b, err)
	}
	if h := l.Head(); h.Totals.Receipts != sold.Load() || h.Totals.Sales != 51_46*sold.Load() || h.Totals.Voids != 51_46*voided.Load() {
		t.Errorf("totals %+v", h.Totals)
	}
}

// sellAndVoid completes every bill twice at once and voids each fifth.
func sellAndVoid(t *testing.T, l *Ledger, window int, sold, voided *atomic.Int64) {
	for i := range 15 {
		b := bill(fmt.Sprintf("Patient %d-%d", window, i), 100_00)
		var twice sync.WaitGroup
		var numbers [2]string
		for k := range numbers {
			twice.Go(func() {
				r, err := l.Sell(t.Context(), b)
				if err != nil {
					t.Error(err)
				}
				numbers[k] = r.Number
			})
		}
		twice.Wait()
		if numbers[0] != numbers[1] {
			t.Errorf("one bill became %s and %s", numbers[0], numbers[1])
		}
		sold.Add(1)
		if i%5 == 0 {
			if _, err := l.Void(t.Context(), cashier("c1"), VoidRequest{Number: numbers[0], Reason: "wrong item", PaperReturned: true}); err != nil {
				t.Error(err)
			}
			voided.Add(1)
		}
	}
}

// A screen that still asks while the program ends gets an error, not a panic.
func TestAskingAClosedLedgerIsAnError(t *testing.T) {
	l, _ := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, sellErr := l.Sell(ctx, bill("Gao Shan", 60_00))
	_, listErr := l.Receipts(ctx, 0, 1)
	_, backlogErr := l.Backlog(ctx)
	_, faultErr := l.Faults(ctx)
	for i, err := range []error{sellErr, listErr, backlogErr, faultErr, l.CatchUp(ctx), l.SaveDraft(ctx, receipts.Bill{ID: "x"}, false)} {
		if err == nil {
			t.Errorf("call %d on a closed ledger succeeded", i)
		}
	}
	l.Head()
	l.Copy()
	if err := l.Close(); errors.Is(err, ErrReadOnly) {
		t.Error(err)
	}
}

func TestACopyFolderOfAnotherLedgerIsNotTakenOver(t *testing.T) {
	l, dir := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	l.Close()
	fresh := t.TempDir()
	// The same keys and a copy elsewhere, as after losing the database only.
	key, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(fresh, keyFile), key, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Create(t.Context(), fresh, founding(true), Options{Now: testClock(), CopyDir: l.opt.CopyDir})
	if !errors.Is(err, ErrExists) {
		t.Errorf("a second history was begun over a copy: %v", err)
	}
}
