package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"outpost/store/incident"
	"outpost/store/people"
)

const passphrase = "four words of paper"

// A cashier who carries on at another window logs in there with the own PIN.
func TestPeopleGoToAnotherWindow(t *testing.T) {
	c := newHandClock()
	from, _, _ := staffed(t, c)
	ctx := t.Context()
	wu := login(t, from, "wu", adminPIN)
	file, n, err := from.ExportPeople(ctx, wu, passphrase, true)
	if err != nil || n != 3 {
		t.Fatalf("%d, %v", n, err)
	}
	to, err := Create(ctx, t.TempDir(), founding(false), cheap(c))
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	zhou, _, err := to.FirstAdmin(ctx, "zhou", "Zhou Ping", "482915")
	if err != nil {
		t.Fatal(err)
	}
	done, err := to.ImportPeople(ctx, zhou, file, passphrase)
	if err != nil || !slices.Equal(done.Added, []string{"chen", "sun", "wu"}) || len(done.Changed)+len(done.Left) > 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	if chen := login(t, to, "chen", chenPIN); chen.Role() != incident.RoleCashier {
		t.Errorf("%+v", chen)
	}
	if done, err := to.ImportPeople(ctx, zhou, file, passphrase); err != nil || len(done.Left) != 3 {
		t.Errorf("once more: %+v, %v", done, err)
	}
	if all, err := to.People(ctx); err != nil || len(all) != 4 || all[0].Name != "Chen Lihua" {
		t.Errorf("%+v, %v", all, err)
	}
	mustVerify(t, to)
	if err := to.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	login(t, to, "sun", sunPIN)
}

// What changed at the first window since comes over; what is newer or stricter
// here stays.
func TestAnImportTakesOnlyWhatIsNewer(t *testing.T) {
	c := newHandClock()
	l, _, _ := staffed(t, c)
	ctx := t.Context()
	wu := login(t, l, "wu", adminPIN)
	old, _, err := l.ExportPeople(ctx, wu, passphrase, false)
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Hour)
	if _, err := l.ChangePIN(ctx, "chen", chenPIN, "275940"); err != nil {
		t.Fatal(err)
	}
	if err := l.Disable(ctx, wu, "sun"); err != nil {
		t.Fatal(err)
	}
	if err := l.SetRole(ctx, wu, "chen", incident.RoleSupervisor); err != nil {
		t.Fatal(err)
	}
	done, err := l.ImportPeople(ctx, wu, old, passphrase)
	if err != nil || !slices.Equal(done.Changed, []string{"chen"}) || !slices.Equal(done.Left, []string{"sun", "wu"}) {
		t.Errorf("%+v, %v", done, err)
	}
	if chen := login(t, l, "chen", "275940"); chen.Role() != incident.RoleCashier {
		t.Errorf("%+v", chen)
	}
	if _, err := l.Login(ctx, "sun", sunPIN); !errors.Is(err, ErrDisabled) {
		t.Errorf("let in again by an old file: %v", err)
	}
	if all, err := l.People(ctx); err != nil || all[0].Name != "Chen Lihua" {
		t.Errorf("a file without names: %+v, %v", all, err)
	}
}

// Nobody lifts himself with a file of own making.
func TestAnImportGivesNobodyAHigherRank(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	ctx := t.Context()
	hire(t, l, login(t, l, "wu", adminPIN), NewPerson{"zhou", "Zhou Ping", incident.RoleNetAdmin, "482915"})
	zhou, chen := login(t, l, "zhou", "482915"), login(t, l, "chen", chenPIN)
	hash, err := people.HashPIN("275940", people.Cost{KiB: 64, Passes: 1, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	var forged []people.Record
	for id, role := range map[string]incident.Role{"zhou": incident.RoleLeader, "wu": incident.RoleCashier, "mallory": incident.RoleLeader} {
		forged = append(forged, people.Record{ID: id, Name: "M", Role: role, PIN: hash, Since: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	file, err := people.Seal(forged, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.ImportPeople(ctx, chen, file, passphrase); !errors.Is(err, ErrRole) {
		t.Errorf("by a cashier: %v", err)
	}
	if done, err := l.ImportPeople(ctx, zhou, file, passphrase); err != nil || len(done.Left) != 3 {
		t.Errorf("%+v, %v", done, err)
	}
	if _, _, err := l.ExportPeople(ctx, chen, passphrase, true); !errors.Is(err, ErrRole) {
		t.Errorf("taken out by a cashier: %v", err)
	}
	if _, err := l.ImportPeople(ctx, zhou, file, "four words of papyrus"); !errors.Is(err, people.ErrFile) {
		t.Errorf("another passphrase: %v", err)
	}
}
