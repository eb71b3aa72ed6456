// Package fhir posts receipts to a HIS that speaks HL7 FHIR R4 (4.0.1) and
// reads them back. A receipt is one transaction bundle of Patient, Encounter,
// Account, ChargeItems, Invoice and PaymentNotices, each a conditional create
// (ifNoneExist) under the key that it keeps for ever; decimals are written and
// read digit by digit, never through a float.
//
// It trusts no status: servers answer 200 to a bundle and refuse an entry, or
// 5xx after they have saved everything. Post says what was answered, ReadBack
// says what stands there.
package fhir
