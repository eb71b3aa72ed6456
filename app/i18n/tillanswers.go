package i18n

// Answers, dialogs and help of the till.
const (
	TillOnline            Key = "till.online"
	TillNoShift           Key = "till.no-shift"
	TillNobody            Key = "till.nobody"
	TillOthersShift       Key = "till.others-shift"
	TillPatientFirst      Key = "till.patient-first"
	TillNoPatient         Key = "till.no-patient"
	TillCodeHere          Key = "till.code-here"
	TillSeveralPatients   Key = "till.several-patients"
	TillRegistered        Key = "till.registered"
	TillNeedName          Key = "till.need-name"
	TillNeedPhone         Key = "till.need-phone"
	TillTypeItem          Key = "till.type-item"
	TillItemTyped         Key = "till.item-typed"
	TillNoItem            Key = "till.no-item"
	TillBareNumber        Key = "till.bare-number"
	TillSharedCode        Key = "till.shared-code"
	TillFull              Key = "till.full"
	TillNoLine            Key = "till.no-line"
	TillNoLines           Key = "till.no-lines"
	TillRemoved           Key = "till.removed"
	TillTypeReference     Key = "till.type-reference"
	TillTypeAmount        Key = "till.type-amount"
	TillTypeCash          Key = "till.type-cash"
	TillShort             Key = "till.short"
	TillF2Completes       Key = "till.f2-completes"
	TillTooMuch           Key = "till.too-much"
	TillRest              Key = "till.rest"
	TillRestored          Key = "till.restored"
	TillNothingToPark     Key = "till.nothing-to-park"
	TillParkedNow         Key = "till.parked-now"
	TillParkedLine        Key = "till.parked-line"
	TillTakeBack          Key = "till.take-back"
	TillNoSuchBill        Key = "till.no-such-bill"
	TillDiscard           Key = "till.discard"
	TillDiscardAsk        Key = "till.discard-ask"
	TillDiscardElectronic Key = "till.discard-electronic"
	TillDiscardPaid       Key = "till.discard-paid"

	TillOver        Key = "till.over"
	TillStillToPay  Key = "till.still-to-pay"
	TillNeedReason  Key = "till.need-reason"
	TillVoidAlready Key = "till.void-already"
	TillVoidSent    Key = "till.void-sent"
	TillDiskFull    Key = "till.disk-full"
	TillErrPrice    Key = "till.err-price"
	TillErrIDCard   Key = "till.err-id-card"
	TillErrBirth    Key = "till.err-birth"

	TillErrBirthLater Key = "till.err-birth-later"
	TillErrSex        Key = "till.err-sex"
	TillErrShift      Key = "till.err-shift"
	TillErrConflict   Key = "till.err-conflict"
	TillErrVoid       Key = "till.err-void"
	TillErrDisk       Key = "till.err-disk"
	TillErrNotFound   Key = "till.err-not-found"
	TillErrReference  Key = "till.err-reference"
	TillErrPayment    Key = "till.err-payment"
	TillErrQuantity   Key = "till.err-quantity"
	TillErrAmount     Key = "till.err-amount"
	TillErrTender     Key = "till.err-tender"
	TillErrPatient    Key = "till.err-patient"
	TillErrBill       Key = "till.err-bill"
	TillErrOther      Key = "till.err-other"

	TillDocument     Key = "till.document"
	TillDocumentHint Key = "till.document-hint"
	TillSexHint      Key = "till.sex-hint"
	TillReasonHint   Key = "till.reason-hint"
	TillNoPhone      Key = "till.no-phone"
	// The insurance card of a patient registered at the window.
	TillInsurance     Key = "till.insurance"
	TillInsuranceHint Key = "till.insurance-hint"

	TillReceipts      Key = "till.receipts"
	TillNoReceipts    Key = "till.no-receipts"
	TillGoesOn        Key = "till.goes-on"
	TillPrinting      Key = "till.printing"
	TillSaved         Key = "till.saved"
	TillReceiptsHelp  Key = "till.receipts-help"
	TillPrinted       Key = "till.printed"
	TillNotPrinted    Key = "till.not-printed"
	TillVoided        Key = "till.voided"
	TillVoidAsk       Key = "till.void-ask"
	TillVoidReason    Key = "till.void-reason"
	TillVoidUnprinted Key = "till.void-unprinted"
	TillHelpTitle     Key = "till.help-title"
	TillHelp          Key = "till.help"
	TillHelpDemo      Key = "till.help-demo"
)

