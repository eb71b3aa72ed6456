package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
	"outpost/store/seal"
)

// Options are what opening a ledger needs from outside.
type Options struct {
	// Now is the clock; nil means the computer's.
	Now func() time.Time
	// Log gets what went wrong, never personal data; nil means none.
	Log *slog.Logger
	// CopyDir is where the second copy lies; empty means "copy" in the data
	// folder.
	CopyDir string
	// Disk is where database and copies lie; nil means the machine's own.
	Disk disk.Disk
	// Scheduler runs what a sale does not wait for; nil means goroutines.
	Scheduler journal.Scheduler
	// CopiesByHand: further copies are written by BringCopiesUp and by closing
	// alone, on the caller's goroutine; false means in the background too.
	CopiesByHand bool
	// Unlock is how the station's keys are asked for where they are locked.
	Unlock seal.Unlock
	// PINCost is what hashing a new PIN takes; zero means people.PINCost.
	PINCost people.Cost
}

// fill sets what was left open and returns the data folder on the disk chosen.
func (o *Options) fill(dir string) folder {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.CopyDir == "" {
		o.CopyDir = filepath.Join(dir, copyFolder)
	}
	if o.Disk == nil {
		o.Disk = disk.OS{}
	}
	if o.Scheduler == nil {
		o.Scheduler = journal.Goroutines{}
	}
	return folder{dir: dir, disk: o.Disk}
}

// Ledger is the ledger of one window, open for writing or for reading only.
// Safe for concurrent use; writes are one at a time.
type Ledger struct {
	folder folder
	opt    Options
	keys   *seal.Keys

	read *sql.DB
	// guarded is what guards the keys; recovery the printed key of a new ledger,
	// until it is taken.
	guarded  atomic.Pointer[KeyState]
	recovery atomic.Pointer[string]
	temp     string // where the database was copied to be read; mostly empty
	// adopted counts the entries taken over from the second copy.
	adopted atomic.Int64
	// logDamage is what this opening found in the write-ahead log, sparedNow the
	// numbers that it left out; nil for nothing.
	logDamage atomic.Pointer[LogDamage]
	sparedNow atomic.Pointer[Spared]

	pins    sync.Mutex       // one try at a PIN, one change of people at a time; taken before mu
	mu      sync.Mutex       // one business write at a time
	write   *sql.DB          // nil when open for reading only
	journal *journal.Journal // set under stateMu as well
	stmts   statements
	asks    lookups
	// unsettled: a commit had no answer; nothing is written before reopen.
	unsettled bool
	// acknowledged is the last entry that was known to be kept when the writing
	// side was closed to be opened again.
	acknowledged int64
	clock        clockWatch
	// triedCopy is when catching up was last begun.
	triedCopy time.Time

	further replicas
	seen    seen
	// copyBeside: the second copy lies on the ledger's own disk.
	copyBeside atomic.Bool

	stateMu sync.RWMutex
	now     current
}

// current is what the till asks at every keystroke, read once and kept in step.
type current struct {
	identity Identity
	zone     *time.Location // the identity's, which costs 20 µs to look up
	rules    receipts.Rules
	mode     incident.Mode
	outage   string     // the present incident's id; empty for none
	asked    []Question // what the HIS left without an answer in it
	shift    Shift
	pools    pools // the number ranges
	pinDays  int   // as in Settings
}

// Open opens the ledger in dir for writing. A former program's is migrated, after
// a backup; entries that only the second copy holds are adopted; where the disk
// is full the ballast is given up for it. Errors match ErrNoLedger, ErrInUse,
// ErrDisk, ErrKey, ErrNewer, journal.ErrFork, journal.ErrDamaged,
// journal.ErrForeign, seal.ErrNoKeys, and seal.ErrLocked where the keys must be
// unlocked first.
func Open(ctx context.Context, dir string, opt Options) (*Ledger, error) {
	f := opt.fill(dir)
	if !f.exists(opt.CopyDir) {
		return nil, lost(f, opt)
	}
	f, err := takeFolder(f)
	if err != nil {
		return nil, err
	}
	l := &Ledger{folder: f, opt: opt}
	made := false
	if l.keys, err = seal.Load(ctx, f.path(keyFile), opt.Unlock); err == nil {
		_, err = f.endRestore(opt.Now())
	}
	if err == nil {
		made = !f.has(ledgerFile)
		err = l.withBallast(func() error { return errors.Join(l.closeFiles(), l.openFiles(ctx)) })
	}
	if err == nil {
		err = l.inspectKey()
	}
	if err == nil {
		l.keepRecovery()
	}
	if err != nil {
		err = errors.Join(diskError(err), l.closeFiles())
		if made { // it holds nothing that the second copy does not
			err = errors.Join(err, f.clear(ledgerFile))
		}
		return nil, errors.Join(err, f.release())
	}
	return l, nil
}

