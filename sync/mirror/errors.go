package mirror

import (
	"errors"
	"fmt"
)

// Sentinels that callers match with errors.Is.
var (
	// ErrFile marks a file that is no list of rows, or too large for one.
	ErrFile = errors.New("the file cannot be read as a list")
	// ErrMapping marks a mapping that does not fit the file. The error is a
	// *MappingError.
	ErrMapping = errors.New("the column mapping does not fit")
)

// MappingError says which field of a mapping does not fit, and why.
type MappingError struct {
	// Field is the mapping's field: list, sheet, header_row, encoding,
	// delimiter, key, category, or the item's field under columns.
	Field  string
	Reason string
}

func (e *MappingError) Error() string { return "mapping, " + e.Field + ": " + e.Reason }

// Unwrap makes errors.Is(err, ErrMapping) true.
func (e *MappingError) Unwrap() error { return ErrMapping }

func misfit(field, format string, args ...any) error {
	return &MappingError{Field: field, Reason: fmt.Sprintf(format, args...)}
}

// unreadable is an ErrFile that is one sentence for the person who chose it.
type unreadable struct{ text string }

func (e *unreadable) Error() string { return e.text }
func (e *unreadable) Unwrap() error { return ErrFile }

func cannotRead(name, format string, args ...any) error {
	return &unreadable{name + " " + fmt.Sprintf(format, args...)}
}
