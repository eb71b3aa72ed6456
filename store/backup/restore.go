package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"outpost/store"
)

// Preview says what stands in a backup and what copies of the journal add since.
// It checks the files against the manifest and changes nothing.
func Preview(ctx context.Context, path string, copies []string) (Info, store.Preview, error) {
	info := read(path)
	if info.Err != nil {
		return info, store.Preview{}, info.Err
	}
	if err := sameFiles(info); err != nil {
		return info, store.Preview{}, err
	}
	p, err := store.PreviewRestore(ctx, store.Source{Database: filepath.Join(path, ledgerFile), Copies: copies})
	return info, p, err
}

// Restore makes a data folder anew, in a fresh folder, from a backup and what
// copies of the journal hold since. key is the key file that goes with it; empty
// is the backup's own. The restored ledger continues the numbers: from then on
// only one of the two may charge. onPaper is that of store.Source. Errors match
// ErrNoKey, ErrUnsound and those of store.RestoreInto.
func Restore(ctx context.Context, path, into, key string, copies []string, onPaper string, opt store.Options) (store.Restored, error) {
	info := read(path)
	if info.Err != nil {
		return store.Restored{}, info.Err
	}
	if err := sameFiles(info); err != nil {
		return store.Restored{}, err
	}
	if key == "" {
		if info.Key == KeyNone {
			return store.Restored{}, fmt.Errorf("%w, because the window's keys lay open and no recovery key was printed; give the window's %s from its data folder or its safe place", ErrNoKey, keyFile)
		}
		key = filepath.Join(path, keyFile)
	}
	src := store.Source{Database: filepath.Join(path, ledgerFile), Key: key, Copies: copies, OnPaper: onPaper}
	done, err := store.RestoreInto(ctx, into, src, opt)
	if err != nil {
		return done, err
	}
	for _, name := range []string{store.CatalogFile, secretsFile} {
		err := copyFile(filepath.Join(path, name), filepath.Join(into, name))
		if err != nil && !(name == secretsFile && errors.Is(err, os.ErrNotExist)) {
			return done, fmt.Errorf("the ledger is restored, but not all beside it: %w", err)
		}
	}
	return done, nil
}
