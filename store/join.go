package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"outpost/store/disk"
	"outpost/store/incident"
	"outpost/store/journal"
)

// Joined is what bringing a former ledger in came to.
type Joined struct {
	// Entries counts what was brought in now, Receipts those of them that are
	// sales, refunds or voids' receipts; Known what stood here already.
	Entries  int `json:"entries"`
	Receipts int `json:"receipts"`
	Known    int `json:"known"`
	// Twins are numbers that the former ledger gave out twice: their receipts are
	// held for a person.
	Twins []string `json:"twins,omitempty"`
	// Untold counts entries that are kept but change no table, because this ledger
	// knows better by now or holds something else in their place.
	Untold int `json:"untold,omitempty"`
	// Unreadable counts entries that stand whole nowhere any more, as far as those
	// behind them show; Missing are the numbers of receipts among them
	// (MissingNumbers).
	Unreadable int      `json:"unreadable,omitempty"`
	Missing    []string `json:"missing,omitempty"`
}

// joinStep is how many former entries one transaction brings in.
const joinStep = 200

// Join brings every whole, signed entry of the ledger that this one continues
// in, from what was set aside and from the further copies that can be reached: each
// once, under its own id, however often it is called, and writes down that it did.
// Charging goes on meanwhile. It takes a supervisor. ErrNotFound where this ledger continues none.
func (l *Ledger) Join(ctx context.Context, by Actor) (done Joined, err error) {
	if err := l.may(ctx, by, incident.RoleSupervisor, "join the former ledger"); err != nil {
		return done, err
	}
	c := l.Identity().Continues
	if c == nil || c.Ledger == "" {
		return done, refuse(ErrNotFound, "this ledger continues no other, so there is nothing to join")
	}
	unjoined, err := l.Unjoined(ctx)
	if err != nil {
		return done, err
	}
	databases, copies, err := l.asides()
	if err != nil {
		return done, err
	}
	for _, further := range l.further.list() {
		copies = append(copies, further.dir(c.Ledger))
	}
	j := joiner{l: l, done: &done, read: map[int64]bool{}}
	for i := range max(len(databases), len(copies)) {
		if i > 0 || !unjoined { // it may have been taken back by what stands here already
			if j.undone, err = l.undoneBefore(ctx); err != nil {
				return done, err
			}
		}
		if err := j.join(ctx, c, nth(databases, i), nth(copies, i)); err != nil {
			return done, err
		}
	}
	done.Unreadable = j.unreadable()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(databases)+len(copies) > 0 {
		if err := l.ready(ctx); err != nil {
			return done, err
		}
		if err := l.endJoin(ctx, by, c.Ledger); err != nil {
			return done, err
		}
	}
	if done.Missing, err = l.MissingNumbers(ctx); err != nil {
		return done, err
	}
	return done, l.load(ctx)
}

func nth(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return ""
}

// asides are the databases and second copies that were set aside here, oldest
// first.
func (l *Ledger) asides() (databases, copies []string, err error) {
	databases, err = siblings(l.opt.Disk, l.folder.dir, ledgerFile+".aside-")
	databases = slices.DeleteFunc(databases, func(name string) bool {
		return strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm")
	})
	if err == nil {
		copies, err = siblings(l.opt.Disk, filepath.Dir(l.opt.CopyDir), filepath.Base(l.opt.CopyDir)+".aside-")
	}
	return databases, copies, wrap(err, "looking for what was set aside")
}

func siblings(d disk.Disk, dir, prefix string) ([]string, error) {
	names, err := d.ReadDir(dir)
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(name, prefix) })
	for i := range names {
		names[i] = filepath.Join(dir, names[i])
	}
	return names, err
}

// joiner brings entries in, step by step.
type joiner struct {
	l    *Ledger
	done *Joined
	step []journal.Entry
	read map[int64]bool // the former sequences that stand whole somewhere
	// undone is what was taken back before it comes, by receipt.
	undone map[string]undone
}

