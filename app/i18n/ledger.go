package i18n

// Texts of the screen of the ledger: keys, copies, backups, checks.
const (
	LedgerScreen    Key = "ledger.screen"
	LedgerHelp      Key = "ledger.help"
	LedgerKeyBackup Key = "ledger.key-backup"
	LedgerKeyVerify Key = "ledger.key-verify"
	LedgerKeyCheck  Key = "ledger.key-check"
	LedgerKeyGuard  Key = "ledger.key-guard"
	LedgerKeyPaper  Key = "ledger.key-paper"
	LedgerKeyPublic Key = "ledger.key-public"
	LedgerKeyTables Key = "ledger.key-tables"

	LedgerKeyRestore Key = "ledger.key-restore"

	LedgerKeyDrill      Key = "ledger.key-drill"
	LedgerKeyRecovered  Key = "ledger.key-recovered"
	LedgerKeyOpen       Key = "ledger.key-open"
	LedgerKeyBoth       Key = "ledger.key-both"
	LedgerKeySystem     Key = "ledger.key-system"
	LedgerKeyPhrase     Key = "ledger.key-phrase"
	LedgerRecoveryKept  Key = "ledger.recovery-kept"
	LedgerRecoveryDrill Key = "ledger.recovery-drill"
	LedgerRecoveryNone  Key = "ledger.recovery-none"
	LedgerRecoveryAsk   Key = "ledger.recovery-ask"
	LedgerGuardText     Key = "ledger.guard-text"
	LedgerGuardWay      Key = "ledger.guard-way"
	LedgerWayPhrase     Key = "ledger.way-phrase"
	LedgerWayBoth       Key = "ledger.way-both"
	LedgerPhrase        Key = "ledger.phrase"
	LedgerPhraseAgain   Key = "ledger.phrase-again"
	LedgerPhraseDiffers Key = "ledger.phrase-differs"
	LedgerPhraseNone    Key = "ledger.phrase-none"
	LedgerPublicText    Key = "ledger.public-text"
	LedgerPublicSaved   Key = "ledger.public-saved"
)

// Texts of how copies and backups stand.
const (
	LedgerRoom         Key = "ledger.room"
	LedgerPlaces       Key = "ledger.places"
	LedgerCopy         Key = "ledger.copy"
	LedgerState        Key = "ledger.state"
	LedgerLacks        Key = "ledger.lacks"
	LedgerSince        Key = "ledger.since"
	LedgerFolder       Key = "ledger.folder"
	LedgerSecond       Key = "ledger.second"
	LedgerCopyFails    Key = "ledger.copy-fails"
	LedgerCopyAway     Key = "ledger.copy-away"
	LedgerCopyBehind   Key = "ledger.copy-behind"
	LedgerCopyWhole    Key = "ledger.copy-whole"
	LedgerCopyText     Key = "ledger.copy-text"
	LedgerCopyLacks    Key = "ledger.copy-lacks"
	LedgerCopySeen     Key = "ledger.copy-seen"
	LedgerCopySameDisk Key = "ledger.copy-same-disk"

	LedgerTask          Key = "ledger.task"
	LedgerLast          Key = "ledger.last"
	LedgerTaskWrong     Key = "ledger.task-wrong"
	LedgerTaskUnplanned Key = "ledger.task-unplanned"
	LedgerTaskAsked     Key = "ledger.task-asked"
	LedgerTaskFailed    Key = "ledger.task-failed"
	LedgerTaskLate      Key = "ledger.task-late"
	LedgerTaskWaits     Key = "ledger.task-waits"
	LedgerTaskDone      Key = "ledger.task-done"
	LedgerTaskText      Key = "ledger.task-text"

	LedgerMade          Key = "ledger.made"
	LedgerKind          Key = "ledger.kind"
	LedgerReceipts      Key = "ledger.receipts"
	LedgerSize          Key = "ledger.size"
	LedgerUnusable      Key = "ledger.unusable"
	LedgerByHand        Key = "ledger.by-hand"
	LedgerBackupText    Key = "ledger.backup-text"
	LedgerNoKey         Key = "ledger.no-key"
	LedgerRecoveryOpens Key = "ledger.recovery-opens"
	LedgerNoBackups     Key = "ledger.no-backups"
	LedgerAway          Key = "ledger.away"
)

