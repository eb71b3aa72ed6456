package histest

import (
	"testing"

	"outpost/receipts"
)

// Full is a receipt with all that a bill may hold: two prescriptions of different
// doctors, doses, a package, free text, another price than the list's, a guardian,
// an insurer, cash rounding, and a part that is owed.
func Full() receipts.Receipt {
	r := Receipt("甲小宝", 84_00, 22_00, 16_00, 25_00, 30_03)
	r.Patient.Guardian, r.Patient.GuardianPhone, r.Patient.NoPhoneReason = "乙大山", "13900000009", receipts.NoPhoneInfant
	r.Prescriptions = []receipts.Prescription{{Number: "RX-1", Doctor: "Dr Gao", Department: "中医科", Doses: 7}, {Number: "RX-2", Doctor: "Dr Lin"}}
	r.Insurance = &receipts.Insurance{Insurer: "residents", Benefit: "special", Way: receipts.InsuredDeferred, ApprovedBy: "sun"}
	r.Green = "unconscious"
	r.Lines[0].Price, r.Lines[0].Quantity, r.Lines[0].Prescription = 12_0000, 7_000, "RX-1"
	r.Lines[1].Prescription, r.Lines[1].Package = "RX-2", "入职体检"
	r.Lines[2].Package = "入职体检"
	r.Lines[3].ListPrice, r.Lines[3].PriceReason, r.Lines[3].ApprovedBy = 30_0000, "second visit", "sun"
	free := &r.Lines[4]
	free.Item, free.Code, free.Name, free.List, free.ApprovedBy = receipts.FreeItem, "", "夹板 \"small\" & 绷带", "", "sun"
	r.Rounding, r.Total = -3, r.Total-3
	r.Payments = []receipts.Payment{
		{Tender: receipts.TenderDeferred, Tendered: 100_00, Amount: 100_00},
		{Tender: "wechat", Tendered: 7_03, Amount: 7_03, Reference: "4200001234"},
		{Tender: "cash", Tendered: 100_00, Amount: r.Total - 107_03, Change: 100_00 - r.Total + 107_03},
	}
	return r
}

// everything: a full bill stands there as it is, once, however often it is sent.
func everything(t *testing.T, b Bench) {
	r := Full()
	post(t, b, r)
	stands(t, b, r)
	post(t, b, r)
	stands(t, b, r)
}