// as is how an entry is brought in where nothing here stands against it.
func (j *joiner) as(e journal.Entry) joinedBody {
	return joinedBody{Untold: slices.Contains(carriedKinds, e.Kind), Undone: j.undone[e.ID]}
}

// unreadable counts the former entries that stand whole nowhere.
func (j *joiner) unreadable() int {
	last := int64(0)
	for seq := range j.read {
		last = max(last, seq)
	}
	return int(last) - len(j.read)
}

func (j *joiner) join(ctx context.Context, c *Continuation, database, copyDir string) (err error) {
	if database == "" && copyDir == "" {
		return nil
	}
	var db *sql.DB
	if database != "" {
		if db, err = openReader(j.l.opt.Disk, database); err != nil {
			return err
		}
		defer db.Close()
	}
	give := func(e journal.Entry) error {
		j.read[e.Seq] = true
		if e.Kind == kindFounded {
			return nil
		}
		if j.step = append(j.step, e); len(j.step) < joinStep {
			return nil
		}
		return j.write(ctx)
	}
	all := func(journal.Entry) bool { return true }
	if err := journal.Pieces(ctx, j.l.opt.Disk, readerOrNil(db), copyDir, c.Ledger, c.PublicKey, all, give); err != nil {
		return err
	}
	return j.write(ctx)
}

func readerOrNil(db *sql.DB) journal.Reader {
	if db == nil {
		return nil // no reader in an interface
	}
	return db
}

// write brings one step in: in one transaction, or entry by entry where one of
// them has no place in the tables as it is.
func (j *joiner) write(ctx context.Context) error {
	step := j.step
	j.step = nil
	if len(step) == 0 {
		return nil
	}
	j.l.mu.Lock()
	defer j.l.mu.Unlock()
	if err := j.l.ready(ctx); err != nil {
		return err
	}
	fresh, err := j.fresh(ctx, step)
	if err != nil {
		return err
	}
	records := make([]record, len(fresh))
	for i, e := range fresh {
		if records[i], err = joinedRecord(e, j.as(e)); err != nil {
			return err
		}
	}
	if len(records) > 0 {
		_, err = j.l.appendAll(ctx, records...)
	}
	if uniqueViolated(err) {
		return j.single(ctx, fresh)
	}
	if err == nil {
		for _, e := range fresh {
			j.count(e, j.as(e))
		}
	}
	return err
}

// fresh are those of a step that do not stand here already.
func (j *joiner) fresh(ctx context.Context, step []journal.Entry) (fresh []journal.Entry, err error) {
	for _, e := range step {
		_, known, err := journal.ByID(ctx, j.l.read, e.ID)
		if err != nil {
			return nil, err
		}
		if known {
			j.done.Known++
			continue
		}
		fresh = append(fresh, e)
	}
	return fresh, nil
}

// single brings entries in one by one: as it is, as a twin, or kept untold.
func (j *joiner) single(ctx context.Context, fresh []journal.Entry) error {
	for _, e := range fresh {
		var err error
		for _, b := range []joinedBody{j.as(e), {Twin: true}, {Untold: true}} {
			var r record
			if r, err = joinedRecord(e, b); err != nil {
				return err
			}
			if _, err = j.l.append(ctx, r); err == nil {
				j.count(e, b)
				break
			}
			if !uniqueViolated(err) && !errors.Is(err, journal.ErrDamaged) {
				return err
			}
		}
		if err != nil {
			return fmt.Errorf("joining entry %d (%s): %w", e.Seq, e.Kind, err)
		}
	}
	return nil
}

func (j *joiner) count(e journal.Entry, b joinedBody) {
	j.done.Entries++
	if inner, err := unwrapped(e); err == nil && inner.Kind == kindSale {
		j.done.Receipts++
		if body, err := decode[saleBody](inner); err == nil && b.Twin {
			j.done.Twins = append(j.done.Twins, body.Receipt.Number)
		}
	}
	if b.Untold {
		j.done.Untold++
	}
}