// openFiles opens the database, compares it with the second copy and loads what
// the till needs.
func (l *Ledger) openFiles(ctx context.Context) error {
	err := l.mendLog(ctx)
	if err == nil {
		err = l.folder.checkHeader()
	}
	if err != nil && !missing(err) {
		return err
	}
	if err := l.folder.damageNoted(); err != nil {
		return err
	}
	if l.read, err = openReader(l.opt.Disk, l.folder.path(ledgerFile)); err != nil {
		return err
	}
	return l.openWriter(ctx)
}

// openWriter opens the writing side beside the readers, adopts what only the
// second copy holds and loads the current state.
func (l *Ledger) openWriter(ctx context.Context) error {
	var err error
	if l.write, err = openWriter(l.opt.Disk, l.folder.path(ledgerFile)); err != nil {
		return err
	}
	if err := l.prepareSchema(ctx); err != nil {
		return err
	}
	l.stmts = statements{ready: map[string]*sql.Stmt{}}
	missing, err := l.openJournal(ctx)
	if err != nil {
		return err
	}
	if err := l.adopt(ctx, missing); err != nil {
		return err
	}
	if err := l.finishRefund(ctx); err != nil {
		return err
	}
	if err := l.spareNumbers(ctx); err != nil {
		return err
	}
	if err := l.skipFree(ctx); err != nil {
		return err
	}
	l.bringCopyUp(ctx)
	if err := l.loadClock(ctx); err != nil {
		return err
	}
	return l.load(ctx)
}

// prepareSchema makes the tables of a new database and refuses a newer one.
func (l *Ledger) prepareSchema(ctx context.Context) error {
	var version int
	if err := l.write.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return fmt.Errorf("opening the ledger: %w", err)
	}
	if err := changedForm(ctx, l.write, version); err != nil {
		return err
	}
	if version > SchemaVersion {
		return newer(version)
	}
	switch version {
	case SchemaVersion:
		return nil
	case 0: // new
	default:
		return l.migrate(ctx, version)
	}
	if _, err := l.write.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("making the ledger's tables: %w", err)
	}
	return nil
}

// openJournal opens the journal with the identity of its first entry, which
// stands in the database or, when that is lost, in the second copy.
func (l *Ledger) openJournal(ctx context.Context) ([]journal.Entry, error) {
	id, err := l.founding(ctx)
	if err != nil {
		return nil, err
	}
	if aside, err := asideCopy(l.opt.Disk, l.opt, id); err != nil { // a cut-off setting aside is ended
		l.opt.Log.Error("former second copy still in its place; selling goes on", "error", err)
	} else if aside != "" {
		l.opt.Log.Warn("former second copy set aside", "as", aside)
	}
	return l.startJournal(ctx, id)
}

// startJournal opens the journal of the ledger id.
func (l *Ledger) startJournal(ctx context.Context, id Identity) ([]journal.Entry, error) {
	j, missing, err := journal.Open(ctx, l.write, journal.Options{
		Ledger: id.Ledger, Station: id.Station, Signer: l.keys, Disk: l.opt.Disk, CopyDir: l.opt.CopyDir,
		Read: l.read, Now: l.opt.Now, Log: l.opt.Log, Scheduler: l.opt.Scheduler,
	})
	if err != nil {
		return nil, err
	}
	l.stateMu.Lock()
	l.journal = j
	l.stateMu.Unlock()
	beside, _ := SameDisk(l.opt.CopyDir, l.folder.dir) // one that cannot be made lies nowhere
	l.copyBeside.Store(beside)
	return missing, nil
}

