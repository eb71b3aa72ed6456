// Package journal is the append-only log that everything else in the ledger is
// computed from. Each entry carries a sequence number, the hash of the entry
// before it and the station's signature of its own hash; it is written to the
// SQLite table and, at the same time, to a second copy in plain files. The
// package knows nothing of receipts: kind, id, body.
//
// An entry that stands whole and signed in either place happened. Opening
// compares both: a longer valid copy is adopted, a fork is refused (ErrFork).
package journal
