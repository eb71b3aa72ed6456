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
	if version > SchemaVersion {
		return false, newer(version)
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('journal', 'state')`).Scan(&tables)
	return tables == 2, wrap(err, "opening the ledger")
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
