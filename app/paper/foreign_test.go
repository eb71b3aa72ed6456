package paper

import (
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store/seal"
)

// window is another window's key with the code of its receipt over 241.00.
func window(t *testing.T, change func(*code.Record)) (ed25519.PublicKey, string) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := code.Record{
		Kind: code.KindReceipt, ID: uuid.New(), PatientID: uuid.New(), Station: "W02", Number: "W02-0000007", PatientNumber: "P1", Currency: "CNY",
		At: time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC), Total: 241_00, Rounding: -4,
		Lines: []code.Line{{Item: "drug/1", Quantity: 2 * receipts.One, Amount: 211_04}, {Item: "lab/2", Quantity: receipts.One, Amount: 30_00}},
	}
	if r.KeyID, err = shortKey(public); err != nil {
		t.Fatal(err)
	}
	change(&r)
	text, err := code.Encode(r, func(message []byte) []byte { return ed25519.Sign(private, message) })
	if err != nil {
		t.Fatal(err)
	}
	return public, text
}

func knows(item string) (receipts.Line, bool) {
	return receipts.Line{Item: item, Name: "Amoxicillin", Unit: "box", Category: receipts.CategoryWesternDrug, Price: 105_5200, Quantity: receipts.One}, item == "drug/1"
}

func TestACodeSaysWhatAnotherWindowCharged(t *testing.T) {
	public, text := window(t, func(*code.Record) {})
	for name, keys := range map[string][]ed25519.PublicKey{"known": {public}, "not known": nil} {
		f, err := Foreign(text, keys, false, knows)
		if err != nil {
			t.Fatal(err)
		}
		if f.Verified != (len(keys) > 0) || f.Number != "W02-0000007" || f.Total != 241_00 || f.Rounding != -4 || f.Patient.Number != "P1" || f.Code != text {
			t.Errorf("%s: %+v", name, f)
		}
		if a, b := f.Lines[0], f.Lines[1]; a.Name != "Amoxicillin" || a.Quantity != 2*receipts.One || a.Amount != 211_04 || b.Name != "lab/2" || b.Category != receipts.CategoryOther {
			t.Errorf("%s: %+v", name, f.Lines)
		}
		f.Patient.Name, f.Payments = "Lin Yuejiang", []receipts.Payment{{Tender: "cash", Amount: 241_00}}
		rules := receipts.Rules{Currency: receipts.CNY(), Tenders: []receipts.Tender{{Code: "cash", Cash: true}}}
		if red, err := receipts.RefundForeign(f, rules); err != nil || red.Total != -241_00 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCodesThatAreNotRefunded(t *testing.T) {
	public, text := window(t, func(*code.Record) {})
	_, stolen := window(t, func(r *code.Record) { r.KeyID, _ = shortKey(public) })
	_, red := window(t, func(r *code.Record) { r.Kind, r.Total = code.KindRefund, -241_00 })
	_, rehearsed := window(t, func(r *code.Record) { r.Kind = code.KindDrill })
	for name, tt := range map[string]struct {
		text  string
		drill bool
		want  error
	}{
		"signed by another": {stolen, false, code.ErrSignature},
		"red":               {red, false, ErrKind},
		"of a drill":        {rehearsed, false, ErrKind},
		"in a drill":        {text, true, ErrKind},
		"no code":           {"HELLO", false, code.ErrCode},
	} {
		if _, err := Foreign(tt.text, []ed25519.PublicKey{public}, tt.drill, knows); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheOtherWindowsKeysAreRead(t *testing.T) {
	dir := t.TempDir()
	if keys, err := Keys(dir); err != nil || len(keys) != 0 {
		t.Errorf("none: %v, %v", keys, err)
	}
	public, _ := window(t, func(*code.Record) {})
	text, err := seal.FormatPublic(public, "window W02")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, WindowKeys), 0o700), os.WriteFile(filepath.Join(dir, WindowKeys, "w02.pem"), text, 0o600)); err != nil {
		t.Fatal(err)
	}
	if keys, err := Keys(dir); err != nil || len(keys) != 1 || !keys[0].Equal(public) {
		t.Errorf("%v, %v", keys, err)
	}
	if err := os.WriteFile(filepath.Join(dir, WindowKeys, "x.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Keys(dir); !errors.Is(err, seal.ErrPublic) {
		t.Errorf("no key: %v", err)
	}
}
