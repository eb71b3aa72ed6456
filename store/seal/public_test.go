package seal

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

func TestPublicKeyAsAFile(t *testing.T) {
	keys, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	text, err := FormatPublic(keys.Public(), "window W01\nof nobody", "key "+KeyID(keys.Public()))
	if err != nil || !strings.HasPrefix(string(text), "window W01 of nobody\nkey ") {
		t.Fatalf("%s, %v", text, err)
	}
	for _, form := range []string{string(text), base64.StdEncoding.EncodeToString(keys.Public()) + "\n"} {
		if got, err := ParsePublic([]byte(form)); err != nil || !got.Equal(keys.Public()) {
			t.Errorf("%q: %v", form, err)
		}
	}
	for _, form := range []string{"", "AAAA", strings.Replace(string(text), "PUBLIC KEY", "CERTIFICATE", 1)[10:], "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"} {
		if _, err := ParsePublic([]byte(form)); !errors.Is(err, ErrPublic) {
			t.Errorf("%q: %v", form, err)
		}
	}
}