// Texts of backups, checks and what came of them.
const (
	LedgerTarget      Key = "ledger.target"
	LedgerOtherFolder Key = "ledger.other-folder"
	LedgerFolderHint  Key = "ledger.folder-hint"
	LedgerBackupNote  Key = "ledger.backup-note"
	LedgerBackingUp   Key = "ledger.backing-up"
	LedgerBackedUp    Key = "ledger.backed-up"
	LedgerVerifying   Key = "ledger.verifying"
	LedgerBackupWhole Key = "ledger.backup-whole"
	LedgerNoneChosen  Key = "ledger.none-chosen"
	LedgerChecking    Key = "ledger.checking"
	LedgerBusy        Key = "ledger.busy"
	LedgerWhole       Key = "ledger.whole"
	LedgerNotWhole    Key = "ledger.not-whole"
	LedgerFinding     Key = "ledger.finding"
	LedgerFindingAt   Key = "ledger.finding-at"
	LedgerInTables    Key = "ledger.in-tables"
	LedgerInCopies    Key = "ledger.in-copies"
	LedgerInJournal   Key = "ledger.in-journal"
	LedgerNextCopies  Key = "ledger.next-copies"
	LedgerNextTables  Key = "ledger.next-tables"
	LedgerNextJournal Key = "ledger.next-journal"
	LedgerMendAsk     Key = "ledger.mend-ask"
	LedgerMendNext    Key = "ledger.mend-next"
	LedgerTablesAsk   Key = "ledger.tables-ask"
	LedgerRebuilding  Key = "ledger.rebuilding"
	LedgerRebuilt     Key = "ledger.rebuilt"

	LedgerPreview        Key = "ledger.preview"
	LedgerPreviewAdded   Key = "ledger.preview-added"
	LedgerRestoreText    Key = "ledger.restore-text"
	LedgerFresh          Key = "ledger.fresh"
	LedgerRestoring      Key = "ledger.restoring"
	LedgerRestored       Key = "ledger.restored"
	LedgerRestoredLocked Key = "ledger.restored-locked"
	LedgerRestoredFree   Key = "ledger.restored-free"
)

