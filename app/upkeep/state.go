package upkeep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"outpost/store/journal"
)

// stateFile notes in the data folder what was done and when. It is no part of
// the ledger: a rebuild leaves it alone, and without it everything is due anew.
const stateFile = "upkeep.json"

// State is what was done of each task.
type State struct {
	Daily     Result `json:"daily"`
	Monthly   Result `json:"monthly"`
	Removable Result `json:"removable"`
	Check     Result `json:"check"`
}

// Result is what became of a task the last times.
type Result struct {
	// At is when it last succeeded, Tried when it was last tried; zero for never.
	At    time.Time `json:"at,omitzero"`
	Tried time.Time `json:"tried,omitzero"`
	// Error is why the last try failed; empty where it did not. Away: because the
	// disk or folder is not there.
	Error string `json:"error,omitempty"`
	Away  bool   `json:"away,omitempty"`
	// Path is the last good backup, Entries, Receipts and Head what stood in it.
	Path     string `json:"path,omitempty"`
	Entries  int64  `json:"entries,omitempty"`
	Receipts int64  `json:"receipts,omitempty"`
	Head     string `json:"head,omitempty"`
	// NoKey: the backup holds no key, because the window's keys lie open.
	NoKey bool `json:"no_key,omitempty"`
	// Wrong is what does not verify or differs from the journal; empty is good.
	Wrong []journal.Finding `json:"wrong,omitempty"`
}

// of is the result of a task.
func (s *State) of(task Task) *Result {
	switch task {
	case Monthly:
		return &s.Monthly
	case Removable:
		return &s.Removable
	case Check:
		return &s.Check
	}
	return &s.Daily
}

// readState reads the note; a missing one is empty, one that cannot be read too:
// then everything is done anew.
func readState(dir string) (s State, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("reading what was done: %w", err)
	}
	if json.Unmarshal(raw, &s) != nil {
		return State{}, nil
	}
	return s, nil
}

// writeState puts the note in place of the former one, whole or not at all.
func writeState(dir string, s State) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("noting what was done: %w", err)
	}
	f, err := os.CreateTemp(dir, "."+stateFile+"-*")
	if err != nil {
		return fmt.Errorf("noting what was done: %w", err)
	}
	_, err = f.Write(append(raw, '\n'))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, stateFile))
	}
	if err != nil {
		return fmt.Errorf("noting what was done: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
