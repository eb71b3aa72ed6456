package seal

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestSealedDataOpensOnlyInItsPlace(t *testing.T) {
	keys, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	other, _ := Generate()
	sealed, err := keys.Seal([]byte("Lin Yuejiang"), []byte("sale|1"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("Lin")) {
		t.Fatal("the sealed form shows the name")
	}
	if plain, err := keys.Open(sealed, []byte("sale|1")); err != nil || string(plain) != "Lin Yuejiang" {
		t.Fatalf("open: %q, %v", plain, err)
	}
	if _, err := keys.Open(sealed, []byte("sale|2")); !errors.Is(err, ErrSealed) {
		t.Errorf("opened in another place: %v", err)
	}
	if _, err := other.Open(sealed, []byte("sale|1")); !errors.Is(err, ErrSealed) {
		t.Errorf("opened with another station's key: %v", err)
	}
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if _, err := keys.Open(changed, []byte("sale|1")); !errors.Is(err, ErrSealed) {
			t.Fatalf("byte %d changed and still opened: %v", i, err)
		}
	}
}

func TestKeysSurviveTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "station.key")
	if _, err := Load(t.Context(), path, Unlock{}); !errors.Is(err, ErrNoKeys) {
		t.Errorf("missing file: %v", err)
	}
	keys, _ := Generate()
	if err := keys.Save(path); err != nil {
		t.Fatal(err)
	}
	if err := keys.Save(path); err == nil {
		t.Error("an existing key file was written over")
	}
	again, err := Load(t.Context(), path, Unlock{})
	if err != nil {
		t.Fatal(err)
	}
	if !ed25519.Verify(again.Public(), []byte("m"), keys.Sign([]byte("m"))) {
		t.Error("the loaded key does not verify the saved one's signature")
	}
	text, _ := os.ReadFile(path)
	for i := range text[:len(text)-1] {
		changed := bytes.Clone(text)
		changed[i] ^= 2
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(t.Context(), path, Unlock{}); !errors.Is(err, ErrKeys) {
			t.Fatalf("byte %d flipped and the file was taken: %v", i, err)
		}
	}
}
