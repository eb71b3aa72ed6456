package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"outpost/store/journal"
	"outpost/store/seal"
)

// Verification is the result of checking a whole ledger.
type Verification struct {
	Entries int64             `json:"entries"`
	Head    string            `json:"head"`
	Copied  int64             `json:"copied"`
	OK      bool              `json:"ok"`
	Wrong   []journal.Finding `json:"wrong"`
}

// Verify checks a ledger that nobody needs to have open: every entry's hash,
// link and signature, the second copy, and that the projections are what the
// journal says. It changes nothing.
func Verify(ctx context.Context, dir string, opt Options) (Verification, error) {
	f := folder{dir: dir}
	opt.fill(f)
	if !f.has(ledgerFile) {
		return Verification{}, refuse(ErrNoLedger, "the data folder %s holds no ledger", dir)
	}
	keys, err := seal.Load(f.path(keyFile))
	if err != nil {
		return Verification{}, err
	}
	db, err := openReader(f.path(ledgerFile))
	if err != nil {
		return Verification{}, err
	}
	defer db.Close()
	return verify(ctx, db, opt, keys)
}

// Verify checks the open ledger in the same way.
func (l *Ledger) Verify(ctx context.Context) (Verification, error) {
	return verify(ctx, l.read, l.opt, l.keys)
}

func verify(ctx context.Context, db *sql.DB, opt Options, keys *seal.Keys) (Verification, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one moment of a ledger that sells on
	if err != nil {
		return unreadable(err)
	}
	defer tx.Rollback()
	r, err := journal.Verify(ctx, tx, db, opt.CopyDir, keys.Public())
	if err != nil {
		return unreadable(err)
	}
	v := Verification{Entries: r.Entries, Head: r.Head, Copied: r.Copied, Wrong: r.Wrong}
	if len(v.Wrong) == 0 {
		if err := sameProjections(ctx, tx); errors.Is(err, journal.ErrDamaged) {
			v.Wrong = append(v.Wrong, journal.Finding{Where: "projections", What: err.Error()})
		} else if err != nil {
			return unreadable(err)
		}
	}
	v.OK = len(v.Wrong) == 0
	return v, nil
}

// unreadable reports a database that SQLite itself cannot read as a finding.
func unreadable(err error) (Verification, error) {
	if code := sqliteCode(err); code == 0 {
		return Verification{}, err
	}
	return Verification{Wrong: []journal.Finding{{Where: "database", What: diskError(err).Error()}}}, nil
}

// sameProjections rebuilds every projection in memory and compares it, row by
// row, with the one on disk.
func sameProjections(ctx context.Context, src *sql.Tx) error {
	mem, err := open("file::memory:?_pragma=foreign_keys(1)", guardJournal)
	if err != nil {
		return err
	}
	defer mem.Close()
	mem.SetMaxOpenConns(1)
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

// replay applies every entry of src to the projections of dst.
func replay(ctx context.Context, dst *sql.DB, src journal.Reader) error {
	tx, err := dst.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, "starting a rebuild")
	}
	defer tx.Rollback()
	p := preparing(tx)
	err = journal.Entries(ctx, src, 1, 0, func(e journal.Entry) error { return p.apply(ctx, e, nil) })
	if err != nil {
		return err
	}
	return wrap(tx.Commit(), "finishing a rebuild")
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
		p := preparing(b.Tx)
		return journal.Entries(ctx, l.read, 1, 0, func(e journal.Entry) error { return p.apply(ctx, e, nil) })
	})
	if errors.Is(err, journal.ErrUnknown) {
		return errors.Join(diskError(err), l.reopen(ctx)) // old or new, the projections are whole
	}
	return diskError(err)
}

// HasHead says whether the chain ever stood at the head printed on paper: the
// hash or its first 8 or more hex characters. seq is where.
func (l *Ledger) HasHead(ctx context.Context, code string) (seq int64, ok bool, err error) {
	want := strings.ToLower(strings.TrimSpace(code))
	if len(want) < 8 || len(want) > 64 || strings.Trim(want, "0123456789abcdef") != "" {
		return 0, false, refuse(ErrInput, "a head is 8 to 64 characters of 0-9 and a-f, as printed on the report")
	}
	err = l.read.QueryRowContext(ctx, `SELECT seq FROM journal WHERE substr(lower(hex(hash)), 1, ?) = ?`, len(want), want).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return seq, err == nil, wrap(err, "looking for the head")
}

// Restore makes the ledger's database anew from the second copy, when it is
// lost or damaged. The old files are kept beside it under a name with the time.
func Restore(ctx context.Context, dir string, opt Options) (set string, err error) {
	f, err := takeFolder(dir)
	if err != nil {
		return "", err
	}
	defer f.release()
	opt.fill(f)
	var head journal.Hash
	if err := journal.ReadCopy(opt.CopyDir, 0, func(e journal.Entry) error { head = e.Hash; return nil }); err != nil {
		return "", err
	}
	if head == (journal.Hash{}) {
		return "", refuse(ErrNoLedger, "the second copy in %s holds no entries; nothing was changed", opt.CopyDir)
	}
	aside := opt.Now().UTC().Format(".aside-20060102-150405")
	for _, name := range []string{"", "-wal", "-shm"} {
		err := os.Rename(f.path(ledgerFile+name), f.path(ledgerFile+name+aside))
		if err != nil && !missing(err) {
			return "", fmt.Errorf("%w: setting the damaged ledger aside: %w", ErrDisk, err)
		}
	}
	return filepath.Base(f.path(ledgerFile + aside)), nil
}
