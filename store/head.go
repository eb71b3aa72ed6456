package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"outpost/store/journal"
)

// HasHead says whether the chain ever stood at the head printed on paper: the
// hash or its first 8 or more hex characters. seq is where.
func (l *Ledger) HasHead(ctx context.Context, code string) (seq int64, ok bool, err error) {
	want, err := headOnPaper(code)
	if err != nil {
		return 0, false, err
	}
	return findHead(ctx, l.read, want)
}

// headOnPaper reads a head as a person types it from paper: groups and capitals
// are let through.
func headOnPaper(code string) (string, error) {
	want := strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == ' ' || r == '-' || r == '\n' || r == '\t' }), ""))
	if len(want) < 8 || len(want) > 64 || strings.Trim(want, "0123456789abcdef") != "" {
		return "", refuse(ErrInput, "a head is 8 to 64 characters of 0-9 and a-f, as printed on the report")
	}
	return want, nil
}

// findHead looks for a head in a database.
func findHead(ctx context.Context, db journal.Reader, want string) (seq int64, ok bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT seq FROM journal WHERE substr(lower(hex(hash)), 1, ?) = ?`, len(want), want).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return seq, err == nil, wrap(err, "looking for the head")
}
