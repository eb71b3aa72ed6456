// Package incident holds the words of an outage: class, mode, state, role, order, fault, event and the
// snapshot that survives a restart. It has types only: app/outage decides with them, store keeps them.
//
// JSON names are snake_case. Times are RFC 3339 in UTC with at most microseconds; Stamp brings a time to that form.
package incident

import "time"

// Stamp brings t to the form in which times are kept: UTC, whole microseconds, without a monotonic reading.
// The zero time stays zero.
func Stamp(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0).Truncate(time.Microsecond)
}
