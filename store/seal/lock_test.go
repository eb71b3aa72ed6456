package seal

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// memoryStore is a key store in memory.
type memoryStore struct {
	mu    sync.Mutex
	kept  map[string][]byte
	fails error
}

func (m *memoryStore) Name() string { return "the test's key store" }

func (m *memoryStore) Set(name string, secret []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fails != nil {
		return m.fails
	}
	if m.kept == nil {
		m.kept = map[string][]byte{}
	}
	m.kept[name] = bytes.Clone(secret)
	return nil
}

func (m *memoryStore) Get(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fails != nil {
		return nil, m.fails
	}
	if secret, ok := m.kept[name]; ok {
		return bytes.Clone(secret), nil
	}
	return nil, ErrNoEntry
}

func (m *memoryStore) Delete(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, name)
	return m.fails
}

const phrase = "four words nobody guesses"

// saying is somebody who answers a question with one text.
func saying(text string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return text, nil }
}

// saved are new keys and their file.
func saved(t *testing.T) (*Keys, string) {
	t.Helper()
	keys, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "station.key")
	if err := keys.Save(path); err != nil {
		t.Fatal(err)
	}
	return keys, path
}

func opens(t *testing.T, keys *Keys, path string, u Unlock, by Way) {
	t.Helper()
	again, err := Load(t.Context(), path, u)
	if err != nil {
		t.Fatal(err)
	}
	if again.secret != keys.secret || again.OpenedBy() != by {
		t.Errorf("other keys, or opened by %s instead of %s", again.OpenedBy(), by)
	}
}

