package i18n

// What departments say of the lines of a receipt, and the lines of which nobody
// said anything.
const (
	HandedKey            Key = "handed.key"
	HandedTitle          Key = "handed.title"
	HandedDispensed      Key = "handed.dispensed"
	HandedPerformed      Key = "handed.performed"
	HandedNot            Key = "handed.not"
	HandedBut            Key = "handed.but"
	HandedUnsaid         Key = "handed.unsaid"
	HandedColWho         Key = "handed.col-who"
	HandedWord           Key = "handed.word"
	HandedHint           Key = "handed.hint"
	HandedDepartment     Key = "handed.department"
	HandedDepartmentHint Key = "handed.department-hint"
	HandedRestKey        Key = "handed.rest-key"
	HandedType           Key = "handed.type"
	HandedTooMuch        Key = "handed.too-much"
	HandedNeedDepartment Key = "handed.need-department"
	HandedNothing        Key = "handed.nothing"
	HandedSeeRest        Key = "handed.see-rest"
	HandedWritten        Key = "handed.written"

	HandedUnconfirmedKey Key = "handed.unconfirmed-key"
	HandedUnconfirmed    Key = "handed.unconfirmed"
	HandedSum            Key = "handed.sum"
	HandedMore           Key = "handed.more"
	HandedNumberHint     Key = "handed.number-hint"
	HandedOpenKey        Key = "handed.open-key"
)

func handedOut() []entry {
	return []entry{
		{HandedKey, "Handed out", "发药/执行"},
		{HandedTitle, "Handed out and done: receipt %s   %s", "发药/执行：票据 %s   %s"},
		{HandedDispensed, "dispensed", "已发药"},
		{HandedPerformed, "performed", "已执行"},
		{HandedNot, "not: %s signed off", "未发/未执行 %s"},
		{HandedBut, ", but for %s", "，%s 未发/未执行"},
		{HandedUnsaid, "nobody said yet", "未确认"},
		{HandedColWho, "Who, when", "确认科室、登记人、时间"},
		{HandedWord, "What became of it", "发药/执行情况"},
		{HandedHint, "Up/Down choose a line; 1 dispensed, 2 performed, 3 not (1 0.5: but for 0.5), Enter", "上下键选行；1 已发药，2 已执行，3 未发/未执行（1 0.5：其中 0.5 未发），回车"},
		{HandedDepartment, "Says", "确认科室"},
		{HandedDepartmentHint, "the department, such as pharmacy", "例如药房、检验科"},
		{HandedRestKey, "All the others yes", "其余均已发/已执行"},
		{HandedType, "Type 1 (dispensed), 2 (performed) or 3 (not) for a line, and Enter.", "请为某行输入 1（已发药）、2（已执行）或 3（未发/未执行）后回车。"},
		{HandedTooMuch, "Line %d has a quantity of %s: where nothing of it was handed out or done, type 3.", "第 %d 行数量为 %s；若全部未发或未执行，请输入 3。"},
		{HandedNeedDepartment, "Type the department that says so.", "请填写确认的科室。"},
		{HandedNothing, "Receipt %s charges nothing; nothing is handed out for it.", "票据 %s 不收取任何费用，无需发药或执行。"},
		{HandedSeeRest, "Receipt %s was refunded; what stays charged is receipt %s.", "票据 %s 已退费，余下部分为票据 %s。"},
		{HandedWritten, "%d line of receipt %s written down, says %s.|%d lines of receipt %s written down, says %s.", "已登记票据 %[2]s 的 %[1]d 行，确认科室 %[3]s。"},

		{HandedUnconfirmedKey, "Nobody confirmed", "未确认项目"},
		{HandedUnconfirmed, "Charged, and no department said that it was handed out or done", "已收费而科室未确认发药或执行的项目"},
		{HandedSum, "%d line that nobody confirmed|%d lines that nobody confirmed", "%d 行未确认"},
		{HandedMore, "The oldest %d are listed.", "列出最早的 %d 行。"},
		{HandedNumberHint, "empty: the chosen one; or type or scan a receipt's number", "不填为所选；或录入票据号"},
		{HandedOpenKey, "Write it down", "登记"},
	}
}
