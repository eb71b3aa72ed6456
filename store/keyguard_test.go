package store

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store/incident"
	"outpost/store/seal"
)

// machineStore is a machine's key store in memory.
type machineStore map[string]string

func (m machineStore) Name() string { return "the test's key store" }

func (m machineStore) Set(name string, secret []byte) error { m[name] = string(secret); return nil }

func (m machineStore) Get(name string) ([]byte, error) {
	if secret, ok := m[name]; ok {
		return []byte(secret), nil
	}
	return nil, seal.ErrNoEntry
}

func (m machineStore) Delete(name string) error { delete(m, name); return nil }

func typing(text string) seal.Unlock {
	return seal.Unlock{Ask: func(context.Context) (string, error) { return text, nil }}
}

func keeper() Actor { return Actor{id: "he", role: incident.RoleNetAdmin} }

// sold is a ledger with one receipt, closed, and its recovery key.
func soldOnce(t *testing.T, opt Options) (dir, number, paper string) {
	t.Helper()
	dir, opt.Now = t.TempDir(), testClock()
	l, err := Create(t.Context(), dir, founding(false), opt)
	if err != nil {
		t.Fatal(err)
	}
	standalone(t, l)
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	r := sell(t, l, bill("Lin Yuejiang", 60_00))
	if paper = l.TakeRecoveryKey(); paper == "" || l.TakeRecoveryKey() != "" {
		t.Error("the recovery key is given out once, and it was not")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, r.Number, paper
}

func TestFirstStartGuardsTheKeysWhereItCan(t *testing.T) {
	for name, c := range map[string]struct {
		store seal.KeyStore
		drill bool
		want  seal.Protection
	}{
		"a key store":            {machineStore{}, false, seal.Protection{System: true, Recovery: true, Store: "the test's key store"}},
		"none":                   {nil, false, seal.Protection{Unprotected: true, Recovery: true}},
		"a rehearsal needs none": {machineStore{}, true, seal.Protection{Unprotected: true, Recovery: true}},
	} {
		l, err := Create(t.Context(), t.TempDir(), founding(c.drill), Options{Now: testClock(), Unlock: seal.Unlock{Store: c.store}})
		if err != nil {
			t.Fatal(name, err)
		}
		if got := l.KeyProtection(); got.Protection != c.want {
			t.Errorf("%s: %+v", name, got)
		}
		l.Close()
	}
}

func TestLockedLedgerOpensWhenTheKeysDo(t *testing.T) {
	machine := machineStore{}
	opt := Options{Unlock: seal.Unlock{Store: machine}}
	dir, number, paper := soldOnce(t, opt)
	lost := maps.Clone(machine)
	clear(machine)
	if _, err := Open(t.Context(), dir, opt); !errors.Is(err, seal.ErrLocked) || !errors.Is(err, seal.ErrNoEntry) {
		t.Fatalf("opened without its keys: %v", err)
	}
	if _, err := OpenReader(t.Context(), dir, opt); !errors.Is(err, seal.ErrLocked) {
		t.Fatalf("read without its keys: %v", err)
	}
	if v, err := Verify(t.Context(), dir, opt); err != nil || !v.OK {
		t.Errorf("verifying needs the public key only: %+v, %v", v, err)
	}
	if _, err := Open(t.Context(), dir, Options{Unlock: typing("what is this")}); !errors.Is(err, seal.ErrAnswer) {
		t.Errorf("a wrong answer: %v", err)
	}
	l, err := Open(t.Context(), dir, Options{Unlock: typing(paper)})
	if err != nil {
		t.Fatal(err)
	}
	if row, err := l.Receipt(t.Context(), number); err != nil || row.Receipt.Patient.Name != "Lin Yuejiang" {
		t.Errorf("%+v, %v", row.Receipt.Patient, err)
	}
	if by := l.KeyProtection().OpenedBy; by != seal.ByRecovery {
		t.Errorf("opened by %s", by)
	}
	if err := l.GuardKey(t.Context(), cashier("c1"), seal.Guards{Store: machine}); !errors.Is(err, ErrRole) {
		t.Errorf("a cashier: %v", err)
	}
	if err := l.GuardKey(t.Context(), keeper(), seal.Guards{Store: machine, Passphrase: "four words nobody guesses"}); err != nil {
		t.Fatal(err)
	}
	if p := l.KeyProtection(); !p.System || !p.Passphrase || !p.Recovery || p.Unprotected {
		t.Errorf("%+v", p)
	}
	l.Close()
	for name, u := range map[string]seal.Unlock{"the key store": {Store: machine}, "the passphrase": typing("four words nobody guesses"), "the recovery key": typing(paper)} {
		l, err := Open(t.Context(), dir, Options{Unlock: u})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		l.Close()
	}
	if _, err := Open(t.Context(), dir, Options{Unlock: seal.Unlock{Store: machineStore(lost)}}); !errors.Is(err, seal.ErrLocked) {
		t.Errorf("the former entry of the key store still opens it: %v", err)
	}
}

func TestRecoveryFromTheSecondCopyAlone(t *testing.T) {
	dir, number, paper := soldOnce(t, Options{Unlock: seal.Unlock{Store: machineStore{}}})
	for _, name := range []string{keyFile, ledgerFile, ledgerFile + "-wal", ledgerFile + "-shm"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !missing(err) {
			t.Fatal(err)
		}
	}
	if err := RecoverKey(t.Context(), dir, Options{}, KeyRecovery{Paper: strings.Repeat("2", 32)}); !errors.Is(err, seal.ErrAnswer) {
		t.Errorf("a wrong recovery key and no key file: %v", err)
	}
	machine := machineStore{}
	opt := Options{Unlock: seal.Unlock{Store: machine}}
	if err := RecoverKey(t.Context(), dir, opt, KeyRecovery{Paper: paper}); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if row, err := l.Receipt(t.Context(), number); err != nil || row.Receipt.Patient.Name != "Lin Yuejiang" {
		t.Errorf("%+v, %v", row.Receipt.Patient, err)
	}
	if p := l.KeyProtection(); !p.System || !p.Recovery || p.Unprotected {
		t.Errorf("%+v", p)
	}
	var said keyBody
	if ok, err := l.stateValue(t.Context(), kindKey, &said); !ok || err != nil || said.Change != keyRecovered {
		t.Errorf("%+v, %v, %v", said, ok, err)
	}
}

func TestDamagedKeyFileIsKeptAside(t *testing.T) {
	dir, _, paper := soldOnce(t, Options{})
	path := filepath.Join(dir, keyFile)
	if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, seal.ErrKeys) || !strings.Contains(err.Error(), "key file") {
		t.Fatalf("%v", err)
	}
	if err := RecoverKey(t.Context(), dir, Options{}, KeyRecovery{Paper: paper}); err != nil {
		t.Fatal(err)
	}
	aside, _ := filepath.Glob(path + ".aside-*")
	if len(aside) != 1 {
		t.Errorf("aside are %v", aside)
	}
	l, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if p := l.KeyProtection(); !p.Unprotected || !p.Recovery {
		t.Errorf("%+v", p)
	}
	newer, err := l.NewRecoveryKey(t.Context(), keeper())
	if err != nil || newer == paper {
		t.Fatal(newer, err)
	}
	copied, err := os.ReadFile(filepath.Join(dir, copyFolder, recoveryFile))
	if err != nil {
		t.Fatal(err)
	}
	want, _, _ := seal.RecoveryOnly(path)
	if string(copied) != string(want) {
		t.Error("the recovery file beside the second copy is still the former one")
	}
}