func ledgerKeys() []entry {
	return []entry{
		{LedgerScreen, "Ledger", "账本"},
		{LedgerHelp, "What guards the station's keys, where the copies stand, and the backups. Enter leads to the next table, Esc back; below them stands all about the chosen row.\nF2 makes a backup now: where the settings say, or in a folder or on a stick that you name; it is read back and verified. F3 reads the chosen backup from its disk and checks all of it.\nF4 checks the ledger as is done each night: every entry, each copy, every table computed anew. Charging goes on meanwhile.\nF5 guards the keys by the machine's key store, a passphrase or both. F6 makes a new recovery key for the safe; the former one opens nothing any more.\nF7 saves the public key for whoever checks a copy or a receipt elsewhere.\nF8 mends what the last check found: it computes the tables anew, or has the next start make the ledger anew.\nF9 shows what the chosen backup and the second copy would give, and restores them into a fresh folder.\nF5, F6, F8 and F9 take a network administrator.", "显示窗口密钥的保护方式、各副本和备份的状态。回车到下一个表，Esc 返回；表下方为所选行的详情。\nF2 立即备份：存到设置中的位置，或指定的文件夹、U 盘；备份后回读并校验。F3 从磁盘读取所选备份并全面校验。\nF4 校验账本（与夜间校验相同）：每条记录、每份副本、重算每张表；期间照常收费。\nF5 用本机密钥库、口令或两者保护密钥。F6 生成新的恢复密钥（锁入保险柜），旧的失效。\nF7 导出公钥，供他处核验副本或票据。F8 修复上次校验发现的问题：重算各表，或在下次启动时重建账本。\nF9 预览所选备份加第二副本可还原的内容，并还原到新文件夹。\nF5、F6、F8、F9 须网络管理员办理。"},
		{LedgerKeyBackup, "Back up now", "立即备份"},
		{LedgerKeyVerify, "Verify backup", "校验备份"},
		{LedgerKeyCheck, "Check ledger", "校验账本"},
		{LedgerKeyGuard, "Guard keys", "保护密钥"},
		{LedgerKeyPaper, "New recovery key", "新恢复密钥"},
		{LedgerKeyPublic, "Public key", "导出公钥"},
		{LedgerKeyTables, "Mend", "修复"},
		{LedgerKeyRestore, "Restore", "还原"},

		{LedgerKeyDrill, "A rehearsal's keys lie open: its names are invented.", "演练账本的密钥不加保护：其中姓名均为虚构。"},
		{LedgerKeyRecovered, "The recovery key opened the keys this time: what usually opens them is lost. F5 guards them anew.", "本次由恢复密钥打开：原有保护方式已失效，请按 F5 重新保护。"},
		{LedgerKeyOpen, "The keys lie OPEN beside the data: whoever copies this disk reads every name. F5 guards them.", "密钥未加保护，与数据同在一个磁盘：复制磁盘即可读出全部姓名。请按 F5 保护。"},
		{LedgerKeyBoth, "The keys are guarded by %s, which opens them by itself, and by a passphrase where that fails.", "密钥由 %s 保护并自动打开；失效时可用口令打开。"},
		{LedgerKeySystem, "The keys are guarded by %s: they open when its user logs in to this machine.", "密钥由 %s 保护：其用户登录本机时自动打开。"},
		{LedgerKeyPhrase, "The keys are guarded by a passphrase: somebody types it at every start of this window.", "密钥由口令保护：每次启动本窗口须有人输入口令。"},
		{LedgerRecoveryKept, "A recovery key was printed. If its paper is lost, F6 makes another one.", "已打印恢复密钥；若纸已遗失，请按 F6 另行生成。"},
		{LedgerRecoveryDrill, "A rehearsal needs no recovery key.", "演练账本无须恢复密钥。"},
		{LedgerRecoveryNone, "NO RECOVERY KEY was printed: when what guards the keys is lost, so is every name. F6 makes one.", "尚未打印恢复密钥：保护方式一旦失效，姓名将无法读出。请按 F6 生成。"},
		{LedgerRecoveryAsk, "Make a new recovery key? The one in the safe opens nothing any more. It is shown once: have paper ready.", "生成新的恢复密钥？保险柜中的旧密钥将失效。新密钥仅显示一次，请备好纸笔。"},
		{LedgerGuardText, "What guarded the keys before opens them no more, but for the recovery key. A passphrase alone keeps this window shut at every start until somebody types it, at night too. 12 characters or more, such as four words that nobody would guess; write it down for the safe.", "除恢复密钥外，原有保护方式随之失效。仅用口令时，每次启动（包括夜间）都须有人输入，否则窗口不能打开。口令至少 12 个字符，例如四个不易猜中的词；请抄写存入保险柜。"},
		{LedgerGuardWay, "Guarded by", "保护方式"},
		{LedgerWayPhrase, "a passphrase", "口令"},
		{LedgerWayBoth, "both", "两者"},
		{LedgerPhrase, "Passphrase", "口令"},
		{LedgerPhraseAgain, "Passphrase again", "再次输入口令"},
		{LedgerPhraseDiffers, "The two passphrases differ; type both again.", "两次输入的口令不一致，请重新输入。"},
		{LedgerPhraseNone, "Type the passphrase, twice.", "请输入口令（两次）。"},
		{LedgerPublicText, "With this file and a copy, a stick or a receipt, any machine verifies what this window wrote. It opens nothing and may be given away.", "凭此文件，任何电脑都可核验本窗口的副本、U 盘或票据。它不能打开任何内容，可以交给他人。"},
		{LedgerPublicSaved, "The public key stands in %s.", "公钥已存为 %s。"},
	}
}

