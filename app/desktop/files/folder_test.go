package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFolderIsListedAsItIsTyped(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"Prices.csv", "patients.xlsx", "picture.png", ".hidden.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "zlists"), 0o700); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"":            "zlists" + string(filepath.Separator) + " patients.xlsx Prices.csv",
		"p":           "patients.xlsx Prices.csv",
		"pr":          "Prices.csv",
		"picture.png": "picture.png",
		"x":           "",
	} {
		_, entries, err := Folder(filepath.Join(dir) + string(filepath.Separator) + typed)
		rows := Rows{entries}
		var got []string
		for i := range rows.Len() {
			got = append(got, rows.Cell(i, 0))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	if _, _, err := Folder(filepath.Join(dir, "missing", "x")); err == nil {
		t.Error("a folder that is not there was listed")
	}
}
