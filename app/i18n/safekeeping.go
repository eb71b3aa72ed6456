package i18n

// Texts about copies, backups and the room on the disk, on the till's line.
const (
	SafeCopyBehind  Key = "safe.copy-behind"
	SafeCopyFailing Key = "safe.copy-failing"
	SafeDaily       Key = "safe.daily"
	SafeMonthly     Key = "safe.monthly"
	SafeRemovable   Key = "safe.removable"
	SafeCheck       Key = "safe.check"
	SafeAsked       Key = "safe.asked"
	SafeLate        Key = "safe.late"
	SafeWrong       Key = "safe.wrong"
	SafeRoomLow     Key = "safe.room-low"
)

func safekeeping() []entry {
	return []entry{
		{SafeCopyBehind, "copy %[2]s: %[1]d entry behind since %[3]s|copy %[2]s: %[1]d entries behind since %[3]s", "副本 %[2]s 自 %[3]s 起落后 %[1]d 条"},
		{SafeCopyFailing, "COPY %[2]s FAILS: %[1]d entry missing since %[3]s|COPY %[2]s FAILS: %[1]d entries missing since %[3]s", "副本 %[2]s 失败：自 %[3]s 起缺 %[1]d 条"},
		{SafeDaily, "daily backup", "每日备份"},
		{SafeMonthly, "monthly backup", "每月备份"},
		{SafeRemovable, "backup to the removable disk", "移动磁盘备份"},
		{SafeCheck, "nightly check", "夜间校验"},
		{SafeAsked, "plug in the removable disk for the backup (%s)", "请插入移动磁盘以备份（%s）"},
		{SafeLate, "%s due since %s", "%s 自 %s 起未完成"},
		{SafeWrong, "%s: NOT ALL VERIFIES (Ctrl+0), call the information department", "%s：校验有误（Ctrl+0），请通知信息科"},
		{SafeRoomLow, "DISK NEARLY FULL: %d MB left; backups wait, charging goes on", "磁盘将满：剩余 %d MB；备份暂停，收费继续"},
	}
}