func tillAnswers() []entry {
	return []entry{
		{TillOnline, "Not stand-alone: charge in the HIS until the switch. Items and patients can be looked up here.", "尚未切换单机，请在 HIS 中收费。此处可查询项目和患者。"},
		{TillNoShift, "No shift is open. Press F10 to open one.", "尚未开班，请按 F10 开班。"},
		{TillNobody, "Nobody is logged in. Press Ctrl+U.", "尚未登录，请按 Ctrl+U。"},
		{TillOthersShift, "The open shift is %s's: F10 hands it over or closes it.", "当前班次属于 %s：按 F10 交接或代为交班。"},
		{TillPatientFirst, "Choose the patient first (F6), or register a new one (F3).", "请先选择患者（F6），或登记新患者（F3）。"},
		{TillNoPatient, "Nobody is found for “%s”. Look at the spelling, or register a new patient with F3.", "未找到“%s”。请核对，或按 F3 登记新患者。"},
		{TillCodeHere, "That is the code of receipt %s, and this box is for the patient: F9 finds it, F8 refunds it; Esc empties the box.", "这是票据 %s 的签名码，此框用于查找患者：按 F9 查票、F8 退费，Esc 清空。"},
		{TillSeveralPatients, "%d patients are found: choose with Up and Down, then Enter.", "找到 %d 位患者：请用上下键选择后回车。"},
		{TillRegistered, "Registered with the temporary number %s.", "已登记，临时号 %s。"},
		{TillNeedName, "Type the name; F4 enters an unknown person with the reason.", "请输入姓名；身份不明者按 F4 登记并说明原因。"},
		{TillNeedPhone, "Type a phone number, or why there is none (guardian, unidentified, infant).", "请输入电话，或填写无电话的原因（监护人、无名氏、婴儿）。"},
		{TillTypeItem, "Type initials, a code or a name.", "请输入拼音首字母、编码或名称。"},
		{TillItemTyped, "An item is still typed: Enter takes it, Esc clears it.", "项目框中还有内容：回车录入，Esc 清除。"},
		{TillNoItem, "No item is found for “%s”. F7 changes the way of searching.", "未找到项目“%s”。按 F7 可切换检索方式。"},
		{TillBareNumber, "No item has the code %[1]s. For a quantity of the chosen line type *%[1]s.", "没有编码为 %[1]s 的项目。若要修改所选行的数量，请输入 *%[1]s。"},
		{TillSharedCode, "Several items have the code %s: choose with Up and Down, then Enter.", "编码 %s 对应多个项目：请用上下键选择后回车。"},
		{TillFull, "A bill has at most %d {line/lines}. Complete it and begin another.", "一张账单最多 %d 行，请先收费再另开一张。"},
		{TillNoLine, "There is no line to change.", "没有可修改的行。"},
		{TillNoLines, "Add what is charged first.", "请先录入收费项目。"},
		{TillRemoved, "Removed: %s", "已删除：%s"},
		{TillTypeReference, "Scan or type the merchant's reference; the patient's screen proves nothing.", "请扫描或输入商户单号；患者手机截图不作为凭证。"},
		{TillTypeAmount, "Type the amount of this part of the payment.", "请输入本次支付的金额。"},
		{TillTypeCash, "Type the cash received for %s (Enter: exact), then F2.", "请输入实收现金（应收 %s，回车为正好），再按 F2。"},
		{TillShort, "%s is still short. F4 keeps this amount and goes on to the rest.", "还差 %s。按 F4 记下此笔并继续支付余额。"},
		{TillF2Completes, "F2 completes.", "按 F2 收费。"},
		{TillTooMuch, "At most %s can be paid this way; only cash gives change.", "此方式最多可付 %s；只有现金可以找零。"},
		{TillRest, "%s is left to pay.", "还需支付 %s。"},
		{TillRestored, "The bill from before the program ended is back. Check it and go on.", "已恢复程序中断前的账单，请核对后继续。"},
		{TillNothingToPark, "Nothing to park, and no bill is parked.", "没有可挂单的内容，也没有已挂的单。"},
		{TillParkedNow, "Parked; %d bill waits. F5 with an empty bill takes one back.|Parked; %d bills wait. F5 with an empty bill takes one back.", "已挂单，共 %d 张。账单为空时按 F5 取回。"},
		{TillParkedLine, "%[2]d   %[3]s   %[1]d line   %[4]s|%[2]d   %[3]s   %[1]d lines   %[4]s", "%[2]d   %[3]s   %[1]d 行   %[4]s"},
		{TillTakeBack, "Take back a parked bill", "取回挂单"},
		{TillNoSuchBill, "Type the number of one of the bills.", "请输入其中一张的序号。"},
		{TillDiscard, "Give up the bill", "放弃账单"},
		{TillDiscardAsk, "Give up the patient and the lines entered?", "放弃已录入的患者和项目？"},
		{TillDiscardElectronic, "%s of electronic money was taken on this bill. Park it (F5); or complete it and void it (F9, Del), so that the money stands as owed.", "此账单已收电子支付 %s：请挂单（F5），或收费后作废（F9、Del），使其列入待退款。"},
		{TillDiscardPaid, "Payments were taken on this bill. Give them back first. Give the bill up?", "此账单已有收款，请先退还。确定放弃账单？"},

		{TillErrShift, "The shift does not fit: open or close it with F10.", "班次不符，请按 F10 开班或交班。"},
		{TillErrConflict, "This bill was completed with other content; nothing was changed. See F9.", "此账单已用其他内容收费，未作更改。请按 F9 查看。"},
		{TillOver, "%s over: only cash gives change.", "多付 %s：只有现金可以找零。"},
		{TillStillToPay, "%s is still to be paid.", "还需支付 %s。"},
		{TillNeedReason, "Type the reason of the void.", "请输入作废原因。"},
		{TillVoidAlready, "The receipt is void already.", "该票据已经作废。"},
		{TillVoidSent, "The receipt has gone to the HIS: refund it there.", "该票据已发往 HIS，请在 HIS 中退费。"},
		{TillErrVoid, "The receipt is of another shift; a void is for the shift that sold it, afterwards it is a refund.", "该票据属于其他班次；只能在收费的班次内作废，之后请办理退费。"},
		{TillDiskFull, "The disk is full: make room on %s, then press F2. Nothing was kept.", "磁盘已满：请清理 %s 所在磁盘，然后按 F2。未作保存。"},
		{TillErrDisk, "The disk did not keep it; nothing was charged. Look at the disk and its rights, then press F2 again.", "磁盘未能保存，未收费。请检查磁盘及其写入权限，再按 F2。"},
		{TillErrNotFound, "Not found.", "未找到。"},
		{TillErrReference, "The payment needs the merchant's reference, at most 128 characters.", "该支付方式需要商户单号：请扫描或输入，最长 128 个字符。"},
		{TillErrPayment, "The payment does not fit the bill.", "支付金额与账单不符，请核对各笔支付的金额。"},
		{TillErrQuantity, "The quantity must be 0.001 to 99,999.999; Del removes a line.", "数量须为 0.001 至 99,999.999 的数字；删除整行请按 Del。"},
		{TillErrPrice, "The price must be 0 to 100,000,000 with at most 4 decimals.", "单价须为 0 至 100,000,000，最多四位小数。"},
		{TillErrAmount, "The amount cannot be read or is too large; write it like 100.00.", "金额无法识别或过大：请按 100.00 的形式输入。"},
		{TillErrTender, "The way of paying is not configured.", "该支付方式未设置，请联系信息科。"},
		{TillErrPatient, "The patient's data is not right: compare name, ID number and birth date.", "患者信息有误：请核对姓名、证件号和出生日期。"},
		{TillErrIDCard, "The ID number is not right: 17 digits and a check character. Compare it with the card; of another document say so below.", "身份证号有误：应为 17 位数字加 1 位校验码，请与证件核对；其他证件请在下方注明。"},
		{TillErrBirthLater, "The birth date is in the future; look at it again, or leave it out.", "出生日期晚于今天：请核对，或留空。"},
		{TillErrSex, "Type 1 for male, 2 for female, or leave the sex out.", "性别请输入 1（男）或 2（女），或留空。"},
		{TillErrBirth, "The birth date is no date; write it like 1990-01-31, or leave it out.", "出生日期有误：请按 1990-01-31 的形式输入，或留空。"},
		{TillErrBill, "The bill is not whole: look at patient and lines.", "账单不完整：请核对患者和项目。"},
		{TillErrOther, "It did not work: %s", "操作未成功：%s"},

		{TillDocument, "Document", "证件类型"},
		{TillDocumentHint, "empty: ID card; 2 passport or another, kept as it is", "不填为身份证；2 护照或其他证件（不校验）"},
		{TillSexHint, "1 male, 2 female", "1 男，2 女"},
		{TillReasonHint, "guardian, unidentified, infant …", "监护人、无名氏、婴儿……"},
		{TillNoPhone, "No phone because", "无电话原因"},
		{TillInsurance, "Insurance card", "医保卡号"},
		{TillInsuranceHint, "empty: self-paying", "不填为自费"},

		{TillReceipts, "Receipts of this window", "本窗口票据"},
		{TillGoesOn, "The newest %d are looked through; older ones are being looked through …", "已查最近 %d 张票据，正在继续查找更早的……"},
		{TillNoReceipts, "No receipt is found.", "没有找到票据。"},
		{TillPrinting, "%s is being printed …", "正在打印 %s……"},
		{TillSaved, "%s was saved as a file in %s.", "%s 已存为文件，位于 %s。"},
		{TillReceiptsHelp, tillReceiptsHelpEnglish, tillReceiptsHelpChinese},
		{TillPrinted, "%s was handed to the printer.", "%s 已送打印。"},
		{TillNotPrinted, "Not printed; the sale stands. Look at the printer, then F9 and F4.", "未打印，收费有效。请检查打印机，再按 F9、F4 补打。"},
		{TillVoided, "Receipt %s is void.", "票据 %s 已作废。"},
		{TillVoidAsk, "Void receipt %s of %s", "作废票据 %s（%s）"},
		{TillVoidReason, "Reason", "原因"},
		{TillVoidUnprinted, "never printed", "未打印过"},
		{TillHelpTitle, "Charging without the mouse", "键盘收费说明"},
		{TillHelp, tillHelpEnglish, tillHelpChinese},
		{TillHelpDemo, "Demo: Ctrl+D takes its HIS down, so that an outage begins, and brings it up again.", "演示：Ctrl+D 停止演示 HIS 以开始故障，再按恢复。"},
	}
}

