package his

import (
	"errors"
	"fmt"
)

// Sentinels that callers match with errors.Is.
var (
	// ErrUnknown: a request was sent and what came back proves nothing: a
	// time-out, a broken connection, a 5xx, a cut or foreign answer.
	ErrUnknown = errors.New("answer unknown")
	// ErrRefused: the HIS said no. Where a HIS is not atomic a part may stand
	// there all the same; read back.
	ErrRefused = errors.New("refused by the HIS")
	// ErrConflict: the HIS was busy with the same record (HTTP 409); read back,
	// then send again.
	ErrConflict = errors.New("conflict in the HIS")
	// ErrAmbiguous: the HIS holds several records under one of our keys (HTTP
	// 412); a person decides.
	ErrAmbiguous = errors.New("several records under one key")
	// ErrUnreachable: not one byte of the request left, so certainly nothing
	// was posted.
	ErrUnreachable = errors.New("HIS not reachable")
	// ErrCredentials: the HIS does not let this program in; nothing was posted.
	ErrCredentials = errors.New("HIS login refused")
	// ErrNotCommissioned: the commissioning check was not made for this HIS, or
	// something failed it.
	ErrNotCommissioned = errors.New("HIS not commissioned")
)

// Problem is an error that tells the user what to do next. Text and Hint name
// no patient and no password.
type Problem struct {
	// Kind is one of the sentinels above.
	Kind error
	// Text says what happened, as a part of a sentence.
	Text string
	// Hint says what to do next, as a sentence; it may be empty.
	Hint  string
	cause error
}

// Fail builds a Problem of the given kind. cause may be nil; its text is not
// shown, so that an address with a password in it never reaches a log.
func Fail(kind, cause error, hint, format string, args ...any) error {
	return &Problem{Kind: kind, Text: fmt.Sprintf(format, args...), Hint: hint, cause: cause}
}

// Error is the problem without its hint.
func (p *Problem) Error() string { return p.Kind.Error() + ": " + p.Text }

// Unwrap makes the kind and the cause match errors.Is and errors.As.
func (p *Problem) Unwrap() []error {
	if p.cause == nil {
		return []error{p.Kind}
	}
	return []error{p.Kind, p.cause}
}

// Hint is what the user is told to do about err; empty when nothing is known.
func Hint(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Hint
	}
	return ""
}

// Text is what happened, without the kind, for a reason that a person reads.
func Text(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Text
	}
	return err.Error()
}
