package people

import (
	"errors"
	"strings"
	"testing"
)

// BenchmarkPINCheck is what a login waits for; its limit is 250 ms.
func BenchmarkPINCheck(b *testing.B) {
	hash, err := HashPIN("739164", Cost{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if ok, err := hash.MatchesPIN("739164"); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func TestAPINIsHashedAndFoundAgain(t *testing.T) {
	cheap := Cost{KiB: 64, Passes: 1, Threads: 1}
	first, err := HashPIN("739164", cheap)
	again, _ := HashPIN("739164", cheap)
	if err != nil || first == again || !strings.HasPrefix(string(first), "$argon2id$v=19$m=64,t=1,p=1$") || strings.Contains(string(first), "739164") {
		t.Fatalf("%s, %s, %v", first, again, err)
	}
	for pin, want := range map[string]bool{"739164": true, "７３９１６４": true, "739165": false, "": false} {
		if ok, err := first.MatchesPIN(pin); ok != want || err != nil {
			t.Errorf("%q: %t, %v", pin, ok, err)
		}
	}
	if full, err := HashPIN("739164", Cost{}); err != nil || !strings.Contains(string(full), "m=32768,t=3,p=4") {
		t.Errorf("%s, %v", full, err)
	}
}

// A hash comes from a file of people too: one that would eat the machine's
// memory, or is damaged, is refused before it is computed.
func TestAForgedHashIsRefused(t *testing.T) {
	if err := Hash("$argon2id$v=19$m=64,t=1,p=1" + tail).Check(); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []Hash{
		"", "plain", "$argon2i$v=19$m=64,t=1,p=1" + tail, "$argon2id$v=16$m=64,t=1,p=1" + tail, "$argon2id$v=19$m=4194304,t=1,p=1" + tail,
		"$argon2id$v=19$m=64,t=4000000000,p=1" + tail, "$argon2id$v=19$m=64,t=0,p=1" + tail, "$argon2id$v=19$m=64,t=1,p=0" + tail,
		"$argon2id$v=19$m=-1,t=1,p=1" + tail, "$argon2id$v=19$m=64,t=1,p=255" + tail, "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=64,t=1,p=1$!!" + tail, Hash("$argon2id$v=19$m=64,t=1,p=1" + tail[:40]),
	} {
		if ok, err := bad.MatchesPIN("739164"); ok || !errors.Is(err, ErrHash) {
			t.Errorf("%q: %t, %v", bad, ok, err)
		}
	}
}

func TestABreakGlassCodeIsReadFromPaper(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		code, hash, err := NewCode()
		if err != nil || len(code) != 23 || strings.Count(code, "-") != 3 || seen[code] {
			t.Fatalf("%q, %v", code, err)
		}
		seen[code] = true
		typed := strings.ToLower(strings.ReplaceAll(strings.NewReplacer("0", "o", "1", "l").Replace(code), "-", " "))
		for text, want := range map[string]bool{code: true, typed: true, code[1:]: false, "": false} {
			if ok, err := hash.MatchesCode(text); ok != want || err != nil {
				t.Errorf("%q for %q: %t, %v", text, code, ok, err)
			}
		}
	}
}
