package receipts

import (
	"errors"
	"testing"
	"time"
)

func TestNewPatient(t *testing.T) {
	today := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	const id = "99010119900307123" // no place has the code 990101
	card := id + string(checkCharacter(id))
	tests := []struct {
		name string
		in   Patient
		want Patient
		err  error
	}{
		{"with a phone", Patient{Name: " Lin ", Phone: " 13900000001 "}, Patient{Name: "Lin", Phone: "13900000001"}, nil},
		{"with a guardian", Patient{Name: "Lin", Guardian: "Gao", GuardianPhone: "010-1234567"}, Patient{Name: "Lin", Guardian: "Gao", GuardianPhone: "010-1234567"}, nil},
		{"an infant", Patient{Name: "Lin", NoPhoneReason: NoPhoneInfant}, Patient{Name: "Lin", NoPhoneReason: NoPhoneInfant}, nil},
		{"unidentified", Patient{Name: Unidentified}, Patient{Name: Unidentified, NoPhoneReason: NoPhoneUnidentified}, nil},
		{"birth and sex from the card", Patient{Name: "Lin", Phone: "13900000001", IDNumber: card}, Patient{Name: "Lin", Phone: "13900000001", IDNumber: card, BirthDate: "1990-03-07", Sex: SexMale}, nil},
		{"a passport", Patient{Name: "Lin", Phone: "13900000001", IDNumber: "E12345678"}, Patient{Name: "Lin", Phone: "13900000001", IDNumber: "E12345678"}, nil},
		{"nobody to reach", Patient{Name: "Lin"}, Patient{}, ErrContact},
		{"a guardian without phone", Patient{Name: "Lin", Guardian: "Gao"}, Patient{}, ErrContact},
		{"a guardian's phone alone", Patient{Name: "Lin", GuardianPhone: "13900000001"}, Patient{}, ErrContact},
		{"a date for a phone", Patient{Name: "Lin", Phone: "1990-01-01"}, Patient{}, ErrContact},
		{"a phone that is none", Patient{Name: "Lin", Phone: "none"}, Patient{}, ErrContact},
		{"a reason of spaces", Patient{Name: "Lin", NoPhoneReason: "\u3000"}, Patient{}, ErrContact},
		{"a digit of the card lost", Patient{Name: "Lin", Phone: "13900000001", IDNumber: card[:17]}, Patient{}, ErrIDCard},
		{"a digit of the card wrong", Patient{Name: "Lin", Phone: "13900000001", IDNumber: "8" + card[1:]}, Patient{}, ErrIDCard},
		{"another birth date", Patient{Name: "Lin", Phone: "13900000001", IDNumber: card, BirthDate: "1990-03-08"}, Patient{}, ErrIDCard},
		{"another sex", Patient{Name: "Lin", Phone: "13900000001", IDNumber: card, Sex: SexFemale}, Patient{}, ErrIDCard},
		{"born tomorrow", Patient{Name: "Lin", Phone: "13900000001", BirthDate: "2026-11-21"}, Patient{}, ErrPatient},
		{"no name", Patient{Phone: "13900000001"}, Patient{}, ErrPatient},
	}
	for _, tt := range tests {
		tt.in.ID = "0198c0de-0000-7000-8000-000000000001"
		tt.want.ID = tt.in.ID
		got, err := NewPatient(tt.in, today)
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.err)
			continue
		}
		if tt.err == nil && got != tt.want {
			t.Errorf("%s: %+v", tt.name, got)
		}
		if tt.err != nil && !errors.Is(err, ErrPatient) {
			t.Errorf("%s: %v is no refusal of a patient", tt.name, err)
		}
	}
}

func TestAnotherDocumentIsKeptAsItIs(t *testing.T) {
	for _, number := range []string{"123456789", "E12345678", "h0012345"} {
		p := Patient{ID: NewID(), Name: "Lin", Phone: "13900000001", IDNumber: number, Document: OtherDocument}
		if got, err := NewPatient(p, time.Now()); err != nil || got.IDNumber != number || got.BirthDate != "" {
			t.Errorf("%s: %+v, %v", number, got, err)
		}
	}
	p := Patient{ID: NewID(), Name: "Lin", Phone: "13900000001", IDNumber: "123456789"}
	if _, err := NewPatient(p, time.Now()); !errors.Is(err, ErrIDCard) {
		t.Errorf("digits of an ID card: %v", err)
	}
	if p.Document = "pass"; !errors.Is(p.Validate(), ErrPatient) {
		t.Error("a document that is none was taken")
	}
}
