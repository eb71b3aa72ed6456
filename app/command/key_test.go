package command

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store/seal"
)

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

// runOn carries out one command line on a machine with a key store.
func runOn(t *testing.T, store seal.KeyStore, dir string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	exit := Run(t.Context(), Env{Args: append([]string{"--data", dir}, args...), Out: &out, Err: &errs, Folder: t.TempDir(), Version: "test", KeyStore: store})
	return result{exit, out.String(), errs.String()}
}

func secretFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

type setupAnswer struct {
	Recovery string         `json:"recovery_key"`
	Key      map[string]any `json:"key"`
}

func TestKeyCommands(t *testing.T) {
	dir := t.TempDir()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--drill")
	if r := done(t, dir, "", "key", "status"); !strings.Contains(r.out, "UNPROTECTED") {
		t.Error(r.out)
	}
	phrase := secretFile(t, "four words nobody guesses")
	refusedWith(t, "shorter than", dir, "", "key", "protect", "--new-passphrase-file", secretFile(t, "short"))
	refusedWith(t, "no key store", dir, "", "key", "protect", "--os")
	if r := run(t, dir, "", "key", "protect"); r.exit != ExitUsage {
		t.Errorf("%+v", r)
	}
	done(t, dir, "", "key", "protect", "--new-passphrase-file", phrase)
	refusedWith(t, "--passphrase-file", dir, "", "status")
	refusedWith(t, "neither the passphrase nor", dir, "", "status", "--passphrase-file", secretFile(t, "four words somebody guesses"))
	if v := object[statusView](t, done(t, dir, "", "status", "--json", "--passphrase-file", phrase)); !v.Key.Passphrase || v.Key.Unprotected {
		t.Errorf("%+v", v.Key)
	}
	done(t, dir, "", "ledger", "verify") // needs the public key only
	public := filepath.Join(t.TempDir(), "W.pem")
	done(t, dir, "", "key", "public", "--out", public)
	text, err := os.ReadFile(public)
	if key, err2 := seal.ParsePublic(text); err != nil || err2 != nil || len(key) != 32 {
		t.Error(errors.Join(err, err2))
	}
}

func TestKeyStoreAndRecovery(t *testing.T) {
	dir, m := t.TempDir(), machine{}
	r := runOn(t, m, dir, "setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--json")
	set := object[setupAnswer](t, r)
	if set.Recovery == "" || set.Key["system"] != true || set.Key["unprotected"] != false {
		t.Fatalf("%+v", r)
	}
	if r := runOn(t, m, dir, "status"); r.exit != ExitDone || strings.Contains(r.out, "UNPROTECTED") {
		t.Errorf("%+v", r)
	}
	clear(m) // the machine was set up anew
	if r := runOn(t, m, dir, "status"); r.exit != ExitRefused || !strings.Contains(r.err, "recovery key") {
		t.Errorf("%+v", r)
	}
	paper := secretFile(t, strings.ToLower(set.Recovery))
	if r := runOn(t, m, dir, "status", "--passphrase-file", paper); r.exit != ExitDone || !strings.Contains(r.out, "RECOVERY KEY OPENED") {
		t.Errorf("%+v", r)
	}
	if r := runOn(t, m, dir, "key", "recover", "--recovery-file", paper); r.exit != ExitDone || !strings.Contains(r.out, "guarded by the test's key store") {
		t.Errorf("%+v", r)
	}
	if r := runOn(t, m, dir, "status"); r.exit != ExitDone || strings.Contains(r.out, "RECOVERY KEY OPENED") {
		t.Errorf("%+v", r)
	}
	if r := runOn(t, m, dir, "key", "recovery"); r.exit != ExitRefused || !strings.Contains(r.err, "administrator") {
		t.Errorf("anybody may print a recovery key: %+v", r)
	}
}
