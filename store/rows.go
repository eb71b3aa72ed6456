package store

import (
	"database/sql"
	"fmt"
)

// wrap says what was tried; nil stays nil.
func wrap(err error, tried string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", tried, err)
}

// collect reads all rows into a slice.
func collect[T any](rows *sql.Rows, err error, tried string, read func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, wrap(err, tried)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, wrap(err, tried)
		}
		all = append(all, one)
	}
	return all, wrap(rows.Err(), tried)
}

// scanBytes reads a row of one blob.
func scanBytes(rows *sql.Rows) (b []byte, err error) {
	err = rows.Scan(&b)
	return b, err
}
