package i18n

// Electronic money that has still to go back the way it came.
const (
	OwedKey         Key = "owed.key"
	OwedTitle       Key = "owed.title"
	OwedText        Key = "owed.text"
	OwedSum         Key = "owed.sum"
	OwedSettledSum  Key = "owed.settled-sum"
	OwedNone        Key = "owed.none"
	OwedSettledNone Key = "owed.settled-none"
	OwedSettledKey  Key = "owed.settled-key"
	OwedColSince    Key = "owed.col-since"
	OwedColWent     Key = "owed.col-went"
	OwedColTender   Key = "owed.col-tender"
	OwedColPaid     Key = "owed.col-paid"
	OwedColBack     Key = "owed.col-back"
	OwedChosen      Key = "owed.chosen"
	OwedChosenVoid  Key = "owed.chosen-void"
	OwedChosenBack  Key = "owed.chosen-back"
	OwedReference   Key = "owed.reference"
	OwedHint        Key = "owed.hint"
	OwedRepaidKey   Key = "owed.repaid-key"
	OwedRepaid      Key = "owed.repaid"
	OwedChoose      Key = "owed.choose"
	OwedNeed        Key = "owed.need"
	OwedTwice       Key = "owed.twice"
	OwedOf          Key = "owed.of"
	OwedVoid        Key = "owed.void"
	OwedVoidCash    Key = "owed.void-cash"
)

func owed() []entry {
	return []entry{
		{OwedKey, "Owed", "待退款"},
		{OwedTitle, "Electronic money that has still to go back", "电子支付待退款"},
		{OwedText, "Give it back in the merchant's program, the way it came; never in cash. Then type or scan the number that program gives for it.", "请在商户系统中原路退回，不得退现金；然后录入商户系统给出的退款单号。"},
		{OwedSum, "%d payment, %s|%d payments, %s", "%d 笔，共 %s"},
		{OwedSettledSum, "%d payment went back|%d payments went back, the last first", "已退 %d 笔，最近的在前"},
		{OwedNone, "Nothing is owed.", "没有待退款。"},
		{OwedSettledNone, "Nothing went back yet.", "尚无已退记录。"},
		{OwedSettledKey, "Owed / went back", "待退/已退"},
		{OwedColSince, "Since", "起始时间"},
		{OwedColWent, "Went back", "退回时间"},
		{OwedColTender, "Paid by", "支付方式"},
		{OwedColPaid, "Paid under", "原商户单号"},
		{OwedColBack, "Went back under", "退款单号"},
		{OwedChosen, "%s by %s, paid under %s: back to %s %s", "%s（%s，原单号 %s）原路退给 %s %s"},
		{OwedChosenVoid, "%s by %s, paid under %s: back to %s %s. Its receipt was voided; it may yet pay the bill in its place.", "%s（%s，原单号 %s）原路退给 %s %s。原票据已作废，此款仍可支付重开的账单。"},
		{OwedChosenBack, "%s by %s went back %s under %s; written down by %s", "%s（%s）已于 %s 退回，退款单号 %s，登记人 %s"},
		{OwedReference, "Went back under", "退款单号"},
		{OwedHint, "Up/Down choose; the refund's number at the merchant's", "上下键选择；录入商户系统的退款单号"},
		{OwedRepaidKey, "It went back", "登记已退"},
		{OwedRepaid, "%s of receipt %s went back under %s.", "票据 %[2]s 的 %[1]s 已退回，退款单号 %[3]s。"},
		{OwedChoose, "Choose one that is still owed; F4 changes between the lists.", "请选择一笔待退款；按 F4 切换列表。"},
		{OwedOf, "%s of electronic money is owed by %s: back the way it came, no cash for it. Ctrl+M.", "电子支付 %s 待原路退回（票据 %s），不得退现金。按 Ctrl+M 办理。"},
		{OwedVoid, "%s is owed, back the way it came (%s) unless it pays the bill in its place: no cash. F9.", "%s 待原路退回（%s），或用于支付重开的账单，不得退现金。按 F9 办理。"},
		{OwedVoidCash, "Give back %s in cash.", "请退现金 %s。"},
		{OwedTwice, "%s was written down just now. If this payment went back under the same number, press the key again.", "%s 刚刚已登记。若此笔确实使用同一单号，请再按一次。"},
		{OwedNeed, "Type the number under which it went back: the merchant's program gives it.", "请录入商户系统给出的退款单号。"},
	}
}
