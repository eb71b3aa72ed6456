package simulate

import (
	"reflect"
	"testing"
)

func simulated(t *testing.T, seed uint64, steps, workers int) Report {
	t.Helper()
	r, err := Run(t.Context(), Options{Seed: seed, Steps: steps, Workers: workers, Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNothingIsLost(t *testing.T) {
	r := simulated(t, 7, 2000, 1)
	if r.Failure != nil {
		t.Fatalf("%+v", r.Failure)
	}
	if r.Steps < 1500 || r.Crashes == 0 || r.Verified == 0 || len(r.Disk) < 8 || len(r.HIS) < 8 || len(r.Rescue) < 6 {
		t.Errorf("%+v", r)
	}
}

// The same seed makes the same things happen, whatever was run before it and
// beside it.
func TestASeedReplays(t *testing.T) {
	w, err := newWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var among []Tally
	for seed := range uint64(4) {
		tally, failure, err := w.live(t.Context(), 70+seed, 200)
		if err != nil || failure != nil {
			t.Fatalf("%+v, %v", failure, err)
		}
		among = append(among, tally)
	}
	for seed, want := range among {
		alone, err := newWorld(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := alone.live(t.Context(), 70+uint64(seed), 200)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("seed %d, %v:\n%+v\n%+v", 70+seed, err, got, want)
		}
	}
	one, two := simulated(t, 77, 900, 1), simulated(t, 77, 900, 2)
	one.Seconds, two.Seconds = 0, 0
	if !reflect.DeepEqual(one, two) {
		t.Errorf("one worker and two:\n%+v\n%+v", one, two)
	}
}
