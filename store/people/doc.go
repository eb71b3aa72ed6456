// Package people is the rules for those who work at a window: how a PIN is kept
// and which PINs are taken, how long wrong tries make wait, who may look after
// whom, the sealed break-glass code and the file that takes people to another
// window. Pure: no clock, no database; the store keeps what stands here.
package people

import "errors"

// Sentinels that callers match with errors.Is. What wraps them is a sentence
// with what to do next.
var (
	// ErrID: the login cannot be one.
	ErrID = errors.New("login")
	// ErrWeakPIN: the PIN is too short or easily guessed.
	ErrWeakPIN = errors.New("weak PIN")
	// ErrFormerPIN: the PIN is one of the person's last ones.
	ErrFormerPIN = errors.New("former PIN")
	// ErrHash: what should be a PIN's hash is none that this program makes.
	ErrHash = errors.New("the hash of a PIN cannot be used")
	// ErrFile: what should be a file of people is none, or does not open.
	ErrFile = errors.New("the file of people cannot be used")
)

// refusal reads as one sentence and matches its sentinel.
type refusal struct {
	kind error
	text string
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.kind }

func refuse(kind error, text string) error { return &refusal{kind, text} }
