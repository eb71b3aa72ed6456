package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/journal"
	"outpost/store/seal"
)

// AsideRequest is what setting a ledger aside needs besides the ledger.
type AsideRequest struct {
	// OnPaper is the highest receipt number on paper at this window, "" where
	// nobody has looked: then a hundred numbers are left free.
	OnPaper string
	// Why is the sentence that refused the ledger.
	Why string
	// Further names the folders of further copies by the former settings; nil for
	// none. A stick that is away is passed over: the paper knows.
	Further func(Settings) []FurtherCopy
	// Fallback is what the new ledger is founded with where not even the former
	// one's first entry can be read.
	Fallback Founding
}

// Aside is what setting a ledger aside came to.
type Aside struct {
	// Database and Copy are the names that the former ledger is kept under, beside
	// the new one; empty where there was none.
	Database string `json:"database,omitempty"`
	Copy     string `json:"copy,omitempty"`
	// Known is the highest receipt number that stands whole anywhere; Next the
	// first that the new ledger gives out.
	Known int64  `json:"known"`
	Next  string `json:"next"`
	// Carried counts the entries taken along at once: people, settings, price
	// lists, the mode, the open shift. The rest follows by joining.
	Carried int `json:"carried"`
	// RecoveryKey is that of new keys, where the former ones are lost; shown once.
	RecoveryKey string `json:"recovery_key,omitempty"`
}

// numbersLeftFree is how far above the highest known number a new ledger begins
// where nobody has looked at the paper.
const numbersLeftFree = 100

// carriedKinds are what a window needs to charge on: who works here, the
// settings, the prices, the outage, the number ranges. Receipts follow by
// joining, in their order.
var carriedKinds = []string{
	kindSettings, kindCheck, kindPriceList, kindPatient, kindOutage, kindFault, kindGoingOver,
	kindPerson, kindPIN, kindLoginFailed, kindUnlock, kindBreakGlass,
	kindRangeTake, kindRangeForward, kindRangeMark, kindSpared,
}

// SetAside sets a ledger that does not verify aside, as it is, and founds one
// that goes on: same window, same keys, numbers above the highest on paper or in
// any copy. Nobody waits for what cannot be read. A ledger that verifies is
// ErrSound and stays. Join brings the former entries in afterwards.
func SetAside(ctx context.Context, dir string, req AsideRequest, opt Options) (Aside, error) {
	f := opt.fill(dir)
	if !f.exists(opt.CopyDir) {
		return Aside{}, lost(f, opt)
	}
	if v, err := Verify(ctx, dir, opt); err == nil && v.OK {
		if err := f.forgetDamage(); err != nil {
			return Aside{}, err
		}
		return Aside{}, refuse(ErrSound, "the ledger verifies whole, so it is not set aside; start the program again")
	}
	f, err := takeFolder(f)
	if err != nil {
		return Aside{}, err
	}
	a := asideMaker{restorer: restorer{folder: f, opt: opt}, req: req}
	done, err := a.run(ctx)
	return done, errors.Join(diskError(err), f.release())
}

// asideMaker is one setting aside under way; its caller holds the folder.
type asideMaker struct {
	restorer
	keys    *seal.Keys
	req     AsideRequest
	former  Identity // whose ledger it was; no Ledger where nobody knows
	highest journal.Totals
	carry   []journal.Entry
	openShift
	used map[string]int64 // the highest number used, by range
}

func (a *asideMaker) run(ctx context.Context) (done Aside, err error) {
	if done.RecoveryKey, err = a.stationKeys(ctx); err != nil {
		return done, err
	}
	if err := a.openOld(ctx); err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, a.closeOld()) }()
	if err := a.look(ctx); err != nil {
		return done, err
	}
	id, next, err := a.identity()
	if err != nil {
		return done, err
	}
	if done.Carried, err = a.make(ctx, id, next); err != nil {
		return done, errors.Join(err, a.clear(makingFile))
	}
	if err := a.closeOld(); err != nil {
		return done, err
	}
	var swapped Restored
	if err := a.swapIn(&swapped); err != nil {
		return done, err
	}
	done.Database, done.Known, done.Next = swapped.SetAside, a.highest.Receipts, id.number(next)
	done.Copy, err = asideCopy(a.disk, a.opt, id)
	return done, err
}

// stationKeys are the window's, or new ones where they are lost: names sealed
// with the lost ones need its recovery key, charging does not. New ones come with
// a recovery key of their own.
func (a *asideMaker) stationKeys(ctx context.Context) (recovery string, err error) {
	l := Ledger{folder: a.folder, opt: a.opt}
	made, err := l.stationKeys(ctx, Identity{})
	if errors.Is(err, seal.ErrKeys) {
		aside := a.path(keyFile + a.opt.Now().UTC().Format(asideFormat))
		if err := os.Rename(a.path(keyFile), aside); err != nil { // keys are the machine's own, not on the disk's seam
			return "", fmt.Errorf("%w: setting the damaged keys aside: %w", ErrDisk, err)
		}
		made, err = l.stationKeys(ctx, Identity{})
	}
	if err == nil && made {
		err = l.printRecovery()
	}
	a.keys = l.keys
	return l.TakeRecoveryKey(), err
}