// load reads the current state from the projections.
func (l *Ledger) load(ctx context.Context) error {
	c := current{mode: incident.ModeOnline}
	if _, err := l.stateValue(ctx, "identity", &c.identity); err != nil {
		return err
	}
	c.zone = c.identity.zone()
	var settings Settings
	if _, err := l.stateValue(ctx, "settings", &settings); err != nil {
		return err
	}
	c.rules, c.pinDays = settings.Rules, settings.PINDays
	var snapshot incident.Snapshot
	if ok, err := l.stateValue(ctx, "outage", &snapshot); err != nil {
		return err
	} else if ok {
		c.mode, c.outage = snapshot.Mode, outageOf(snapshot)
	}
	var err error
	if c.asked, err = l.questions(ctx, c.outage); err != nil {
		return err
	}
	if c.shift, err = l.openShift(ctx, c.identity.Ledger); err != nil {
		return err
	}
	if c.pools, err = l.loadPools(ctx); err != nil {
		return err
	}
	l.stateMu.Lock()
	l.clock.zone = c.zone
	l.now = c
	l.stateMu.Unlock()
	return nil
}

func (l *Ledger) stateValue(ctx context.Context, name string, into any) (bool, error) {
	var text string
	err := l.read.QueryRowContext(ctx, `SELECT value FROM state WHERE name = ?`, name).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the ledger's %s: %w", name, err)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return false, fmt.Errorf("%w: the ledger's %s cannot be read: %w", journal.ErrDamaged, name, err)
	}
	return true, nil
}

func (l *Ledger) current() current {
	l.stateMu.RLock()
	defer l.stateMu.RUnlock()
	return l.now
}

// Identity is what this station is.
func (l *Ledger) Identity() Identity { return l.current().identity }

// Rules are the rules that bills are settled by.
func (l *Ledger) Rules() receipts.Rules { return l.current().rules }

// Mode is where the window charges.
func (l *Ledger) Mode() incident.Mode { return l.current().mode }

// Sealer seals personal data with the station's key, for the catalogue.
func (l *Ledger) Sealer() *seal.Keys { return l.keys }

// Head is the journal's last entry: its number, hash and running totals.
func (l *Ledger) Head() journal.Head {
	if j := l.chain(); j != nil {
		return j.Head()
	}
	head, err := journal.ReadHead(context.Background(), l.read)
	if err != nil {
		l.opt.Log.Error("reading the head", "error", err)
	}
	return head
}

// Close lets go of everything. What was acknowledged is on disk already.
// Methods called afterwards fail; they do not panic.
func (l *Ledger) Close() error {
	l.further.close()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.unsettled = false
	if l.write != nil {
		l.seen.keep(l.folder, l.opt.Now())
	}
	err := l.closeFiles()
	if errors.Is(err, journal.ErrCopy) {
		return err // a write may still reach the copy: the lock stays until the program ends
	}
	return errors.Join(err, l.folder.release())
}

func (l *Ledger) closeFiles() error {
	err := l.closeWriter()
	return errors.Join(err, reading{db: l.read, temp: l.temp}.close())
}

// closeWriter lets go of the writing side. A second copy whose disk still has a
// write to carry out is an error; what is left open is closed by the next call.
func (l *Ledger) closeWriter() error {
	if l.journal != nil {
		l.acknowledged = max(l.acknowledged, l.journal.Head().Seq)
		if err := l.journal.Close(); errors.Is(err, journal.ErrCopy) {
			return err
		} else if err != nil {
			l.opt.Log.Warn("closing the journal", "error", err)
		}
	}
	err := l.stmts.close()
	if l.write != nil {
		err = errors.Join(err, l.write.Close())
	}
	if err != nil {
		l.opt.Log.Warn("closing the ledger", "error", err)
	}
	l.stateMu.Lock()
	l.journal = nil
	l.stateMu.Unlock()
	l.write = nil
	return nil
}
