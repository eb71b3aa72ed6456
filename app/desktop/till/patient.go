package till

import (
	"context"
	"fmt"
	"strings"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/code"
)

// mostFound is how many patients or items a list shows.
const mostFound = 50

// FindPatients lists the patients that a card, an ID number, a phone, a number,
// a name or its initials mean.
func (m *Model) FindPatients(typed string) []receipts.Patient {
	return m.deps.Station.Register().Find(strings.TrimSpace(typed), mostFound)
}

// EnterPatient is Enter in the patient box. The only patient found is taken, as
// is the only one whose card or number was typed whole; of several the one in
// row, once a person chose it (row >= 0).
func (m *Model) EnterPatient(typed string, row int) Place {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		if m.bill.Patient.ID != "" {
			return ItemBox
		}
		m.note = say(i18n.TillPatientFirst)
		return Stay
	}
	found := m.FindPatients(typed)
	switch {
	case len(found) == 0:
		m.note = m.noPatient(typed)
		return Stay
	case row >= 0 && row < len(found):
		return m.TakePatient(found[row])
	case len(found) == 1:
		return m.TakePatient(found[0])
	}
	if one, ok := exactly(found, typed); ok {
		return m.TakePatient(one)
	}
	m.note = say(i18n.TillSeveralPatients, len(found))
	return Stay
}

// noPatient says that nobody is found, and of a receipt's code that it was scanned
// into the wrong box.
func (m *Model) noPatient(typed string) Note {
	if signed, err := code.Decode(typed); err == nil {
		return warn(i18n.TillCodeHere, signed.Record.Number)
	}
	return warn(i18n.TillNoPatient, fmt.Sprintf("%.60s", typed))
}

// exactly finds the one patient among found with this very number.
func exactly(found []receipts.Patient, typed string) (one receipts.Patient, ok bool) {
	for _, p := range found {
		for _, number := range []string{p.Card, p.IDNumber, p.Phone, p.Number, p.InsuranceNumber} {
			if !strings.EqualFold(number, typed) {
				continue
			}
			if ok && one.ID != p.ID {
				return one, false
			}
			one, ok = p, true
		}
	}
	return one, ok
}

// TakePatient makes p the bill's patient.
func (m *Model) TakePatient(p receipts.Patient) Place {
	m.bill.Patient = p
	m.insure(p.Insured)
	m.note = Note{}
	m.askCard()
	if asked := m.deps.Station.Ledger.Unanswered(p); len(asked) > 0 {
		m.note = m.askAgain(asked[len(asked)-1])
	}
	if ok, why := m.CanCharge(); !ok {
		m.note = why
	}
	m.changed()
	m.lookUpOrders()
	return ItemBox
}

// NewPatient is what the register dialog asks.
type NewPatient struct {
	Name, IDNumber, Phone, NoPhoneReason, BirthDate string
	// SexTyped is what was typed for Sex.
	SexTyped string
	// Guardian and GuardianPhone are whom to reach for a patient without a phone.
	Guardian, GuardianPhone string
	// InsuranceNumber is the insurance card's; with one the patient is insured,
	// pays in full here and is settled with the insurer later.
	InsuranceNumber string
	Sex             receipts.Sex
	// OtherDocument says that IDNumber is a passport's or another document's, in
	// which nothing is checked.
	OtherDocument bool
}

// PatientField is a box of the dialog for a new patient.
type PatientField int

// The boxes that can be wrong.
const (
	FieldName PatientField = iota
	FieldIDNumber
	FieldBirth
	FieldPhone
	FieldGuardian
	FieldSex
)

// fieldError is a refusal of one box, for a cause where the rules refused it.
type fieldError struct {
	field PatientField
	key   i18n.Key
	cause error
}

// Error names the text, Unwrap and As complete it: it reads as a noteError.
func (e fieldError) Error() string { return string(e.key) }
func (e fieldError) Unwrap() error { return e.cause }
func (e fieldError) As(target any) bool {
	own, ok := target.(*noteError)
	if ok {
		own.key = e.key
	}
	return ok
}

// validBirth says whether text is empty or a day, such as 1990-01-31.
func validBirth(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return text == "" || err == nil
}

// FromIDCard fills birth date and sex from a whole ID number; one that is not
// whole yet, or wrong, leaves them and says why. The number of another document, or
// one with letters that no ID card has, is left as it is.
func (p *NewPatient) FromIDCard() error {
	one := receipts.Patient{IDNumber: strings.TrimSpace(p.IDNumber)}
	if p.OtherDocument {
		one.Document = receipts.OtherDocument
	}
	if err := one.ReadIDNumber(); err != nil {
		return fieldError{FieldIDNumber, i18n.TillErrIDCard, err}
	}
	if p.IDNumber = one.IDNumber; one.BirthDate != "" {
		p.BirthDate, p.Sex = one.BirthDate, one.Sex
	}
	return nil
}

// Register writes a new patient down with a temporary number of this window and
// takes it for the bill. It waits for the disk: a number is given once.
func (m *Model) Register(ctx context.Context, p NewPatient) error {
	if err := p.FromIDCard(); err != nil {
		return err
	}
	guardian, guardianPhone := strings.TrimSpace(p.Guardian), strings.TrimSpace(p.GuardianPhone)
	name, phone, reason := strings.TrimSpace(p.Name), strings.TrimSpace(p.Phone), strings.TrimSpace(p.NoPhoneReason)
	switch {
	case name == "":
		return fieldError{FieldName, i18n.TillNeedName, nil}
	case !validBirth(p.BirthDate):
		return fieldError{FieldBirth, i18n.TillErrBirth, nil}
	case p.BirthDate > m.deps.Station.Ledger.Identity().Local(m.deps.Station.Now()).Format(time.DateOnly) && m.ClockDoubt() == "":
		return fieldError{FieldBirth, i18n.TillErrBirthLater, nil}
	case p.SexTyped != "" && p.Sex == receipts.SexUnknown:
		return fieldError{FieldSex, i18n.TillErrSex, nil}
	case (guardian == "") != (guardianPhone == ""):
		return fieldError{FieldGuardian, i18n.TillNeedGuardian, nil}
	case phone == "" && guardian == "" && reason == "" && name != receipts.Unidentified:
		return fieldError{FieldPhone, i18n.TillNeedPhone, nil}
	}
	document := ""
	if p.OtherDocument && p.IDNumber != "" {
		document = receipts.OtherDocument
	}
	kept, err := m.deps.Station.RegisterPatient(ctx, receipts.Patient{
		ID: receipts.NewID(), Document: document, Name: name, Sex: p.Sex, BirthDate: p.BirthDate, IDNumber: p.IDNumber,
		Phone: phone, NoPhoneReason: reason, Guardian: guardian, GuardianPhone: guardianPhone,
		Insured: strings.TrimSpace(p.InsuranceNumber) != "", InsuranceNumber: strings.TrimSpace(p.InsuranceNumber),
	})
	if err != nil {
		return err
	}
	m.TakePatient(kept)
	m.note = done(i18n.TillRegistered, kept.Number)
	return nil
}
