package ledger

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/seal"
)

const wuPIN, phrase = "kq-417702", "four words nobody guesses"

// machine is a machine's key store in memory.
type machine map[string]string

func (m machine) Name() string                    { return "the test's key store" }
func (m machine) Set(name string, s []byte) error { m[name] = string(s); return nil }
func (m machine) Delete(name string) error        { delete(m, name); return nil }

func (m machine) Get(name string) ([]byte, error) {
	if s, ok := m[name]; ok {
		return []byte(s), nil
	}
	return nil, seal.ErrNoEntry
}

// bench is the screen over a real station whose first administrator is at the desk.
type bench struct {
	*Screen
	*kittest.Window
	st      *station.Station
	said    []string
	changed int
}

func newBench(t *testing.T, keyStore seal.KeyStore, keeper Keeper) *bench {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC) }
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	st, err := station.Setup(t.Context(), t.TempDir(), id, "test", nil, station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	wu, _, err := st.Ledger.FirstAdmin(t.Context(), "wu", "吴信息", wuPIN)
	if err != nil {
		t.Fatal(err)
	}
	if keeper == nil {
		keeper = upkeep.New(st, upkeep.Options{Program: "test"})
	}
	b := &bench{Window: kittest.New(t), st: st}
	desk := person.NewDesk(st.Ledger)
	desk.Enter(wu, "吴信息")
	b.Screen = New(Options{
		Station: st, Keeper: keeper, Store: keyStore, Program: "test", Changed: func() { b.changed++ },
		Asker: &person.Asker{Ledger: st.Ledger, Desk: desk, Texts: i18n.New(i18n.English), Window: b.Window, Now: now, Post: b.Post},
		Say:   func(_ kit.Tone, text string) { b.said = append(b.said, text) },
	})
	b.SetContent(container.NewStack(b.Object()))
	b.keys.Listen(b.Canvas())
	b.Refresh()
	b.Next(1)
	b.Focus()
	return b
}

