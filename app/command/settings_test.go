package command

import (
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/settings"
)

// The printed example is a file that the window takes as it is.
func TestSettingsBeginWithTheExample(t *testing.T) {
	dir := t.TempDir()
	example := done(t, dir, "", "settings", "example").out
	if example != settings.Example() {
		t.Error("the example is not printed as it is")
	}
	file := filepath.Join(t.TempDir(), "hospital.toml")
	write(t, file, example)
	done(t, dir, "", "settings", "check", file)
	wu := window(t, dir)
	if r := done(t, dir, "", "settings", "show"); !strings.Contains(r.out, "runs on the default settings") || !strings.Contains(r.out, "settings example") {
		t.Errorf("a window without settings says %q", r.out)
	}
	done(t, dir, "", wu.does("settings", "accept", file)...)
	if r := done(t, dir, "", "settings", "show"); r.out != example {
		t.Errorf("the accepted settings are shown as %q", r.out)
	}
}
