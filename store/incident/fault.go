package incident

import (
	"fmt"
	"time"
)

// Symptom is what a workstation shows (plan R1), or that an insured settlement fails (plan I1).
type Symptom string

// The four symptoms of plan R1 and the one of the insurance line.
const (
	SymptomCannotOpen         Symptom = "cannot_open"
	SymptomCannotSave         Symptom = "cannot_save"
	SymptomCannotReachNetwork Symptom = "cannot_reach_network"
	SymptomIntermittent       Symptom = "intermittent"
	SymptomInsuredSettlement  Symptom = "insured_settlement_fails"
)

// Symptoms lists all of them in the order in which a person is asked.
func Symptoms() []Symptom {
	return []Symptom{SymptomCannotOpen, SymptomCannotSave, SymptomCannotReachNetwork, SymptomIntermittent, SymptomInsuredSettlement}
}

// ParseSymptom reads a symptom's word.
func ParseSymptom(s string) (Symptom, error) {
	for _, known := range Symptoms() {
		if string(known) == s {
			return known, nil
		}
	}
	return "", fmt.Errorf("symptom %q is none of %v: %w", s, Symptoms(), ErrUnknownWord)
}

// Origin says who opened a fault.
type Origin string

// A fault is reported by a person or opened by the detector.
const (
	OriginPerson   Origin = "person"
	OriginDetector Origin = "detector"
)

// Fault is one entry of the fault register (plan R2, R12). The register is append-only: a step adds what it
// knows and never takes away. A zero time means that the step has not been taken.
type Fault struct {
	ID          string    `json:"id"`                    // UUIDv7, made at the window
	Incident    string    `json:"incident,omitempty"`    // the incident it belongs to, when there is one
	Symptom     Symptom   `json:"symptom"`               // plan R1
	Note        string    `json:"note,omitempty"`        // free words of the reporter, no personal data
	Origin      Origin    `json:"origin"`                //
	ReportedBy  string    `json:"reported_by,omitempty"` // user id; empty for the detector
	ReportedAt  time.Time `json:"reported_at"`           //
	VerifiedBy  string    `json:"verified_by,omitempty"` // user id, plan R3
	VerifiedAt  time.Time `json:"verified_at,omitzero"`  //
	Class       Class     `json:"class,omitzero"`        //
	ClassReason string    `json:"class_reason,omitempty"`
	FedBackAt   time.Time `json:"fed_back_at,omitzero"` // told to every workstation, plan R3
	Cause       string    `json:"cause,omitempty"`      // plan R5
	ClosedBy    string    `json:"closed_by,omitempty"`
	ClosedAt    time.Time `json:"closed_at,omitzero"`
}

// Open reports whether the fault has not been closed yet.
func (f Fault) Open() bool { return f.ClosedAt.IsZero() }
