package store

import (
	"context"
	"errors"
	"io/fs"

	"outpost/store/seal"
)

// Mendable says whether a ledger that refused to open, or to take an entry, may
// be damaged, so that Restore and SetAside are offered: both look for themselves,
// and refuse where it is whole. It is not where another program has the ledger,
// where keys, rights, room or a program of its form are what is missing, and
// where there is none.
func Mendable(err error) bool {
	for _, other := range []error{
		ErrInUse, ErrNewer, ErrOlder, ErrReadOnly, ErrNoLedger, ErrExists, seal.ErrLocked, fs.ErrPermission, context.Canceled,
	} {
		if errors.Is(err, other) {
			return false
		}
	}
	return err != nil && !Full(err)
}
