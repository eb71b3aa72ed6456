package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Way is what guards the keys.
type Way string

// The ways, as the key file names them.
const (
	// Unguarded: the keys lie open on the same disk as what they seal.
	Unguarded Way = "none"
	// BySystem: a random key in the operating system's key store.
	BySystem Way = "system"
	// ByPassphrase: Argon2id over a passphrase that a person knows.
	ByPassphrase Way = "passphrase"
	// ByRecovery: the recovery key that was printed once.
	ByRecovery Way = "recovery"
)

// lock is one way to the keys: the secret, sealed with a key that the way gives.
type lock struct {
	Way Way `json:"way"`
	// Entry names the key in the operating system's key store, Store that store.
	Entry string `json:"entry,omitempty"`
	Store string `json:"store,omitempty"`
	// Salt and Cost make the key from a passphrase.
	Salt []byte `json:"salt,omitempty"`
	Cost *cost  `json:"cost,omitempty"`
	// Sealed is the secret; open where Way is Unguarded.
	Sealed []byte `json:"sealed"`
}

// cost is what Argon2id takes for one passphrase.
type cost struct {
	Passes    uint32 `json:"passes"`
	MemoryKiB uint32 `json:"memory_kib"`
	Threads   uint8  `json:"threads"`
}

// passphraseCost takes about 0.15 s on two cores. It is asked once a start, so it
// may be dearer than a PIN's.
func passphraseCost() cost { return cost{Passes: 3, MemoryKiB: 64 << 10, Threads: 2} }

// sound bounds what a key file may ask for, so that a damaged one does not take
// the machine's memory.
func (c *cost) sound() bool {
	return c != nil && c.Passes >= 1 && c.Passes <= 16 && c.MemoryKiB >= 8 && c.MemoryKiB <= 1<<20 && c.Threads >= 1 && c.Threads <= 16
}

const wrapSize = 32 // bytes of a key that seals the secret

func (c *cost) derive(passphrase string, salt []byte) []byte {
	return argon2.IDKey([]byte(norm.NFKC.String(passphrase)), salt, c.Passes, c.MemoryKiB, c.Threads, wrapSize)
}

// lockContext binds a lock to its way and to the keys that it belongs to.
func lockContext(way Way, public ed25519.PublicKey) []byte {
	return append([]byte(headerLocked+"|"+string(way)+"|"), public...)
}

func wrapper(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// lockWith puts the keys behind a key; nil leaves them open.
func (k *Keys) lockWith(way Way, key []byte) (lock, error) {
	if way == Unguarded {
		return lock{Way: way, Sealed: k.secret[:]}, nil
	}
	aead, err := wrapper(key)
	if err != nil {
		return lock{}, err
	}
	return lock{Way: way, Sealed: aead.Seal(nil, nil, k.secret[:], lockContext(way, k.Public()))}, nil
}

// open takes the keys out of a lock. A wrong key is ErrSealed.
func (f *keyFile) open(l lock, key []byte) (*Keys, error) {
	raw := l.Sealed
	if l.Way != Unguarded {
		aead, err := wrapper(key)
		if err != nil {
			return nil, err
		}
		if raw, err = aead.Open(nil, nil, l.Sealed, lockContext(l.Way, f.Public)); err != nil {
			return nil, ErrSealed
		}
	}
	if len(raw) != secretSize {
		return nil, fmt.Errorf("%w: it %w", ErrKeys, errDamaged)
	}
	k, err := fromSecret([secretSize]byte(raw))
	if err != nil {
		return nil, err
	}
	if !k.Public().Equal(ed25519.PublicKey(f.Public)) {
		return nil, fmt.Errorf("%w: it holds another station's keys than it says", ErrKeys)
	}
	k.by = l.Way
	return k, nil
}

// leastPassphrase is the shortest passphrase taken, in characters.
const leastPassphrase = 12

// checkPassphrase refuses a passphrase that is tried through in a day.
func checkPassphrase(p string) error {
	switch {
	case !utf8.ValidString(p) || strings.ContainsAny(p, "\r\n\x00"):
		return fmt.Errorf("%w: the passphrase is not one line of text", ErrGuard)
	case utf8.RuneCountInString(strings.TrimSpace(p)) < leastPassphrase:
		return fmt.Errorf("%w: the passphrase is shorter than %d characters; take four words that nobody would guess", ErrGuard, leastPassphrase)
	case oneLetter(p):
		return fmt.Errorf("%w: the passphrase is one character again and again; take four words that nobody would guess", ErrGuard)
	}
	return nil
}

func oneLetter(p string) bool {
	first, _ := utf8.DecodeRuneInString(p)
	return strings.Trim(p, string(first)) == ""
}

// lockByPassphrase puts the keys behind a passphrase.
func (k *Keys) lockByPassphrase(p string) (lock, error) {
	if err := checkPassphrase(p); err != nil {
		return lock{}, err
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return lock{}, fmt.Errorf("locking the keys: %w", err)
	}
	c := passphraseCost()
	l, err := k.lockWith(ByPassphrase, c.derive(p, salt))
	l.Salt, l.Cost = salt, &c
	return l, err
}

// openByPassphrase tries a passphrase.
func (f *keyFile) openByPassphrase(l lock, p string) (*Keys, error) {
	if !l.Cost.sound() || len(l.Salt) < 8 {
		return nil, fmt.Errorf("%w: it %w", ErrKeys, errDamaged)
	}
	return f.open(l, l.Cost.derive(p, l.Salt))
}

// lockBySystem puts the keys behind a new random key in the key store.
func (k *Keys) lockBySystem(store KeyStore) (lock, error) {
	if store == nil {
		return lock{}, fmt.Errorf("%w: this machine has none that this program knows; take a passphrase", ErrKeyStore)
	}
	key, name := make([]byte, wrapSize), make([]byte, 4)
	_, err := rand.Read(key)
	_, err2 := rand.Read(name)
	if err = errors.Join(err, err2); err != nil {
		return lock{}, fmt.Errorf("locking the keys: %w", err)
	}
	entry := "station " + KeyID(k.Public()) + "-" + hex.EncodeToString(name)
	if err := store.Set(entry, key); err != nil {
		return lock{}, fmt.Errorf("%w: %w", ErrKeyStore, err)
	}
	kept, err := store.Get(entry)
	if err != nil || string(kept) != string(key) {
		return lock{}, fmt.Errorf("%w: %s did not give back what it was given: %w", ErrKeyStore, store.Name(), err)
	}
	l, err := k.lockWith(BySystem, key)
	l.Entry, l.Store = entry, store.Name()
	return l, err
}

// lockByRecovery puts the keys behind a recovery key.
func (k *Keys) lockByRecovery(r recoveryKey) (lock, error) {
	key, err := r.derive()
	if err != nil {
		return lock{}, err
	}
	return k.lockWith(ByRecovery, key)
}

// derive makes the wrapping key. The recovery key is random, so it needs no
// costly hash.
func (r recoveryKey) derive() ([]byte, error) {
	key, err := hkdf.Key(sha256.New, r[:], nil, headerLocked+"|recovery", wrapSize)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	return key, nil
}