func ledgerState() []entry {
	return []entry{
		{LedgerRoom, "On its disk %d MB are free, %d MB are held back for the till.", "账本所在磁盘剩余 %d MB，为收费预留 %d MB。"},
		{LedgerPlaces, "The last receipt stands in %d place, the database included.|The last receipt stands in %d places, the database included.", "最近一张票据共有 %d 份（含数据库）。"},
		{LedgerCopy, "Copy", "副本"},
		{LedgerState, "State", "状态"},
		{LedgerLacks, "Lacks", "缺"},
		{LedgerSince, "Since", "自"},
		{LedgerFolder, "Folder", "文件夹"},
		{LedgerSecond, "second copy", "第二副本"},
		{LedgerCopyFails, "FAILS", "失败"},
		{LedgerCopyAway, "not there", "不在"},
		{LedgerCopyBehind, "follows", "追赶中"},
		{LedgerCopyWhole, "whole", "完整"},
		{LedgerCopyText, "%s in %s: %s.", "%s（%s）：%s。"},
		{LedgerCopyLacks, "It lacks %d entry since %s.|It lacks %d entries since %s.", "缺 %d 条记录，自 %s 起。"},
		{LedgerCopySeen, "It was last there %s; plugged in, it is brought up to date by itself.", "最后一次在位 %s；插入后自动补齐。"},
		{LedgerCopySameDisk, "It lies on the ledger's own disk and is lost with it.", "与账本同在一个磁盘，磁盘损坏时一并丢失。"},

		{LedgerTask, "By itself", "自动任务"},
		{LedgerLast, "Last done", "上次完成"},
		{LedgerTaskWrong, "NOT ALL VERIFIES", "校验有误"},
		{LedgerTaskUnplanned, "no folder set", "未设文件夹"},
		{LedgerTaskAsked, "plug the disk in", "请插入磁盘"},
		{LedgerTaskFailed, "failed", "失败"},
		{LedgerTaskLate, "NOT DONE", "未完成"},
		{LedgerTaskWaits, "not due yet", "未到时间"},
		{LedgerTaskDone, "done", "已完成"},
		{LedgerTaskText, "%s: %s, last done %s.", "%s：%s，上次完成 %s。"},

		{LedgerMade, "Backup of", "备份时间"},
		{LedgerKind, "Kind", "类别"},
		{LedgerReceipts, "Receipts", "票据数"},
		{LedgerSize, "Size", "大小"},
		{LedgerUnusable, "NOT USABLE", "不可用"},
		{LedgerByHand, "backup by hand", "手动备份"},
		{LedgerBackupText, "%s of %s: %d {receipt/receipts}, %d {entry/entries}, in %s.", "%s，%s：%d 张票据，%d 条记录，位于 %s。"},
		{LedgerNoKey, "It holds no key, because the keys lie open and no recovery key was printed: without its key no name in it can be read (F5, F6).", "其中没有密钥，因为密钥未加保护且未打印恢复密钥：没有密钥就读不出其中的姓名（F5、F6）。"},
		{LedgerRecoveryOpens, "Only the printed recovery key opens the keys in it.", "其中的密钥只能用打印的恢复密钥打开。"},
		{LedgerNoBackups, "No backup of this ledger is there yet. F2 makes one.", "尚无本账本的备份，按 F2 备份。"},
		{LedgerAway, "Not there now: %s. The backups in it are not listed.", "当前不在：%s，其中的备份未列出。"},
	}
}

