package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// atOneByte is a ledger of 60 receipts with one byte of its database changed.
func atOneByte(t *testing.T, sound string, at int, flip byte) (hurt string) {
	t.Helper()
	hurt = copyFolderAsIs(t, sound)
	path := filepath.Join(hurt, ledgerFile)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[at] ^= flip
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return hurt
}

// chargesIn opens a ledger and charges once.
func chargesIn(t *testing.T, dir string) (receipts int64, err error) {
	t.Helper()
	l, err := Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		return 0, err
	}
	defer l.Close()
	if _, err := l.Sell(t.Context(), bill("Gao Shan", 60_00)); err != nil {
		l.Close()
		if _, again := Open(t.Context(), dir, Options{Now: testClock()}); again == nil {
			t.Errorf("a ledger that took no sale opens again: %v", err)
		}
		return 0, err
	}
	return l.Count(t.Context())
}

// goesOn is what a cashier can do where the ledger refuses: restore, then set it
// aside.
func goesOn(t *testing.T, dir string) (how string, receipts int64, err error) {
	t.Helper()
	receipts, err = chargesIn(t, dir)
	if err == nil {
		return "opened", receipts, nil
	}
	if !Mendable(err) {
		return "", 0, fmt.Errorf("nothing is offered: %w", err)
	}
	cause := err
	opt := Options{Now: testClock(), PINCost: quick}
	_, refused := Restore(t.Context(), dir, opt)
	if receipts, err = chargesIn(t, dir); err == nil {
		return "restored", receipts, nil
	}
	_, aside := SetAside(context.WithoutCancel(t.Context()), dir, AsideRequest{Why: err.Error()}, opt)
	if receipts, err = chargesIn(t, dir); err == nil {
		return "set aside", receipts, nil
	}
	return "", 0, fmt.Errorf("stuck at %w; restore: %v; set aside: %v; at first: %v", err, refused, aside, cause)
}

// Whatever byte of the database's file is changed, wherever it lies, this window
// charges on, and nothing of the former receipts is lost where the second copy is
// whole (users.md: nothing stops a lone cashier). The first byte of each page says
// what the page is; the first hundred are the file's own.
func TestAnyChangedByteLetsTheWindowChargeOn(t *testing.T) {
	l, live := found(t, true)
	const sold = 60
	for i := range sold {
		sell(t, l, bill(fmt.Sprintf("Lin %d", i), 100_00))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	dir := copyFolderAsIs(t, live)
	size, err := os.Stat(filepath.Join(dir, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	places, random := []int{18, 19, 47, 60, 63, 100}, rand.New(rand.NewPCG(3, 9))
	if os.Getenv("OUTPOST_FLIPS") != "" { // the whole proof
		for at := range 100 {
			places = append(places, at)
		}
		for page := 4096; page < int(size.Size()); page += 4096 {
			places = append(places, page)
		}
	}
	for range flips() / 3 {
		places = append(places, random.IntN(int(size.Size())), 4096*random.IntN(int(size.Size()/4096)))
	}
	ways := map[string]int{}
	for _, at := range places {
		how, count, err := goesOn(t, atOneByte(t, dir, at, 0x41))
		ways[how]++
		switch {
		case err != nil:
			t.Errorf("byte %d: %v", at, err)
		case how != "set aside" && count != sold+1:
			t.Errorf("byte %d, %s: %d receipts, want %d", at, how, count, sold+1)
		}
	}
	t.Logf("%d places: %v", len(places), ways)
}
