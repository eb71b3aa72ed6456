package journal

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"outpost/store/disk"
)

// Signer signs entry hashes with the station's key.
type Signer interface {
	Sign(message []byte) []byte
	Public() ed25519.PublicKey
}

// Options say whose journal it is and where its second copy lies.
type Options struct {
	Ledger, Station string
	Signer          Signer
	// Disk is where its second copy lies; nil means the machine's own.
	Disk disk.Disk
	// CopyDir is the folder of the second copy, best on another disk.
	CopyDir string
	// CopyWait is how long a sale waits for the second copy before it goes on
	// without it; 0 means 1 s.
	CopyWait time.Duration
	// Read is where catching up reads from, so that sales need not wait for it.
	Read Reader
	Now  func() time.Time
	Log  *slog.Logger
	// Scheduler writes the second copy beside the commit; nil means goroutines.
	Scheduler Scheduler
}

func (o *Options) fill() {
	if o.CopyWait == 0 {
		o.CopyWait = time.Second
	}
	if o.Disk == nil {
		o.Disk = disk.OS{}
	}
	if o.Scheduler == nil {
		o.Scheduler = Goroutines{}
	}
}

// Journal appends entries to one database, one writer at a time. Safe for
// concurrent use.
type Journal struct {
	db     *sql.DB
	opt    Options
	insert *sql.Stmt

	mu     sync.Mutex // held for a whole transaction
	broken error
	head   atomic.Pointer[Head] // set under mu, read by screens that must not wait

	copy   second
	beside beside
	unread int64 // set by Open
}

// Draft is an entry before it has its place.
type Draft struct {
	Kind, ID string
	Body     []byte
	// Add is what the entry adds to the running totals, never negative.
	Add Totals
}

// Batch is one transaction: entries and whatever else the caller writes with
// them. It is valid only inside Write.
type Batch struct {
	Tx      *sql.Tx
	journal *Journal
	head    Head
	entries []Entry
}

// Open prepares a journal over db, whose table Schema has made, and compares it
// with its second copy. Entries that only the copy holds are returned: the
// caller must Adopt them, with their projections, before anything else.
// ErrFork and ErrDamaged refuse to open.
func Open(ctx context.Context, db *sql.DB, opt Options) (*Journal, []Entry, error) {
	opt.fill()
	j := &Journal{db: db, opt: opt, copy: second{work: opt.Scheduler}}
	head, err := checkTail(ctx, db, opt.Signer.Public())
	if err != nil {
		return nil, nil, err
	}
	j.head.Store(&head)
	if j.insert, err = db.PrepareContext(ctx, insertSQL); err != nil {
		return nil, nil, fmt.Errorf("preparing the journal: %w", err)
	}
	missing, err := j.openCopy(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, j.Close())
	}
	if len(missing) > 0 {
		j.broken = fmt.Errorf("%w: entries that only the second copy holds come first", ErrUnknown)
	}
	return j, missing, nil
}

// Close waits for the second copy, at most CopyWait, and lets go of it; what runs
// beside the sales is cut off and waited for as long. The database stays open. ErrCopy means that a write may still reach the copy:
// call Close again before opening the journal anew.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	err := errors.Join(j.insert.Close(), j.copy.close(j.opt.CopyWait))
	j.beside.close(j.copy.work, j.opt.CopyWait)
	return err
}

// Head is the last entry's place, hash and totals. It never waits for a write.
func (j *Journal) Head() Head { return *j.head.Load() }

// Write runs fn in one transaction and makes it durable: the commit and the
// second copy run side by side. Several entries reach the copy only when the
// database has them: a power cut could leave a part of them there, and a piece
// behind it that nobody could tell from a lost entry. When fn fails nothing is kept. ErrUnknown means
// that the disk did not say whether it was kept: reopen and look it up; until
// then every Write fails with ErrUnknown. A context that ends on the way takes
// nothing back, because half a commit would be ErrUnknown.
func (j *Journal) Write(ctx context.Context, fn func(*Batch) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken != nil {
		return j.broken
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("starting a transaction: %w", err)
	}
	b, err := j.begin(ctx)
	if err != nil {
		return err
	}
	if err := fn(b); err != nil {
		return j.takeBack(b, err)
	}
	return j.commit(b)
}

