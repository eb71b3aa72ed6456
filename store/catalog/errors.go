package catalog

import "errors"

// Sentinels that callers match with errors.Is. The error that wraps them says
// in a sentence what to do next.
var (
	// ErrDamaged marks a version or patient list whose rows do not give the
	// hash that was stored with it, or whose sealed fields do not open.
	ErrDamaged = errors.New("the copied data is damaged")
	// ErrMissing marks a version that this catalogue does not hold.
	ErrMissing = errors.New("the price-list version is not here")
	// ErrItem marks an item or patient that a version cannot hold.
	ErrItem = errors.New("the record cannot be kept")
	// ErrSchema marks a catalogue file of a newer program.
	ErrSchema = errors.New("the catalogue was written by a newer program")
)
