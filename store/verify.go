package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"

	sqlite3 "modernc.org/sqlite/lib"

	"outpost/store/journal"
	"outpost/store/seal"
)

// Where a finding lies, besides journal.Verify's "journal".
const (
	whereKey      = "key"
	whereDatabase = "database"
	whereTables   = "tables"
	// FoundInProjections: only tables that are computed from the entries differ.
	FoundInProjections = "projections"
	// FoundInSecondCopy: only the second copy is wrong.
	FoundInSecondCopy = "second copy"
)

// Verification is the result of checking a whole ledger.
type Verification struct {
	Entries int64             `json:"entries"`
	Head    string            `json:"head"`
	Copied  int64             `json:"copied"`
	OK      bool              `json:"ok"`
	Wrong   []journal.Finding `json:"wrong"`
	// Next is a sentence that says what to do; empty where nothing is wrong.
	Next string `json:"next,omitempty"`
}

// Verify checks a ledger that nobody needs to have open: every entry's hash,
// link and signature, the second copy, and that the projections are what the
// journal says. It changes nothing. The error is for a folder that holds no
// ledger or cannot be read; what is wrong with the ledger stands in the result.
func Verify(ctx context.Context, dir string, opt Options) (Verification, error) {
	f := opt.fill(dir)
	if !f.has(ledgerFile) {
		return lostFinding(lost(f, opt))
	}
	public, err := seal.Public(f.path(keyFile))
	if err != nil {
		return Verification{}, err
	}
	if err := f.checkHeader(); err != nil {
		return Verification{Wrong: []journal.Finding{{Where: whereDatabase, What: err.Error()}}, Next: nextRestore}, nil
	}
	if !f.written() {
		if log, err := readLog(f.disk, f.path(ledgerFile)); err != nil {
			return Verification{}, err
		} else if log.Cut() {
			return Verification{Wrong: []journal.Finding{{Where: whereDatabase, What: log.Behind()}}, Next: nextMend}, nil
		}
	}
	r, err := openReading(ctx, f)
	if err != nil {
		return unreadable(err)
	}
	v, err := verifyFolder(ctx, r.db, f, opt, public)
	return v, errors.Join(err, r.close())
}

func verifyFolder(ctx context.Context, db *sql.DB, f folder, opt Options, public ed25519.PublicKey) (Verification, error) {
	ok, err := checkForm(ctx, db)
	switch {
	case errors.Is(err, ErrNewer):
		return Verification{}, err
	case errors.Is(err, journal.ErrDamaged):
		return Verification{Wrong: []journal.Finding{{Where: whereTables, What: err.Error()}}, Next: nextRestore}, nil
	case err != nil:
		return unreadable(err)
	case !ok:
		return lostFinding(lost(f, opt))
	}
	first, ok, err := firstEntry(ctx, db)
	if err == nil && !ok {
		return lostFinding(lost(f, opt))
	}
	if id, sound := genesis(first); ok && sound {
		if err := wrongKey(id, public); err != nil {
			return Verification{Wrong: []journal.Finding{{Where: whereKey, What: err.Error()}},
				Next: "bring the right station.key back from the backup and verify again; no entry was judged"}, nil
		}
	}
	return verify(ctx, db, opt, public, "")
}

// lostFinding reports a lost database; a folder without a ledger stays an error.
func lostFinding(err error) (Verification, error) {
	if !errors.Is(err, ErrLost) {
		return Verification{}, err
	}
	return Verification{Wrong: []journal.Finding{{Where: whereDatabase, What: err.Error()}}, Next: nextRestore}, nil
}

// Verify checks the open ledger in the same way.
func (l *Ledger) Verify(ctx context.Context) (Verification, error) {
	return l.VerifyWith(ctx, "")
}

// VerifyWith is Verify with its tables computed in a scratch file, which is
// removed again, instead of in memory: for a large ledger beside a till.
func (l *Ledger) VerifyWith(ctx context.Context, scratch string) (Verification, error) {
	return verify(ctx, l.read, l.opt, l.keys.Public(), scratch)
}

func verify(ctx context.Context, db *sql.DB, opt Options, public ed25519.PublicKey, scratch string) (Verification, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one moment of a ledger that sells on
	if err != nil {
		return unreadable(err)
	}
	defer tx.Rollback()
	r, err := journal.Verify(ctx, tx, db, opt.Disk, opt.CopyDir, public)
	if err != nil {
		return unreadable(err)
	}
	v := Verification{Entries: r.Entries, Head: r.Head, Copied: r.Copied}
	if v.Wrong, err = verifyTables(ctx, tx, r.Wrong, scratch); err != nil {
		return unreadable(err)
	}
	v.OK, v.Next = len(v.Wrong) == 0, next(v.Wrong, r)
	return v, nil
}

// verifyTables adds to wrong what is wrong with the database around its entries:
// pages, schema and, where the entries themselves verify, the projections, which
// are computed anew in the file scratch, or in memory where that is empty.
func verifyTables(ctx context.Context, tx *sql.Tx, wrong []journal.Finding, scratch string) ([]journal.Finding, error) {
	judged := true // whether the projections can be compared
	for _, w := range wrong {
		judged = judged && w.Where == FoundInSecondCopy
	}
	pages, err := checkPages(ctx, tx)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, pages...)
	if old, err := olderForm(ctx, tx); old || err != nil { // its tables are made anew by opening it
		return wrong, err
	}
	tables, err := checkSchema(ctx, tx)
	if err != nil {
		return nil, err
	}
	if wrong = append(wrong, tables...); !judged {
		return wrong, nil
	}
	if err := sameProjections(ctx, tx, scratch); errors.Is(err, journal.ErrDamaged) {
		wrong = append(wrong, journal.Finding{Where: FoundInProjections, What: err.Error()})
	} else if err != nil {
		return nil, err
	}
	return wrong, nil
}

