package receipts

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	HISKey          string `json:"his_key,omitempty"`
	Name            string `json:"name"`
	Sex             Sex    `json:"sex,omitempty"`
	BirthDate       string `json:"birth_date,omitempty"` // YYYY-MM-DD
	IDNumber        string `json:"id_number,omitempty"`
	Phone           string `json:"phone,omitempty"`
	NoPhoneReason   string `json:"no_phone_reason,omitempty"`
	Card            string `json:"card,omitempty"`
	Insured         bool   `json:"insured,omitempty"`
	InsuranceNumber string `json:"insurance_number,omitempty"`
}

// MaxName is the longest name taken, in characters.
const MaxName = 100

// Validate refuses a patient whose record a HIS could not take back: no id, no
// name, control characters, broken text. Rare characters and emoji are kept as
// they are; only printing marks them.
func (p Patient) Validate() error {
	if p.ID == "" {
		return refuse(ErrPatient, "the patient has no id; this is a defect of the caller, report it")
	}
	if strings.TrimSpace(p.Name) == "" {
		return refuse(ErrPatient, "the patient has no name; an unidentified patient is registered as 无名氏")
	}
	if utf8.RuneCountInString(p.Name) > MaxName {
		return refuse(ErrPatient, "the name is longer than %d characters; check what was scanned into it", MaxName)
	}
	for _, field := range []string{p.Number, p.HISKey, p.Name, p.BirthDate, p.IDNumber, p.Phone, p.NoPhoneReason, p.Card, p.InsuranceNumber} {
		if !cleanText(field) {
			return refuse(ErrPatient, "the patient's record holds broken or control characters; type it again")
		}
	}
	return nil
}

// cleanText says whether s is valid UTF-8 without control characters.
func cleanText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
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
