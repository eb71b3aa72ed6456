package demo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
)

// A second window beside the open one would bring the HIS back under the first
// one's eyes.
func TestASecondWindowStartsNoHIS(t *testing.T) {
	dir := t.TempDir()
	first, err := station.Setup(t.Context(), dir, Identity(), "demo settings", settings.Demo("http://127.0.0.1:1"), station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if _, err := Prepare(t.Context(), dir, Options{Window: true}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("%v", err)
	}
	for _, name := range []string{hisLock, hisFile, hisData} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a stand-in HIS was started (%v)", name, err)
		}
	}
}
