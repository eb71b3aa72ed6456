package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
)

// What opening had to mend in the log is said on the screen, in both languages.
func TestADamagedLogIsSaid(t *testing.T) {
	live := t.TempDir()
	id := store.Identity{Hospital: "示例医院", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	l, err := store.Create(t.Context(), live, store.Founding{Identity: id, Settings: store.Settings{Rules: settings.Default().Rules()}}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 5 {
		if err := l.RecordCheck(t.Context(), []byte(`{}`)); err != nil {
			t.Fatal(err)
		}
	}
	for at, want := range map[int]string{32 + 24 + 50: "日志在磁盘上损坏", -100: "日志末尾无法读取"} {
		dir := filepath.Join(t.TempDir(), "killed")
		if err := os.CopyFS(dir, os.DirFS(live)); err != nil {
			t.Fatal(err)
		}
		log := filepath.Join(dir, "ledger.db-wal")
		raw, err := os.ReadFile(log)
		if err == nil {
			raw[(at+len(raw))%len(raw)] ^= 2
			err = os.WriteFile(log, raw, 0o600)
		}
		if err == nil {
			err = os.RemoveAll(filepath.Join(dir, "copy"))
		}
		if err != nil {
			t.Fatal(err)
		}
		hurt, err := store.Open(t.Context(), dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := &desktopWindow{texts: i18n.New(i18n.Chinese)}
		if said := d.opened(hurt, station.CatalogueMended{})(); !strings.Contains(said, want) || !strings.Contains(said, "ledger.db.aside-") {
			t.Errorf("%q", said)
		}
		if (at < 0) != strings.Contains(d.opened(hurt, station.CatalogueMended{})(), "W01-0000001 – W01-0000002") {
			t.Errorf("the numbers left out: %q", d.opened(hurt, station.CatalogueMended{})())
		}
		hurt.Close()
	}
	d := &desktopWindow{texts: i18n.New(i18n.English)}
	if said := d.opened(l, station.CatalogueMended{})(); said != "" {
		t.Errorf("nothing was mended, and it says %q", said)
	}
	lists := station.CatalogueMended{Kept: "catalog.db.aside-1", From: time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)}
	if said := d.opened(l, lists)(); !strings.Contains(said, "kept as catalog.db.aside-1") || !strings.Contains(said, "the backup of 2026-11-20 09:12") {
		t.Errorf("%q", said)
	}
}