func TestGuardedKeysOpenOnlyByTheirGuards(t *testing.T) {
	keys, path := saved(t)
	opens(t, keys, path, Unlock{}, Unguarded)
	store := &memoryStore{}
	if err := keys.Guard(path, Guards{Store: store}); err != nil {
		t.Fatal(err)
	}
	opens(t, keys, path, Unlock{Store: store}, BySystem)
	_, err := Load(t.Context(), path, Unlock{})
	if !errors.Is(err, ErrLocked) {
		t.Errorf("without the key store: %v", err)
	}
	if err := keys.Guard(path, Guards{Store: store, Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	if len(store.kept) != 1 {
		t.Errorf("the key store holds %d entries, of which one opens anything", len(store.kept))
	}
	opens(t, keys, path, Unlock{Store: store}, BySystem)
	opens(t, keys, path, Unlock{Ask: saying(phrase)}, ByPassphrase)
	if err := keys.Guard(path, Guards{Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	if _, err = Load(t.Context(), path, Unlock{Store: store}); !errors.Is(err, ErrLocked) || errors.Is(err, ErrAnswer) {
		t.Errorf("nobody to ask: %v", err)
	}
	if _, err = Load(t.Context(), path, Unlock{Ask: saying("four words somebody guesses")}); !errors.Is(err, ErrAnswer) || !errors.Is(err, ErrLocked) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	text, _ := os.ReadFile(path)
	if bytes.Contains(text, keys.secret[:8]) || strings.Contains(string(text), "none") {
		t.Error("the guarded file still holds the open keys")
	}
	if p, err := Inspect(path); err != nil || p != (Protection{Passphrase: true}) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestRecoveryKeyOpensWhereAllElseIsLost(t *testing.T) {
	keys, path := saved(t)
	store := &memoryStore{}
	if err := keys.Guard(path, Guards{Store: store}); err != nil {
		t.Fatal(err)
	}
	first, err := keys.NewRecovery(path)
	if err != nil {
		t.Fatal(err)
	}
	paper, err := keys.NewRecovery(path)
	if err != nil {
		t.Fatal(err)
	}
	opens(t, keys, path, Unlock{Store: store}, BySystem)
	store.kept = nil // the machine was set up anew
	typed := " " + strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(paper, "0", "o"), "1", "l")) + "\n"
	opens(t, keys, path, Unlock{Store: store, Ask: saying(typed)}, ByRecovery)
	store.fails = errors.New("the bus is gone")
	opens(t, keys, path, Unlock{Store: store, Ask: saying(strings.ReplaceAll(paper, "-", " "))}, ByRecovery)
	if _, err := Load(t.Context(), path, Unlock{Ask: saying(first)}); !errors.Is(err, ErrAnswer) {
		t.Errorf("the former recovery key: %v", err)
	}
	copied := filepath.Join(t.TempDir(), "station.key.recovery")
	raw, ok, err := RecoveryOnly(path)
	if err == nil {
		err = os.WriteFile(copied, raw, 0o600)
	}
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	opens(t, keys, copied, Unlock{Ask: saying(paper)}, ByRecovery)
	if p, _ := Inspect(copied); p != (Protection{Recovery: true}) {
		t.Errorf("the copy is open to more than the recovery key: %+v", p)
	}
	text, _ := os.ReadFile(path)
	if strings.Contains(string(text), paper) || strings.Contains(string(text), strings.ReplaceAll(paper, "-", "")) {
		t.Error("the recovery key itself is on disk")
	}
}

func TestMistypedRecoveryKeyIsSaidSo(t *testing.T) {
	keys, path := saved(t)
	if err := keys.Guard(path, Guards{Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	paper, err := keys.NewRecovery(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range paper {
		if paper[i] == '-' {
			continue
		}
		other := byte('2')
		if paper[i] == other {
			other = '3'
		}
		_, ok, err := parseRecovery(paper[:i] + string(other) + paper[i+1:])
		if !ok || err == nil { // 20 bits: this test's 32 tries do not meet the one in a million
			t.Errorf("character %d mistyped and not noticed", i+1)
		}
	}
	wrong := "2" + paper[1:]
	if paper[0] == '2' {
		wrong = "3" + paper[1:]
	}
	if _, err := Load(t.Context(), path, Unlock{Ask: saying(wrong)}); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "mistyped") {
		t.Errorf("%v", err)
	}
}

func TestGuardThatFailsLeavesTheFileAsItIs(t *testing.T) {
	keys, path := saved(t)
	before, _ := os.ReadFile(path)
	broken := &memoryStore{fails: errors.New("no session")}
	for name, g := range map[string]Guards{
		"nothing": {}, "short": {Passphrase: "short"}, "one letter": {Passphrase: strings.Repeat("a", 20)}, "two lines": {Passphrase: phrase + "\n" + phrase},
		"a broken store": {Store: broken}, "a broken store and a passphrase": {Store: broken, Passphrase: phrase},
	} {
		if err := keys.Guard(path, g); !errors.Is(err, ErrGuard) && !errors.Is(err, ErrKeyStore) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, before) {
			t.Fatalf("%s changed the file", name)
		}
	}
	other, _ := saved(t)
	if err := other.Guard(path, Guards{Passphrase: phrase}); !errors.Is(err, ErrKeys) {
		t.Errorf("another station's keys: %v", err)
	}
	if _, err := other.NewRecovery(path); !errors.Is(err, ErrKeys) {
		t.Errorf("another station's recovery key: %v", err)
	}
}

// TestFirstForm is a file as the program wrote it before keys could be guarded.
func TestFirstForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "station.key")
	const old = "outpost station keys 1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==\n25134bdc72c5e564\n"
	if err := os.WriteFile(path, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	keys, err := Load(t.Context(), path, Unlock{})
	if err != nil || keys.secret[63] != 63 {
		t.Fatal(err)
	}
	if p, err := Inspect(path); err != nil || p != (Protection{Unprotected: true}) {
		t.Errorf("%+v, %v", p, err)
	}
	if err := keys.Guard(path, Guards{Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	opens(t, keys, path, Unlock{Ask: saying(phrase)}, ByPassphrase)
}

// TestWildCostIsRefused: a damaged or foreign file must not take the machine's
// memory.
func TestWildCostIsRefused(t *testing.T) {
	for _, c := range []*cost{nil, {Passes: 1, MemoryKiB: 1 << 31, Threads: 1}, {Passes: 1 << 31, MemoryKiB: 64, Threads: 1}, {Passes: 1, MemoryKiB: 64}} {
		f := keyFile{Public: make([]byte, 32), Locks: []lock{{Way: ByPassphrase, Salt: make([]byte, 16), Cost: c, Sealed: make([]byte, 92)}}}
		if _, err := f.answer(phrase); !errors.Is(err, ErrKeys) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
