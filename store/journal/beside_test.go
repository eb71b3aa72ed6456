package journal

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Closing cuts off what runs beside the sales and waits for it: its files are let
// go of when Close returns. One that hangs is waited for as long as said.
func TestClosingWaitsForWhatRunsBeside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b beside
		var gone sync.Map
		for n, lingers := range []time.Duration{0, 300 * time.Millisecond, time.Hour} {
			ctx, ended, ok := b.begin(t.Context())
			if !ok {
				t.Fatal("not begun")
			}
			go func() {
				<-ctx.Done()
				time.Sleep(lingers)
				gone.Store(n, true)
				ended()
			}()
		}
		at := time.Now()
		b.close(Goroutines{}, time.Second)
		if took := time.Since(at); took != time.Second {
			t.Errorf("waited %s for a disk that hangs", took)
		}
		for n := range 2 {
			if _, ok := gone.Load(n); !ok {
				t.Errorf("task %d still ran", n)
			}
		}
		if _, _, ok := b.begin(t.Context()); ok {
			t.Error("something began after closing")
		}
		time.Sleep(time.Hour) // the bubble's own: the one that hangs ends too
	})
}

func TestNothingRunsBesideAClosedJournal(t *testing.T) {
	j, _ := start(t, t.TempDir())
	writeMany(t, j, 1, 3)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.CheckCopy(context.Background()); err != nil {
		t.Errorf("checking: %v", err)
	}
	if err := j.CatchUp(context.Background()); !errors.Is(err, ErrCopy) {
		t.Errorf("catching up: %v", err)
	}
}
