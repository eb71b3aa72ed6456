package named

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/i18n"
)

func TestAFileIsNewWholeAndItsOwnersOnly(t *testing.T) {
	texts, folder := i18n.New(i18n.English), t.TempDir()
	path := filepath.Join(folder, "W01.pem")
	if err := Check(texts, path); err != nil {
		t.Fatal(err)
	}
	written, err := Write(texts, "  "+path+" ", []byte("content"))
	if err != nil || written != path {
		t.Fatalf("%q, %v", written, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info, err)
	}
	if raw, err := Read(texts, path, 7); err != nil || string(raw) != "content" {
		t.Errorf("%q, %v", raw, err)
	}
	if _, err := Write(texts, path, []byte("another")); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("over a file: %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "content" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestAPathThatCannotBeSaysWhy(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ typed, english, chinese string }{
		{"", "whole path", "完整路径"},
		{"W01.pem", "whole path", "完整路径"},
		{filepath.Join(folder, "gone", "W01.pem"), "no such file or folder", "没有该文件"},
		{folder, "is a folder", "是文件夹"},
	} {
		for _, lang := range i18n.Langs() {
			want := c.english
			if lang == i18n.Chinese {
				want = c.chinese
			}
			if _, err := Read(i18n.New(lang), c.typed, 100); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v", c.typed, err)
			}
		}
		if err := Check(i18n.New(i18n.English), c.typed); err == nil {
			t.Errorf("%q may be written", c.typed)
		}
	}
	large := filepath.Join(folder, "large")
	if err := os.WriteFile(large, make([]byte, 101), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(i18n.New(i18n.English), large, 100); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a large file: %v", err)
	}
}
