package store

import (
	"strconv"
	"strings"

	"outpost/receipts"
)

// mostAbove is the highest number that a new ledger may go on above: more is a
// slip of the keyboard.
const mostAbove = 99_999_999

// ContinueAbove lets a ledger that is founded anew under a prefix that was used
// before, because everything of its ledger is lost, go on above the highest
// numbers on paper: that of a receipt and that of a patient with a temporary
// number of this window, as they stand there or without the prefix. Empty is
// none. What cannot be such a number is ErrInput.
func (i *Identity) ContinueAbove(receipt, patient string) (err error) {
	if i.Above, err = above(receipt, i.Prefix+"-", i.number(123)); err != nil {
		return err
	}
	series := i.patientSeries()
	i.PatientsAbove, err = above(patient, series.Prefix, series.Number(42))
	return err
}

// above reads a number as it stands on paper, with or without what it begins with.
func above(text, prefix, example string) (int64, error) {
	t := receipts.CleanNumber(text)
	if t == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(t, prefix), 10, 64)
	if err != nil || n < 1 {
		return 0, refuse(ErrInput, "%q is no number of this window; write it as it stands on paper, such as %s", text, example)
	}
	if n > mostAbove {
		return 0, refuse(ErrInput, "%q would let this window go on above %d; look at the paper again", text, n)
	}
	return n, nil
}
