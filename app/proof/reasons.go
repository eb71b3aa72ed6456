package proof

import (
	"regexp"
	"strings"

	"outpost/app/i18n"
	"outpost/sync/his"
)

// phrase is a form in which a kept reason is written and the text that says it in
// the language of the screen.
type phrase struct {
	form string // regular expression over the whole sentence
	key  i18n.Key
}

// phrases lists the sentences of sync/his and sync/reentry, and of the ledger's
// holds, the narrower forms first.
func phrases() []phrase {
	return []phrase{
		{`(.+) is (.*) here and missing in the HIS`, i18n.ReasonMissing},
		{`(.+) is (?:not charged|not taken) here and (.*) in the HIS`, i18n.ReasonOnlyThere},
		{`(.+) is (.*) here and (.*) in the HIS`, i18n.ReasonDiffers},
		{`the patient's name is not the same`, i18n.ReasonName},
		{`the patient's key is not the same`, i18n.ReasonKey},
		{`and (\d+) more`, i18n.ReasonMore},
		{`bill (.+) in the HIS has the same patient, day, items and total and was entered by hand`, i18n.ReasonByHand},
		{`link this receipt to it or order it sent`, i18n.ReasonLinkOrSend},
		{`the HIS has a patient with the same ID or card number under another key`, i18n.ReasonOtherKey},
		{`enter the receipt there and link it, or order it sent as a new patient`, i18n.ReasonEnterOrSend},
		{`it was sent, nothing is found, and this HIS was not proved to refuse a second copy`, i18n.ReasonNoResend},
		{`look in the HIS and decide`, i18n.ReasonLook},
		{`(?:charged in the HIS and here: )?the HIS did not answer a payment of this patient(.*)`, i18n.ReasonNoAnswer},
		{`look there: refund or link this receipt if it stands there, else order it sent`, i18n.ReasonLookThere},
		{`nothing but its paper speaks for it`, i18n.ReasonPaperOnly},
		{`its code was verified`, i18n.ReasonCodeVerified},
		{`match it with that window's receipt and refund it in the HIS if it stands there`, i18n.ReasonMatchForeign},
		{`(?:clock doubtful: )?it says (.+), before this program was made`, i18n.ReasonClockFloor},
		{`(?:clock doubtful: )?it says (.+), behind the entries before it, which end at (.+)`, i18n.ReasonClockBehind},
		{`(?:clock doubtful: )?it says (.+), and the open shift's last entry was at (.+)`, i18n.ReasonClockAhead},
		{`the original was entered again from its paper, and the ledger that is lost may have sent it`, i18n.ReasonRecovered},
		{`look for receipt (.+) in the HIS and refund it there too if it stands there`, i18n.ReasonRefundThere},
		{`the number (.+) stands on two receipts: the former ledger forked`, i18n.ReasonForked},
		{`the number (.+) stands on two receipts, this one of a lost ledger and one of (.+)`, i18n.ReasonLostTwin},
		{`compare both with the paper`, i18n.ReasonCompareBoth},
		{`the patient is sealed with the former keys, which are lost`, i18n.ReasonSealed},
		{`read the name from the paper`, i18n.ReasonReadName},
		{`the HIS said that it has it, but it is not found there`, i18n.ReasonSaidThere},
		{`it is not found there`, i18n.ReasonNotThere},
		{`the HIS shows nothing of what it takes`, i18n.ReasonShowsNothing},
		{`the re-entry was stopped before the HIS's answer was known`, i18n.ReasonStopped},
		{`the next one reads it back`, i18n.ReasonNextReads},
	}
}

// points are what a difference is about, as sync/his names it.
func points() []phrase {
	return []phrase{
		{`line (\d+) amount on the bill`, i18n.PointLineBilled},
		{`line (\d+) (?:amount|charge)`, i18n.PointLineAmount},
		{`line (\d+) item`, i18n.PointLineItem},
		{`line (\d+) quantity`, i18n.PointLineQuantity},
		{`line (.+)`, i18n.PointLineOther},
		{`payment (\d+) amount`, i18n.PointPaymentAmount},
		{`payment (\d+) tender`, i18n.PointPaymentTender},
		{`payment by (.+)`, i18n.PointPaymentBy},
		{`number of patient records`, i18n.PointRecordsPatient},
		{`number of visit records`, i18n.PointRecordsVisit},
		{`number of account records`, i18n.PointRecordsAccount},
		{`number of charge item records`, i18n.PointRecordsCharge},
		{`number of bill records`, i18n.PointRecordsBill},
		{`number of payment records`, i18n.PointRecordsPayment},
		{`rounding on the bill`, i18n.PointRoundingBilled},
		{`rounding`, i18n.PointRounding},
		{`total`, i18n.PointTotal},
		{`tax`, i18n.PointTax},
		{`bill number`, i18n.PointBillNumber},
	}
}

// ReasonText says the sentence of a kept reason in the language of the screen,
// part by part. What the HIS itself said stays in its own words.
func ReasonText(texts *i18n.Catalog, sentence string) string {
	if texts.Lang() == i18n.English {
		return sentence
	}
	before, stands, partly := strings.Cut(sentence, "; a part stands there: ")
	said := reasonParts(texts, before)
	if partly {
		said = append(said, texts.T(i18n.ReasonPart, strings.Join(reasonParts(texts, stands), texts.T(i18n.PanelAnd))))
	}
	return strings.Join(said, texts.T(i18n.PanelAnd))
}

// HeldText says why the ledger holds a receipt back, in the language of the
// screen.
func HeldText(texts *i18n.Catalog, reason string) string {
	code, sentence := his.SplitReason(reason)
	if texts.Lang() == i18n.English || code == his.CodeOther {
		return ReasonText(texts, reason)
	}
	return CodeWord(texts, code) + texts.T(i18n.PersonColon) + ReasonText(texts, sentence)
}

func reasonParts(texts *i18n.Catalog, sentence string) []string {
	var said []string
	for part := range strings.SplitSeq(sentence, "; ") {
		text, _ := say(texts, phrases(), part)
		said = append(said, text)
	}
	return said
}

// say says a part in the first form that it has; ok is false where it has none,
// and then it stays as it is.
func say(texts *i18n.Catalog, forms []phrase, part string) (text string, ok bool) {
	for _, p := range forms {
		m := regexp.MustCompile(`^(?:` + p.form + `)$`).FindStringSubmatch(part)
		if m == nil {
			continue
		}
		var args []any
		for i, found := range m[1:] {
			if i == 0 && aboutAPoint(p.key) {
				found, _ = say(texts, points(), found)
			}
			args = append(args, found)
		}
		return texts.T(p.key, args...), true
	}
	return part, false
}

// aboutAPoint tells the phrases whose first part names a point of the receipt.
func aboutAPoint(key i18n.Key) bool {
	return key == i18n.ReasonDiffers || key == i18n.ReasonMissing || key == i18n.ReasonOnlyThere
}