const nextMend = "delete nothing; starting the window, or 'outpost ledger restore', makes the database anew from all that stands whole in it, in its log and in the second copy, and keeps the damaged files"

const nextRestore = "delete nothing; 'outpost ledger restore' makes the database anew from all that stands whole in it and in the second copy, and changes nothing where an entry would be lost"

// next says what to do about findings, the gravest first.
func next(wrong []journal.Finding, r journal.Report) string {
	found := map[string]bool{}
	for _, w := range wrong {
		found[w.Where] = true
	}
	switch {
	case len(wrong) == 0:
		return ""
	case r.Forked:
		return "the database and its second copy tell two histories; delete nothing, keep both and call the information staff"
	case r.OnlyCopied == int64(len(wrong)):
		return "the entries stand in the second copy; the next start for writing takes them over"
	case found["journal"], found[whereDatabase], found[whereTables]:
		return nextRestore
	case found[FoundInProjections]:
		return "every entry verifies, only tables computed from them differ; 'outpost ledger rebuild' computes them anew"
	case r.CopyForeign:
		return "the database verifies; the second copy is not this ledger's: name this window's own folder for it"
	case r.CopyDamaged:
		return "the database verifies whole; the second copy is what is damaged: it is made anew by itself at the next start, and the damaged one kept aside"
	}
	return "the database verifies whole; the second copy is made whole by itself while the program runs"
}

// unreadable reports a database that SQLite itself cannot read as a finding. A
// folder that only does not let it be read stays an error: nothing is known then.
func unreadable(err error) (Verification, error) {
	switch sqliteCode(err) {
	case 0, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL:
		return Verification{}, diskError(err)
	}
	return Verification{Wrong: []journal.Finding{{Where: whereDatabase, What: diskError(err).Error()}}, Next: nextRestore}, nil
}

// sameProjections rebuilds every projection beside the ledger, in the file scratch
// or in memory, and compares it, row by row, with the one on disk.
func sameProjections(ctx context.Context, src *sql.Tx, scratch string) (err error) {
	mem, err := openScratch(scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, mem.Close(), removeScratch(scratch)) }()
	if _, err := mem.ExecContext(ctx, schema); err != nil {
		return wrap(err, "making the tables to compare with")
	}
	if err := replay(ctx, mem, src); err != nil {
		return err
	}
	for _, table := range projections {
		want, err := digest(ctx, mem, table)
		if err != nil {
			return err
		}
		got, err := digest(ctx, src, table)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("%w: the table %s is not what the journal says; 'outpost ledger rebuild' makes it anew", journal.ErrDamaged, table)
		}
	}
	return nil
}

// openScratch opens a database that is thrown away: in a file, since a large
// ledger's tables do not fit into memory beside a till, or in memory.
func openScratch(path string) (*sql.DB, error) {
	name := "file::memory:?_pragma=foreign_keys(1)"
	if path != "" {
		if err := removeScratch(path); err != nil {
			return nil, err
		}
		name = "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=foreign_keys(1)&_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)"
	}
	db, err := open(name, guardJournal)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

func removeScratch(path string) error {
	if path == "" {
		return nil
	}
	if err := os.Remove(path); err != nil && !missing(err) {
		return fmt.Errorf("%w: clearing the tables compared with: %w", ErrDisk, err)
	}
	return nil
}

// replay applies every entry of src to the projections of dst.
func replay(ctx context.Context, dst *sql.DB, src journal.Reader) error {
	tx, err := dst.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, "starting a rebuild")
	}
	defer tx.Rollback()
	if err := replayInto(ctx, tx, src); err != nil {
		return err
	}
	return wrap(tx.Commit(), "finishing a rebuild")
}

func replayInto(ctx context.Context, tx *sql.Tx, src journal.Reader) error {
	p := preparing(tx)
	return journal.Entries(ctx, src, 1, 0, func(e journal.Entry) error { return p.apply(ctx, e, nil) })
}

// digest is the SHA-256 of a table's rows in key order.
func digest(ctx context.Context, db journal.Reader, table string) (string, error) {
	rows, err := db.QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY 1, 2`)
	if err != nil {
		return "", wrap(err, "reading "+table)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return "", wrap(err, "reading "+table)
	}
	h := sha256.New()
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return "", wrap(err, "reading "+table)
		}
		for _, v := range values {
			fmt.Fprintf(h, "%T:%v\x00", v, v)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), wrap(rows.Err(), "reading "+table)
}

// Rebuild empties every projection and computes it again from the journal, in
// one transaction.
func (l *Ledger) Rebuild(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	err := l.journal.Write(ctx, func(b *journal.Batch) error {
		for _, table := range projections {
			if _, err := b.Tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return wrap(err, "emptying "+table)
			}
		}
		return replayInto(ctx, b.Tx, l.read)
	})
	if errors.Is(err, journal.ErrUnknown) {
		return errors.Join(diskError(err), l.reopen(ctx)) // old or new, the projections are whole
	}
	return diskError(err)
}
