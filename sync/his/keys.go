package his

import (
	"strconv"

	"github.com/google/uuid"

	"outpost/receipts"
)

// PatientKey is the key of the patient: the HIS's own one of a patient copied
// from it, else the UUID made at the window.
func PatientKey(p receipts.Patient) string {
	if p.HISKey != "" {
		return p.HISKey
	}
	return p.ID
}

// LineKey is the key of a receipt's charge line (index from 0): a version 5
// UUID of the receipt's id and the index, so that it never needs to be stored.
func LineKey(receiptID string, index int) string {
	return derive(receiptID, "line/"+strconv.Itoa(index))
}

// RoundingKey is the key of the cash rounding, which is a charge of its own.
func RoundingKey(receiptID string) string { return derive(receiptID, "rounding") }

// PaymentKey is the key of a receipt's payment (index from 0).
func PaymentKey(receiptID string, index int) string {
	return derive(receiptID, "payment/"+strconv.Itoa(index))
}

// derive makes a name-based UUID (RFC 9562, 5.5) in a space of our own. The
// name must never change: it is what keeps a second sending from charging twice.
func derive(receiptID, name string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:outpost"))
	return uuid.NewSHA1(space, []byte(receiptID+"/"+name)).String()
}
