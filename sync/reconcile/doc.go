// Package reconcile compares what the ledger holds with what is known of the
// HIS: it makes the cases that need a person, and the proof of completeness. It
// is pure: rows and totals in, cases and proof out, no clock and no I/O.
package reconcile
