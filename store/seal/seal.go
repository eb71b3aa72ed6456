// Package seal holds a station's keys: the Ed25519 key that signs every journal
// entry, and the AES-256-GCM key that seals personal data before it reaches any
// file. Nothing here knows what is signed or sealed.
//
// The keys lie in one file, behind one or more locks: the operating system's key
// store, a passphrase, the printed recovery key. Each lock gives out the same
// keys. Without any the keys lie open beside the data that they seal, which is
// allowed, so that a window can charge from its first minute on, and is reported
// (Protection).
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Sentinels that callers match with errors.Is.
var (
	// ErrNoKeys: the key file is not there.
	ErrNoKeys = errors.New("the station's key file is missing")
	// ErrKeys: the key file is there but cannot be used.
	ErrKeys = errors.New("the station's key file cannot be used")
	// ErrLocked: the keys are behind a lock that did not open. Ask for the
	// passphrase or the recovery key and try again.
	ErrLocked = errors.New("the station's keys are locked")
	// ErrAnswer: what was given is neither the passphrase nor the recovery key.
	// It comes with ErrLocked.
	ErrAnswer = errors.New("neither the passphrase nor the recovery key")
	// ErrKeyStore: the operating system's key store cannot be used here.
	ErrKeyStore = errors.New("the operating system's key store cannot be used")
	// ErrGuard: what should guard the keys cannot.
	ErrGuard = errors.New("the keys cannot be guarded so")
	// ErrSealed: sealed data does not open: other key, other place, or changed.
	ErrSealed = errors.New("sealed data does not open")
)

const secretSize = ed25519.SeedSize + 32

// Keys are one station's keys. Safe for concurrent use.
type Keys struct {
	secret [secretSize]byte
	sign   ed25519.PrivateKey
	aead   cipher.AEAD
	mark   []byte
	by     Way
}

// OpenedBy is the lock that gave these keys out; Unguarded for new ones.
func (k *Keys) OpenedBy() Way { return k.by }

// Generate makes new keys from the system's random source.
func Generate() (*Keys, error) {
	var secret [secretSize]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return nil, fmt.Errorf("making the station's keys: %w", err)
	}
	return fromSecret(secret)
}

func fromSecret(secret [secretSize]byte) (*Keys, error) {
	block, err := aes.NewCipher(secret[ed25519.SeedSize:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	mark, err := hkdf.Key(sha256.New, secret[ed25519.SeedSize:], nil, "outpost marks 1", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	return &Keys{secret: secret, mark: mark, sign: ed25519.NewKeyFromSeed(secret[:ed25519.SeedSize]), aead: aead, by: Unguarded}, nil
}

// Public is the station's public key; it verifies every signature of the
// station on any machine.
func (k *Keys) Public() ed25519.PublicKey { return k.sign.Public().(ed25519.PublicKey) }

// KeyID names a public key in eight hex characters, for paper and screen.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:4])
}

// Sign signs a message (19 µs).
func (k *Keys) Sign(message []byte) []byte { return ed25519.Sign(k.sign, message) }

// Mark stands for content that must not be read out of it: HMAC-SHA256 with a key
// of its own. The same content has the same mark at this station only.
func (k *Keys) Mark(content []byte) []byte {
	m := hmac.New(sha256.New, k.mark)
	m.Write(content)
	return m.Sum(nil)
}

// Seal encrypts and authenticates plain for one place: context says which, and
// the result opens only there. 28 bytes longer than plain.
func (k *Keys) Seal(plain, context []byte) ([]byte, error) {
	return k.aead.Seal(nil, nil, plain, context), nil
}

// Open gives back what Seal was given. A changed byte, another key or another
// context is ErrSealed.
func (k *Keys) Open(sealed, context []byte) ([]byte, error) {
	plain, err := k.aead.Open(nil, nil, sealed, context)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}
