package his

import "strings"

// Code is the reason why a receipt needs a person (his.md, "Reconciliation" 7).
// A reason in the ledger is "code: sentence", so that a list can be sorted and
// translated by its code.
type Code string

// The reason codes. The re-entry sets the first eight, the ledger the
// next two, the reconciliation adds the rest from numbers, shifts and clocks.
const (
	CodePatient    Code = "patient doubtful"
	CodeLines      Code = "lines differ"
	CodePrice      Code = "price changed"
	CodePayment    Code = "payment not found"
	CodeIncomplete Code = "incomplete in the HIS"
	CodeRefused    Code = "refused by the HIS"
	CodeUnknown    Code = "answer unknown"
	CodeDuplicate  Code = "duplicate suspected"
	// CodeCharged: the HIS may have charged it before the outage, its answer was
	// lost. The ledger sets it when it writes the sale (the store says it so).
	CodeCharged Code = "charged in the HIS and here"
	// CodeForeign: a receipt of another window was refunded at this one. The ledger
	// sets it when it writes the red receipt.
	CodeForeign Code = "refund of another window's receipt"

	CodeNotSent Code = "not sent yet"
	CodeGap     Code = "receipt gap"
	CodeClock   Code = "clock doubtful"
	CodeCash    Code = "cash short or over"
	CodeTotals  Code = "totals do not agree"
	CodeOther   Code = "other"
)

// Codes lists every reason code, in the order in which lists show them.
func Codes() []Code {
	return []Code{
		CodePatient, CodeLines, CodePrice, CodePayment, CodeIncomplete, CodeRefused, CodeUnknown,
		CodeDuplicate, CodeCharged, CodeForeign, CodeNotSent, CodeGap, CodeClock, CodeCash, CodeTotals, CodeOther,
	}
}

// Reason writes a code and its sentence as the ledger keeps them.
func Reason(code Code, sentence string) string { return string(code) + ": " + sentence }

// SplitReason takes a kept reason apart; a text without a known code is
// CodeOther.
func SplitReason(reason string) (Code, string) {
	head, rest, ok := strings.Cut(reason, ": ")
	if ok {
		for _, c := range Codes() {
			if head == string(c) {
				return c, rest
			}
		}
	}
	return CodeOther, reason
}
