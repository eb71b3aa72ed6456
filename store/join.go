package store

import (
	"context"
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

// Join brings every whole, signed entry of the ledgers that this one continues
// in, from what was set aside and from the further copies that can be reached:
// each once, under its own id, however often it is called, and writes down that it
// did. Charging goes on meanwhile. It takes a supervisor. ErrNotFound where this
// ledger continues none.
func (l *Ledger) Join(ctx context.Context, by Actor) (done Joined, err error) {
	if err := l.may(ctx, by, incident.RoleSupervisor, "join the former ledger"); err != nil {
		return done, err
	}
	chain := l.Identity().Continues.all()
	if len(chain) == 0 {
		return done, refuse(ErrNotFound, "this ledger continues no other, so there is nothing to join")
	}
	j := joiner{l: l, done: &done}
	if err := j.open(ctx); err != nil {
		return done, errors.Join(err, j.close())
	}
	for _, c := range chain {
		if err := j.join(ctx, c); err != nil {
			return done, errors.Join(err, j.close())
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := j.close(); err != nil {
		return done, err
	}
	if len(j.databases)+len(j.copies) > 0 {
		if err := l.ready(ctx); err != nil {
			return done, err
		}
		if err := l.endJoin(ctx, by, l.Identity().Continues.Ledger); err != nil {
			return done, err
		}
	}
	if done.Missing, err = l.MissingNumbers(ctx); err != nil {
		return done, err
	}
	return done, l.load(ctx)
}

// asides are the databases and second copies that were set aside here, oldest
// first.
func (l *Ledger) asides() (databases, copies []string, err error) {
	databases, err = siblings(l.opt.Disk, l.folder.dir, ledgerFile+".aside-")
	databases = slices.DeleteFunc(databases, func(name string) bool {
		return slices.ContainsFunc(databaseFiles[1:], func(end string) bool { return strings.HasSuffix(name, end) })
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
	l         *Ledger
	done      *Joined
	step      []journal.Entry
	databases []reading
	copies    []string
	read      map[int64]bool    // the former sequences that stand whole somewhere
	holds     map[string]string // why receipts are kept from the HIS, by their ids
	drops     map[stood]string  // ids of hand-overs of cash
	undone    map[string]undone // what was taken back before it comes, by receipt
	later     map[string][]later
}

// unreadable counts the former entries that stand whole nowhere.
func (j *joiner) unreadable() int {
	last := int64(0)
	for seq := range j.read {
		last = max(last, seq)
	}
	return int(last) - len(j.read)
}

// stood is where an entry stood in the ledger that wrote it.
type stood struct {
	ledger string
	seq    int64
}

// open opens what was set aside.
func (j *joiner) open(ctx context.Context) error {
	databases, copies, err := j.l.asides()
	if err != nil {
		return err
	}
	j.copies = copies
	for _, path := range databases {
		old, err := openStill(j.l.opt.Disk, path)
		j.databases = append(j.databases, old)
		if err != nil {
			return err
		}
	}
	j.drops = map[stood]string{}
	if j.holds, err = j.l.holds(ctx); err == nil {
		j.undone, err = j.l.undoneBefore(ctx)
	}
	if err == nil {
		j.later, err = j.l.laterBefore(ctx)
	}
	return err
}

func (j *joiner) close() (err error) {
	for _, old := range j.databases {
		err = errors.Join(err, old.close())
	}
	return wrap(err, "closing what was set aside")
}

// sources are where a ledger's entries may lie. The database that begins with its
// first entry comes first: it is the one that is not read into memory.
func (j *joiner) sources(ctx context.Context, ledger string) (from journal.Sources) {
	for _, old := range j.databases {
		first, ok, err := firstEntry(ctx, old.db)
		at := len(from.Databases)
		if err == nil && ok && first.Ledger == ledger {
			at = 0
		}
		from.Databases = slices.Insert(from.Databases, at, journal.Reader(old.db))
	}
	from.Copies = slices.Clone(j.copies)
	for _, further := range j.l.further.list() {
		from.Copies = append(from.Copies, further.dir(ledger))
	}
	return from
}

// join brings one former ledger in.
func (j *joiner) join(ctx context.Context, c *Continuation) error {
	give := func(e journal.Entry) error {
		j.read[e.Seq] = true
		if e.Kind == kindFounded {
			return nil
		}
		if err := j.see(e); err != nil {
			return err
		}
		if j.step = append(j.step, e); len(j.step) < joinStep {
			return nil
		}
		return j.write(ctx)
	}
	j.read = map[int64]bool{}
	all := func(journal.Entry) bool { return true }
	if err := journal.Pieces(ctx, j.l.opt.Disk, j.sources(ctx, c.Ledger), c.Ledger, c.PublicKey, all, give); err != nil {
		return err
	}
	j.done.Unreadable += j.unreadable()
	return j.write(ctx)
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
	if err != nil || len(fresh) == 0 {
		return err
	}
	records, bodies := make([]record, len(fresh)), make([]joinedBody, len(fresh))
	for i, e := range fresh {
		if bodies[i], err = j.body(ctx, e, fresh[:i]); err != nil {
			return err
		}
		if records[i], err = joinedRecord(e, bodies[i]); err != nil {
			return err
		}
	}
	_, err = j.l.appendAll(ctx, records...)
	if uniqueViolated(err) {
		return j.single(ctx, fresh)
	}
	if err == nil {
		for i, e := range fresh {
			j.count(e, bodies[i])
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
		as, err := j.body(ctx, e, nil)
		if err != nil {
			return err
		}
		twin, untold := as, as
		twin.Twin, untold.Untold = true, true
		for _, b := range []joinedBody{as, twin, untold} {
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
