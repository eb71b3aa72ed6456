package i18n

// Texts of the first start, and of a data folder that cannot be opened.
const (
	ShellSetupTitle    Key = "shell.setup-title"
	ShellSetupIntro    Key = "shell.setup-intro"
	ShellSetupHospital Key = "shell.setup-hospital"
	ShellSetupStation  Key = "shell.setup-station"
	ShellSetupPrefix   Key = "shell.setup-prefix"
	ShellSetupZone     Key = "shell.setup-zone"
	ShellSetupDay      Key = "shell.setup-day"
	ShellSetupFile     Key = "shell.setup-file"
	ShellSetupFileHint Key = "shell.setup-file-hint"
	ShellSetupFound    Key = "shell.setup-found"
	ShellSetupEmpty    Key = "shell.setup-empty"

	ShellSetupAbove         Key = "shell.setup-above"
	ShellSetupPatientsAbove Key = "shell.setup-patients-above"
	ShellSetupAboveHint     Key = "shell.setup-above-hint"

	ShellSetupBorrowed      Key = "shell.setup-borrowed"
	ShellSetupBorrowedIntro Key = "shell.setup-borrowed-intro"
	ShellSetupOwn           Key = "shell.setup-own"
	ShellSetupLike          Key = "shell.setup-like"
	ShellSetupLikeHint      Key = "shell.setup-like-hint"
	ShellSetupPeople        Key = "shell.setup-people"
	ShellSetupPassphrase    Key = "shell.setup-passphrase"
	ShellSetupLogin         Key = "shell.setup-login"
	ShellSetupPIN           Key = "shell.setup-pin"

	ShellInUse          Key = "shell.in-use"
	ShellInUseNext      Key = "shell.in-use-next"
	ShellNewer          Key = "shell.newer"
	ShellNewerNext      Key = "shell.newer-next"
	ShellOlder          Key = "shell.older"
	ShellOlderNext      Key = "shell.older-next"
	ShellFork           Key = "shell.fork"
	ShellForkNext       Key = "shell.fork-next"
	ShellLost           Key = "shell.lost"
	ShellLostNext       Key = "shell.lost-next"
	ShellDamaged        Key = "shell.damaged"
	ShellDamagedNext    Key = "shell.damaged-next"
	ShellNoKeys         Key = "shell.no-keys"
	ShellNoKeysNext     Key = "shell.no-keys-next"
	ShellLocked         Key = "shell.locked"
	ShellLockedNext     Key = "shell.locked-next"
	ShellUnlock         Key = "shell.unlock"
	ShellPhrase         Key = "shell.phrase"
	ShellPhraseText     Key = "shell.phrase-text"
	ShellPhraseWrong    Key = "shell.phrase-wrong"
	ShellRecover        Key = "shell.recover"
	ShellRecoverText    Key = "shell.recover-text"
	ShellRecoverCopy    Key = "shell.recover-copy"
	ShellRecoverNone    Key = "shell.recover-none"
	ShellReadOnly       Key = "shell.read-only"
	ShellReadOnlyNext   Key = "shell.read-only-next"
	ShellDisk           Key = "shell.disk"
	ShellDiskNext       Key = "shell.disk-next"
	ShellCannotOpen     Key = "shell.cannot-open"
	ShellCannotOpenNext Key = "shell.cannot-open-next"
	ShellFolder         Key = "shell.folder"
	ShellAgain          Key = "shell.again"

	ShellRecoverCopyHint Key = "shell.recover-copy-hint"
)

