package people

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"outpost/store/incident"
)

const tail = "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func records() []Record {
	at := time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)
	hash := Hash("$argon2id$v=19$m=64,t=1,p=1" + tail)
	return []Record{
		{ID: "chen", Name: "Chen Lihua", Role: incident.RoleCashier, PIN: hash, Since: at},
		{ID: "sun", Role: incident.RoleSupervisor, PIN: hash, Since: at, Disabled: true, Fresh: true},
	}
}

func TestAFileOfPeopleOpensOnlyWithItsPassphrase(t *testing.T) {
	const pass = "four words of paper"
	if _, err := Seal(records(), "too short"); !errors.Is(err, ErrFile) {
		t.Errorf("a short passphrase: %v", err)
	}
	file, err := Seal(records(), pass)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Chen", "chen", "argon2id", "cashier"} {
		if bytes.Contains(file, []byte(secret)) {
			t.Errorf("%q stands readable in it", secret)
		}
	}
	got, err := Open(bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")), pass) // as mail changes it
	if err != nil || !slices.Equal(got, records()) {
		t.Errorf("%+v, %v", got, err)
	}
	changed := bytes.Clone(file)
	changed[len(changed)/2] ^= 1
	for name, bad := range map[string][]byte{"changed": changed, "cut": file[:len(file)/2], "another": []byte("hello"), "empty": nil, "title": []byte(fileTitle)} {
		if _, err := Open(bad, pass); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(file, "four words of papyrus"); !errors.Is(err, ErrFile) {
		t.Errorf("another passphrase: %v", err)
	}
}

func TestARecordThatNoWindowWroteIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Record){
		"login": func(r *Record) { r.ID = "Gao Shan" }, "role": func(r *Record) { r.Role = incident.RoleNone }, "time": func(r *Record) { r.Since = time.Time{} },
		"hash": func(r *Record) { r.PIN = "$argon2id$v=19$m=4194304,t=1,p=1" + tail }, "name": func(r *Record) { r.Name = "\xff" },
	} {
		r := records()[0]
		change(&r)
		if err := r.Check(); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
