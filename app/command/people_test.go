package command

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"outpost/store/incident"
)

// Every step of looking after people, as a script does it.
func TestLookingAfterPeopleByCommands(t *testing.T) {
	dir := t.TempDir()
	wu := window(t, dir)
	first, own := inPerson(t, "chen", "30519827"), inPerson(t, "chen", "850273")
	done(t, dir, "", wu.does("people", "add", "chen", "--name", "Chen Lihua", "--role", "cashier", "--new-pin-file", first[3])...)
	refusedWith(t, "there is a chen here", dir, "", wu.does("people", "add", "chen", "--name", "C", "--role", "cashier", "--new-pin-file", own[3])...)
	refusedWith(t, "outpost people pin", dir, "", first.does("shift", "open")...)
	refusedWith(t, "before", dir, "", first.does("people", "pin", "--new-pin-file", first[3])...)
	done(t, dir, "", first.does("people", "pin", "--new-pin-file", own[3])...)
	done(t, dir, "", own.does("shift", "open", "--float", "100.00")...)
	refusedWith(t, "takes a net_admin", dir, "", own.does("people", "disable", "wu")...)

	wrong := inPerson(t, "chen", "999998")
	for range 2 {
		refusedWith(t, "name or the PIN is wrong", dir, "", wrong.does("shift", "close", "--count", "0")...)
	}
	refusedWith(t, "in 30s", dir, "", wrong.does("shift", "close", "--count", "0")...)
	refusedWith(t, "too many wrong tries", dir, "", own.does("shift", "close", "--count", "0")...)
	done(t, dir, "", wu.does("people", "unlock", "chen")...)
	done(t, dir, "", own.does("shift", "close", "--count", "0")...)

	done(t, dir, "", wu.does("people", "role", "chen", "supervisor")...)
	done(t, dir, "", wu.does("people", "disable", "chen")...)
	refusedWith(t, "shut out", dir, "", own.does("shift", "open")...)
	done(t, dir, "", wu.does("people", "enable", "chen")...)
	done(t, dir, "", wu.does("people", "pin", "chen", "--new-pin-file", pinFile(t, "614905"))...)
	code := object[codeView](t, done(t, dir, "", wu.does("people", "break-glass", "--json")...))
	got := object[struct {
		People []personView
		Due    bool `json:"break_glass_due"`
	}](t, done(t, dir, "", "people", "list", "--json"))
	if len(got.People) != 2 || got.Due || got.People[0].Name != "Chen Lihua" || got.People[0].Role != incident.RoleSupervisor || !got.People[0].MustChange {
		t.Errorf("%+v", got)
	}
	words := done(t, dir, "", "people", "list")
	if strings.Contains(words.out, "argon2id") || !strings.Contains(words.out, "must change the PIN") {
		t.Errorf("%s", words.out)
	}
	unreadable(t, dir, adminPIN, "850273", "30519827", "614905", "999998", code.BreakGlass, "Chen Lihua", "Wu Anshan", "argon2id")
}

// unreadable fails where a secret stands readable in any file of a data folder.
func unreadable(t *testing.T, dir string, secrets ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(raw, []byte(s)) {
				t.Errorf("%s stands readable in %s", s, path)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A cashier works at a borrowed PC with the own PIN.
func TestPeopleAreTakenToAnotherWindow(t *testing.T) {
	here, there := t.TempDir(), t.TempDir()
	wu := window(t, here)
	file, phrase := filepath.Join(t.TempDir(), "people"), pinFile(t, "four words of paper")
	refusedWith(t, "characters", here, "", wu.does("people", "export", file, "--people-passphrase-file", pinFile(t, "short"))...)
	done(t, here, "", wu.does("people", "export", file, "--people-passphrase-file", phrase)...)
	refusedWith(t, "is there already", here, "", wu.does("people", "export", file, "--people-passphrase-file", phrase)...)
	if raw, err := os.ReadFile(file); err != nil || bytes.Contains(raw, []byte("Wu Anshan")) || bytes.Contains(raw, []byte("argon2id")) {
		t.Errorf("%s, %v", raw, err)
	}
	zhou := inPerson(t, "zhou", "482915")
	done(t, there, "", "setup", "--hospital", "H", "--station", "W2", "--prefix", "W2")
	done(t, there, "", "setup", "admin", "--id", "zhou", "--name", "Zhou", "--pin-file", zhou[3])
	refusedWith(t, "passphrase is another one", there, "", zhou.does("people", "import", file, "--people-passphrase-file", pinFile(t, "four other words"))...)
	refusedWith(t, "no file of people", there, "", zhou.does("people", "import", phrase, "--people-passphrase-file", phrase)...)
	if r := done(t, there, "", zhou.does("people", "import", file, "--people-passphrase-file", phrase)...); !strings.Contains(r.out, "1 person is new here") {
		t.Errorf("%s", r.out)
	}
	done(t, there, "", wu.does("shift", "open")...)
}

func TestTheFileOfAPIN(t *testing.T) {
	dir := t.TempDir()
	wu := window(t, dir)
	if runtime.GOOS != "windows" {
		if err := os.Chmod(wu[3], 0o644); err != nil {
			t.Fatal(err)
		}
		if r := done(t, dir, "", wu.does("shift", "open")...); !strings.Contains(r.err, "others of this machine can read") {
			t.Errorf("%s", r.err)
		}
	}
	for name, content := range map[string]string{"empty": "", "blank": "\n739164\n"} {
		path := filepath.Join(t.TempDir(), name)
		write(t, path, content)
		refusedWith(t, "first line is empty", dir, "", "shift", "close", "--count", "0", "--as", "wu", "--pin-file", path)
	}
	refusedWith(t, "is a folder", dir, "", "shift", "close", "--count", "0", "--as", "wu", "--pin-file", t.TempDir())
	refusedWith(t, "cannot be read", dir, "", "shift", "close", "--count", "0", "--as", "wu", "--pin-file", filepath.Join(dir, "nosuch"))
	windows := filepath.Join(t.TempDir(), "pin")
	write(t, windows, "\ufeff739164\r\nsecond line\r\n")
	done(t, dir, "", "people", "pin", "--as", "wu", "--pin-file", windows, "--new-pin-file", pinFile(t, "275940"))
}
