// Package drill rehearses a whole outage day on a ledger of its own: the HIS is
// up, its data is copied, it is killed; the window notices, counts down and
// switches; a till in another process charges and is killed with SIGKILL in the
// middle; the HIS comes back with every fault it has; re-entry, a scripted
// person's decisions, the proof. A judge who never saw the adapter then lists
// the HIS itself and holds it against what the till acknowledged.
//
// Nothing is simulated but the person: real processes, real clock, real files.
package drill
