package command

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"outpost/app/station"
	"outpost/receipts"
)

// personalCharges is how many charges the scan of the data folder is made after.
//
//	OUTPOST_CHARGES=1000 go test -run Readable ./app/command
func personalCharges(t *testing.T) int {
	t.Helper()
	n := 30
	if set := os.Getenv("OUTPOST_CHARGES"); set != "" {
		var err error
		if n, err = strconv.Atoi(set); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// What every person of this test has in common, and nothing else in the folder
// has: one look for each finds them all.
const (
	stemName     = "验甄罕"
	stemLatin    = "Qxyzan Testersdottir"
	stemPhone    = "1990077"
	stemID       = "990107198706"
	stemBirth    = "1987-06-1"
	stemCard     = "KA-77-0"
	stemInsured  = "YB770077"
	stemGuardian = "验护罕"
	stemStaff    = "Jingli Testerson"
	stemDoctor   = "验医罕"
	stemGreen    = "验因罕"
)

func stems() []string {
	return []string{stemName, stemLatin, stemPhone, stemID, stemBirth, stemCard, stemInsured, stemGuardian, stemStaff, stemDoctor, stemGreen}
}

// invented is one of the test's people, with everything that a record holds.
func invented(n int) map[string]any {
	birth := fmt.Sprintf("%s%d", stemBirth, n%10)
	id := fmt.Sprintf("%s1%d%03d", stemID, n%10, n%1000)
	return map[string]any{
		"name": fmt.Sprintf("%s%d %s %d", stemName, n, stemLatin, n), "phone": fmt.Sprintf("%s%04d", stemPhone, n%10000),
		"birth_date": birth, "id_number": id + checkCharacter(id), "card": fmt.Sprintf("%s%05d", stemCard, n),
		"insurance_number": fmt.Sprintf("%s%05d", stemInsured, n), "guardian": fmt.Sprintf("%s%d", stemGuardian, n), "guardian_phone": fmt.Sprintf("%s%04d", stemPhone, (n+1)%10000),
	}
}

// checkCharacter is that of GB 11643-1999 over the first 17 digits.
func checkCharacter(digits string) string {
	weight, sum := 1, 0
	for i := len(digits) - 1; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += weight * int(digits[i]-'0')
	}
	return string("10X98765432"[sum%11])
}

// TestNothingReadableLiesInTheDataFolder works through an outage with people of
// all kinds and then looks through every file of the data folder, write-ahead
// logs, second copy, further copy and backup too, for a name, a number or a phone
// of them, as it is written and as a program might write it.
func TestNothingReadableLiesInTheDataFolder(t *testing.T) {
	dir, n := t.TempDir(), personalCharges(t)
	chen := personalWindow(t, dir)
	var in strings.Builder
	for i, id := range ids(n) {
		in.WriteString(bill(id, map[string]any{
			"patient": invented(i), "cashier": "chen", "doctor": fmt.Sprintf("%s%d", stemDoctor, i),
			"prescriptions": []any{map[string]any{"number": "RX-1", "doctor": fmt.Sprintf("%s-%d", stemDoctor, i), "doses": 1}},
			"lines":         []any{map[string]any{"code": "ZC0001", "qty": "1", "prescription": "RX-1"}},
		}))
	}
	sold := lines[answerLine](t, done(t, dir, in.String(), chen.does("charge")...))
	if len(sold) != n {
		t.Fatalf("%d charged, %d answers", n, len(sold))
	}
	personalWork(t, dir, chen, sold, n)
	panicking(t, dir)

	s, err := station.Open(t.Context(), dir, station.Options{}) // so that the write-ahead logs are there
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	draft := receipts.Bill{ID: ids(1)[0], Patient: receipts.Patient{ID: ids(1)[0], Name: stemName, Phone: stemPhone + "0001", Card: stemCard}}
	if err := s.Ledger.SaveDraft(t.Context(), draft, true); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{fmt.Sprintf("%s%04d", stemPhone, 7), fmt.Sprintf("%s%05d", stemCard, 7), stemName + "7 "} {
		if found, err := s.Ledger.Find(t.Context(), query, 10, 0); err != nil || len(found) == 0 {
			t.Errorf("a search for %q finds %d, %v", query, len(found), err)
		}
	}
	seen := unreadableIn(t, dir, stems())
	for _, name := range []string{"ledger.db", "ledger.db-wal", "catalog.db", ".copy", "outpost.log", "crash-", "backup", "station.key"} {
		if !strings.Contains(strings.Join(seen, "\n"), name) {
			t.Errorf("no %s was looked through: %q", name, seen)
		}
	}
}

// personalWindow is a real window in an outage, with a shift of chen's open.
func personalWindow(t *testing.T, dir string) (chen who) {
	t.Helper()
	wu, first := window(t, dir), inPerson(t, "chen", "30519827")
	chen = inPerson(t, "chen", "850273")
	done(t, dir, "", wu.does("people", "add", "chen", "--name", stemStaff, "--role", "supervisor", "--new-pin-file", first[3])...)
	done(t, dir, "", first.does("people", "pin", "--new-pin-file", chen[3])...)
	prices, register := filepath.Join(t.TempDir(), "items.csv"), filepath.Join(t.TempDir(), "patients.csv")
	write(t, prices, "code,name,unit,price\nZC0001,Consultation,once,12.00\n")
	done(t, dir, "", wu.does("prices", "import", prices, "--accept")...)
	var text strings.Builder
	text.WriteString("id,name,phone,id_number,card,birth_date\n")
	for i := range 50 {
		p := invented(10_000 + i)
		fmt.Fprintf(&text, "R%d,%s,%s,%s,%s,%s\n", i, p["name"], p["phone"], p["id_number"], p["card"], p["birth_date"])
	}
	write(t, register, text.String())
	done(t, dir, "", wu.does("patients", "import", register, "--accept")...)
	openOrders(t, dir, wu)
	done(t, dir, "", wu.does("order", "standalone", "--reason", "HIS gives no answer")...)
	done(t, dir, "", chen.does("shift", "open", "--float", "100.00")...)
	return chen
}

// openOrders copies open orders of people of the register, and looks them up.
func openOrders(t *testing.T, dir string, wu who) {
	t.Helper()
	var text strings.Builder
	text.WriteString("order,card,item,qty,doctor\n")
	for i := range 50 {
		fmt.Fprintf(&text, "H%d,%s,ZC0001,1,%s\n", i, invented(10_000 + i)["card"], stemStaff)
	}
	file := filepath.Join(t.TempDir(), "orders.csv")
	write(t, file, text.String())
	done(t, dir, "", wu.does("orders", "import", file, "--accept")...)
	card := fmt.Sprint(invented(10_007)["card"])
	found := object[map[string]any](t, done(t, dir, "", "orders", "find", card, "--json"))
	if all := found["patients"].([]any); len(all) != 1 || len(all[0].(map[string]any)["left"].([]any)) != 1 {
		t.Errorf("open orders of %s: %v", card, found)
	}
}

// personalWork does with the receipts whatever writes a patient down again.
func personalWork(t *testing.T, dir string, chen who, sold []answerLine, n int) {
	t.Helper()
	p := invented(20_001)
	register := fmt.Sprintf(`{"name":%q,"phone":%q,"card":%q,"id_number":%q}`, p["name"], p["phone"], p["card"], p["id_number"])
	done(t, dir, register, chen.does("patients", "register")...)
	asked := fmt.Sprintf(`{"last_his":"F2026-000991","payments":[{"patient":{"name":%q,"phone":%q},"total":"12.00","at":"09:12"}]}`, invented(3)["name"], invented(3)["phone"])
	done(t, dir, asked, chen.does("goingover", "record")...)
	number := object[map[string]any](t, done(t, dir, "", "patients", "find", fmt.Sprintf("%s%04d", stemPhone, 10_001%10000), "--json"))
	first := number["patients"].([]any)[0].(map[string]any)["number"].(string)
	done(t, dir, "", chen.does("insured", "wait", "--patient", first, "--insurer", "residents", "--amount", "12.00")...)
	paper := fmt.Sprintf(`{"number":"sg-000100","at":"2026-03-01 09:40","patient":{"name":%q,"phone":%q},"lines":[{"code":"ZC0001","qty":"1"}],"payments":[{"tender":"cash","amount":"12"}],"cashier":"chen"}`, p["name"], p["phone"])
	done(t, dir, paper+"\n", chen.does("receipt", "paper")...)
	done(t, dir, "", chen.does("receipt", "void", sold[0].Number, "--reason", "typed twice", "--paper")...)
	done(t, dir, "", "patients", "find", stemLatin)
	done(t, dir, "", "receipt", "show", sold[1].Number)
	refusedWith(t, "", dir, bill(ids(1)[0], map[string]any{"patient": map[string]any{"name": stemName, "id_number": stemID + "1"}}), chen.does("charge")...)
	done(t, dir, "", chen.does("receipt", "pdf", sold[2].Number, "-o", filepath.Join(t.TempDir(), "paper.pdf"))...)
	done(t, dir, "", "ledger", "verify")
	done(t, dir, "", "backup", "run")
	done(t, dir, "", chen.does("shift", "close", "--count", receipts.CNY().Format(receipts.Money(100_00+12_00*n)))...)
}

// panicking ends the program with a panic that quotes a patient.
func panicking(t *testing.T, dir string) {
	t.Helper()
	var errs bytes.Buffer
	exit := Run(t.Context(), Env{
		Args: []string{"--data", dir}, Out: io.Discard, Err: &errs, Folder: t.TempDir(), Version: "test",
		Desktop: func(context.Context, Desktop) error {
			panic(errors.New("the patient " + stemName + " of " + stemPhone + "0001"))
		},
	})
	if exit != ExitRefused || !strings.Contains(errs.String(), "a defect of this program") {
		t.Errorf("exit %d: %s", exit, errs.String())
	}
}

// unreadableIn looks through every file below dir for each secret and returns the
// files' names.
func unreadableIn(t *testing.T, dir string, secrets []string) (seen []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, s := range secrets {
			for as, form := range written(s) {
				if bytes.Contains(raw, form) {
					t.Errorf("%q stands readable (%s) in %s", s, as, path)
				}
			}
		}
		seen = append(seen, path)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return seen
}

// written is a text in the forms in which a file may hold it.
func written(s string) map[string][]byte {
	forms := map[string][]byte{"UTF-8": []byte(s), "hex": []byte(hex.EncodeToString([]byte(s)))}
	escaped := strconv.QuoteToASCII(s)
	forms["escaped"] = []byte(escaped[1 : len(escaped)-1])
	var little, big []byte
	for _, u := range utf16.Encode([]rune(s)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	forms["UTF-16LE"], forms["UTF-16BE"] = little, big
	for shift := range 3 { // where it begins within a group of three bytes
		code := base64.StdEncoding.EncodeToString(append(make([]byte, shift), s...))
		whole := code[(shift*8+5)/6 : (shift+len(s))*8/6]
		forms["base64 "+strconv.Itoa(shift)] = []byte(whole)
	}
	return forms
}

// TestTheScanFindsWhatIsWritten: a scan that could not find anything would prove
// nothing.
func TestTheScanFindsWhatIsWritten(t *testing.T) {
	for _, prefix := range []string{"", "a", "ab"} {
		code := base64.StdEncoding.EncodeToString([]byte(prefix + stemName + "7, and more"))
		found := false
		for _, form := range written(stemName) {
			found = found || strings.Contains(code, string(form))
		}
		if !found {
			t.Errorf("base64 after %q is not found: %s", prefix, code)
		}
	}
	if escaped := written(stemName)["escaped"]; string(escaped) != `\u9a8c\u7504\u7f55` {
		t.Errorf("escaped %s", escaped)
	}
}