const tillReceiptsHelpEnglish = `Type a receipt's or form's number, a patient's name or an amount, or scan the code; Up and Down choose, the paper is shown beside.
F2 shows what departments said of the lines, and writes down what they say: dispensed, performed or not.
F4 prints: the first print of a receipt that was never printed, else a marked copy.
F7 prints the copies for pharmacy and laboratory.   F5 makes a new bill of the chosen receipt.
F3 lists what is unpaid; F6 takes its payment.
F8 refunds the chosen receipt, whole or by lines and quantities; somebody else approves it.
   Electronic money is owed then, no cash for it: F9 lists what is owed and writes down that it went back.
   Nothing found: F8 refunds another window's receipt by the code or number in the box.
   What the HIS charged is refunded in the HIS only: F11 lists who wanted that here.
Del voids a receipt of this shift and asks for the reason and the paper; nothing of it may be handed out. A void receipt stays in the list, pale.
Esc leads back to the till.`

const tillReceiptsHelpChinese = `输入流水号、票据号、患者姓名或金额，或扫描票面码；用上下键选择，右侧显示票据。
F2 显示各行的发药/执行确认，并登记或更正：已发药、已执行、未发/未执行。
F4 打印：从未打印的为首次打印，否则打印带标记的副本。
F7 打印发药/执行联。   F5 将所选票据复制为新单。
F3 列出欠费票据，F6 补缴。
F8 退所选票据，可全退或按行、按数量退，须由他人批准。
   电子支付不得退现金，转为待退款：F9 列出待退款并登记已退。
   未找到时，F8 按框中的码或票号退其他窗口的票据。
   HIS 收取的费用只能在 HIS 中退：F11 列出在此被拒的退费。
Del 作废本班次的票据，须填原因并收回票据，已发药或执行的不能作废；作废的票据仍在列表中，颜色变浅。
Esc 返回收费。`

