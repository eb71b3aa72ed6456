package seal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"path/filepath"
)

// Protection says what guards a key file.
type Protection struct {
	// System, Passphrase and Recovery are the locks that each give the keys out.
	System     bool `json:"system"`
	Passphrase bool `json:"passphrase"`
	Recovery   bool `json:"recovery"`
	// Unprotected: the keys lie open on the same disk as what they seal.
	Unprotected bool `json:"unprotected"`
	// Store is what the machine calls its key store, where it has the keys.
	Store string `json:"store,omitempty"`
}

// Inspect says what guards a key file, without opening it.
func Inspect(path string) (Protection, error) {
	f, err := readFile(path)
	if err != nil {
		return Protection{}, err
	}
	var p Protection
	_, p.Unprotected = f.lock(Unguarded)
	_, p.Passphrase = f.lock(ByPassphrase)
	_, p.Recovery = f.lock(ByRecovery)
	l, system := f.lock(BySystem)
	p.System, p.Store = system, l.Store
	return p, nil
}

// Guards are what is to guard a key file, beside its recovery key. At least one.
type Guards struct {
	// Store is the key store that is to hold the key; nil for none.
	Store KeyStore
	// Passphrase is what is to open it; empty for none.
	Passphrase string
}

// Guard puts the file of these keys behind guards and takes every other lock off
// but the recovery key's. The old file stays until the new one is on disk; where
// anything fails it goes on holding. What lay open once may still be found on
// the disk's free blocks.
func (k *Keys) Guard(path string, g Guards) error {
	if g.Store == nil && g.Passphrase == "" {
		return fmt.Errorf("%w: name a key store or a passphrase", ErrGuard)
	}
	f, err := k.file(path)
	if err != nil {
		return err
	}
	before, _ := f.lock(BySystem)
	next := f.without(Unguarded, BySystem, ByPassphrase)
	if g.Passphrase != "" {
		l, err := k.lockByPassphrase(g.Passphrase)
		if err != nil {
			return err
		}
		next.Locks = append(next.Locks, l)
	}
	if g.Store != nil {
		l, err := k.lockBySystem(g.Store)
		if err != nil {
			return err
		}
		next.Locks = append([]lock{l}, next.Locks...)
		if err := writeFile(path, next); err != nil {
			return errors.Join(err, g.Store.Delete(l.Entry))
		}
	} else if err := writeFile(path, next); err != nil {
		return err
	}
	if before.Entry != "" && g.Store != nil {
		_ = g.Store.Delete(before.Entry) // it opens nothing any more
	}
	return nil
}

// file is the key file at path, which must be these keys' own.
func (k *Keys) file(path string) (keyFile, error) {
	f, err := readFile(path)
	if err != nil {
		return f, err
	}
	if !k.Public().Equal(ed25519.PublicKey(f.Public)) {
		return f, fmt.Errorf("%w: %s is another station's", ErrKeys, filepath.Base(path))
	}
	return f, nil
}

// NewRecovery makes a recovery key for the file of these keys and returns it as
// it is printed, once: only a lock that it opens is kept. An earlier one opens
// nothing any more.
func (k *Keys) NewRecovery(path string) (paper string, err error) {
	f, err := k.file(path)
	if err != nil {
		return "", err
	}
	r, err := newRecoveryKey()
	if err != nil {
		return "", err
	}
	l, err := k.lockByRecovery(r)
	if err != nil {
		return "", err
	}
	next := f.without(ByRecovery)
	next.Locks = append(next.Locks, l)
	return r.paper(), writeFile(path, next)
}

// RecoveryOnly is a key file that only the recovery key opens, to be kept beside
// a copy of the ledger: whoever loses the whole data folder needs it and the
// paper. ok is false where there is no recovery key.
func RecoveryOnly(path string) (content []byte, ok bool, err error) {
	f, err := readFile(path)
	if err != nil {
		return nil, false, err
	}
	l, ok := f.lock(ByRecovery)
	if !ok {
		return nil, false, nil
	}
	content, err = format(keyFile{Public: f.Public, Locks: []lock{l}})
	return content, true, err
}

// Bare takes every lock off the file of these keys but the recovery key's, and
// leaves them open: for a window that has nothing else to guard them.
func (k *Keys) Bare(path string) error {
	f, err := k.file(path)
	if err != nil {
		return err
	}
	open, err := k.lockWith(Unguarded, nil)
	if err != nil {
		return err
	}
	next := f.without(Unguarded, BySystem, ByPassphrase)
	next.Locks = append([]lock{open}, next.Locks...)
	return writeFile(path, next)
}

// Recover is Load by what is asked alone, past whatever else would open the keys.
func Recover(ctx context.Context, path string, u Unlock) (*Keys, error) {
	f, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return f.openAsking(ctx, u, nil)
}
