package store

import (
	"context"
	"database/sql"
)

// lookups are the questions that every sale asks the database, prepared once: what
// parsing one costs is a tenth of a sale. The caller holds l.mu.
type lookups struct {
	db    *sql.DB // that they were prepared for
	ready map[string]*sql.Stmt
}

// lookup asks the readers a question that is asked again and again. The caller
// holds l.mu.
func (l *Ledger) lookup(ctx context.Context, query string, args ...any) *sql.Row {
	if l.asks.db != l.read {
		l.asks = lookups{db: l.read, ready: map[string]*sql.Stmt{}} // the former ones went with their database
	}
	stmt := l.asks.ready[query]
	if stmt == nil {
		var err error
		if stmt, err = l.read.PrepareContext(ctx, query); err != nil {
			return l.read.QueryRowContext(ctx, query, args...) // says what is wrong with it
		}
		l.asks.ready[query] = stmt
	}
	return stmt.QueryRowContext(ctx, args...)
}
