package station

import (
	"context"
	"errors"
	"fmt"

	"outpost/app/settings"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/seal"
)

// Restore makes a window's ledger that does not open anew from all that stands
// whole in its database and its second copy. Errors are those of store.Restore.
func Restore(ctx context.Context, dir string, opt Options) (store.Restored, error) {
	return store.Restore(ctx, dir, opt.ledger(dir))
}

// RestoreSource is what a data folder is restored from.
type RestoreSource struct {
	// Backup is its folder, Key the key file that goes with it; empty is its own.
	Backup, Key string
	// Copies are folders of copies of the journal that may hold more.
	Copies []string
	// OnPaper is as in store.Source.
	OnPaper string
}

// RestoreBackup makes a data folder anew from a backup, in a fresh folder, with what
// copies of the journal hold since, and opens it once, which makes its second copy
// and verifies both. locked says that its keys are for a person to open. Errors
// are those of backup.Restore.
func RestoreBackup(ctx context.Context, from RestoreSource, into string, opt Options) (done store.Restored, locked bool, err error) {
	opt.fill()
	done, err = backup.Restore(ctx, from.Backup, into, from.Key, from.Copies, from.OnPaper, store.Options{Now: opt.Now, Log: opt.Log})
	if err != nil {
		return done, false, err
	}
	err = openRestored(ctx, into, opt)
	if errors.Is(err, seal.ErrLocked) {
		return done, true, nil
	}
	if err != nil {
		err = fmt.Errorf("the ledger is restored in %s, but: %w", into, err)
	}
	return done, false, err
}

func openRestored(ctx context.Context, dir string, opt Options) error {
	l, err := store.Open(ctx, dir, store.Options{Now: opt.Now, Log: opt.Log, Unlock: opt.Unlock})
	if err != nil {
		return err
	}
	err = l.CatchUp(ctx)
	if err == nil {
		var v store.Verification
		if v, err = l.Verify(ctx); err == nil && !v.OK {
			err = fmt.Errorf("it does not verify: %s", v.Wrong[0].What)
		}
	}
	return errors.Join(err, l.Close())
}

// RecoverKey brings the keys of a window whose key file is lost or damaged back with
// the printed recovery key. Errors are those of store.RecoverKey.
func RecoverKey(ctx context.Context, dir string, k store.KeyRecovery, opt Options) error {
	return store.RecoverKey(ctx, dir, opt.ledger(dir), k)
}

// AsideRequest is what setting a window's ledger aside asks somebody.
type AsideRequest struct {
	// OnPaper is the highest receipt number on paper at this window; empty where
	// nobody has looked.
	OnPaper string
	// Why is what refused the ledger.
	Why error
	// Window says which window this is, where nothing of its ledger says so.
	Window store.Identity
}

// SetAside keeps a ledger that does not verify as it is and founds one that goes
// on charging. Errors are those of store.SetAside.
func SetAside(ctx context.Context, dir string, req AsideRequest, opt Options) (store.Aside, error) {
	why := "it opens, but does not verify"
	if req.Why != nil {
		why = req.Why.Error()
	}
	return store.SetAside(ctx, dir, store.AsideRequest{
		OnPaper: req.OnPaper, Why: why,
		Further: func(former store.Settings) []store.FurtherCopy {
			s, err := settings.Parse("the former settings", []byte(former.TOML))
			if err != nil {
				return nil // they were accepted once; the paper knows the number
			}
			return s.FurtherCopies()
		},
		Fallback: store.Founding{Identity: req.Window, Settings: store.Settings{Rules: settings.Default().Rules()}},
	}, opt.ledger(dir))
}

// ledger is what opening the ledger in dir takes of the options.
func (o Options) ledger(dir string) store.Options {
	o.fill()
	return store.Options{Now: o.Now, Log: o.Log, CopyDir: CopyFolder(dir), Unlock: o.Unlock}
}
