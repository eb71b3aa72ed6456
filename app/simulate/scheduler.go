package simulate

import (
	"math/rand/v2"
	"time"
)

// scheduler runs what the ledger does beside a sale on the same goroutine, at
// moments that chance chooses: between two writes of the commit, when the sale
// waits for it, later, or never.
type scheduler struct {
	random *rand.Rand
	tasks  []func()
	// hangs: the second copy's disk does not answer; who waits gives up.
	hangs bool
	// running: a task runs, and starts no other one in the middle of its writes.
	running bool
	hits    map[string]int
}

func newScheduler(random *rand.Rand, hits map[string]int) *scheduler {
	return &scheduler{random: random, hits: hits}
}

// Go keeps a task for later.
func (s *scheduler) Go(task func()) { s.tasks = append(s.tasks, task) }

// Wait runs tasks until done is closed. While the copy's disk hangs, who would
// not wait for ever gives up.
func (s *scheduler) Wait(done <-chan struct{}, limit time.Duration) bool {
	for !closed(done) {
		if s.hangs && limit > 0 {
			s.hits["second copy hangs"]++
			return false
		}
		if !s.one() {
			return false // nobody will ever close it
		}
	}
	return true
}

func closed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// one runs the oldest task; false where there is none.
func (s *scheduler) one() bool {
	if len(s.tasks) == 0 {
		return false
	}
	task := s.tasks[0]
	s.tasks = s.tasks[1:]
	was := s.running
	s.running = true
	task()
	s.running = was
	return true
}

// all runs every task, hanging or not.
func (s *scheduler) all() {
	for s.one() {
	}
}

// between may run a task before a write of the database.
func (s *scheduler) between() {
	if !s.running && !s.hangs && len(s.tasks) > 0 && s.random.IntN(3) == 0 {
		s.one()
	}
}
