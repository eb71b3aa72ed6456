package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// statements prepares what the writer runs again and again. The one write
// connection is busy while a transaction runs, so a statement seen for the first
// time runs unprepared and is prepared after it.
type statements struct {
	ready map[string]*sql.Stmt
	seen  []string
}

func (s *statements) exec(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	var err error
	if stmt := s.ready[query]; stmt != nil {
		_, err = tx.StmtContext(ctx, stmt).ExecContext(ctx, args...)
	} else {
		s.seen = append(s.seen, query)
		_, err = tx.ExecContext(ctx, query, args...)
	}
	if err != nil {
		return fmt.Errorf("writing a projection: %w", err)
	}
	return nil
}

// prepare gets the newly seen statements ready.
func (s *statements) prepare(ctx context.Context, db *sql.DB) error {
	for _, query := range s.seen {
		if s.ready[query] != nil {
			continue
		}
		stmt, err := db.PrepareContext(ctx, query)
		if err != nil {
			return fmt.Errorf("preparing a statement: %w", err)
		}
		s.ready[query] = stmt
	}
	s.seen = nil
	return nil
}

func (s *statements) close() (err error) {
	for _, stmt := range s.ready {
		err = errors.Join(err, stmt.Close())
	}
	clear(s.ready)
	return err
}

// in is the projector for one transaction.
func (s *statements) in(tx *sql.Tx) projector {
	return projector{exec: func(ctx context.Context, query string, args ...any) error {
		return s.exec(ctx, tx, query, args...)
	}}
}

// preparing is the projector for a transaction that applies many entries: it
// prepares each statement once, inside the transaction.
func preparing(tx *sql.Tx) projector {
	prepared := map[string]*sql.Stmt{}
	return projector{exec: func(ctx context.Context, query string, args ...any) error {
		stmt := prepared[query]
		if stmt == nil {
			var err error
			if stmt, err = tx.PrepareContext(ctx, query); err != nil {
				return wrap(err, "preparing a statement")
			}
			prepared[query] = stmt
		}
		_, err := stmt.ExecContext(ctx, args...)
		return wrap(err, "writing a projection")
	}}
}
