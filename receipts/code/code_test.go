package code

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"rsc.io/qr"

	"outpost/receipts"
)

// TestBase45Vectors are the examples of RFC 9285, sections 4.3 and 4.4.
func TestBase45Vectors(t *testing.T) {
	for plain, encoded := range map[string]string{"AB": "BB8", "Hello!!": "%69 VD92EX0", "base-45": "UJCLQE7W581", "ietf!": "QED8WEX0", "": ""} {
		if got := EncodeBase45([]byte(plain)); got != encoded {
			t.Errorf("%q is written %q, want %q", plain, got, encoded)
		}
		got, err := DecodeBase45(encoded)
		if err != nil || string(got) != plain {
			t.Errorf("%q reads %q, %v; want %q", encoded, got, err, plain)
		}
	}
}

func TestBase45Refuses(t *testing.T) {
	// GGW is 65536, one over two bytes (RFC 9285, section 6); :: is over one.
	for _, text := range []string{"A", "GGW", ":::", "::", "ab1", "BB8#", "中文中"} {
		if _, err := DecodeBase45(text); !errors.Is(err, ErrCode) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func key() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
}

func signer(message []byte) []byte { return ed25519.Sign(key(), message) }

func record(lines int) Record {
	r := Record{
		Kind: KindReceipt, KeyID: [4]byte{1, 2, 3, 4}, Previous: [8]byte{9, 8, 7},
		ID: uuid.MustParse("0195e3a0-1b2c-7def-8a90-1234567890ab"), PatientID: uuid.MustParse("0195e3a0-0000-7def-8a90-1234567890ab"),
		Site: "H1", Station: "A1", Number: "A1-000123", PatientNumber: "MZ20260309017", Currency: "CNY",
		At: time.Date(2026, 3, 9, 2, 14, 7, 250e6, time.UTC), Total: 24193, Rounding: -3, LineCount: lines,
	}
	r.Payments, r.Form = []Payment{{"wechat", 10000}, {"cash", 14193}}, "AB0001234"
	for i := range lines {
		r.Lines = append(r.Lines, Line{Item: fmt.Sprint("drug/", 1000+i*37), Quantity: receipts.One * receipts.Quantity(1+i%3), Amount: receipts.Money(1573 + i*211)})
	}
	return r
}

func TestRoundTrip(t *testing.T) {
	for _, lines := range []int{1, 8, 20, MaxLines} {
		want := record(lines)
		text, err := Encode(want, signer)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Record, want) {
			t.Errorf("%d lines:\n got %+v\nwant %+v", lines, got.Record, want)
		}
		if err := got.Verify(key().Public().(ed25519.PublicKey)); err != nil {
			t.Error(err)
		}
	}
}

// The codes of each version, as they were written: receipts with them are in
// people's pockets. Nothing makes a former version's vector again.
const (
	firstVersion  = `W50X507H0H61$*0000000090.YSQJ3J-FCNHPD2--A0DI090.YS000J-FCNHPD2--A0DI:C0 86*A8T71Y96646746QF6UU15IB846C%69L6FA7:96PI0W+9WNI*7WG.P5PGMB0IB0900JVC+$EL/5646A86E:0V13NC0N27U02SI3*BU4PQB-MDSER25M*SZ1F*YFB6TS F./MIDGXXUWMJ/9FF-94DD161/VUI-SLMIX-B7PQICLZ2R5ND US.0JGDJMI2+6PE0`
	secondVersion = `IB0X507H0H61$*0000000090.YSQJ3J-FCNHPD2--A0DI090.YS000J-FCNHPD2--A0DI:C0 86*A8T71Y96646746QF6UU15IB846C%69L6FA7:96PI0W+9WNI*7WG.P5PGMB0IB0900JVC+$EL/5646A86E:0V13NC0N27U02TI3Z 0Z C 8DLXEMWJ/O0HECUBDC.R9QTK3IT846I8 DGWV3RW03-T-KDVNU3GO-1JX:I58B.:GMKJ946J20FAV$J9+V99F7F4QY/TJ93R7DD3T74F-L4L$OA8S77P`
	thirdVersion  = `4H0X507H0H61$*0000000090.YSQJ3J-FCNHPD2--A0DI090.YS000J-FCNHPD2--A0DI:C0 86*A8T71Y96646746QF6UU15IB846C%69L6FA7:96PI0W+9WNI*7WG.P5PGMB0IB0900JVC+$EL/5646A86E:0V13NC0N27U02TI3Z 0Z C 8DLXEMWJ/O0HECUBDC.RT71OG8646*96DL66OKCWV7BGTX8-599URDNU0JMTIIKCPN:B$WH.3K2M47UMQFDTD08GKI29K98EJK$.EZ%0AFQ$113EJ1KRYAC4JLM/1OTGODQ`
)

func TestEveryVersionIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		without func(*Record)
	}{
		"1": {firstVersion, func(r *Record) { r.Payments, r.Form = nil, "" }},
		"2": {secondVersion, func(r *Record) { r.Form = "" }},
		"3": {thirdVersion, func(*Record) {}},
	} {
		want := record(2)
		c.without(&want)
		got, err := Decode(c.text)
		if err != nil || !reflect.DeepEqual(got.Record, want) {
			t.Errorf("version %s: got %+v, %v\nwant %+v", name, got.Record, err, want)
		}
		if err := got.Verify(key().Public().(ed25519.PublicKey)); err != nil {
			t.Errorf("version %s: %v", name, err)
		}
	}
	if now, err := Encode(record(2), signer); err != nil || now != thirdVersion {
		t.Errorf("version %d is written as %s, %v", Version, now, err)
	}
}

func TestManyPaymentsAreNotNamed(t *testing.T) {
	r := record(2)
	for range MaxPayments {
		r.Payments = append(r.Payments, Payment{"card", 1})
	}
	text, err := Encode(r, signer)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(text); err != nil || got.Record.Payments != nil {
		t.Errorf("%+v, %v", got.Record.Payments, err)
	}
}

// TestSizes keeps the code of an ordinary receipt within version 15 of a QR
// code, which a cheap scanner reads from 30 mm.
func TestSizes(t *testing.T) {
	for lines, most := range map[int]int{8: 77, 20: 93, 40: 109, MaxLines: 125} {
		text, err := Encode(record(lines), signer)
		if err != nil {
			t.Fatal(err)
		}
		image, err := qr.Encode(text, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d lines: %d characters, %d modules a side", lines, len(text), image.Size)
		if image.Size > most {
			t.Errorf("%d lines: %d modules a side, want at most %d", lines, image.Size, most)
		}
	}
}

func TestManyLinesBecomeADigest(t *testing.T) {
	want := record(MaxLines + 1)
	text, err := Encode(want, signer)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if got.Record.Lines != nil || got.Record.LineCount != MaxLines+1 || got.Record.Digest != Digest(want.Lines) {
		t.Errorf("%+v", got.Record)
	}
}

func TestEveryChangedByteIsFound(t *testing.T) {
	text, err := Encode(record(3), signer)
	if err != nil {
		t.Fatal(err)
	}
	data, err := DecodeBase45(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		changed := bytes.Clone(data)
		changed[i] ^= 1
		got, err := Decode(EncodeBase45(changed))
		if err == nil {
			err = got.Verify(key().Public().(ed25519.PublicKey))
		}
		if !errors.Is(err, ErrCode) && !errors.Is(err, ErrSignature) {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for cut := range len(text) {
		if got, err := Decode(text[:cut]); err == nil && got.Verify(key().Public().(ed25519.PublicKey)) == nil {
			t.Errorf("cut after %d characters it is still valid", cut)
		}
	}
}

func TestVerifyRefusesOtherKeys(t *testing.T) {
	text, err := Encode(record(1), signer)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	for _, public := range []ed25519.PublicKey{other, nil, other[:5]} {
		if err := got.Verify(public); !errors.Is(err, ErrSignature) {
			t.Errorf("%x: %v", public, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*Record){
		"no kind":       func(r *Record) { r.Kind = 0 },
		"no lines":      func(r *Record) { r.Lines = nil },
		"a long number": func(r *Record) { r.Number = strings.Repeat("9", MaxText+1) },
		"a long item":   func(r *Record) { r.Lines[0].Item = strings.Repeat("9", MaxText+1) },
		"broken text":   func(r *Record) { r.Station = "\xff" },
		"a quantity":    func(r *Record) { r.Lines[0].Quantity = -1 },
		"a form":        func(r *Record) { r.Form = "\xff" },
		"a tender":      func(r *Record) { r.Payments[0].Tender = "\xff" },
		"no time":       func(r *Record) { r.At = time.Time{} },
	} {
		r := record(2)
		spoil(&r)
		if _, err := Encode(r, signer); !errors.Is(err, ErrRecord) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Encode(record(1), func([]byte) []byte { return nil }); !errors.Is(err, ErrRecord) {
		t.Error("an empty signature was taken")
	}
}

// FuzzDecode: no text makes the decoder panic; what it refuses, it refuses with
// ErrCode, and what it reads stays within the limits of a receipt.
func FuzzDecode(f *testing.F) {
	for _, lines := range []int{1, 8, MaxLines + 1} {
		text, err := Encode(record(lines), signer)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add(text[:len(text)/2])
	}
	f.Add(firstVersion)
	f.Add(secondVersion)
	f.Add("")
	f.Add("<html>not a code</html>")
	f.Add(strings.Repeat("0", 600))
	f.Add(strings.Repeat(":", 600))
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Decode(text)
		if err != nil {
			if !errors.Is(err, ErrCode) {
				t.Fatalf("%v does not wrap ErrCode", err)
			}
			return
		}
		if len(got.Record.Lines) > receipts.MaxLines || len(got.Record.Payments) > MaxPayments {
			t.Fatalf("%d lines", len(got.Record.Lines))
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	r := record(8)
	for b.Loop() {
		if _, err := Encode(r, signer); err != nil {
			b.Fatal(err)
		}
	}
}
