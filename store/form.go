package store

import (
	"context"
	"database/sql"
	"fmt"
	"sort"

	"outpost/store/journal"
)

// checkForm says whether a database is a ledger's of a form that this program
// knows. ok is false where it holds no journal at all.
func checkForm(ctx context.Context, db journal.Reader) (ok bool, err error) {
	var version, tables int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return false, fmt.Errorf("opening the ledger: %w", err)
	}
	if err := changedForm(ctx, db, version); err != nil {
		return false, err
	}
	if version > SchemaVersion {
		return false, newer(version)
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('journal', 'state')`).Scan(&tables)
	return tables == 2, wrap(err, "opening the ledger")
}

// formMark is what PRAGMA application_id adds the form's number to ("OP"), so that
// the number stands twice in the file: a newer program's ledger is told from one
// whose number was changed on disk.
const formMark = 0x4F50_0000

// setForm writes this program's form into a database, twice.
var setForm = fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d;", SchemaVersion, formMark+SchemaVersion)

// mostForms is more forms than there will ever be.
const mostForms = 1000

// changedForm refuses (journal.ErrDamaged) a form's number that was changed on
// disk: it is not this program's and does not stand there twice. A ledger of
// before it did has a number that may be.
func changedForm(ctx context.Context, db journal.Reader, version int) error {
	if version == SchemaVersion {
		return nil
	}
	var mark int
	if err := db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&mark); err != nil {
		return wrap(err, "reading the ledger's form")
	}
	plausible := version >= 0 && version <= mostForms
	if plausible && (mark == 0 || mark == formMark+version) {
		return nil
	}
	return fmt.Errorf("%w: the number of its form was changed (%d, %#x)", journal.ErrDamaged, version, mark)
}

// headerLength is how many bytes of a database's file are looked at by themselves.
const headerLength = 20

// checkHeader refuses (journal.ErrDamaged) a database whose file says that it may
// only be read: SQLite then opens it, and takes no sale (its file format, bytes 18
// and 19).
func (f folder) checkHeader() error {
	raw, err := f.disk.ReadStart(f.path(ledgerFile), headerLength)
	if err != nil || len(raw) < headerLength {
		return wrap(err, "reading the ledger's first bytes")
	}
	if raw[18] > 2 || raw[19] > 2 {
		return fmt.Errorf("%w: the database's first page was changed (write version %d, read version %d)", journal.ErrDamaged, raw[18], raw[19])
	}
	return nil
}

// olderForm says whether a former program made the ledger's tables.
func olderForm(ctx context.Context, db journal.Reader) (bool, error) {
	var version int
	err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version)
	return version > 0 && version < SchemaVersion, wrap(err, "reading the ledger's form")
}

// older refuses to read a former program's tables.
func older(f folder) error {
	return refuse(ErrOlder, "a former Outpost wrote the ledger in %s; open it once for writing, by starting the window there or with 'outpost ledger rebuild', which keeps a backup and makes its tables anew", f.dir)
}

func newer(version int) error {
	return refuse(ErrNewer, "the ledger was written by a newer Outpost (form %d, this one knows %d); start that one", version, SchemaVersion)
}

// checkSchema compares tables, indexes and triggers with those that this program
// makes. A missing trigger would let entries be changed unseen.
func checkSchema(ctx context.Context, db journal.Reader) (wrong []journal.Finding, err error) {
	mem, err := open("file::memory:", guardJournal)
	if err != nil {
		return nil, err
	}
	defer mem.Close()
	mem.SetMaxOpenConns(1)
	if _, err := mem.ExecContext(ctx, schema); err != nil {
		return nil, wrap(err, "making the tables to compare with")
	}
	want, err := objects(ctx, mem)
	if err != nil {
		return nil, err
	}
	got, err := objects(ctx, db)
	if err != nil {
		return nil, err
	}
	add := func(format string, args ...any) {
		wrong = append(wrong, journal.Finding{Where: whereTables, What: fmt.Sprintf(format, args...)})
	}
	for name, text := range want {
		switch found, ok := got[name]; {
		case !ok:
			add("the %s is missing", name)
		case found != text:
			add("the %s was changed", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			add("the %s is not this program's", name)
		}
	}
	var version int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return nil, wrap(err, "reading the ledger's form")
	}
	if version != SchemaVersion {
		add("the form is numbered %d, this program writes %d", version, SchemaVersion)
	}
	sort.Slice(wrong, func(i, k int) bool { return wrong[i].What < wrong[k].What })
	return wrong, nil
}

// objects are the tables, indexes and triggers by kind and name, with their text.
func objects(ctx context.Context, db journal.Reader) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\'`)
	found := map[string]string{}
	_, err = collect(rows, err, "reading the ledger's tables", func(rows *sql.Rows) (x struct{}, err error) {
		var name, text string
		err = rows.Scan(&name, &text)
		found[name] = text
		return x, err
	})
	return found, err
}

// checkPages lets SQLite look over the database's own structure.
func checkPages(ctx context.Context, db journal.Reader) (wrong []journal.Finding, err error) {
	rows, err := db.QueryContext(ctx, `PRAGMA integrity_check(5)`)
	wrong, err = collect(rows, err, "checking the database's pages", func(rows *sql.Rows) (f journal.Finding, err error) {
		f.Where = whereDatabase
		err = rows.Scan(&f.What)
		return f, err
	})
	if len(wrong) == 1 && wrong[0].What == "ok" {
		wrong = nil
	}
	return wrong, err
}