const tillHelpEnglish = `1  Patient: scan the card or type number, phone, name or initials, then Enter.
    Several found: Up and Down, then Enter. F3 registers a new patient.
2  Lines: type pinyin initials, a code or a name. The line under the box says what Enter takes:
    unit, item, specification, maker, price. Up and Down choose another one.
    Quantity 3:  3*amxl  or  amxl*3  and Enter; or afterwards  *3  and Enter for the chosen line.
    With the box empty Up and Down choose a line, Del removes it.
3  Enter in the empty box goes to the payment. Type the cash; the change is shown large.
    Keypad + and − change the way of paying. Bank card, WeChat and Alipay need the merchant's reference.
    F4 keeps a part and goes on to the rest. Del in the empty amount takes the last part back.
4  F2 completes. The next bill is open at once; the last receipt stays in sight.
F5 parks a bill; with an empty bill it takes one back.   F9 lists receipts: F4 prints a copy, Del voids.
Ctrl+P prescription, doctor, doses   Ctrl+R quantity or price of the chosen line   Ctrl+T free text   Ctrl+K package
Ctrl+I insurer, benefit, insurance card   Ctrl+G green channel, pays later   Ctrl+N unpaid bills   Ctrl+E charge an earlier bill again
Ctrl+H takes the patient's open orders from the HIS's copy: they may be paid there already, ask for the receipt first
Ctrl+B key in a paper receipt; its F6: many from a file, F4: a lost ledger's from their codes   Ctrl+O what the HIS did not answer
Ctrl+M electronic money owed   Ctrl+W clock   ▲ is approved by somebody else at F2.
F7 changes between initials and code.   F8 refund.   F11 insured or self-paying.   F10 opens and closes the shift.
Esc leads back; at the patient box it asks whether the bill is given up.   Ctrl+L changes the language.
Ctrl+U locks the window or lets somebody else in: a bill of the one before is parked.`

