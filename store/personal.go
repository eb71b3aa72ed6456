package store

import (
	"slices"

	"outpost/receipts"
)

// personal is what of a receipt is sealed: the patient, the names of the doctors,
// and why a patient is treated first, which may name anybody. Sales of before the
// doctors were sealed hold the patient alone.
type personal struct {
	receipts.Patient
	Doctor string `json:"bill_doctor,omitempty"`
	// Doctors are those of the prescriptions, in their order.
	Doctors []string `json:"doctors,omitempty"`
	Green   string   `json:"green,omitempty"`
}

// takePersonal takes the personal fields out of r; the patient's id and number
// stay, by which a receipt is found when its keys are lost.
func takePersonal(r *receipts.Receipt) personal {
	p := personal{Patient: r.Patient, Doctor: r.Doctor, Green: r.Green}
	r.Patient, r.Doctor = receipts.Patient{ID: r.Patient.ID, Number: r.Patient.Number}, ""
	if r.Green != "" {
		r.Green = sealedText // the receipt stays one of the green channel
	}
	r.Prescriptions = slices.Clone(r.Prescriptions) // the caller keeps its own
	for i := range r.Prescriptions {
		p.Doctors = append(p.Doctors, r.Prescriptions[i].Doctor)
		r.Prescriptions[i].Doctor = ""
	}
	return p
}

// sealedText stands where a text was sealed that must not be empty.
const sealedText = "sealed"

// putBack is the reverse of takePersonal.
func (p personal) putBack(r *receipts.Receipt) {
	r.Patient = p.Patient
	if p.Doctor != "" {
		r.Doctor = p.Doctor
	}
	if p.Green != "" {
		r.Green = p.Green
	}
	for i, doctor := range p.Doctors {
		if i < len(r.Prescriptions) && doctor != "" {
			r.Prescriptions[i].Doctor = doctor
		}
	}
}
