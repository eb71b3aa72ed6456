package simulate

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"outpost/app/simulate/faultdisk"
	"outpost/store"
)

// A first start that is cut off, and cut off again, succeeds at the third try,
// wherever the power went.
func TestAFirstStartThatIsCutOffTwiceSucceeds(t *testing.T) {
	w, err := newWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(w.folder, "data")
	opt := store.Options{Disk: w.disk, CopyDir: w.copies(), Now: (&clock{now: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}).Now}
	for n := range 160 {
		w.disk.Clear(rand.New(rand.NewPCG(uint64(n), 0)))
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		for _, after := range []int{n, n % 12, -1} {
			if after >= 0 {
				w.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: after, Times: 1})
			}
			l, err := store.Create(t.Context(), dir, founding(), opt)
			if errors.Is(err, store.ErrExists) { // an earlier try got so far
				l, err = store.Open(t.Context(), dir, opt)
			}
			w.disk.Disarm()
			if err != nil && !w.disk.Dead() {
				t.Fatalf("cut after %d calls: %v", n, err)
			}
			if l != nil {
				_ = l.Close() // the disk may be dead
			}
			w.disk.Reboot()
		}
	}
}
