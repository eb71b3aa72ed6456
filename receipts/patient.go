package receipts

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Sex of a patient as the HIS exchanges it.
type Sex string

// The sexes that the register knows.
const (
	SexUnknown Sex = ""
	SexMale    Sex = "male"
	SexFemale  Sex = "female"
)

// Patient is the payer of a bill, as found in the copied register or as
// registered at the window. Every field but ID and Number is personal data and
// is sealed wherever it is kept.
type Patient struct {
	// ID is the key (UUID) under which the HIS gets this patient, for ever.
	ID string `json:"id"`
	// Number is the outpatient number, or a temporary one of this window's range.
	Number string `json:"number"`
	// HISKey is the HIS's own key of a patient copied from it; empty for one
	// registered at the window.
	HISKey    string `json:"his_key,omitempty"`
	Name      string `json:"name"`
	Sex       Sex    `json:"sex,omitempty"`
	BirthDate string `json:"birth_date,omitempty"` // YYYY-MM-DD
	IDNumber  string `json:"id_number,omitempty"`
	// Document is the kind of document that IDNumber is of: OtherDocument, or empty
	// for a resident identity card.
	Document string `json:"document,omitempty"`
	Phone    string `json:"phone,omitempty"`
	// Guardian and GuardianPhone are whom to reach for a patient without a phone.
	Guardian      string `json:"guardian,omitempty"`
	GuardianPhone string `json:"guardian_phone,omitempty"`
	// NoPhoneReason is why there is neither: unidentified, infant.
	NoPhoneReason   string `json:"no_phone_reason,omitempty"`
	Card            string `json:"card,omitempty"`
	Insured         bool   `json:"insured,omitempty"`
	InsuranceNumber string `json:"insurance_number,omitempty"`
}

// MaxName is the longest name taken, in characters.
const MaxName = 100

// firstBirth is the earliest birth date taken: whoever is older than that is a
// slip of the keyboard.
const firstBirth = "1900-01-01"

// Validate refuses a patient whose record a HIS could not take back: no id, no
// name that anybody can see, a sex or birth date that cannot be, control
// characters, broken text. Rare characters and emoji are kept as they are; only
// printing marks them. A birth date in the future is BornBy's to refuse, where a
// clock is.
func (p Patient) Validate() error {
	if p.ID == "" {
		return refuse(ErrPatient, "the patient has no id; this is a defect of the caller, report it")
	}
	if p.ID == uuid.Nil.String() {
		return refuse(ErrPatient, "the patient's id is all zeros, which is nobody's; give the patient a UUID of its own")
	}
	for _, field := range []string{p.Number, p.HISKey, p.Name, p.BirthDate, p.IDNumber, p.Phone, p.Guardian, p.GuardianPhone, p.NoPhoneReason, p.Card, p.InsuranceNumber} {
		if !cleanText(field) {
			return refuse(ErrPatient, "the patient's record holds broken, control or direction characters; type it again")
		}
	}
	if !strings.ContainsFunc(p.Name, visible) {
		return refuse(ErrPatient, "the patient has no name; an unidentified patient is registered as 无名氏")
	}
	if utf8.RuneCountInString(p.Name) > MaxName {
		return refuse(ErrPatient, "the name is longer than %d characters; check what was scanned into it", MaxName)
	}
	if p.Document != "" && p.Document != OtherDocument {
		return refuse(ErrPatient, "the document %.20q is none; write %s for a passport or another one, or leave it out for an ID card", p.Document, OtherDocument)
	}
	if p.Sex != SexUnknown && p.Sex != SexMale && p.Sex != SexFemale {
		return refuse(ErrPatient, "the sex %.20q is none that the HIS exchanges; write male or female, or leave it out", string(p.Sex))
	}
	return checkBirth(p.BirthDate)
}

func checkBirth(date string) error {
	if date == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return refuse(ErrPatient, "the birth date %.20q is no date; write it like 1990-01-31, or leave it out", date)
	}
	if date < firstBirth {
		return refuse(ErrPatient, "the birth date %s is before 1900; look at it again, or leave it out", date)
	}
	return nil
}

// BornBy refuses a birth date that is none, and one after the given day of the
// hospital's own clock.
func (p Patient) BornBy(day time.Time) error {
	if err := checkBirth(p.BirthDate); err != nil {
		return err
	}
	if p.BirthDate > day.Format(time.DateOnly) {
		return refuse(ErrPatient, "the birth date %.20q is in the future; look at it again, or leave it out", p.BirthDate)
	}
	return nil
}

// cleanText says whether s is valid UTF-8 without characters that end lines,
// control a machine or turn the direction of what is read.
func cleanText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
}

// CleanText says whether a text typed by a person can be kept as it is: valid
// UTF-8 of at most most characters, none of which control a machine or turn the
// direction of reading.
func CleanText(s string, most int) bool { return cleanText(s) && utf8.RuneCountInString(s) <= most }

// visible says whether a character shows anything by itself. Private and
// unassigned ones do: rare names stand there.
func visible(r rune) bool {
	const brailleBlank = '\u2800'
	return r != brailleBlank && !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc, unicode.M, unicode.Other_Default_Ignorable_Code_Point)
}

// Masked hides the middle of an ID or card number for paper and screen:
// "990101********1234". Short numbers are hidden whole.
func Masked(number string) string {
	r := []rune(number)
	if len(r) <= 8 {
		return strings.Repeat("*", len(r))
	}
	keep := min(6, len(r)-8)
	return string(r[:keep]) + strings.Repeat("*", len(r)-keep-4) + string(r[len(r)-4:])
}