func ledgerWork() []entry {
	return []entry{
		{LedgerTarget, "Where to", "备份到"},
		{LedgerOtherFolder, "another folder", "其他文件夹"},
		{LedgerFolderHint, "only for 4, such as a stick", "仅选 4 时填写，例如 U 盘"},
		{LedgerBackupNote, "Charging goes on meanwhile. The backup is read back from its disk and verified before it counts.", "期间照常收费。备份写完后从磁盘回读并校验，通过才算完成。"},
		{LedgerBackingUp, "The backup is being made and verified; charging goes on …", "正在备份并校验，照常收费……"},
		{LedgerBackedUp, "Made, read back and verified:", "已备份、回读并校验："},
		{LedgerVerifying, "The backup is being read and verified; charging goes on …", "正在读取并校验备份，照常收费……"},
		{LedgerBackupWhole, "The backup verifies whole: %d {entry/entries}, %d {receipt/receipts}, head %s, in %s.", "备份完整：%d 条记录，%d 张票据，链头 %s，位于 %s。"},
		{LedgerNoneChosen, "No backup is chosen; F2 makes one.", "未选备份，按 F2 备份。"},
		{LedgerChecking, "Every entry, copy and table is being checked; charging goes on …", "正在校验每条记录、副本和表，照常收费……"},
		{LedgerBusy, "Something is still being done; wait for it, or look at another screen meanwhile.", "上一项尚未完成，请稍候，可先查看其他界面。"},
		{LedgerWhole, "Everything verifies: %d {entry/entries}, %d {receipt/receipts}, head %s. Copies and tables agree.", "全部校验通过：%d 条记录，%d 张票据，链头 %s；副本和各表一致。"},
		{LedgerNotWhole, "NOT ALL VERIFIES.", "校验有误。"},
		{LedgerFinding, "%s: %s.", "%s：%s。"},
		{LedgerFindingAt, "%s, entry %d: %s.", "%s，第 %d 条：%s。"},
		{LedgerInTables, "tables", "各表"},
		{LedgerInCopies, "further copies", "其他副本"},
		{LedgerInJournal, "ledger", "账本"},
		{LedgerNextCopies, "The database itself verifies; a copy is made whole by itself while the window runs.", "数据库本身无误；窗口运行期间副本会自动补齐。"},
		{LedgerNextTables, "Every entry verifies, only what was computed from them differs: F8 computes it anew.", "每条记录均无误，仅汇总表不一致：请按 F8 重算。"},
		{LedgerNextJournal, "Delete nothing, call the information department. F8 closes this window; started again, it offers to make the ledger anew from all that stands whole.", "请勿删除任何文件并通知信息科。按 F8 关闭本窗口，重新启动时可用所有完好的记录重建账本。"},
		{LedgerMendAsk, "The last check found damage in the ledger. Close the program and start it again: it then offers to make the ledger anew from all that stands whole (F5), some seconds for some thousand receipts. Every receipt that was acknowledged stands.", "上次校验发现账本损坏。关闭程序后重新启动，按 F5 用所有完好的记录重建账本，数千张票据约需数秒。已确认的票据均在。"},
		{LedgerMendNext, "The next start offers to make the ledger anew (F5).", "下次启动时按 F5 可重建账本。"},
		{LedgerTablesAsk, "Compute every table anew from the entries? Nobody can charge at this window until it is done: some seconds, with a hundred thousand receipts a minute or two. No entry is changed.", "由记录重算各表？完成前本窗口不能收费：通常数秒，十万张票据约一两分钟。记录本身不变。"},
		{LedgerRebuilding, "The tables are being computed anew; no charging until that is done …", "正在重算各表，完成前不能收费……"},
		{LedgerPreview, "The backup of %s holds %d {receipt/receipts}; restored, the ledger would hold %d, up to %s, head %s.", "该备份（%s）含 %d 张票据；还原后共 %d 张，截至 %s，链头 %s。"},
		{LedgerPreviewAdded, "The second copy adds %d of them.", "其中 %d 张由第二副本补充。"},
		{LedgerRestoreText, "It is restored into a fresh folder beside this ledger, which is not touched. The restored one continues the numbers: only one of the two may ever charge.", "还原到一个新文件夹，现有账本不动。还原的账本沿用号码：两者只能有一个用于收费。"},
		{LedgerFresh, "Fresh folder", "新文件夹"},
		{LedgerRestoring, "The backup is being restored and verified; charging goes on …", "正在还原并校验，照常收费……"},
		{LedgerRestored, "Restored and verified: %d {receipt/receipts}, %d {entry/entries} (%d of them from the second copy), in %s. 'outpost --data' opens it; only one of the two may charge.", "已还原并校验：%d 张票据，%d 条记录（其中 %d 条来自第二副本），位于 %s。用 outpost --data 打开；两者只能有一个用于收费。"},
		{LedgerRestoredFree, "No copy says what was sold since the backup, so %d receipt numbers are left free: enter what stands on paper again by its code.", "无副本说明备份后的收费，故留空 %d 个票号：请按纸质票据的二维码补录。"},
		{LedgerRestoredLocked, "Its keys open with the passphrase or the recovery key.", "其密钥须用口令或恢复密钥打开。"},
		{LedgerRebuilt, "The tables were computed anew from %d {entry/entries}.", "已由 %d 条记录重算各表。"},
	}
}
