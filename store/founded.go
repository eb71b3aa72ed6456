package store

import (
	"context"
	"errors"

	"outpost/store/journal"
)

// Founded is the identity in the first entry of the ledger in dir, from its
// database or, where that is lost, from its second copy. It needs no key: the
// entry verifies under the key that it names.
func Founded(ctx context.Context, dir string, opt Options) (Identity, error) {
	f := opt.fill(dir)
	if f.has(ledgerFile) {
		r, err := openReading(ctx, f)
		if err != nil {
			return Identity{}, diskError(err)
		}
		first, ok, err := firstEntry(ctx, r.db)
		if err = errors.Join(err, r.close()); err == nil && ok {
			if id, sound := genesis(first); sound {
				return id, nil
			}
		}
	}
	if first, ok, err := journal.FirstCopied(f.disk, opt.CopyDir); err == nil && ok {
		if id, sound := genesis(first); sound {
			return id, nil
		}
	}
	return Identity{}, lost(f, opt)
}
