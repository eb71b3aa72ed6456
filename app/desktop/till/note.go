package till

import (
	"errors"

	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/store"
)

// Level is how loud a note is.
type Level int

// The levels, from quiet to loud.
const (
	Quiet Level = iota
	Done
	Warn
	Alarm
)

// Note is the till's answer to a key, kept without language so that it can be
// said again after a change of language. The zero Note says nothing.
type Note struct {
	Level Level
	Key   i18n.Key
	Args  []any
	// Err is said instead of Key.
	Err error
	// Count says that the text has a singular and the first of Args is the count.
	Count bool
	// Stays keeps the note when typing goes on: a sale came back.
	Stays bool
}

func say(key i18n.Key, args ...any) Note  { return Note{Level: Quiet, Key: key, Args: args} }
func done(key i18n.Key, args ...any) Note { return Note{Level: Done, Key: key, Args: args} }
func warn(key i18n.Key, args ...any) Note { return Note{Level: Warn, Key: key, Args: args} }

// ClearNote forgets the answer to the last key: typing goes on, or the mode that
// it spoke of is over.
func (m *Model) ClearNote() {
	if !m.note.Stays {
		m.note = Note{}
	}
}

// Text is the note in the language spoken now.
func (n Note) Text(texts *i18n.Catalog) string {
	switch {
	case n.Err != nil:
		return Say(texts, n.Err)
	case n.Key == "":
		return ""
	}
	if n.Count {
		return texts.N(n.Key, n.Args[0].(int), n.Args[1:]...)
	}
	return texts.T(n.Key, n.Args...)
}

// noteError is a refusal of the screen itself, said from the catalogue.
type noteError struct {
	key  i18n.Key
	args []any
}

// no is a refusal of the screen.
func no(key i18n.Key, args ...any) error { return noteError{key, args} }

// Error names the text; Say gives it in the language spoken.
func (e noteError) Error() string { return string(e.key) }

// fullError is a refusal of a full disk, with the folder that needs room.
type fullError struct {
	folder string
	cause  error
}

// Error and Unwrap complete error.
func (e fullError) Error() string { return e.cause.Error() }
func (e fullError) Unwrap() error { return e.cause }

// located adds the data folder to an error that says its disk is full.
func (m *Model) located(err error) error {
	if err != nil && store.Full(err) {
		return fullError{m.deps.Station.Dir, err}
	}
	return err
}

// Say is err as a sentence in the language spoken now.
func Say(texts *i18n.Catalog, err error) string {
	var own noteError
	if errors.As(err, &own) {
		return texts.T(own.key, own.args...)
	}
	return Explain(texts, err)
}

// Explain says an error of the ledger or the rules to the person at the window.
func Explain(texts *i18n.Catalog, err error) string {
	var full fullError
	if errors.As(err, &full) {
		return texts.T(i18n.TillDiskFull, full.folder)
	}
	return refusal.Text(texts, err)
}