func (j *Journal) begin(ctx context.Context) (*Batch, error) {
	tx, err := j.db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, fmt.Errorf("starting a transaction: %w", err)
	}
	return &Batch{Tx: tx, journal: j, head: j.Head()}, nil
}

// takeBack rolls back after cause. SQLite does so by itself after some disk
// errors and then refuses a second rollback; that is no failure. A probe tells
// the two apart: while the old transaction is open, none can begin.
func (j *Journal) takeBack(b *Batch, cause error) error {
	err := b.Tx.Rollback()
	if err == nil || errors.Is(err, sql.ErrTxDone) {
		return cause
	}
	probe, err2 := j.begin(context.Background())
	if err2 == nil {
		err2 = probe.Tx.Rollback()
	}
	if err2 != nil {
		j.broken = fmt.Errorf("%w: it was not taken back either: %w", ErrUnknown, errors.Join(cause, err))
		return j.broken
	}
	return cause
}

func (j *Journal) commit(b *Batch) error {
	var copied *copying
	if len(b.entries) == 1 {
		copied = j.copy.start(b.entries)
	}
	if err := b.Tx.Commit(); err != nil {
		j.broken = fmt.Errorf("%w: %w", ErrUnknown, err)
		_ = j.copy.wait(copied, j.opt.CopyWait) // reopening looks what became of it
		return j.broken
	}
	j.head.Store(&b.head)
	if len(b.entries) > 1 {
		copied = j.copy.start(b.entries)
	}
	if err := j.copy.wait(copied, j.opt.CopyWait); err != nil {
		j.opt.Log.Error("second copy not written; selling goes on", "seq", b.head.Seq, "error", err)
	}
	return nil
}

// Append adds the next entry: numbers, links, hashes, signs and inserts it.
func (b *Batch) Append(ctx context.Context, d Draft) (Entry, error) {
	j := b.journal
	if d.Add.Receipts < 0 || d.Add.Sales < 0 || d.Add.Voids < 0 {
		return Entry{}, fmt.Errorf("entry %s: running totals never go back", d.Kind)
	}
	if len(d.Body) > maxBody {
		return Entry{}, fmt.Errorf("entry %s: %d bytes are more than one entry holds", d.Kind, len(d.Body))
	}
	e := Entry{
		Version: Format, Ledger: j.opt.Ledger, Station: j.opt.Station, Seq: b.head.Seq + 1,
		At: j.opt.Now().UTC().Truncate(time.Microsecond), Kind: d.Kind, ID: d.ID, Totals: b.head.Totals.plus(d.Add),
		Body: d.Body, Prev: b.head.Hash,
	}
	if e.Body == nil {
		e.Body = []byte{}
	}
	e.Hash = sha256.Sum256(e.canonical())
	e.Signature = j.opt.Signer.Sign(e.Hash[:])
	return e, b.put(ctx, e)
}

// Adopt inserts an entry that stands whole and signed in the second copy.
func (b *Batch) Adopt(ctx context.Context, e Entry) error {
	if err := e.Check(b.journal.opt.Signer.Public()); err != nil {
		return err
	}
	return b.put(ctx, e)
}

func (b *Batch) put(ctx context.Context, e Entry) error {
	if err := e.follows(b.head); err != nil {
		return err
	}
	if err := insertEntry(ctx, b.Tx.StmtContext(ctx, b.journal.insert), e); err != nil {
		return err
	}
	b.head = e.head()
	b.entries = append(b.entries, e)
	return nil
}

func insertEntry(ctx context.Context, insert *sql.Stmt, e Entry) error {
	_, err := insert.ExecContext(ctx, e.Seq, e.Version, e.Ledger, e.Station, e.At.UnixMicro(),
		e.Kind, e.ID, e.Totals.Receipts, e.Totals.Sales, e.Totals.Voids, e.Body, e.Prev[:], e.Hash[:], e.Signature)
	if err != nil {
		return fmt.Errorf("writing entry %d (%s): %w", e.Seq, e.Kind, err)
	}
	return nil
}
