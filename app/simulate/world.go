package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"outpost/app/simulate/faultdisk"
)

// world is what one worker uses for epoch after epoch.
type world struct {
	folder string
	disk   *faultdisk.Disk
}

func newWorld(folder string) (*world, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the simulation's folder cannot be made: %w", err)
	}
	d, err := faultdisk.New(rand.New(rand.NewPCG(0, 0)))
	return &world{folder: folder, disk: d}, err
}

func (w *world) close() error { return w.disk.Close() }

// copies is where the second copy lies, on another disk than the data folder.
func (w *world) copies() string { return filepath.Join(w.folder, "stick", "copy") }

// usb is where a stick is plugged in that a further copy lies on.
func (w *world) usb() string { return filepath.Join(w.folder, "usb") }

// epochSteps is how many steps the epoch of a seed has.
func epochSteps(seed uint64) int {
	return 100 + rand.New(rand.NewPCG(seed, 1)).IntN(300)
}

// live runs one epoch.
func (w *world) live(ctx context.Context, seed uint64, steps int) (t Tally, f *Failure, err error) {
	if err := errors.Join(os.RemoveAll(w.folder), os.MkdirAll(w.folder, 0o700)); err != nil { // keys and locks of the epoch before
		return t, nil, fmt.Errorf("clearing the simulation's folder: %w", err)
	}
	random := rand.New(rand.NewPCG(seed, 2))
	w.disk.Clear(rand.New(rand.NewPCG(seed, 3)))
	p := &epoch{
		world: w, random: random, goal: steps * 2 / 3, tally: newTally(), book: newBook(),
		clock: &clock{now: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
	}
	if err := w.disk.MkdirAll(w.usb()); err != nil {
		return t, nil, err
	}
	p.work = newScheduler(random, p.tally.Disk)
	p.his = newHospital(p)
	p.disk.Between(p.work.between)
	p.life(ctx)
	p.disk.Between(nil)
	p.tally.Epochs = 1
	p.tally.Steps = p.tally.Commits + p.tally.Exchanges
	for kind, n := range w.disk.Hits() {
		p.tally.Disk[string(kind)] += n
	}
	if errors.Is(p.wrong, context.Canceled) {
		return p.tally, nil, p.wrong
	}
	if p.wrong != nil {
		f = &Failure{Seed: seed, Steps: steps, Doing: p.doing, What: p.wrong.Error(), Story: p.story}
	}
	return p.tally, f, nil
}

// clock is the computer's clock, which may be set wrong.
type clock struct{ now time.Time }

// Now is never twice the same, unless the clock jumps.
func (c *clock) Now() time.Time {
	c.now = c.now.Add(time.Millisecond)
	return c.now
}