// guards is what guards the key file now.
func (b *bench) guards(t *testing.T) store.KeyState {
	t.Helper()
	k, err := store.InspectKey(b.st.Dir)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeysThatLieOpenAreGuardedByAPassphrase(t *testing.T) {
	b := newBench(t, nil, nil)
	if !strings.Contains(b.guarded.Text(), "lie OPEN") || b.model.Guarded(b.guards(t)).tone != kit.Alarm {
		t.Fatalf("open keys are said so: %q", b.guarded.Text())
	}
	b.Press(fyne.KeyF5)
	b.Write(phrase, fyne.KeyReturn)
	b.Write(phrase+"!", fyne.KeyReturn)
	b.Says("The two passphrases differ")
	b.Write("short", fyne.KeyReturn)
	b.Write("short", fyne.KeyReturn)
	b.Next(1)
	b.Says("shorter than 12")
	b.Press(fyne.KeyReturn, fyne.KeyReturn) // both are empty now
	b.Says("Type the passphrase")
	if !b.guards(t).Unprotected {
		t.Fatal("a refused passphrase guards the keys")
	}
	b.Write(phrase, fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Next(2)
	if k := b.guards(t); !k.Passphrase || k.Unprotected || b.Dialog() != "" || b.changed != 1 {
		t.Errorf("%+v, %s", k, b.Dialog())
	}
	if !strings.Contains(b.guarded.Text(), "a passphrase: somebody types it") {
		t.Errorf("said %q", b.guarded.Text())
	}
	if _, err := store.Open(t.Context(), b.st.Dir, store.Options{}); !errors.Is(err, store.ErrInUse) && !errors.Is(err, seal.ErrLocked) {
		t.Error(err)
	}
}

func TestKeysAreGuardedByTheMachineAndAPassphrase(t *testing.T) {
	m := machine{}
	b := newBench(t, m, nil)
	b.Press(fyne.KeyF5)
	b.Says("1 the test's key store")
	b.Write("3", fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Next(2)
	if k := b.guards(t); !k.System || !k.Passphrase || len(m) != 1 || !strings.Contains(b.guarded.Text(), "which opens them by itself") {
		t.Errorf("%+v, %q, %s", k, b.guarded.Text(), b.Dialog())
	}
	for typed, want := range map[string]string{"": "1 to 3", "4": "1 to 3", "33": "1 to 3"} {
		if _, err := b.model.Guards(phraseForm{Way: typed, First: phrase, Again: phrase}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("way %q: %v", typed, err)
		}
	}
}

func TestARecoveryKeyIsShownOnceAndStandsInNoFile(t *testing.T) {
	b := newBench(t, nil, nil)
	b.Press(fyne.KeyF6)
	b.Says("opens nothing any more")
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("It stands on paper")
	var code string
	for _, line := range strings.Split(b.Dialog(), "\n") {
		if strings.Count(line, "-") == 7 {
			code = line
		}
	}
	b.Press(fyne.KeyEscape)
	b.Says(code) // it stays until somebody says that it is written down
	b.Press(fyne.KeyF2)
	b.Next(1)
	if code == "" || b.Dialog() != "" || !b.guards(t).Recovery || strings.Contains(kittest.Text(b.Object()), code) {
		t.Fatalf("code %q, %s", code, b.Dialog())
	}
	err := filepath.WalkDir(b.st.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(code)) || bytes.Contains(raw, []byte(strings.ReplaceAll(code, "-", ""))) {
			t.Errorf("%s holds the recovery key", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestACashierHasAnAdministratorGuardTheKeys(t *testing.T) {
	b := newBench(t, nil, nil)
	wu := b.opt.Asker.Desk.Actor()
	if err := b.st.Ledger.AddPerson(t.Context(), wu, store.NewPerson{ID: "chen", Name: "陈收费", Role: incident.RoleCashier, PIN: "first-7702"}); err != nil {
		t.Fatal(err)
	}
	chen, err := b.st.Ledger.ChangePIN(t.Context(), "chen", "first-7702", "own-55012")
	if err != nil {
		t.Fatal(err)
	}
	b.opt.Asker.Desk.Enter(chen, "陈收费")
	b.Press(fyne.KeyF5)
	b.Says("network administrator")
	b.Write("wu", fyne.KeyReturn)
	b.Write(wuPIN, fyne.KeyReturn)
	b.Next(1)
	b.Says("words that nobody would guess")
	b.Write(phrase, fyne.KeyReturn)
	b.Write(phrase, fyne.KeyReturn)
	b.Next(2)
	if k := b.guards(t); !k.Passphrase || b.opt.Asker.Desk.Actor().ID() != "chen" {
		t.Errorf("%+v, %s works here", k, b.opt.Asker.Desk.Actor().ID())
	}
	b.Press(fyne.KeyF8, fyne.KeyEscape)
	if last := b.said[len(b.said)-1]; !strings.Contains(last, "Nobody answered") {
		t.Errorf("said %q", b.said)
	}
}

func TestThePublicKeyIsSaved(t *testing.T) {
	b := newBench(t, nil, nil)
	path := filepath.Join(t.TempDir(), "W01.pem")
	if saved, err := b.model.SavePublic(t.Context(), " "+path+" "); err != nil || saved != path {
		t.Fatalf("%q, %v", saved, err)
	}
	text, err := os.ReadFile(path)
	if public, err2 := seal.ParsePublic(text); err != nil || err2 != nil || !bytes.Equal(public, b.st.Ledger.Identity().PublicKey) {
		t.Errorf("%v, %v", err, err2)
	}
	for typed, want := range map[string]string{path: "is there already", "W01.pem": "whole path", filepath.Join(path, "x", "y"): ""} {
		if _, err := b.model.SavePublic(t.Context(), typed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestABackupIsMadeAndVerified(t *testing.T) {
	b := newBench(t, nil, nil)
	b.Press(fyne.KeyF3)
	if !strings.Contains(b.answer.Text(), "No backup is chosen") {
		t.Errorf("answer %q", b.answer.Text())
	}
	b.Press(fyne.KeyF2)
	b.Write("1", fyne.KeyReturn, fyne.KeyReturn)
	b.Next(2)
	if len(b.backups.all) != 1 || !strings.Contains(b.answer.Text(), "Made, read back and verified") || b.tasks.Cell(0, 1) != "done" {
		t.Fatalf("%d backups, %q", len(b.backups.all), b.answer.Text())
	}
	b.Press(fyne.KeyF3)
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "verifies whole") {
		t.Errorf("answer %q", b.answer.Text())
	}
	path := filepath.Join(b.backups.all[0].Path, "ledger.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	b.opt.Asker.Texts.Set(i18n.Chinese)
	b.Press(fyne.KeyF3)
	b.Object().Hide() // somebody looks at another screen meanwhile
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "备份校验不通过") || len(b.said) == 0 {
		t.Errorf("answer %q, said %q", b.answer.Text(), b.said)
	}
}

func TestABackupGoesToAFolderThatIsNamed(t *testing.T) {
	b := newBench(t, nil, nil)
	stick := t.TempDir()
	for _, f := range []targetForm{{"5", ""}, {"", ""}, {"4", ""}, {"4", "stick"}} {
		if _, err := b.model.BackUp(f); err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
	do, err := b.model.BackUp(targetForm{"4", stick})
	if err != nil {
		t.Fatal(err)
	}
	if came, err := do(t.Context()); err != nil || came.tone != kit.Good || !strings.Contains(came.text, stick) {
		t.Errorf("%+v, %v", came, err)
	}
	do, err = b.model.BackUp(targetForm{"4", filepath.Join(stick, "gone")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := do(t.Context()); err == nil {
		t.Error("a backup into a folder that is not there")
	}
}

func TestABackupIsRestoredIntoAFreshFolder(t *testing.T) {
	b := newBench(t, nil, nil)
	b.Press(fyne.KeyF9)
	if !strings.Contains(b.answer.Text(), "No backup is chosen") {
		t.Errorf("answer %q", b.answer.Text())
	}
	b.Press(fyne.KeyF2)
	b.Write("1", fyne.KeyReturn, fyne.KeyReturn)
	b.Next(2)
	wu := b.opt.Asker.Desk.Actor()
	if err := b.st.Ledger.AddPerson(t.Context(), wu, store.NewPerson{ID: "chen", Name: "陈收费", Role: incident.RoleCashier, PIN: "first-7702"}); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "fresh")
	b.Press(fyne.KeyF9)
	b.Next(2)
	b.Says("The backup of 2026-11-20 09:12 holds 0 receipts")
	b.Says("only one of the two may ever charge")
	b.Write("fresh", fyne.KeyReturn)
	b.Says("whole path")
	b.Write(into, fyne.KeyReturn)
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "Restored and verified") || b.Dialog() != "" {
		t.Fatalf("answer %q, %s", b.answer.Text(), b.Dialog())
	}
	l, err := store.Open(t.Context(), into, store.Options{Now: b.st.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if all, err := l.People(t.Context()); err != nil || len(all) != 2 || all[0].Name != "陈收费" {
		t.Errorf("what the second copy adds: %+v, %v", all, err)
	}
	b.Press(fyne.KeyF9)
	b.Next(2)
	b.Write(into, fyne.KeyReturn)
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "not empty") {
		t.Errorf("over another ledger: %q", b.answer.Text())
	}
}
