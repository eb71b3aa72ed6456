package proof

import (
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// StateWord is an outbox state as a person reads it.
func StateWord(texts *i18n.Catalog, state store.OutboxState) string {
	switch state {
	case store.Pending:
		return texts.T(i18n.ProofStatePending)
	case store.Sent:
		return texts.T(i18n.ProofStateSent)
	case store.Unknown:
		return texts.T(i18n.ProofStateUnknown)
	case store.Refused:
		return texts.T(i18n.ProofStateRefused)
	case store.Differs:
		return texts.T(i18n.ProofStateDiffers)
	case store.Held:
		return texts.T(i18n.ProofStateHeld)
	case store.Confirmed:
		return texts.T(i18n.ProofStateConfirmed)
	case store.ByHand:
		return texts.T(i18n.ProofStateByHand)
	case store.Voided:
		return texts.T(i18n.ProofStateVoided)
	case store.Refunded:
		return texts.T(i18n.ProofStateRefunded)
	}
	return string(state)
}

// VerdictWord is a person's decision as a person reads it.
func VerdictWord(texts *i18n.Catalog, verdict store.Verdict) string {
	switch verdict {
	case store.VerdictLinked:
		return texts.T(i18n.ProofVerdictLinked)
	case store.VerdictAccepted:
		return texts.T(i18n.ProofVerdictAccepted)
	case store.VerdictWrittenOff:
		return texts.T(i18n.ProofVerdictWrittenOff)
	case store.VerdictResend:
		return texts.T(i18n.ProofVerdictResend)
	}
	return string(verdict)
}

// CodeWord is the reason of a case as a person reads it.
func CodeWord(texts *i18n.Catalog, code his.Code) string {
	keys := map[his.Code]i18n.Key{
		his.CodePatient: i18n.ProofCodePatient, his.CodeLines: i18n.ProofCodeLines, his.CodePrice: i18n.ProofCodePrice,
		his.CodePayment: i18n.ProofCodePayment, his.CodeIncomplete: i18n.ProofCodeIncomplete,
		his.CodeRefused: i18n.ProofCodeRefused, his.CodeUnknown: i18n.ProofCodeUnknown,
		his.CodeDuplicate: i18n.ProofCodeDuplicate, his.CodeCharged: i18n.ProofCodeCharged, his.CodeForeign: i18n.ProofCodeForeign,
		his.CodeNotSent: i18n.ProofCodeNotSent,
		his.CodeGap:     i18n.ProofCodeGap, his.CodeClock: i18n.ProofCodeClock, his.CodeCash: i18n.ProofCodeCash,
		his.CodeTotals: i18n.ProofCodeTotals, his.CodeOther: i18n.ProofCodeOther,
	}
	if key, ok := keys[code]; ok {
		return texts.T(key)
	}
	return string(code)
}

// TenderWord is a tender by the hospital's own name for it.
func TenderWord(texts *i18n.Catalog, rules receipts.Rules, code string) string {
	t, ok := rules.Tender(code)
	switch {
	case ok && texts.Lang() == i18n.Chinese && t.Chinese != "":
		return t.Chinese
	case ok && t.English != "":
		return t.English
	}
	return code
}
