package simulate

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"outpost/store/journal"
)

// reader reads the journal by a connection of its own, past the store.
type reader struct {
	db   *sql.DB
	next *sql.Stmt
}

// newReader opens the database beside the ledger.
func (p *epoch) newReader() error {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(p.data(), "ledger.db")+"?vfs="+p.disk.VFS()+"&_pragma=query_only(1)")
	if err != nil {
		return fmt.Errorf("opening a reader: %w", err)
	}
	db.SetMaxOpenConns(1)
	s, err := db.Prepare(`SELECT seq, kind, id, receipts, sales, voids, body, prev, hash FROM journal WHERE seq > ? ORDER BY seq`)
	if err != nil {
		return errors.Join(fmt.Errorf("opening a reader: %w", err), db.Close())
	}
	p.reader = &reader{db, s}
	return nil
}

func (r *reader) close() error { return errors.Join(r.next.Close(), r.db.Close()) }

// after reads the entries after one.
func (r *reader) after(seq int64) (all []journal.Entry, err error) {
	rows, err := r.next.Query(seq)
	if err != nil {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e journal.Entry
		var prev, hash []byte
		if err := rows.Scan(&e.Seq, &e.Kind, &e.ID, &e.Totals.Receipts, &e.Totals.Sales, &e.Totals.Voids, &e.Body, &prev, &hash); err != nil {
			return nil, fmt.Errorf("reading the journal: %w", err)
		}
		copy(e.Prev[:], prev)
		copy(e.Hash[:], hash)
		all = append(all, e)
	}
	return all, rows.Err()
}
