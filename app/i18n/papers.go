package i18n

// A file of receipts that were written on paper, keyed in at the till.
const (
	PapersKey         Key = "papers.key"
	PapersTitle       Key = "papers.title"
	PapersText        Key = "papers.text"
	PapersCounts      Key = "papers.counts"
	PapersEnterKey    Key = "papers.enter-key"
	PapersNothing     Key = "papers.nothing"
	PapersNotApproved Key = "papers.not-approved"
	PapersBecame      Key = "papers.became"
	PapersBroke       Key = "papers.broke"
	PapersRow         Key = "papers.row"
	PapersRefused     Key = "papers.refused"
	PapersKnown       Key = "papers.known"
	PapersEntered     Key = "papers.entered"
	PapersNeeds       Key = "papers.needs"
	PapersWill        Key = "papers.will"
	PapersSameReceipt Key = "papers.same-receipt"
	PapersOtherRow    Key = "papers.other-row"
	PapersNoNumber    Key = "papers.no-number"
	PapersNoTime      Key = "papers.no-time"
	PapersNoBirth     Key = "papers.no-birth"
	PapersTwice       Key = "papers.twice"
	PapersCells       Key = "papers.cells"
	PapersControl     Key = "papers.control"
	PapersBroken      Key = "papers.broken"
	PapersLong        Key = "papers.long"
	PapersNoCode      Key = "papers.no-code"
	PapersNoItem      Key = "papers.no-item"
	PapersNamesNone   Key = "papers.names-none"
	PapersNoPatient   Key = "papers.no-patient"
	PapersItem        Key = "papers.item"
)

func papers() []entry {
	return []entry{
		{PapersKey, "From a file", "从文件补录"},
		{PapersTitle, "Receipts written on paper, from a file", "从文件补录手工票据"},
		{PapersText, "A CSV or XLSX file: a row is one charge line, one payment, or both; rows of one number are one receipt. First it is only looked at.", "CSV 或 XLSX 文件：每行一个收费项目、一笔付款或两者；同一票号的各行为一张票据。先预览，不入账。"},
		{PapersCounts, "%s: %d {row/rows};  %d {receipt/receipts} to key in, %s;  %d keyed in before, %s;  %d {row/rows} refused", "%s：%d 行；待补录 %d 张，%s；原已入账 %d 张，%s；拒收 %d 行"},
		{PapersEnterKey, "Key them in", "全部补录"},
		{PapersNothing, "No receipt of the file is left to key in.", "文件中没有待补录的票据。"},
		{PapersNotApproved, "Nobody approved it; nothing was keyed in.", "未获批准，未作任何补录。"},
		{PapersBecame, "%s: %d {receipt/receipts} keyed in, %s;  %d known already;  %d {row/rows} refused", "%s：已补录 %d 张，%s；原已入账 %d 张；拒收 %d 行"},
		{PapersBroke, "It ended early; the same file again goes on from there. %s", "中途停止，重新读取同一文件即可继续。%s"},
		{PapersRow, "row %d", "第 %d 行"},
		{PapersRefused, "refused, %s: %s", "拒收，%s：%s"},
		{PapersKnown, "known already", "原已入账"},
		{PapersEntered, "keyed in", "已补录"},
		{PapersNeeds, "to be keyed in; needs approval (%s)", "待补录，须经批准（%s 项）"},
		{PapersWill, "to be keyed in", "待补录"},
		{PapersSameReceipt, "row %s of the same receipt cannot be taken, and no receipt is taken half", "同一票据第 %s 行不能补录，整张不予补录"},
		{PapersOtherRow, "another row of the receipt cannot be taken, and no receipt is taken half", "该票据另有一行不能补录，整张不予补录"},
		{PapersNoNumber, "the receipt's number is empty", "票号为空"},
		{PapersNoTime, "the time is none like 2026-11-20 09:40", "时间无法识别，应如 2026-11-20 09:40"},
		{PapersNoBirth, "the birth date is not a date like 1990-12-31", "出生日期无法识别，应如 1990-12-31"},
		{PapersTwice, "row %s has the same receipt number and another %s; no two receipts have one number", "与第 %s 行票号相同而内容不同（%s），票号不得重复"},
		{PapersCells, "it has %s cells, the header has %s", "该行有 %s 列，表头有 %s 列"},
		{PapersControl, "it holds a control character; remove it in the file", "含控制字符，请在文件中删除"},
		{PapersBroken, "it holds characters that are broken or not of the file's encoding", "含损坏的字符或编码不符"},
		{PapersLong, "it is longer than 500 characters", "超过 500 个字"},
		{PapersNoCode, "no item has the code \"%s\"", "价表中没有编码 %s"},
		{PapersNoItem, "there is no item \"%s\" in the price lists", "价表中没有项目 %s"},
		{PapersNamesNone, "it names no item", "未填写收费项目"},
		{PapersNoPatient, "the register has no %s; give the name too", "患者登记中没有 %s，请同时填写姓名"},
		{PapersItem, "item", "收费项目"},
	}
}
