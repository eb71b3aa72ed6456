// Package store keeps the ledger of one window, said in the field's words:
// sell, void, open and close a shift, record an outage, report a fault, work
// the outbox, decide an exception.
//
// The journal (package journal) is the only truth: every write is one
// transaction of a signed entry and its projections, and every projection can
// be dropped and rebuilt from the journal by the same code that wrote it
// (apply.go). Reads come from the projections.
package store
