package store

import (
	"encoding/json"
	"os"
	"sync"
	"time"

	"outpost/store/journal"
)

// seenFile remembers what each further copy was last known to hold, so that a
// stick that is not plugged in can be judged after a new start. It is a note, no
// truth: without it such a copy counts as empty.
const seenFile = "copies.seen"

// seenEvery is how often the note is written while nothing changes for the worse
// or better.
const seenEvery = time.Minute

// seenCopy is what a further copy was known to hold, and when.
type seenCopy struct {
	Seq int64     `json:"seq"`
	At  time.Time `json:"at,omitzero"`
}

// seen is the note of an open ledger.
type seen struct {
	mu      sync.Mutex
	copies  map[string]seenCopy // by the folder of this ledger alone
	failing map[string]bool
	written time.Time
}

// load reads the note; one that is missing or cannot be read is empty.
func (s *seen) load(f folder) map[string]seenCopy {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.copies == nil {
		s.copies, s.failing = readSeen(f), map[string]bool{}
	}
	all := map[string]seenCopy{}
	for folder, c := range s.copies {
		all[folder] = c
	}
	return all
}

func readSeen(f folder) map[string]seenCopy {
	all := map[string]seenCopy{}
	if raw, err := os.ReadFile(f.path(seenFile)); err == nil {
		if json.Unmarshal(raw, &all) != nil {
			return map[string]seenCopy{}
		}
	}
	return all
}

// note keeps how a copy stands now.
func (s *seen) note(f folder, copyFolder string, st journal.ReplicaStatus, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	turned := s.failing[copyFolder] != (st.Err != nil)
	s.failing[copyFolder] = st.Err != nil
	s.copies[copyFolder] = seenCopy{Seq: st.Seq, At: st.Reached}
	if since := now.Sub(s.written); turned || since < 0 || since >= seenEvery {
		s.write(f, now)
	}
}

// keep writes the note, as the ledger is closed.
func (s *seen) keep(f folder, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.copies != nil {
		s.write(f, now)
	}
}

func (s *seen) write(f folder, now time.Time) {
	raw, err := json.Marshal(s.copies)
	if err == nil && replaceFile(f.path(seenFile), raw) == nil { // a full disk: it is only a note
		s.written = now
	}
}