func shellStart() []entry {
	return []entry{
		{ShellSetupTitle, "First start of this window", "本窗口首次启动"},
		{ShellSetupIntro, "No ledger is in %s yet. What you enter here is signed into the ledger's first entry and cannot be changed later. Enter goes on, F2 founds the ledger.", "%s 中还没有账本。此处填写的内容将签入账本首条记录，之后不能更改。回车到下一项，F2 建立账本。"},
		{ShellSetupHospital, "Hospital, as on receipts", "医院名称（印于票据）"},
		{ShellSetupStation, "Name of this window", "窗口名称"},
		{ShellSetupPrefix, "Numbers begin with", "票据号前缀"},
		{ShellSetupZone, "Time zone", "时区"},
		{ShellSetupDay, "Business day begins", "营业日起始"},
		{ShellSetupFile, "Settings file", "设置文件"},
		{ShellSetupFileHint, "path of the hospital's TOML file; empty: the plan's defaults", "医院 TOML 设置文件的路径；留空则用预案默认值"},
		{ShellSetupAbove, "Highest receipt on paper", "纸质票据最大号"},
		{ShellSetupPatientsAbove, "Highest patient number", "临时病人最大号"},
		{ShellSetupAboveHint, "only where a ledger of this window was lost: numbers go on above it; empty: they begin at 1", "仅在本窗口原账本丢失时填写：号码从其后继续；留空则从 1 开始"},
		{ShellSetupFound, "Found the ledger", "建立账本"},
		{ShellSetupEmpty, "This field must be filled in.", "此项必须填写。"},
		{ShellSetupBorrowed, "Borrowed PC", "借用电脑"},
		{ShellSetupBorrowedIntro, "A cashier carries on here while the own window is down. In %s a station with ledger, key and second copy of its own is founded; hospital, settings, prices and patients come from the window named, or hospital and settings file are written here; people come from their sealed file. Afterwards: order stand-alone, take the rest of the forms out, open the shift.", "收费员在此继续收费（原窗口停用）。将在 %s 建立独立的账本、密钥和第二副本；医院、设置、价表和患者取自所填窗口，或在此填写医院和设置文件；人员取自加密文件。之后：下达单机收费指令、领用剩余票据、开班。"},
		{ShellSetupOwn, "A window of its own", "普通窗口"},
		{ShellSetupLike, "Data folder of a window", "某窗口的数据文件夹"},
		{ShellSetupLikeHint, "hospital, zone, day and settings are then that window's", "填写后医院、时区、日界和设置均取自该窗口"},
		{ShellSetupPeople, "File of the people", "人员文件"},
		{ShellSetupPassphrase, "Passphrase of the file", "文件口令"},
		{ShellSetupLogin, "Who carries on here", "继续收费的收费员"},
		{ShellSetupPIN, "PIN", "PIN 码"},

		{ShellInUse, "Outpost is open here already", "Outpost 已在运行"},
		{ShellInUseNext, "Another window or command of this computer is writing this ledger. Use that window, or close it, then press F2.", "本机另一个窗口或命令正在写此账本。请使用该窗口，或将其关闭后按 F2。"},
		{ShellFork, "Two different ledgers of this window", "本窗口存在两份不同的账本"},
		{ShellForkNext, "The ledger and its second copy went different ways, so neither is opened. Call the information department: outpost ledger verify shows where they part.", "账本与其副本出现分叉，均未打开。请通知信息科：outpost ledger verify 可显示分叉处。"},
		{ShellLost, "The ledger's database is gone", "账本数据库丢失"},
		{ShellLostNext, "The second copy still holds its entries. Nothing was changed.", "第二份副本中仍有其记录。未作任何更改。"},
		{ShellDamaged, "The ledger is damaged", "账本已损坏"},
		{ShellDamagedNext, "Nothing was changed. Call the information department: outpost ledger verify shows what is wrong and where; the second copy may hold everything.", "未作任何更改。请通知信息科：outpost ledger verify 可显示损坏处；第二份副本可能是完整的。"},
		{ShellLocked, "The station's keys are locked", "窗口密钥已锁定"},
		{ShellUnlock, "Unlock", "解锁"},
		{ShellPhrase, "Passphrase or recovery key", "口令或恢复密钥"},
		{ShellPhraseText, "What the keys were guarded with, or the recovery key as it stands on paper; dashes and capitals do not matter.", "请输入设置的口令，或按纸上的恢复密钥输入，短横和大小写均可。"},
		{ShellPhraseWrong, "This does not open the keys; compare it with the paper and type it again.", "无法打开密钥，请与纸上核对后重新输入。"},
		{ShellLockedNext, "The passphrase or the recovery key from the safe opens them (F4); so does logging in to this machine as the user who set the window up. Nothing was changed. Then press F2.", "请用口令或保险柜中的恢复密钥打开（F4），或以安装本窗口时的用户登录本机。数据未改动。随后按 F2。"},
		{ShellNoKeys, "The station's key is missing", "窗口密钥缺失"},
		{ShellNoKeysNext, "The recovery key from the safe brings it back from beside the second copy (F4). Or put the key file back from its backup into the data folder, then press F2. Nothing was changed.", "用保险柜中的恢复密钥可从第二副本旁恢复密钥（F4）；或将密钥文件从备份放回数据文件夹后按 F2。数据未改动。"},
		{ShellRecover, "Bring the keys back", "恢复密钥文件"},
		{ShellRecoverText, "As it stands on paper; dashes and capitals do not matter. Names and receipts can be read again afterwards; guard the keys anew then (Ctrl+0, F5).", "请按纸上内容输入，短横和大小写均可。恢复后姓名和票据可正常读取；之后请重新保护密钥（Ctrl+0，F5）。"},
		{ShellRecoverCopy, "Folder of a copy", "副本文件夹"},
		{ShellRecoverCopyHint, "only if the second copy is lost too: a stick's", "仅在第二副本也丢失时填写：如 U 盘"},
		{ShellRecoverNone, "No recovery file lies there, so a recovery key opens nothing: name the folder of a further copy, such as a stick's folder of this ledger.", "该处没有恢复文件，恢复密钥无从使用：请填写其他副本的文件夹，例如 U 盘上本账本的文件夹。"},
		{ShellReadOnly, "The data folder is read-only", "数据文件夹只读"},
		{ShellReadOnlyNext, "Give this user the right to write there, then press F2.", "请授予当前用户写入权限后按 F2。"},
		{ShellNewer, "A newer Outpost wrote this ledger", "此账本由更新版本的 Outpost 写入"},
		{ShellNewerNext, "Nothing was changed. Start the newer program, then press F2.", "未作任何更改。请启动新版本程序，然后按 F2。"},
		{ShellOlder, "A former Outpost wrote this ledger", "此账本由旧版本的 Outpost 写入"},
		{ShellOlderNext, "Start the till in this folder once: it keeps a backup and brings the ledger up to this version. Then press F2.", "请先在此文件夹启动一次收费窗口：程序会先保留备份，再将账本升级到本版本。然后按 F2。"},
		{ShellDisk, "The disk cannot be written", "磁盘无法写入"},
		{ShellDiskNext, "Look whether it is full or read-only; free space, then press F2. Nothing was changed.", "请检查磁盘是否已满或只读，清理后按 F2。未作任何更改。"},
		{ShellCannotOpen, "The data folder cannot be opened", "无法打开数据文件夹"},
		{ShellCannotOpenNext, "Read the reason below, remove it, then press F2. Meanwhile charge at another window.", "请根据下方原因处理后按 F2；期间请到其他窗口收费。"},
		{ShellFolder, "Data folder: %s", "数据文件夹：%s"},
		{ShellAgain, "Try again", "重试"},
	}
}
