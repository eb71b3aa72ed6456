package receipts

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Unidentified is the name of a patient whom nobody can name yet.
const Unidentified = "无名氏"

// The reasons why there is no phone that the screens offer; a typed one is taken
// as it is.
const (
	NoPhoneUnidentified = "unidentified"
	NoPhoneInfant       = "infant"
	NoPhoneNone         = "none"
)

// OtherDocument is a passport or another document than the resident identity card:
// its number is kept as it is.
const OtherDocument = "other"

// NewPatient is a patient as registered at the window: spaces taken off, birth
// date and sex taken from a resident identity number or held against it, the
// register's own reason for one who is unidentified. today is the hospital's own
// day. ErrIDCard for a number that cannot be or does not fit, ErrContact for
// nobody to reach and no reason, ErrPatient for the rest of the record.
func NewPatient(p Patient, today time.Time) (Patient, error) {
	for _, field := range []*string{&p.Name, &p.BirthDate, &p.IDNumber, &p.Phone, &p.Guardian, &p.GuardianPhone, &p.NoPhoneReason, &p.Card, &p.InsuranceNumber} {
		*field = strings.TrimSpace(*field)
	}
	if err := p.ReadIDNumber(); err != nil {
		return p, err
	}
	if p.Name == Unidentified && p.Phone == "" && p.Guardian == "" && p.NoPhoneReason == "" {
		p.NoPhoneReason = NoPhoneUnidentified
	}
	if err := p.Validate(); err != nil {
		return p, err
	}
	if err := p.BornBy(today); err != nil {
		return p, err
	}
	return p, p.checkContact()
}

// ReadIDNumber takes birth date and sex from a resident identity number, or holds
// it against them (ErrIDCard). The number of an OtherDocument, or one with other
// letters in it, such as a passport's, is kept as it is.
func (p *Patient) ReadIDNumber() error {
	number := strings.ToUpper(p.IDNumber)
	if p.Document == OtherDocument || strings.Trim(strings.TrimSuffix(number, "X"), "0123456789") != "" || number == "" {
		return nil
	}
	birth, sex, err := IDCard(number)
	switch {
	case err != nil:
		return err
	case p.BirthDate != "" && p.BirthDate != birth:
		return refuse(ErrIDCard, "the ID number says born on %s, the birth date %s; correct one of them", birth, shown(p.BirthDate))
	case p.Sex != SexUnknown && p.Sex != sex:
		return refuse(ErrIDCard, "the ID number says %s, the sex is %s; correct one of them", sex, shown(string(p.Sex)))
	}
	p.IDNumber, p.BirthDate, p.Sex = number, birth, sex
	return nil
}

// maxPhone is the longest phone number taken, in characters.
const maxPhone = 30

// checkContact refuses a patient whom nobody could reach: no phone, no guardian
// with name and phone, and no reason why there is none.
func (p Patient) checkContact() error {
	for _, phone := range []string{p.Phone, p.GuardianPhone} {
		if phone != "" && !isPhone(phone) {
			return refuse(ErrContact, "a phone number has 3 to %d digits, spaces, + and -; compare it with what was said", maxPhone)
		}
	}
	switch {
	case (p.Guardian == "") != (p.GuardianPhone == ""):
		return refuse(ErrContact, "a guardian needs name and phone both")
	case utf8.RuneCountInString(p.Guardian) > MaxName || utf8.RuneCountInString(p.NoPhoneReason) > MaxName:
		return refuse(ErrContact, "the guardian's name or the reason is longer than %d characters", MaxName)
	case p.Phone == "" && p.Guardian == "" && !strings.ContainsFunc(p.NoPhoneReason, visible):
		return refuse(ErrContact, "a new patient needs a phone, or a guardian with name and phone, or the reason why there is none (unidentified, infant)")
	}
	return nil
}

// isPhone says whether s can be a phone number, an extension behind it included. A
// date is none: it was typed into the wrong box.
func isPhone(s string) bool {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return false
	}
	digits := len(s) - len(strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "").Replace(s))
	return len(s) <= maxPhone && digits >= 3 && strings.Trim(s, "0123456789+-() #*") == ""
}