// look finds whose ledger it was, its highest numbers, and what is carried.
func (a *asideMaker) look(ctx context.Context) error {
	a.former = a.founder(ctx)
	if a.former.Ledger == "" {
		return nil
	}
	carried := func(e journal.Entry) bool {
		a.highestOf(e)
		return e.Kind == kindShiftOpen || e.Kind == kindShiftClose || e.Kind == kindJoined || slices.Contains(carriedKinds, e.Kind)
	}
	err := journal.Pieces(ctx, a.disk, a.sources(), a.former.Ledger, a.former.PublicKey, carried, func(e journal.Entry) error {
		inner, err := unwrapped(e)
		switch {
		case err != nil:
		case inner.Kind == kindShiftOpen:
			a.begun(inner.ID, e)
		case inner.Kind == kindShiftClose:
			a.closed(inner, e)
		case slices.Contains(carriedKinds, inner.Kind):
			a.carry = append(a.carry, e)
		}
		return nil
	})
	if err == nil {
		a.lookFurther(ctx)
	}
	return err
}

// sources are the database, where it can be read, and its second copy.
func (a *asideMaker) sources() journal.Sources {
	from := journal.Sources{Copies: []string{a.opt.CopyDir}}
	if db := a.reader(); db != nil {
		from.Databases = []journal.Reader{db}
	}
	return from
}

// highestOf keeps the highest totals and range numbers of what stands whole.
func (a *asideMaker) highestOf(e journal.Entry) {
	t := &a.highest
	t.Receipts, t.Sales, t.Voids = max(t.Receipts, e.Totals.Receipts), max(t.Sales, e.Totals.Sales), max(t.Voids, e.Totals.Voids)
	a.see(e)
}

// lookFurther looks for higher numbers in the further copies that the former
// settings name.
func (a *asideMaker) lookFurther(ctx context.Context) {
	for i := len(a.carry) - 1; i >= 0 && a.req.Further != nil; i-- {
		inner, err := unwrapped(a.carry[i])
		if err != nil || inner.Kind != kindSettings {
			continue
		}
		settings, err := decode[Settings](inner)
		if err != nil {
			continue
		}
		for _, c := range a.req.Further(settings) {
			highest := func(e journal.Entry) bool { a.highestOf(e); return false }
			err := journal.Pieces(ctx, a.disk, journal.Sources{Copies: []string{c.dir(a.former.Ledger)}}, a.former.Ledger, a.former.PublicKey, highest, nil)
			if err != nil {
				a.opt.Log.Warn("further copy not read for its highest number", "copy", c.Name, "error", err)
			}
		}
		return
	}
}

// founder is the first entry's identity, from whichever side still holds it.
func (a *asideMaker) founder(ctx context.Context) Identity {
	if db := a.reader(); db != nil {
		if first, ok, err := firstEntry(ctx, db); ok && err == nil {
			if id, sound := genesis(first); sound {
				return id
			}
		}
	}
	first, ok, err := journal.FirstCopied(a.disk, a.opt.CopyDir)
	if id, sound := genesis(first); ok && err == nil && sound {
		return id
	}
	return Identity{}
}

// identity is the new ledger's, and the first number that it gives out.
func (a *asideMaker) identity() (id Identity, next int64, err error) {
	if id = a.former; id.Ledger == "" {
		id = a.req.Fallback.Identity
	}
	if err := id.Validate(); err != nil {
		return id, 0, fmt.Errorf("nothing of the former ledger says which window this is: %w", err)
	}
	onPaper, err := id.serial(a.req.OnPaper)
	if err != nil {
		return id, 0, err
	}
	if a.highest.Receipts > 0 && onPaper > a.highest.Receipts+mostLeftFree {
		return id, 0, refuse(ErrInput, "%s is far above the last receipt that stands whole, %s; look at the paper again", a.req.OnPaper, id.number(a.highest.Receipts))
	}
	next = max(a.highest.Receipts, onPaper) + 1
	if onPaper == 0 {
		next += numbersLeftFree
	}
	id.Continues = &Continuation{
		Ledger: a.former.Ledger, PublicKey: a.former.PublicKey, Why: a.req.Why,
		Known: a.highest.Receipts, OnPaper: onPaper, First: next,
	}
	if before := a.former.Continues; before != nil {
		id.Continues.Free, id.Continues.Before = slices.Clone(before.Free), before
	}
	if from := max(a.highest.Receipts, onPaper) + 1; from < next {
		id.Continues.Free = append(id.Continues.Free, Span{First: from, Last: next - 1})
	}
	id.Ledger, id.PublicKey = receipts.NewID(), a.keys.Public()
	return id, next, nil
}

