package desktop

import (
	"strings"
	"testing"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/journal"
)

func TestTheLineSaysInHowManyPlacesTheLastReceiptStands(t *testing.T) {
	f := facts(outage.View{})
	for places, want := range map[int]string{0: "2 copies", 1: "1 copy", 3: "3 copies"} {
		f.Safe.Places = places
		if said := speakerOf(f, i18n.English).copies(); said.Tone != kit.Good || said.Text != want {
			t.Errorf("%d: %+v", places, said)
		}
	}
	f.Safe.Copies = []store.CopyState{{Name: store.SecondCopy}, {Name: "stick"}}
	if said := speakerOf(f, i18n.English).safekeeping(); len(said) != 0 {
		t.Errorf("all is well: %+v", said)
	}
}

func TestWhatIsWrongWithCopiesAndBackupsIsSaid(t *testing.T) {
	since := at.Add(-2 * time.Hour)
	lacks := store.CopyState{Name: "stick", Behind: 3, Since: since, WarnAfter: time.Hour}
	waits, other := lacks, store.CopyState{Name: "stick", Err: journal.ErrFork}
	waits.WarnAfter = 3 * time.Hour
	task := func(task upkeep.Task, level upkeep.Level, r upkeep.Result) Safe {
		return Safe{Upkeep: upkeep.View{Tasks: []upkeep.TaskView{{Task: task, DueSince: since, Where: "/media/disk", Level: level, Result: r}}}}
	}
	for _, c := range []struct {
		Safe
		tone             kit.Tone
		english, chinese string
	}{
		{Safe{Copies: []store.CopyState{lacks}}, kit.Alarm, "COPY stick FAILS: 3 entries missing since 07:12", "副本 stick 失败：自 07:12 起缺 3 条"},
		{Safe{Copies: []store.CopyState{waits}}, kit.Warning, "copy stick: 3 entries behind since 07:12", "副本 stick 自 07:12 起落后 3 条"},
		{Safe{Copies: []store.CopyState{other}}, kit.Alarm, "COPY stick FAILS", "副本 stick 失败"},
		{task(upkeep.Removable, upkeep.Ask, upkeep.Result{}), kit.Notice, "plug in the removable disk for the backup (/media/disk)", "请插入移动磁盘"},
		{task(upkeep.Daily, upkeep.Late, upkeep.Result{}), kit.Warning, "daily backup due since 07:12", "每日备份 自 07:12 起未完成"},
		{task(upkeep.Monthly, upkeep.Alarm, upkeep.Result{}), kit.Alarm, "monthly backup due since 07:12", "每月备份"},
		{task(upkeep.Check, upkeep.Alarm, upkeep.Result{Wrong: []journal.Finding{{}}}), kit.Alarm, "nightly check: NOT ALL VERIFIES", "夜间校验：校验有误"},
		{Safe{Upkeep: upkeep.View{RoomLow: true, Room: store.Room{Free: 5 << 20}}}, kit.Alarm, "DISK NEARLY FULL: 5 MB left", "磁盘将满：剩余 5 MB"},
	} {
		f := facts(outage.View{})
		f.Safe = c.Safe
		for lang, want := range map[i18n.Lang]string{i18n.English: c.english, i18n.Chinese: c.chinese} {
			said := speakerOf(f, lang).safekeeping()
			if len(said) != 1 || said[0].Tone != c.tone || !strings.HasPrefix(said[0].Text, want) {
				t.Errorf("%+v, want %q", said, want)
			}
		}
	}
}