const tillHelpChinese = `1  患者：刷卡，或输入门诊号、电话、姓名、拼音首字母后回车。
    找到多位时用上下键选择后回车。F3 登记新患者。
2  项目：输入拼音首字母、编码或名称。输入框下方显示回车将录入的内容：
    单位、项目、规格、厂家、单价。上下键可另选。
    数量为 3：输入 3*amxl 或 amxl*3 后回车；录入后也可输入 *3 回车修改所选行。
    输入框为空时，上下键选行，Del 删行。
3  输入框为空时回车转到收款。输入实收现金，找零以大字显示。
    小键盘 + − 切换支付方式。银行卡、微信、支付宝须输入商户单号。
    F4 记下一笔并继续支付余额。金额为空时按 Del 撤回上一笔。
4  F2 收费。随即开始下一张账单，上一张票据仍显示在右侧。
F5 挂单；账单为空时取回挂单。   F9 票据查询：F4 补打，Del 作废。
Ctrl+P 处方、医生、付数   Ctrl+R 改所选行的数量或单价   Ctrl+T 自由项目   Ctrl+K 套餐
Ctrl+I 险种、待遇和医保卡号   Ctrl+G 绿色通道（后付费）   Ctrl+N 欠费清单   Ctrl+E 复制旧单
Ctrl+H 取入患者的 HIS 未缴医嘱（来自副本，可能已在 HIS 缴费，请先核对票据）
Ctrl+B 手工票补录；其中 F6：从文件批量补录，F4：账本丢失后扫票面码补录   Ctrl+O HIS 未应答登记
Ctrl+M 电子支付待退款   Ctrl+W 时钟   带 ▲ 的内容在按 F2 时须由他人批准。
F7 切换拼音与编码检索。   F8 退费。   F11 医保或自费。   F10 开班、交班。
Esc 返回；在患者框中询问是否放弃账单。   Ctrl+L 切换语言。
Ctrl+U 锁定窗口或换人登录，前一人的账单自动挂单。`
