package journal

import "errors"

// Sentinels that callers match with errors.Is.
var (
	// ErrDamaged: an entry does not verify.
	ErrDamaged = errors.New("the journal is damaged")
	// ErrFork: the journal and a copy of it hold different entries under the same
	// number. One of them is not this window's history.
	ErrFork = errors.New("the journal and its copy differ")
	// ErrUnknown: the disk did not say whether the last entry was kept. Reopen
	// and look it up by its id.
	ErrUnknown = errors.New("the disk did not confirm the last entry")
	// ErrCopy: a copy could not be written or read.
	ErrCopy = errors.New("the copy")
	// ErrAway: the folder of a further copy is not there now, as of a stick that
	// is not plugged in.
	ErrAway = errors.New("is not there")
	// ErrForeign: a copy holds another ledger's entries.
	ErrForeign = errors.New("is another station's")
)
