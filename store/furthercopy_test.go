package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"outpost/store/disk"
	"outpost/store/journal"
)

// withStick is a ledger with a further copy in a folder of its own.
func withStick(t *testing.T) (l *Ledger, dir string, stick FurtherCopy) {
	t.Helper()
	l, dir = found(t, true)
	stick = FurtherCopy{Name: "stick", Folder: t.TempDir(), WarnAfter: time.Hour}
	replicate(t, l, stick)
	return l, dir, stick
}

func replicate(t *testing.T, l *Ledger, copies ...FurtherCopy) {
	t.Helper()
	if err := l.Replicate(t.Context(), copies); err != nil {
		t.Fatal(err)
	}
}

// bringUp does now what the background would do.
func bringUp(t *testing.T, l *Ledger) error {
	t.Helper()
	var all error
	for _, c := range l.further.list() {
		all = errors.Join(all, c.BringUp(t.Context()))
	}
	return all
}

func copies(t *testing.T, l *Ledger) []CopyState {
	t.Helper()
	all, err := l.Copies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestASaleReachesEachCopy(t *testing.T) {
	l, dir, stick := withStick(t)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if err := bringUp(t, l); err != nil {
		t.Fatal(err)
	}
	all := copies(t, l)
	seq, err := l.LastReceipt(t.Context())
	if err != nil || len(all) != 2 || CopiesOf(all, seq) != 3 || all[0].Name != SecondCopy || !all[0].SameDisk || all[1].Folder != stick.Folder {
		t.Fatalf("receipt %d in %d copies: %+v, %v", seq, CopiesOf(all, seq), all, err)
	}
	for _, c := range all {
		if c.Level(time.Now()) != CopyGood || c.Behind != 0 || !c.Since.IsZero() {
			t.Errorf("%+v", c)
		}
	}
	id := l.Identity()
	r, err := journal.Verify(t.Context(), l.read, l.read, disk.OS{}, filepath.Join(stick.Folder, id.Ledger), id.PublicKey)
	if err != nil || len(r.Wrong) > 0 || r.Copied != l.Head().Seq {
		t.Errorf("%+v, %v", r, err)
	}
	beside, err := OpenReader(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	seen, err := beside.InspectCopies(t.Context(), []FurtherCopy{stick})
	if err != nil || CopiesOf(seen, seq) != 3 || !seen[1].SameDisk {
		t.Errorf("%+v, %v", seen, err)
	}
}

func TestAStickThatIsOutIsKnownAfterANewStart(t *testing.T) {
	l, dir, stick := withStick(t)
	if err := bringUp(t, l); err != nil {
		t.Fatal(err)
	}
	before := l.Head().Seq
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(stick.Folder, stick.Folder+".out"); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	replicate(t, l, stick)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, bill("Gao Shan", 100_00))
	c := copies(t, l)[1]
	if !c.Away || c.Seq != before || c.Behind != 2 || c.Level(c.Since.Add(59*time.Minute)) != CopyBehind || c.Level(c.Since.Add(time.Hour)) != CopyFailing {
		t.Errorf("%+v", c)
	}
	first, ok, err := entryAt(t.Context(), l, before+1)
	if err != nil || !ok || !c.Since.Equal(first.At) {
		t.Errorf("since %s, the first that it lacks is of %s, %v", c.Since, first.At, err)
	}
	if !strings.Contains(c.Error, "plug it in") {
		t.Error(c.Error)
	}
	if err := os.Rename(stick.Folder+".out", stick.Folder); err != nil {
		t.Fatal(err)
	}
	if err := bringUp(t, l); err != nil {
		t.Fatal(err)
	}
	if c := copies(t, l)[1]; c.Away || c.Behind != 0 {
		t.Errorf("back again: %+v", c)
	}
}

func entryAt(ctx context.Context, l *Ledger, seq int64) (e journal.Entry, ok bool, err error) {
	err = journal.Entries(ctx, l.read, seq, seq, func(found journal.Entry) error { e, ok = found, true; return nil })
	return e, ok, err
}

func TestARemovableCopyNeedsADiskOfItsOwn(t *testing.T) {
	l, _ := found(t, true)
	stick := FurtherCopy{Name: "stick", Folder: t.TempDir(), Removable: true} // not mounted: the ledger's own disk
	replicate(t, l, stick)
	if err := bringUp(t, l); !errors.Is(err, journal.ErrAway) {
		t.Errorf("written beside the ledger: %v", err)
	}
	if files, err := os.ReadDir(stick.Folder); err != nil || len(files) > 0 {
		t.Errorf("%v, %v", files, err)
	}
}

// Database and second copy lose their end together, as when both are brought
// back from yesterday; the stick has it.
func TestWhatOnlyAStickHoldsIsTakenOver(t *testing.T) {
	l, dir, stick := withStick(t)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	yesterday := copyFolderAsIs(t, dir)
	sold := sell(t, l, bill("Gao Shan", 100_00))
	if err := bringUp(t, l); err != nil {
		t.Fatal(err)
	}
	head := l.Head()
	fork := copyFolderAsIs(t, yesterday)

	back := reopen(t, yesterday)
	replicate(t, back, stick)
	if back.Head() != head || back.Adopted() != 1 {
		t.Fatalf("head %v, %d adopted", back.Head(), back.Adopted())
	}
	if r, err := back.Receipt(t.Context(), sold.Number); err != nil || r.Receipt.ID != sold.ID {
		t.Errorf("%+v, %v", r, err)
	}
	mustVerify(t, back)
	if r := sell(t, back, bill("Meng Yao", 100_00)); r.Number == sold.Number {
		t.Errorf("number %s twice", r.Number)
	}

	late := reopen(t, fork) // the stick comes after the next sale
	sell(t, late, bill("Meng Yao", 100_00))
	replicate(t, late, stick)
	if c := copies(t, late)[1]; !errors.Is(c.Err, journal.ErrFork) || c.Level(time.Time{}) != CopyFailing || CopiesOf([]CopyState{c}, 1) != 1 {
		t.Errorf("another history: %+v", c)
	}
}

func TestClosingCopiesTheLastSaleAndEndsEveryWorker(t *testing.T) {
	l, dir, stick := withStick(t)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	head, ended := l.Head().Seq, l.further.ended
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	default:
		t.Error("a worker outlived the ledger")
	}
	r, err := OpenReader(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if all, err := r.InspectCopies(t.Context(), []FurtherCopy{stick}); err != nil || all[1].Seq != head || all[1].Err != nil {
		t.Errorf("%+v, %v", all, err)
	}
	if err := l.Replicate(t.Context(), nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a closed ledger: %v", err)
	}
}

func TestHowLoudACopyIs(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	broken := errors.New("input/output error")
	for name, c := range map[string]struct {
		CopyState
		want CopyLevel
	}{
		"whole":                       {CopyState{}, CopyGood},
		"whole and taken out":         {CopyState{Away: true, Err: journal.ErrAway}, CopyGood},
		"one on its way":              {CopyState{Behind: 1, Since: now}, CopyGood},
		"one that failed":             {CopyState{Behind: 1, Since: now, Err: broken}, CopyFailing},
		"the second, two behind":      {CopyState{Behind: 2, Since: now}, CopyFailing},
		"further, within its time":    {CopyState{Behind: 9, Since: now.Add(-time.Minute), WarnAfter: time.Hour, Err: broken}, CopyBehind},
		"further, over its time":      {CopyState{Behind: 9, Since: now.Add(-time.Hour), WarnAfter: time.Hour}, CopyFailing},
		"another history, whole":      {CopyState{Err: journal.ErrFork, WarnAfter: time.Hour}, CopyFailing},
		"another's":                   {CopyState{Behind: 9, Since: now, Err: journal.ErrForeign, WarnAfter: time.Hour}, CopyFailing},
		"damaged before whole ones":   {CopyState{Behind: 9, Since: now, Err: journal.ErrDamaged, WarnAfter: time.Hour}, CopyFailing},
		"the clock went back to 2015": {CopyState{Behind: 9, Since: now.AddDate(11, 0, 0), WarnAfter: time.Hour}, CopyBehind},
	} {
		if got := c.Level(now); got != c.want {
			t.Errorf("%s: level %d, want %d", name, got, c.want)
		}
	}
}

// Settings that are accepted twice at once leave one worker for a copy, and closing
// the ledger none: two would write one file.
func TestACopyHasOneWorker(t *testing.T) {
	before := copyWorkers()
	l, _ := found(t, true)
	copies := []FurtherCopy{{Name: "stick", Folder: t.TempDir()}}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := l.Replicate(context.Background(), copies); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := copyWorkers() - before; n != 1 {
		t.Errorf("%d workers", n)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Replicate(context.Background(), copies); !errors.Is(err, ErrReadOnly) {
		t.Errorf("after closing: %v", err)
	}
	if n := copyWorkers() - before; n != 0 {
		t.Errorf("%d workers after closing", n)
	}
}

// copyWorkers counts the goroutines that keep a further copy.
func copyWorkers() int {
	stacks := make([]byte, 4<<20)
	return bytes.Count(stacks[:runtime.Stack(stacks, true)], []byte("(*Replica).Run("))
}
