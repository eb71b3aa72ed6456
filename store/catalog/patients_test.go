package catalog

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"outpost/receipts"
)

// gcm seals with AES-256-GCM under a key of the test.
type gcm struct{ cipher.AEAD }

func newGCM(t *testing.T) gcm {
	t.Helper()
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		t.Fatal(err)
	}
	return gcm{aead}
}

func (g gcm) Seal(plain, context []byte) ([]byte, error) {
	return g.AEAD.Seal(nil, nil, plain, context), nil
}
func (g gcm) Open(sealed, context []byte) ([]byte, error) {
	return g.AEAD.Open(nil, nil, sealed, context)
}

func patients() []receipts.Patient {
	make := func(key, name, phone, card string) receipts.Patient {
		return receipts.Patient{ID: PatientID("patients", key), HISKey: key, Number: "M" + key, Name: name, Phone: phone, Card: card}
	}
	return []receipts.Patient{
		make("1", "单玉兰", "13900001111", "C-100"),
		make("2", "单玉兰", "13900002222", "C-200"),
		make("3", "曾小行", "13700003333", "C-300"),
		make("4", "Gleason633 Alice368", "", "C-400"),
		make("5", "𬱖玥", "", "C-1"),
	}
}

func addPatients(t *testing.T, c *Catalog, sealer Sealer, list []receipts.Patient) {
	t.Helper()
	v := versionOf("patients", nil)
	v.Count, v.Currency = len(list), ""
	if err := c.AddPatients(context.Background(), v, list, sealer); err != nil {
		t.Fatal(err)
	}
}

func TestPatientsAreSealedAndComeBack(t *testing.T) {
	ctx, c, sealer := context.Background(), openTest(t), newGCM(t)
	addPatients(t, c, sealer, patients()[:2])
	addPatients(t, c, sealer, patients()) // replaces
	r, err := c.LoadPatients(ctx, sealer)
	if err != nil || r.Len() != 5 {
		t.Fatal(err)
	}
	for _, want := range patients() {
		if got, ok := r.ByID(want.ID); !ok || got != want {
			t.Errorf("came back as %+v", got)
		}
	}
	for _, suffix := range []string{"", "-wal"} {
		raw, err := os.ReadFile(c.path + suffix)
		if err != nil && suffix == "" {
			t.Fatal(err)
		}
		for _, secret := range []string{"单玉兰", "13900001111", "Gleason", "C-300", "M3"} {
			if bytes.Contains(raw, []byte(secret)) {
				t.Errorf("%q stands readable in catalog.db%s", secret, suffix)
			}
		}
	}
	if _, err := c.LoadPatients(ctx, newGCM(t)); !errors.Is(err, ErrDamaged) {
		t.Errorf("another key: %v", err)
	}
	lists, err := c.PatientLists(ctx)
	if err != nil || len(lists) != 1 || lists[0].Count != 5 || lists[0].List != "patients" {
		t.Errorf("lists %+v, %v", lists, err)
	}
}

func TestPatientsChangedOnDisk(t *testing.T) {
	for _, change := range []string{
		"DELETE FROM patients WHERE pos = 2",
		"UPDATE patients SET sealed = (SELECT sealed FROM patients WHERE pos = 1) WHERE pos = 0",
		"UPDATE patients SET sealed = x'00' WHERE pos = 4",
		"UPDATE patients SET pos = 9 WHERE pos = 0",
	} {
		c, sealer := openTest(t), newGCM(t)
		addPatients(t, c, sealer, patients())
		if _, err := c.db.Exec(change); err != nil {
			t.Fatal(err)
		}
		if _, err := c.LoadPatients(context.Background(), sealer); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

func TestPatientsRefusedWhole(t *testing.T) {
	ctx, c, sealer := context.Background(), openTest(t), newGCM(t)
	addPatients(t, c, sealer, patients())
	for _, spoil := range []func([]receipts.Patient){
		func(p []receipts.Patient) { p[1].ID = p[0].ID },
		func(p []receipts.Patient) { p[4].Name = "\x00" },
	} {
		list := patients()
		spoil(list)
		v := versionOf("patients", nil)
		v.Count = len(list)
		err := c.AddPatients(ctx, v, list, sealer)
		if !errors.Is(err, ErrItem) || strings.Contains(err.Error(), "单玉兰") {
			t.Errorf("%v", err)
		}
	}
	if r, err := c.LoadPatients(ctx, sealer); err != nil || r.Len() != 5 {
		t.Errorf("the old list did not stay: %v", err)
	}
}

func numbers(list []receipts.Patient) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Number + " ")
	}
	return strings.TrimSpace(b.String())
}

func TestRegisterFind(t *testing.T) {
	r := NewRegister(patients())
	for query, want := range map[string]string{
		"C-300": "M3", "c-1": "M5 M1", "13700003333": "M3", "3333": "M3", "139": "M1 M2",
		"单玉兰": "M1 M2", "玉兰": "M1 M2", "dyl": "M1 M2", "syl": "M1 M2", "cyl": "M1 M2",
		"zxh": "M3", "cxx": "M3", "alice": "M4", "alice368 gleason": "M4", "𬱖": "M5", "M2": "M2", "nobody": "", "": "",
	} {
		if got := numbers(r.Find(query, 10)); got != want {
			t.Errorf("%q found %q, want %q", query, got, want)
		}
	}
	if got := r.Find("单", 1); numbers(got) != "M1" {
		t.Errorf("limit: %v", got)
	}
	if got := r.Find("单", -3); len(got) != 0 {
		t.Errorf("limit -3: %v", got)
	}
}

func TestRegisterAdd(t *testing.T) {
	r := NewRegister(patients())
	r.Add(receipts.Patient{ID: "new", Number: "T1", Name: "单玉兰"})
	if got := numbers(r.Find("dyl", 10)); got != "M1 M2 T1" {
		t.Errorf("found %q", got)
	}
	changed := patients()[0]
	changed.Phone = "15000009999"
	r.Add(changed)
	r.Add(changed)
	if got := numbers(r.Find("单玉兰", 10)); got != "M1 M2 T1" || r.Len() != 6 {
		t.Errorf("found %q of %d", got, r.Len())
	}
	if got := numbers(r.Find("13900001111", 10)); got != "" {
		t.Errorf("the old phone still finds %q", got)
	}
	if got := numbers(r.Find("15000009999", 10)); got != "M1" {
		t.Errorf("the new phone finds %q", got)
	}
	var wait sync.WaitGroup
	for n := range 20 {
		wait.Go(func() { r.Add(receipts.Patient{ID: string(rune('a' + n)), Name: "并发"}) })
		wait.Go(func() { r.Find("bf", 5) })
	}
	wait.Wait()
	if got := len(r.Find("bf", 50)); got != 20 {
		t.Errorf("%d of 20 added at once are found", got)
	}
}

func TestPatientIDIsKept(t *testing.T) {
	a := PatientID("patients", "1017")
	if a != PatientID("patients", "1017") || a == PatientID("other", "1017") || a == PatientID("patients", "1018") || len(a) != 36 || a[14] != '5' {
		t.Errorf("id %s", a)
	}
}
