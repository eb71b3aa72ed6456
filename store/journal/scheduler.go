package journal

import "time"

// Scheduler runs beside a sale what it does not wait for, or not for long.
type Scheduler interface {
	// Go begins a task and returns at once.
	Go(task func())
	// Wait waits until done is closed, but no longer than limit (0: however
	// long it takes). false means that it gave up.
	Wait(done <-chan struct{}, limit time.Duration) bool
}

// Goroutines is the scheduler of the product: each task is a goroutine.
type Goroutines struct{}

var _ Scheduler = Goroutines{}

// Go begins a goroutine.
func (Goroutines) Go(task func()) { go task() }

// Wait waits by the computer's clock.
func (Goroutines) Wait(done <-chan struct{}, limit time.Duration) bool {
	if limit == 0 {
		<-done
		return true
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}
