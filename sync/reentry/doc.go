// Package reentry works the outbox off: it sends each receipt to the HIS,
// reads it back and writes down what is known of it, never more.
//
// The rule that everything here serves: a receipt is confirmed when the HIS
// shows it under its own number with the same patient, lines and amount; as
// long as it is not known whether the HIS has a receipt, it is sent again only
// to a HIS that was proved to refuse a second copy (his.md).
package reentry
