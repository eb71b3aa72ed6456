package seal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
)

// KeyStore is the operating system's key store, as far as it is needed: a few
// small secrets by name. Package keystore has this machine's.
type KeyStore interface {
	// Name is what the machine calls it.
	Name() string
	// Set keeps a secret, in the place of an earlier one of that name.
	Set(name string, secret []byte) error
	// Get gives it back; ErrNoEntry where there is none.
	Get(name string) ([]byte, error)
	// Delete forgets it.
	Delete(name string) error
}

// ErrNoEntry: the key store works and holds no secret of that name.
var ErrNoEntry = errors.New("the key store holds no such entry")

// Unlock is how keys are asked for where they are locked.
type Unlock struct {
	// Store is the machine's key store; nil where there is none.
	Store KeyStore
	// Ask gives the passphrase or the recovery key, as a person typed it. It is
	// called once, and only where nothing else opens the keys; nil is nobody to
	// ask.
	Ask func(ctx context.Context) (string, error)
}

// Load reads the keys of a file, through the first of its locks that opens: none,
// the key store, what is asked. A missing file is ErrNoKeys, a damaged one
// ErrKeys, a lock that does not open ErrLocked, with ErrAnswer where what was
// given is wrong.
func Load(ctx context.Context, path string, u Unlock) (*Keys, error) {
	f, err := readFile(path)
	if err != nil {
		return nil, err
	}
	if l, ok := f.lock(Unguarded); ok {
		return f.open(l, nil)
	}
	var why error
	if l, ok := f.lock(BySystem); ok {
		k, err := f.openBySystem(l, u.Store)
		if err == nil {
			return k, nil
		}
		why = err
	}
	return f.openAsking(ctx, u, why)
}

func (f *keyFile) openBySystem(l lock, store KeyStore) (*Keys, error) {
	if store == nil {
		return nil, fmt.Errorf("%w: the keys lie in %s, which this program does not reach here", ErrKeyStore, l.Store)
	}
	key, err := store.Get(l.Entry)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrKeyStore, store.Name(), err)
	}
	if len(key) != wrapSize {
		return nil, fmt.Errorf("%w: %s holds something else under this station's name", ErrKeyStore, store.Name())
	}
	return f.open(l, key)
}

// openAsking asks for what opens the keys; why is what the key store said.
func (f *keyFile) openAsking(ctx context.Context, u Unlock, why error) (*Keys, error) {
	_, phrase := f.lock(ByPassphrase)
	_, recovery := f.lock(ByRecovery)
	if !phrase && !recovery {
		if why == nil {
			why = errDamaged
		}
		return nil, fmt.Errorf("%w and neither a passphrase nor a recovery key was ever made; log in to the machine as the user who set this window up, or bring station.key back from the backup: %w", ErrLocked, why)
	}
	if u.Ask == nil {
		return nil, locked(phrase, recovery, why)
	}
	answer, err := u.Ask(ctx)
	if err != nil {
		return nil, errors.Join(locked(phrase, recovery, why), err)
	}
	if answer == "" {
		return nil, locked(phrase, recovery, why)
	}
	return f.answer(answer)
}

// locked says what would open the keys.
func locked(phrase, recovery bool, why error) error {
	need := "the passphrase or the printed recovery key"
	switch {
	case !recovery:
		need = "the passphrase"
	case !phrase:
		need = "the printed recovery key"
	}
	err := fmt.Errorf("%w; %s opens them (--passphrase-file FILE); nothing was changed", ErrLocked, need)
	if why != nil {
		err = fmt.Errorf("%w; %w", err, why)
	}
	return err
}

// answer tries what a person typed, as a recovery key where it has that form and
// else as the passphrase.
func (f *keyFile) answer(text string) (*Keys, error) {
	r, form, mistyped := parseRecovery(text)
	if l, ok := f.lock(ByRecovery); ok && form && mistyped == nil {
		key, err := r.derive()
		if err != nil {
			return nil, err
		}
		if k, err := f.open(l, key); !errors.Is(err, ErrSealed) {
			return k, err
		}
	}
	if l, ok := f.lock(ByPassphrase); ok {
		if k, err := f.openByPassphrase(l, text); !errors.Is(err, ErrSealed) {
			return k, err
		}
	}
	if form && mistyped != nil {
		return nil, fmt.Errorf("%w: %w: %w", ErrLocked, ErrAnswer, mistyped)
	}
	return nil, fmt.Errorf("%w: what was given is %w of this station (key %s)", ErrLocked, ErrAnswer, KeyID(f.Public))
}

// Public is the public key that a key file names; it needs no unlocking.
func Public(path string) (ed25519.PublicKey, error) {
	f, err := readFile(path)
	return f.Public, err
}