// TestRecoveryFromAStickAlone: the computer is gone; a stick and the paper are
// left.
func TestRecoveryFromAStickAlone(t *testing.T) {
	dir := t.TempDir()
	l, err := Create(t.Context(), dir, founding(true), Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	paper, stick := l.TakeRecoveryKey(), FurtherCopy{Name: "stick", Folder: t.TempDir()}
	replicate(t, l, stick)
	number := sell(t, l, bill("Lin Yuejiang", 60_00)).Number
	if err := bringUp(t, l); err != nil {
		t.Fatal(err)
	}
	own := stick.dir(l.Identity().Ledger)
	if err := errors.Join(l.Close(), os.RemoveAll(dir)); err != nil {
		t.Fatal(err)
	}
	if err := RecoverKey(t.Context(), dir, Options{}, KeyRecovery{Paper: paper, Copy: own, Passphrase: "four words nobody guesses"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), dir, Options{CopyDir: own}); err != nil {
		t.Fatal(err)
	}
	l, err = Open(t.Context(), dir, Options{Now: testClock(), Unlock: typing("four words nobody guesses")})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if row, err := l.Receipt(t.Context(), number); err != nil || row.Receipt.Patient.Name != "Lin Yuejiang" {
		t.Errorf("%+v, %v", row.Receipt.Patient, err)
	}
}
