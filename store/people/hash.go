package people

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost is what one Argon2id hash takes: it is what every guess at a stolen hash
// costs, and what each login waits for.
type Cost struct {
	KiB     uint32 // memory
	Passes  uint32
	Threads uint8
}

// PINCost is the cost of a PIN: more than the least that OWASP asks for (19 MiB, 2
// passes), and little enough that an old PC with two cores answers within 250 ms.
// The hash itself lies sealed with the window's key.
func PINCost() Cost { return Cost{KiB: 32 << 10, Passes: 3, Threads: 4} }

// fileCost is the cost of a file's passphrase, which leaves the window: the second
// choice of RFC 9106 (section 4).
func fileCost() Cost { return Cost{KiB: 64 << 10, Passes: 3, Threads: 4} }

// codeCost is the cost of a break-glass code, which is random and needs no
// stretching.
func codeCost() Cost { return Cost{KiB: 8 << 10, Passes: 1, Threads: 1} }

// The most that a hash from outside may cost, so that a forged one cannot stop
// the window.
const (
	mostKiB    = 256 << 10
	mostPasses = 16
	saltSize   = 16
	keySize    = 32
)

// Hash is an Argon2id hash with its cost and salt, in the usual form
// "$argon2id$v=19$m=32768,t=3,p=4$salt$hash" (base64 without padding).
type Hash string

// HashPIN hashes a PIN with a new salt. The zero Cost is PINCost.
func HashPIN(pin string, cost Cost) (Hash, error) {
	if cost == (Cost{}) {
		cost = PINCost()
	}
	return newHash(NormalPIN(pin), cost)
}

func newHash(secret string, cost Cost) (Hash, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("hashing a PIN: %w", err)
	}
	key := argon2.IDKey([]byte(secret), salt, cost.Passes, cost.KiB, cost.Threads, keySize)
	b64 := base64.RawStdEncoding.EncodeToString
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, cost.KiB, cost.Passes, cost.Threads, b64(salt), b64(key))), nil
}

// MatchesPIN says whether pin is the one that was hashed (at most 250 ms). A
// hash that is none is ErrHash.
func (h Hash) MatchesPIN(pin string) (bool, error) { return h.matches(NormalPIN(pin)) }

// MatchesCode says whether code is the break-glass code that was hashed.
func (h Hash) MatchesCode(code string) (bool, error) { return h.matches(normalCode(code)) }

func (h Hash) matches(secret string) (bool, error) {
	cost, salt, key, err := h.parts()
	if err != nil {
		return false, err
	}
	got := argon2.IDKey([]byte(secret), salt, cost.Passes, cost.KiB, cost.Threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1, nil
}

// Check says whether h is a hash that this program can compare with.
func (h Hash) Check() error {
	_, _, _, err := h.parts()
	return err
}

func (h Hash) parts() (cost Cost, salt, key []byte, err error) {
	parts := strings.Split(string(h), "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return cost, nil, nil, fmt.Errorf("%w: it is no Argon2id hash of version %d", ErrHash, argon2.Version)
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.KiB, &cost.Passes, &cost.Threads); err != nil {
		return cost, nil, nil, fmt.Errorf("%w: its cost cannot be read", ErrHash)
	}
	if cost.KiB < 8*uint32(cost.Threads) || cost.KiB > mostKiB || cost.Passes < 1 || cost.Passes > mostPasses || cost.Threads < 1 {
		return cost, nil, nil, fmt.Errorf("%w: its cost %s is out of range", ErrHash, parts[3])
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(salt) < 8 || len(salt) > 64 || len(key) != keySize {
		return cost, nil, nil, fmt.Errorf("%w: its salt or its key is damaged", ErrHash)
	}
	return cost, salt, key, nil
}
