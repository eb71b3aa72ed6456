package till

import (
	"outpost/app/i18n"
	"outpost/receipts"
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
}

func say(key i18n.Key, args ...any) Note  { return Note{Level: Quiet, Key: key, Args: args} }
func done(key i18n.Key, args ...any) Note { return Note{Level: Done, Key: key, Args: args} }
func warn(key i18n.Key, args ...any) Note { return Note{Level: Warn, Key: key, Args: args} }

// Text is the note in the language spoken now.
func (n Note) Text(texts *i18n.Catalog) string {
	switch {
	case n.Err != nil:
		return Explain(texts, n.Err)
	case n.Key == "":
		return ""
	}
	return texts.T(n.Key, n.Args...)
}

// Explain says an error of the ledger or the rules to the person at the window.
// Their own sentences are English; the other language says the kind of refusal
// and what to do, with the sentence behind it.
func Explain(texts *i18n.Catalog, err error) string {
	if texts.Lang() == i18n.English {
		return err.Error()
	}
	for _, known := range []struct {
		err error
		key i18n.Key
	}{
		{store.ErrOnline, i18n.TillOnline}, {store.ErrShift, i18n.TillErrShift}, {store.ErrConflict, i18n.TillErrConflict},
		{store.ErrVoid, i18n.TillErrVoid}, {store.ErrDisk, i18n.TillErrDisk}, {store.ErrNotFound, i18n.TillErrNotFound},
		{receipts.ErrReference, i18n.TillErrReference}, {receipts.ErrPayment, i18n.TillErrPayment},
		{receipts.ErrQuantity, i18n.TillErrQuantity}, {receipts.ErrAmount, i18n.TillErrAmount},
		{receipts.ErrTender, i18n.TillErrTender}, {receipts.ErrPatient, i18n.TillErrPatient}, {receipts.ErrBill, i18n.TillErrBill},
	} {
		if isAny(err, known.err) {
			return texts.T(known.key) + "（" + err.Error() + "）"
		}
	}
	return texts.T(i18n.TillErrOther, err.Error())
}
