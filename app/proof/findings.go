package proof

import (
	"regexp"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/sync/his"
	"outpost/sync/reconcile"
)

// subject is a form of Finding.Subject and the text that says it in the
// language of the screen.
type subject struct {
	form string // regular expression over the whole subject
	key  i18n.Key
}

// subjects lists the forms in which sync/reconcile writes what a finding is
// about, the narrower ones first.
func subjects() []subject {
	return []subject{
		{`receipt (.+) is not settled`, i18n.ProofFindUnsettled},
		{`receipt (.+) stands twice`, i18n.ProofFindTwice},
		{`currency of receipt (.+)`, i18n.ProofFindCurrency},
		{`bill (.+) of the HIS stands for both receipt (.+) and receipt (.+)`, i18n.ProofFindBill},
		{`number of receipts`, i18n.ProofFindCount},
		{`total of the receipts`, i18n.ProofFindTotal},
		{`total of what was taken back`, i18n.ProofFindTakenBack},
		{`the ledger's chain was not verified`, i18n.ProofFindChain},
		{`number of settled and open receipts`, i18n.ProofFindPartsCount},
		{`total of settled and open receipts`, i18n.ProofFindPartsTotal},
		{`shift (.+) has receipts and no report`, i18n.ProofFindNoReport},
		{`cash of (.+)'s shift at (.+)`, i18n.ProofFindDrawer},
		{`(.+)'s shift at (.+) is not closed`, i18n.ProofFindShiftOpen},
		{`(.+) of (.+)'s shift at (.+)`, i18n.ProofFindTender},
		{`receipt (.+) is of no issued range`, i18n.ProofFindNoRange},
		{`number (.+) was used twice`, i18n.ProofFindNumberTwice},
		{`number (.+) was used and counts as unused`, i18n.ProofFindNumberUnused},
		{`number (.+) stands on two receipts`, i18n.ProofFindTwin},
		{`number (.+) is recorded as spoiled and was used`, i18n.ProofFindSpoiledUsed},
		{`spoiled number (.+) is of another range`, i18n.ProofFindSpoiledRange},
		{`number (.+) is missing`, i18n.ProofFindMissing},
		{`numbers missing under (.+)`, i18n.ProofFindMissingMany},
		{`receipt (.+) is dated before (.+)`, i18n.ProofFindDated},
		{`form (.+) bears both receipt (.+) and receipt (.+)`, i18n.ProofFindFormTwice},
		{`numbers (.+) to (.+) of (.+) and (.+) to (.+) of (.+) overlap`, i18n.ProofFindOverlap},
		{`forms used of (.+) to (.+)`, i18n.ProofFindFormsUsed},
		{`numbers (.+) to (.+) are of a lost ledger`, i18n.ProofFindLost},
		{`numbers (.+) to (.+) are missing`, i18n.ProofFindSpanMissing},
		{`number (.+) stands twice`, i18n.ProofFindTwiceMarked},
		{`numbers of (.+) to (.+)`, i18n.ProofFindRangeSum},
	}
}

// FindingWord is the reason of a finding as a person reads it. A shift that is
// not closed has not been counted: nothing is short or over yet.
func FindingWord(texts *i18n.Catalog, f reconcile.Finding) string {
	if f.Code == his.CodeCash && strings.HasSuffix(f.Subject, " is not closed") {
		return texts.T(i18n.ProofCodeShift)
	}
	return CodeWord(texts, f.Code)
}

// FindingText says a finding in the language of the screen. A form that is not
// known is shown as it was written: a strange sentence is better than a finding
// that is hidden.
func FindingText(texts *i18n.Catalog, rules receipts.Rules, f reconcile.Finding) string {
	what := f.Subject
	for _, s := range subjects() {
		m := regexp.MustCompile(`^` + s.form + `$`).FindStringSubmatch(f.Subject)
		if m == nil {
			continue
		}
		var args []any
		for i, part := range m[1:] {
			if i == 0 && s.key == i18n.ProofFindTender {
				part = TenderWord(texts, rules, part)
			}
			args = append(args, part)
		}
		what = texts.T(s.key, args...)
		break
	}
	if f.Want == "" && f.Have == "" {
		return what
	}
	return texts.T(i18n.ProofFindCompared, what, f.Have, f.Want)
}
