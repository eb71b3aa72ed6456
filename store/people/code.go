package people

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strings"
)

// codeAlphabet is Crockford's base 32: no I, L, O and U, which are misread.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeBytes is how much chance a break-glass code holds: 100 bits, 20 characters.
const (
	codeBytes  = 13
	codeLetter = 20
	codeGroup  = 5
)

// NewCode makes a break-glass code for paper, such as 7KD2M-0XW9A-RT4HQ-P58ZC,
// and the hash that is kept of it.
func NewCode() (code string, hash Hash, err error) {
	raw := make([]byte, codeBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", "", fmt.Errorf("making a break-glass code: %w", err)
	}
	text := base32.NewEncoding(codeAlphabet).WithPadding(base32.NoPadding).EncodeToString(raw)[:codeLetter]
	var groups []string
	for ; text != ""; text = text[codeGroup:] {
		groups = append(groups, text[:codeGroup])
	}
	code = strings.Join(groups, "-")
	hash, err = newHash(normalCode(code), codeCost())
	return code, hash, err
}

// normalCode brings a code as a person types it from paper to the form that is
// hashed.
func normalCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'O':
			return '0'
		case r == 'I' || r == 'L':
			return '1'
		case strings.ContainsRune(codeAlphabet, r):
			return r
		}
		return -1
	}, strings.ToUpper(NormalPIN(code)))
}
