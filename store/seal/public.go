package seal

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// ErrPublic: what should be a public key is none.
var ErrPublic = errors.New("not a station's public key")

const publicBlock = "PUBLIC KEY"

// FormatPublic is a public key as a file that other programs read too (PEM,
// RFC 7468), with lines before it that say whose it is.
func FormatPublic(public ed25519.PublicKey, says ...string) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPublic, err)
	}
	head := ""
	for _, line := range says {
		head += strings.ReplaceAll(line, "\n", " ") + "\n"
	}
	return append([]byte(head), pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: der})...), nil
}

// ParsePublic reads a public key as FormatPublic writes it, or as the base64 of
// its 32 bytes that stands in a ledger's first entry.
func ParsePublic(text []byte) (ed25519.PublicKey, error) {
	if block, _ := pem.Decode(text); block != nil {
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		if public, ok := key.(ed25519.PublicKey); ok && err == nil {
			return public, nil
		}
		return nil, fmt.Errorf("%w: the PEM block %.40q holds something else; 'outpost key public --out FILE' writes it", ErrPublic, block.Type)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%w; 'outpost key public --out FILE' writes one", ErrPublic)
	}
	return raw, nil
}
