package journal

import (
	"context"
	"path/filepath"
	"testing"
)

// watched counts what stands in the database when the copy is begun.
type watched struct {
	Goroutines
	before func()
}

func (w watched) Go(task func()) {
	w.before()
	w.Goroutines.Go(task)
}

// Several entries of one transaction go to the copy when the database has them:
// a power cut leaves no part of them there alone.
func TestSeveralEntriesAreCopiedWhenAllAreKept(t *testing.T) {
	dir := t.TempDir()
	db := openDB(t, filepath.Join(dir, "j.db"))
	other := openDB(t, filepath.Join(dir, "j.db"))
	opt, stood := options(dir, db), int64(-1)
	opt.Scheduler = watched{before: func() {
		if err := other.QueryRow(`SELECT count(*) FROM journal`).Scan(&stood); err != nil {
			t.Error(err)
		}
	}}
	j, _, err := Open(t.Context(), db, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	err = j.Write(t.Context(), func(b *Batch) error {
		for _, id := range []string{"one", "two", "three"} {
			if _, err := b.Append(context.Background(), Draft{Kind: "test", ID: id, Body: []byte(`{}`)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || stood != 3 {
		t.Errorf("%d entries stood in the database when the copy was begun, %v", stood, err)
	}
	mustBeWhole(t, j, db)
}
