// Package outage decides whether the hospital's information system (HIS) is out, how far, since when and what is
// to be done: evidence and orders in; verdict, class, clocks and events out.
//
// It is pure: no goroutine, no I/O, no clock of its own. Every call takes the time, so that a day can be replayed.
// Times are taken as wall-clock times, because the plan's clocks must survive a restart; a step of the clock is
// met in (*Engine).begin. An Engine is not safe for concurrent use: one goroutine owns it.
//
// The rules are the emergency plan (plan.md, "plan R15") and the tables of outage/README; where they differ the
// plan stands.
package outage
