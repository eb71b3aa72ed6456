package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"

	"outpost/store/journal"
)

// keptTables are those that a migration leaves alone: the truth, and what is
// not yet sold.
var keptTables = []string{"journal", "drafts"}

// migrate brings a former program's ledger to this one's form: the entries stay,
// everything computed from them is made anew, in one transaction after a
// verified backup. Cut off anywhere, the ledger is whole in the old form or in
// the new one. There is no way back but the backup.
func (l *Ledger) migrate(ctx context.Context, from int) error {
	if _, err := l.founding(ctx); err != nil { // a wrong key changes nothing
		return err
	}
	backup, err := l.keepForm(ctx, from)
	if err != nil {
		return fmt.Errorf("no backup of the ledger could be made before bringing it from form %d to %d, so nothing was changed: %w", from, SchemaVersion, diskError(err))
	}
	l.opt.Log.Info("bringing the ledger to a newer form", "from", from, "to", SchemaVersion, "backup", backup)
	if err := l.remake(ctx); err != nil {
		return fmt.Errorf("bringing the ledger from form %d to %d (it is kept whole as %s beside it): %w", from, SchemaVersion, backup, diskError(err))
	}
	return nil
}

// remake drops every table that is computed from the journal, whatever a former
// program called it, and makes this one's.
func (l *Ledger) remake(ctx context.Context) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, "starting the migration")
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT IN (?, ?)`, keptTables[0], keptTables[1])
	former, err := collect(rows, err, "reading the former tables", func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	})
	if err != nil {
		return err
	}
	for _, table := range former {
		if _, err := tx.ExecContext(ctx, `DROP TABLE "`+table+`"`); err != nil {
			return wrap(err, "dropping the former table "+table)
		}
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return wrap(err, "making the ledger's tables")
	}
	if err := replayInto(ctx, tx, l.read); err != nil {
		return err
	}
	wrong, err := checkSchema(ctx, tx)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%w: after the migration %s", journal.ErrDamaged, wrong[0].What)
	}
	return wrap(tx.Commit(), "finishing the migration")
}

// keepForm writes the ledger as it is to a file beside it, verifies that file
// and returns its name. One that an earlier, unfinished migration left is used.
func (l *Ledger) keepForm(ctx context.Context, form int) (name string, err error) {
	head, err := journal.ReadHead(ctx, l.write)
	if err != nil {
		return "", err
	}
	name = fmt.Sprintf("%s.form-%d-entry-%d", ledgerFile, form, head.Seq)
	if l.folder.has(name) && l.sameAs(ctx, name) == nil {
		return name, nil
	}
	making := name + ".making"
	if err := l.opt.Disk.Remove(l.folder.path(making)); err != nil && !missing(err) {
		return "", fmt.Errorf("%w: clearing an unfinished backup: %w", ErrDisk, err)
	}
	if err := vacuumInto(ctx, l.opt.Disk, l.folder.path(ledgerFile), l.folder.path(making)); err != nil {
		return "", err
	}
	if err := l.sameAs(ctx, making); err != nil {
		return "", err
	}
	if err := l.opt.Disk.Rename(l.folder.path(making), l.folder.path(name)); err != nil {
		return "", fmt.Errorf("%w: naming the backup: %w", ErrDisk, err)
	}
	return name, wrap(l.opt.Disk.SyncDir(l.folder.dir), "keeping the backup's name")
}

// sameAs opens the file of a backup and compares it with the ledger: whole
// pages, the same head, every entry verified. What does not verify in the ledger
// does not in the backup either, and stops no lone cashier here.
func (l *Ledger) sameAs(ctx context.Context, name string) (err error) {
	db, err := openStillFile(l.opt.Disk, l.folder.path(name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	pages, err := checkPages(ctx, db)
	if err != nil {
		return err
	}
	got, err := journal.VerifyRows(ctx, db, l.keys.Public())
	if err != nil {
		return err
	}
	head, err := journal.ReadHead(ctx, l.read)
	if err != nil {
		return err
	}
	same := len(pages) == 0 && got.Entries == head.Seq && got.Head == head.Hash.String()
	if same && len(got.Wrong) > 0 { // is the ledger itself like that?
		want, err := journal.VerifyRows(ctx, l.read, l.keys.Public())
		if err != nil {
			return err
		}
		same = reflect.DeepEqual(got, want)
		l.opt.Log.Error("the ledger does not verify", "entry", got.Wrong[0].Seq, "what", got.Wrong[0].What)
	}
	if !same {
		return fmt.Errorf("%w: the backup %s is not what was written", ErrDisk, name)
	}
	return nil
}
