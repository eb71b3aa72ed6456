package staff

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/store/people"
)

const phrase = "four words nobody guesses"

func TestPeopleGoToAnotherWindowInASealedFile(t *testing.T) {
	b := newBench(t)
	b.add()
	path := filepath.Join(t.TempDir(), "W01.people")
	b.Press(fyne.KeyF8)
	b.Write(path, fyne.KeyReturn)
	b.Write("1", fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Next(2)
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("陈收费")) || b.Dialog() != "" {
		t.Fatalf("%v, %s", err, b.Dialog())
	}
	if last := b.said[len(b.said)-1]; !strings.Contains(last, "2 people stand sealed in "+path) {
		t.Errorf("said %q", last)
	}
	other := newBench(t)
	other.Press(fyne.KeyF11)
	other.Write(path, fyne.KeyReturn)
	other.Write("another passphrase", fyne.KeyReturn)
	other.Next(1)
	other.Says("the passphrase is another one")
	other.Write(phrase, fyne.KeyReturn)
	other.Next(2)
	if last := other.said[len(other.said)-1]; last != "1 people are new here, 0 changed, 1 stay as they are. New: chen." || other.cells(0) != "chen 陈收费 cashier PIN to be changed" {
		t.Errorf("said %q, %q; %s", last, other.cells(0), other.Dialog())
	}
}

func TestAFileOfPeopleIsNotWrittenAsItMustNot(t *testing.T) {
	b := newBench(t)
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	for _, c := range []struct {
		form FileForm
		want string
	}{
		{FileForm{there, phrase, phrase, "1"}, "is there already"},
		{FileForm{"W01.people", phrase, phrase, "1"}, "whole path"},
		{FileForm{filepath.Join(fresh, "W01"), phrase, phrase, "1"}, "no such file or folder"},
		{FileForm{fresh, phrase, phrase + "!", "1"}, "passphrases differ"},
		{FileForm{fresh, phrase, phrase, "3"}, "1 to 2"},
		{FileForm{fresh, "short", "short", "1"}, "fewer than 12"},
	} {
		if _, err := b.model.Export(t.Context(), b.opt.Asker.Desk.Actor(), c.form); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.form, err)
		}
	}
	if _, err := os.Lstat(fresh); err == nil {
		t.Error("a refused file was written")
	}
	if _, err := b.model.Import(t.Context(), b.opt.Asker.Desk.Actor(), FileForm{Path: filepath.Dir(there), Passphrase: phrase}); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := b.model.Import(t.Context(), b.opt.Asker.Desk.Actor(), FileForm{Path: there, Passphrase: phrase}); err == nil || !strings.Contains(err.Error(), "no file of people") {
		t.Errorf("an empty file: %v", err)
	}
	if people.LeastPassphrase != 12 {
		t.Error("the dialog says 12 characters")
	}
}
