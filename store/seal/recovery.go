package seal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
)

// recoveryAlphabet is Crockford's base 32: no I, L, O and U, which are misread.
const recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// A recovery key on paper: eight groups of four, the last one a checksum of the
// others, such as 7KD2-M0XW-9ART-4HQP-58ZC-TN1G-3V6E-QQ2J.
const (
	recoveryChars = 28 // 140 random bits
	checkChars    = 4  // 20 bits: one slip in a million goes unnoticed
	recoveryGroup = 4
)

// recoveryKey is a recovery key as characters of its alphabet, without groups
// and checksum.
type recoveryKey [recoveryChars]byte

var recoveryCode = base32.NewEncoding(recoveryAlphabet).WithPadding(base32.NoPadding)

// errMistyped marks what has the form of a recovery key and a wrong checksum.
var errMistyped = errors.New("the recovery key is mistyped: its last group does not fit the others; compare it with the paper, group by group")

func newRecoveryKey() (r recoveryKey, err error) {
	raw := make([]byte, recoveryChars)
	if _, err := rand.Read(raw); err != nil {
		return r, fmt.Errorf("making a recovery key: %w", err)
	}
	for i := range r {
		r[i] = recoveryAlphabet[raw[i]%byte(len(recoveryAlphabet))] // 256 is a multiple of 32: no bias
	}
	return r, nil
}

func (r recoveryKey) check() string {
	sum := sha256.Sum256(append([]byte(headerLocked+"|"), r[:]...))
	return recoveryCode.EncodeToString(sum[:])[:checkChars]
}

// paper is the key as it is printed.
func (r recoveryKey) paper() string {
	text := string(r[:]) + r.check()
	var groups []string
	for ; text != ""; text = text[recoveryGroup:] {
		groups = append(groups, text[:recoveryGroup])
	}
	return strings.Join(groups, "-")
}

// parseRecovery reads a recovery key as a person types it from paper: in small
// letters, with or without its strokes, O for 0 and I or L for 1. ok is false
// for a text that has not the form of one; a wrong checksum is errMistyped.
func parseRecovery(text string) (r recoveryKey, ok bool, err error) {
	letters := strings.Map(func(c rune) rune {
		switch {
		case c == '-' || c == ' ' || c == '\t' || c == '–' || c == '—' || c == '\u3000':
			return -1
		case c == 'O':
			return '0'
		case c == 'I' || c == 'L':
			return '1'
		}
		return c
	}, strings.ToUpper(strings.TrimSpace(text)))
	if len(letters) != recoveryChars+checkChars || strings.Trim(letters, recoveryAlphabet) != "" {
		return r, false, nil
	}
	copy(r[:], letters)
	if r.check() != letters[recoveryChars:] {
		return r, true, errMistyped
	}
	return r, true, nil
}