// serial reads a number of this window from paper, with or without its prefix; 0
// is none.
func (i Identity) serial(text string) (int64, error) {
	t := strings.ToUpper(strings.TrimSpace(text))
	if t == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(t, i.Prefix+"-"), 10, 64)
	if err != nil || n < 1 || n > 1<<40 {
		return 0, refuse(ErrInput, "%q is no receipt number of this window; write it as it stands on paper, such as %s", text, i.number(123))
	}
	return n, nil
}

// makingCopy is the second copy of a ledger that is being made; the real one is
// written when it is opened.
const makingCopy = "ledger.db.making.copy"

// make writes the new ledger and returns how many entries were carried.
func (a *asideMaker) make(ctx context.Context, id Identity, next int64) (carried int, err error) {
	if err := errors.Join(a.clear(makingFile), a.clearCopy()); err != nil {
		return 0, err
	}
	opt := a.opt
	opt.CopyDir = a.path(makingCopy)
	l := &Ledger{folder: a.folder, opt: opt, keys: a.keys, stmts: statements{ready: map[string]*sql.Stmt{}}}
	defer func() { err = errors.Join(err, l.closeFiles(), a.clearCopy()) }()
	if l.write, err = openWriter(opt.Disk, a.path(makingFile)); err != nil {
		return 0, err
	}
	if _, err = l.write.ExecContext(ctx, schema); err != nil {
		return 0, wrap(err, "making the tables of the new ledger")
	}
	if l.read, err = openReader(opt.Disk, a.path(makingFile)); err != nil {
		return 0, err
	}
	if _, err := l.startJournal(ctx, id); err != nil {
		return 0, err
	}
	begin := a.highest
	begin.Receipts = next - 1
	if _, err := l.put(ctx, kindFounded, id.Ledger, id, begin); err != nil {
		return 0, err
	}
	if carried, err = a.take(ctx, l); err != nil {
		return carried, err
	}
	_, err = l.write.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return carried, wrap(err, "completing the new ledger")
}

// take writes what is carried, and the fallback's settings where none is.
func (a *asideMaker) take(ctx context.Context, l *Ledger) (int, error) {
	all := a.carry
	if a.shift != nil {
		all = append(all, *a.shift)
	}
	settled := false
	for _, e := range all {
		inner, err := unwrapped(e)
		if err != nil {
			return 0, err
		}
		settled = settled || inner.Kind == kindSettings
		r, err := joinedRecord(e, joinedBody{})
		if err == nil {
			_, err = l.append(ctx, r)
		}
		if err != nil {
			return 0, fmt.Errorf("carrying entry %d (%s) over: %w", e.Seq, e.Kind, err)
		}
	}
	if err := a.forward(ctx, l); err != nil {
		return len(all), err
	}
	if settled {
		return len(all), nil
	}
	_, err := l.put(ctx, kindSettings, receipts.NewID(), a.req.Fallback.Settings, journal.Totals{})
	return len(all), err
}

// joinedRecord brings a former entry in under its own id; one that was itself
// brought in comes as it first was.
func joinedRecord(e journal.Entry, b joinedBody) (record, error) {
	if e.Kind == kindJoined {
		inside, err := decodeBody[joinedBody](e)
		if err != nil {
			return record{}, err
		}
		b.Entry = inside.Entry
	} else {
		b.Entry = e.Encode()
	}
	return newRecord(kindJoined, e.ID, b, journal.Totals{})
}

func (a *asideMaker) clearCopy() error {
	names, err := a.disk.ReadDir(a.path(makingCopy))
	if missing(err) {
		return nil
	}
	for _, name := range names {
		err = errors.Join(err, a.disk.Remove(filepath.Join(a.path(makingCopy), name)))
	}
	return wrap(errors.Join(err, a.disk.Remove(a.path(makingCopy))), "clearing the copy of an unfinished ledger")
}

const asideFormat = ".aside-20060102-150405.000000"

// asideCopy sets the second copy of the ledger that id continues aside, if it
// still lies in the copy's place, and returns its new name.
func asideCopy(d disk.Disk, opt Options, id Identity) (string, error) {
	if id.Continues == nil {
		return "", nil
	}
	first, ok, err := journal.FirstCopied(d, opt.CopyDir)
	if err != nil || !ok || first.Ledger == id.Ledger || id.Continues.Ledger != "" && first.Ledger != id.Continues.Ledger {
		return "", nil // not the former one's; opening says what else is wrong with it
	}
	for now := opt.Now(); ; now = now.Add(time.Microsecond) {
		aside := filepath.Clean(opt.CopyDir) + now.UTC().Format(asideFormat)
		if names, _ := d.ReadDir(aside); len(names) > 0 {
			continue
		}
		if err := d.Rename(opt.CopyDir, aside); err != nil {
			return "", fmt.Errorf("%w: setting the former second copy aside: %w", ErrDisk, err)
		}
		return filepath.Base(aside), nil
	}
}
