package store

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	// A bare Windows PC has no time zone database of its own.
	_ "time/tzdata"

	"outpost/receipts"
)

// Identity is what a station is, fixed at its first start and signed into its
// first entry.
type Identity struct {
	// Ledger is the ledger's id (UUID).
	Ledger   string `json:"ledger"`
	Hospital string `json:"hospital"`
	Station  string `json:"station"`
	// Prefix begins every number of this window. No two windows share one, so
	// numbers never meet (2 to 8 capital letters or digits).
	Prefix string `json:"prefix"`
	// TimeZone is the IANA name that business days are reckoned in.
	TimeZone string `json:"time_zone"`
	// DayStart is when the business day begins, "HH:MM".
	DayStart string `json:"day_start"`
	// Drill marks a rehearsal's ledger: watermarked, never to a real HIS.
	Drill bool `json:"drill,omitempty"`
	// PublicKey verifies every entry of the ledger (Ed25519, base64 in JSON).
	PublicKey []byte `json:"public_key"`
	// Above and PatientsAbove are the highest numbers of receipts and of patients on
	// paper of a lost ledger under the same prefix: those here begin above them.
	Above         int64 `json:"above,omitempty"`
	PatientsAbove int64 `json:"patients_above,omitempty"`
	// Continues is set where this ledger went on for one that was set aside.
	Continues *Continuation `json:"continues,omitempty"`
}

// Continuation says which ledger was set aside, why, and where its numbers end.
type Continuation struct {
	Ledger string `json:"ledger"`
	// PublicKey verifies the former ledger's entries.
	PublicKey []byte `json:"public_key"`
	Why       string `json:"why"`
	// Known is the highest receipt number that stood whole anywhere, OnPaper the
	// highest that somebody read on paper, First the first one given out here. All
	// without the prefix; what lies between is accounted for by joining.
	Known   int64 `json:"known"`
	OnPaper int64 `json:"on_paper,omitempty"`
	First   int64 `json:"first"`
	// Free are the numbers that were left free, above what was known, so that none
	// is given out twice: here and in the ledgers before it that did the same.
	Free []Span `json:"free,omitempty"`
	// Before is what the ledger that was set aside continued itself.
	Before *Continuation `json:"before,omitempty"`
}

// all are the ledgers that went before, the first one first.
func (c *Continuation) all() (chain []*Continuation) {
	for ; c != nil; c = c.Before {
		if c.Ledger != "" {
			chain = append([]*Continuation{c}, chain...)
		}
	}
	return chain
}

var (
	prefixForm = regexp.MustCompile(`^[A-Z0-9]{2,8}$`)
	// windowNumber is a serial of any window's, in the one way in which it is
	// written: with more zeros it would be another text for the same receipt.
	windowNumber = regexp.MustCompile(`^[A-Z0-9]{2,8}-([0-9]{7}|[1-9][0-9]{7,})$`)
)

// Validate refuses an identity with a sentence that names the field.
func (i Identity) Validate() error {
	switch {
	case strings.TrimSpace(i.Hospital) == "":
		return refuse(ErrInput, "hospital: give the name that stands on the receipt")
	case strings.TrimSpace(i.Station) == "":
		return refuse(ErrInput, "station: give this window's name, such as W01")
	case !prefixForm.MatchString(i.Prefix):
		return refuse(ErrInput, "prefix %q: 2 to 8 capital letters or digits that no other window has, such as W01", i.Prefix)
	}
	if i.Above < 0 || i.Above > mostAbove || i.PatientsAbove < 0 || i.PatientsAbove > mostAbove {
		return refuse(ErrInput, "a window goes on above a number from 1 to %d", mostAbove)
	}
	if _, err := time.LoadLocation(i.TimeZone); err != nil || i.TimeZone == "" {
		return refuse(ErrInput, "time zone %q is not known; write it like Asia/Shanghai", i.TimeZone)
	}
	if _, err := time.Parse("15:04", i.DayStart); err != nil {
		return refuse(ErrInput, "day start %q: write it like 00:00", i.DayStart)
	}
	return nil
}

// Day is the business day of a time, YYYY-MM-DD.
func (i Identity) Day(t time.Time) string { return i.dayIn(i.zone(), t) }

func (i Identity) dayIn(zone *time.Location, t time.Time) string {
	start, err := time.Parse("15:04", i.DayStart)
	if err != nil {
		return t.UTC().Format(time.DateOnly)
	}
	offset := time.Duration(start.Hour())*time.Hour + time.Duration(start.Minute())*time.Minute
	return t.In(zone).Add(-offset).Format(time.DateOnly)
}

// zone is the station's time zone; UTC where it is not known.
func (i Identity) zone() *time.Location {
	if zone, err := time.LoadLocation(i.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}

// Local is t in the station's time zone.
func (i Identity) Local(t time.Time) time.Time { return t.In(i.zone()) }

// LastAt is the latest moment up to now at which the clocks here showed a time of
// day such as 23:50: at half past midnight that was yesterday. ok is false where
// the text is no time of day.
func (i Identity) LastAt(now time.Time, text string) (at time.Time, ok bool) {
	now = i.Local(now)
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}, false
	}
	at = time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), 0, 0, now.Location())
	if at.After(now) {
		at = at.AddDate(0, 0, -1)
	}
	return at.UTC(), true
}

// patientSeries is this window's own temporary numbers of patients.
func (i Identity) patientSeries() receipts.Series {
	return receipts.Series{Prefix: i.Prefix + "-T", Digits: 5}
}

// number is the receipt number for a running count: the prefix and seven
// digits, more when a window lives that long.
func (i Identity) number(n int64) string { return fmt.Sprintf("%s-%07d", i.Prefix, n) }
