package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"outpost/store/disk"
	"outpost/store/journal"
)

// CopyTo writes the ledger's database as one whole file to a path where there is
// none yet. Charging goes on meanwhile; the file is on disk when this returns.
func (l *Ledger) CopyTo(ctx context.Context, to string) error {
	from := l.folder.path(ledgerFile)
	if l.temp != "" {
		from = filepath.Join(l.temp, ledgerFile)
	}
	return diskError(vacuumInto(ctx, l.opt.Disk, from, to))
}

// Contents is what stands in a ledger's database.
type Contents struct {
	Identity Identity `json:"identity"`
	// Form is the version of its tables.
	Form     int    `json:"form"`
	Entries  int64  `json:"entries"`
	Head     string `json:"head"`
	Receipts int64  `json:"receipts"`
	// Sales and Voids are the running totals in minor units.
	Sales int64 `json:"sales"`
	Voids int64 `json:"voids"`
	// From and To are the times of the first and the last entry.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// FileCheck is what checking a database file found.
type FileCheck struct {
	Contents
	// Wrong is what does not verify: entries, pages or tables.
	Wrong []journal.Finding `json:"wrong,omitempty"`
	// Differ are tables that are not what the journal says: they were computed
	// anew in a scratch file and compared. 'outpost ledger rebuild' mends them.
	Differ []journal.Finding `json:"differ,omitempty"`
	// Rebuilt says that they were compared: a former program's are not.
	Rebuilt bool `json:"rebuilt"`
}

// CheckFile checks the file of a ledger's database on a disk that nobody writes,
// such as a backup's: every entry's hash, link and signature under the key that its first
// entry names, the pages, the form, and the tables against those computed anew
// in a scratch file, which is removed again. The error is for a file that is no
// ledger's or cannot be read at all.
func CheckFile(ctx context.Context, d disk.Disk, path, scratch string) (c FileCheck, err error) {
	db, err := openStillFile(d, path)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return c, diskError(wrap(err, "reading "+path))
	}
	defer tx.Rollback()
	if c.Contents, err = contents(ctx, tx, path); err != nil {
		return c, diskError(err)
	}
	rows, err := journal.VerifyRows(ctx, tx, c.Identity.PublicKey)
	if err != nil {
		return c, diskError(err)
	}
	found, err := verifyTables(ctx, tx, rows.Wrong, scratch)
	if err != nil {
		return c, diskError(err)
	}
	for _, w := range found {
		if w.Where == FoundInProjections {
			c.Differ = append(c.Differ, w)
		} else {
			c.Wrong = append(c.Wrong, w)
		}
	}
	c.Rebuilt = c.Form == SchemaVersion && len(rows.Wrong) == 0
	return c, nil
}

// contents reads what stands in a database.
func contents(ctx context.Context, db journal.Reader, path string) (c Contents, err error) {
	ok, err := checkForm(ctx, db)
	if err != nil {
		return c, err
	}
	first, founded := journal.Entry{}, false
	if ok {
		if first, founded, err = firstEntry(ctx, db); err != nil {
			return c, err
		}
	}
	id, sound := genesis(first)
	if !founded || !sound {
		return c, refuse(ErrNoLedger, "the file %s holds no ledger whose first entry verifies", path)
	}
	head, err := journal.ReadHead(ctx, db)
	if err != nil {
		return c, err
	}
	c = Contents{Identity: id, Entries: head.Seq, Head: head.Hash.String(), Receipts: head.Totals.Receipts,
		Sales: head.Totals.Sales, Voids: head.Totals.Voids, From: first.At}
	err = db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&c.Form)
	if err == nil {
		err = journal.Entries(ctx, db, head.Seq, head.Seq, func(e journal.Entry) error { c.To = e.At; return nil })
	}
	return c, wrap(err, "reading what stands in "+path)
}
