package i18n

// Refunds that were asked for here of receipts that the HIS made.
const (
	RefusedKey       Key = "refused.key"
	RefusedTitle     Key = "refused.title"
	RefusedText      Key = "refused.text"
	RefusedWhileDown Key = "refused.while-down"
	RefusedNow       Key = "refused.now"
	RefusedNone      Key = "refused.none"
	RefusedNoMatch   Key = "refused.no-match"
	RefusedColWhen   Key = "refused.col-when"
	RefusedColNumber Key = "refused.col-number"
	RefusedColBy     Key = "refused.col-by"
	RefusedColReason Key = "refused.col-reason"
	RefusedFind      Key = "refused.find"
	RefusedHint      Key = "refused.hint"
	RefusedSee       Key = "refused.see"
	RefusedSoFar     Key = "refused.so-far"
)

func refused() []entry {
	return []entry{
		{RefusedKey, "Refused", "拒退清单"},
		{RefusedTitle, "Refunds refused here: the HIS's own receipts", "本窗口拒退清单：HIS 开具的票据"},
		{RefusedText, "What the HIS charged is refunded in the HIS only: this window neither knows the receipt nor can take it back.", "HIS 收取的费用只能在 HIS 中退：本窗口没有该票据，无法冲销。"},
		{RefusedWhileDown, "The HIS is not released: send the patient back with the receipt after the return, and refund it in the HIS then.", "HIS 尚未恢复：请患者保管票据，恢复后凭票在 HIS 中退费。"},
		{RefusedNow, "Refund these in the HIS now, against the receipt.", "请凭票据在 HIS 中为以下患者退费。"},
		{RefusedNone, "No refund was refused here.", "没有被拒的退费。"},
		{RefusedNoMatch, "None of them has “%s” in it.", "没有包含“%s”的记录。"},
		{RefusedColWhen, "Asked for", "申请时间"},
		{RefusedColNumber, "HIS receipt", "HIS 票据号"},
		{RefusedColBy, "By", "经办"},
		{RefusedColReason, "Reason of the refund", "退费原因"},
		{RefusedFind, "Find", "查找"},
		{RefusedHint, "part of the number or reason; Up/Down move", "票据号或原因的一部分；上下键移动"},
		{RefusedSoFar, "No window's number: the HIS refunds it. Type only the reason, F2.", "不是应急窗口的票号，须在 HIS 中退费。只需填写原因，按 F2 登记。"},
		{RefusedSee, ". F11 among the receipts lists it.", "可在票据查询中按 F11 查看。"},
	}
}
