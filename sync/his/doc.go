// Package his is the small contract that every adapter of a hospital
// information system (HIS) fulfils: post a receipt, read it back, say what the
// HIS can be relied on for, and prove that with a commissioning check.
//
// It also holds what is the same for all of them: the keys under which the HIS
// gets everything of a receipt, for ever; the record that is read back; and
// Compare, which says to the last minor unit whether the two are the same.
// It knows no protocol and no network.
package his
