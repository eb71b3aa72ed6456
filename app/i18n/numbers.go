package i18n

// Texts of the screen of the number ranges.
const (
	NumbersScreen     Key = "numbers.screen"
	NumbersHelp       Key = "numbers.help"
	NumbersKeyTake    Key = "numbers.key-take"
	NumbersKeyForward Key = "numbers.key-forward"
	NumbersKeyMark    Key = "numbers.key-mark"
	NumbersForm       Key = "numbers.form"
	NumbersPatient    Key = "numbers.patient"
	NumbersChoice     Key = "numbers.choice"
	NumbersNoneTaken  Key = "numbers.none-taken"
	NumbersOwnSeries  Key = "numbers.own-series"
	NumbersEmpty      Key = "numbers.empty"
	NumbersLow        Key = "numbers.low"
	NumbersLeft       Key = "numbers.left"
	NumbersKind       Key = "numbers.kind"
	NumbersBatch      Key = "numbers.batch"
	NumbersBatchHint  Key = "numbers.batch-hint"
	NumbersFrom       Key = "numbers.from"
	NumbersTo         Key = "numbers.to"
	NumbersOneHint    Key = "numbers.one-hint"
	NumbersTaker      Key = "numbers.taker"
	NumbersLeftWord   Key = "numbers.left-word"
	NumbersNext       Key = "numbers.next"
	NumbersNextHint   Key = "numbers.next-hint"
	NumbersPassedOver Key = "numbers.passed-over"
	NumbersBecame     Key = "numbers.became"
	NumbersNoRange    Key = "numbers.no-range"
	NumbersTaken      Key = "numbers.taken"
	NumbersForwarded  Key = "numbers.forwarded"
	NumbersMarked     Key = "numbers.marked"
	NumbersSum        Key = "numbers.sum"
	NumbersUnsound    Key = "numbers.unsound"
	NumbersAccount    Key = "numbers.account"
	NumbersState      Key = "numbers.state"
	NumbersKeySpoiled Key = "numbers.key-spoiled"
	NumbersReceipt    Key = "numbers.receipt"
	NumbersOnNext     Key = "numbers.on-next"

	NumbersReceiptHint Key = "numbers.receipt-hint"
	NumbersSpoiledText Key = "numbers.spoiled-text"

	NumbersPatientsEmpty Key = "numbers.patients-empty"
)

func numbers() []entry {
	return []entry{
		{NumbersScreen, "Numbers", "号段"},
		{NumbersHelp, "F2 takes a range out: kind, batch, first and last number as printed, and who takes it. One that overlaps another is refused.\nF3 moves on to the number that lies in the printer, never back; those passed over are voided or lost, with a reason.\nF4 records blank numbers as voided, lost or given back. F5 puts a receipt whose form was spoiled on the next one. F8 saves the account of the chosen range as a PDF and prints it.\nUp and Down choose a range; what became of each number is shown beside: Enter leads there, Esc back.", "F2 领用号段：类别、批次、票面起止号及领用人；与已有号段重叠的不予领用。\nF3 将当前号前移到打印机中的票号，不能后退；跳过的号码登记为作废或遗失并填写原因。\nF4 登记空白号码为作废、遗失或退回。F5 将打坏的票据改用下一票号。F8 将所选号段的核销表存为 PDF 并打印。\n上下键选择号段，右侧显示每个号码的去向，回车进入，Esc 返回。"},
		{NumbersKeyTake, "Take a range out", "领用号段"},
		{NumbersKeyForward, "Move on", "当前号前移"},
		{NumbersKeyMark, "Voided, lost, given back", "作废/遗失/退回"},
		{NumbersForm, "printed forms", "票据"},
		{NumbersPatient, "patient numbers", "临时门诊号"},
		{NumbersChoice, "Type one of the digits 1 to %d.", "请输入数字 1 至 %d。"},
		{NumbersNoneTaken, "%s: no range was taken out; plain paper is used.", "%s：未领用号段，使用普通纸应急收据。"},
		{NumbersOwnSeries, "%s: no range was taken out; this window's own series is used.", "%s：未领用号段，使用本窗口自编号。"},
		{NumbersPatientsEmpty, "%s: none left; this window's own series is used. F2 takes a range out.", "%s：已用完，现用本窗口自编号；按 F2 领用。"},
		{NumbersEmpty, "%s: NONE LEFT. Receipts go on plain paper; take a range out with F2.", "%s：已用完！现用普通纸应急收据，请按 F2 领用。"},
		{NumbersLow, "%s: only %d left, next %s. Take another range out in time.", "%s：仅剩 %d 张，下一号 %s，请及时领用。"},
		{NumbersLeft, "%s: %d left, next %s, batch %s", "%s：剩余 %d 张，下一号 %s，批次 %s"},
		{NumbersKind, "Kind", "类别"},
		{NumbersBatch, "Batch", "批次"},
		{NumbersBatchHint, "as it stands on the pad", "票本上的批次"},
		{NumbersFrom, "From", "起号"},
		{NumbersTo, "To", "止号"},
		{NumbersOneHint, "empty for one number", "单个号码可不填"},
		{NumbersTaker, "Taken by", "领用人"},
		{NumbersLeftWord, "Left", "剩余"},
		{NumbersNext, "Number in the printer", "打印机中的票号"},
		{NumbersNextHint, "as printed on the next form", "下一张票面上的号码"},
		{NumbersPassedOver, "Passed over are", "跳过的号码"},
		{NumbersBecame, "They are", "去向"},
		{NumbersNoRange, "No range was taken out at this window yet. F2 takes one out.", "本窗口尚未领用号段，按 F2 领用。"},
		{NumbersTaken, "%s to %s is taken out; %d {number/numbers}.", "已领用 %s 至 %s，共 %d 号。"},
		{NumbersForwarded, "The range %s to %s moved on; %d left.", "号段 %s 至 %s 已前移，剩余 %d 号。"},
		{NumbersMarked, "Recorded in the range %s to %s; %d left.", "已登记于号段 %s 至 %s，剩余 %d 号。"},
		{NumbersSum, "%d {number/numbers}: %d used, %d voided, %d lost, %d unused", "共 %d 号：已用 %d，作废 %d，遗失 %d，未用 %d"},
		{NumbersUnsound, "%d STAND NOWHERE, %d STAND TWICE: have the ledger verified.", "%d 号无去向，%d 号重复：请校验账本。"},
		{NumbersAccount, "Account of a number range", "号段核销表"},
		{NumbersKeySpoiled, "Spoiled form", "票据打坏"},
		{NumbersReceipt, "Receipt", "票据"},
		{NumbersOnNext, "Receipt %s now stands on form %s.", "票据 %s 现用票号 %s。"},
		{NumbersReceiptHint, "its serial, such as W01-0000012", "流水号，如 W01-0000012"},
		{NumbersSpoiledText, "A receipt whose form was torn or wrongly printed goes on the next form and is printed as a copy; the spoiled form is voided.", "票面打坏或打错的票据改用下一票号并补打，原票号登记为作废。"},
		{NumbersState, "What became of them", "去向"},
	}
}
