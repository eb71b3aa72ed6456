package till

import (
	"context"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
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
		m.note = warn(i18n.TillNoPatient, typed)
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
	m.bill.Patient, m.bill.Insured = p, p.Insured
	m.note = Note{}
	if ok, why := m.CanCharge(); !ok {
		m.note = why
	}
	m.changed()
	return ItemBox
}

// NewPatient is what the register dialog asks.
type NewPatient struct {
	Name, IDNumber, Phone, NoPhoneReason, BirthDate string
	Sex                                             receipts.Sex
}

// FromIDCard fills birth date and sex from a whole ID number; a number that is
// not whole yet, or wrong, leaves them and says why.
func (p *NewPatient) FromIDCard() error {
	number := strings.ToUpper(strings.TrimSpace(p.IDNumber))
	if number == "" {
		return nil
	}
	birth, sex, err := receipts.IDCard(number)
	if err != nil {
		return err
	}
	p.IDNumber, p.BirthDate, p.Sex = number, birth, sex
	return nil
}

// Register writes a new patient down with a temporary number of this window and
// takes it for the bill. It waits for the disk: a number is given once.
func (m *Model) Register(ctx context.Context, p NewPatient) error {
	if err := p.FromIDCard(); err != nil {
		return err
	}
	name, phone, reason := strings.TrimSpace(p.Name), strings.TrimSpace(p.Phone), strings.TrimSpace(p.NoPhoneReason)
	switch {
	case name == "":
		return noteError{i18n.TillNeedName}
	case phone == "" && reason == "":
		return noteError{i18n.TillNeedPhone}
	}
	kept, err := m.deps.Station.RegisterPatient(ctx, receipts.Patient{
		ID: receipts.NewID(), Name: name, Sex: p.Sex, BirthDate: p.BirthDate, IDNumber: p.IDNumber,
		Phone: phone, NoPhoneReason: reason,
	})
	if err != nil {
		return err
	}
	m.TakePatient(kept)
	m.note = done(i18n.TillRegistered, kept.Number)
	return nil
}

// noteError is a refusal of the screen itself, said from the catalogue.
type noteError struct{ key i18n.Key }

// Error names the text; Say gives it in the language spoken.
func (e noteError) Error() string { return string(e.key) }

// Say is err as a sentence in the language spoken now.
func Say(texts *i18n.Catalog, err error) string {
	if own, ok := err.(noteError); ok {
		return texts.T(own.key)
	}
	return Explain(texts, err)
}
