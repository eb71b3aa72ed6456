package command

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/app/billform"
)

func testClock() time.Time { return time.Date(2026, 5, 1, 9, 42, 0, 0, time.UTC) }

func TestTheSameBillIsTheSameReceipt(t *testing.T) {
	dir, id := t.TempDir(), ids(1)[0]
	first := done(t, dir, bill(id, nil), "charge", "--drill", "-")
	again := done(t, dir, bill(strings.ToUpper(id), nil), "charge", "--drill", "-")
	if first.out != again.out {
		t.Errorf("%s%s", first.out, again.out)
	}
	for name, other := range map[string]map[string]any{
		"quantity": {"lines": []any{map[string]any{"code": "ZC0001", "qty": "0.5"}}},
		"short":    {"lines": []any{map[string]any{"code": "ZC0001", "qty": "100"}}},
		"patient":  {"patient": map[string]any{"name": "测试乙"}},
		"cashier":  {"cashier": "c2"},
		"paid":     {"payments": []any{map[string]any{"tender": "cash", "amount": "30.00"}}},
		"item":     {"lines": []any{map[string]any{"code": "ZC0002", "qty": "1"}}},
		"more":     {"lines": []any{map[string]any{"code": "ZC0001", "qty": "1"}, map[string]any{"code": "ZC0002", "qty": "1"}}},
	} {
		r := refusedWith(t, "with other content", dir, bill(id, other), "charge", "--drill", "-")
		if got := object[errorLine](t, r); got.Line != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A repeated bill is the same receipt although the price list has changed since.
func TestTheSameBillAfterNewPrices(t *testing.T) {
	dir, id := t.TempDir(), ids(1)[0]
	dear, gone := filepath.Join(dir, "prices.csv"), filepath.Join(t.TempDir(), "prices.csv")
	write(t, dear, "code,name,unit,price\nA1,甲药,盒,9.00\nA2,乙药,盒,1.00\n")
	write(t, gone, "code,name,unit,price\nA2,乙药,盒,5.00\n")
	line := bill(id, map[string]any{"lines": []any{map[string]any{"code": "A1", "qty": "2"}}})
	first := done(t, dir, line, "charge", "--drill", "--prices", dear, "-")
	if got := object[receiptLine](t, first); got.Total != "18.00" {
		t.Fatalf("%+v", got)
	}
	again := done(t, dir, line, "charge", "--drill", "--prices", gone, "-")
	if first.out != again.out {
		t.Errorf("%s%s", first.out, again.out)
	}
}

func TestABadLineStopsNoOther(t *testing.T) {
	dir, id := t.TempDir(), ids(4)
	in := bill(id[0], nil) + "{\n" + bill(id[1], map[string]any{"zz": 1}) + "\n" + bill(id[2], nil) +
		strings.Repeat("x", mostLine+5) + "\n" + "\xff\n" + strings.TrimSpace(bill(id[3], nil))
	r := refusedWith(t, "4 lines were refused", dir, in, "charge", "--drill", "-")
	got := lines[answerLine](t, r)
	if len(got) != 7 {
		t.Fatalf("%d lines\n%s", len(got), r.out)
	}
	for i, want := range []string{"", "middle of the bill", `unknown field "zz"`, "", "1 MiB", "UTF-8", ""} {
		if got[i].Error != "" != (want != "") || !strings.Contains(got[i].Error, want) {
			t.Errorf("answer %d: %q, want %q", i+1, got[i].Error, want)
		}
	}
	for at, line := range map[int]int{1: 2, 2: 3, 4: 6, 5: 7} {
		if got[at].Line != line {
			t.Errorf("answer %d is of line %d, want %d", at+1, got[at].Line, line)
		}
	}
	if got[6].Number != "DRILL-0000003" {
		t.Errorf("the last line, without its end, is %+v", got[6])
	}
}

func TestBadBills(t *testing.T) {
	dir := t.TempDir()
	qty := func(q any) map[string]any {
		return map[string]any{"lines": []any{map[string]any{"code": "ZC0001", "qty": q}}}
	}
	pay := func(p ...any) map[string]any { return map[string]any{"payments": p} }
	card := func(amount string) any {
		return map[string]any{"tender": "card", "amount": amount, "reference": "R1"}
	}
	for _, c := range []struct {
		want    string
		instead map[string]any
	}{
		{"more than 0", qty("0")}, {"more than 0", qty(0)}, {"more than 0", qty("-1")}, {"is not a number", qty("1e9")},
		{"over 99,999.999", qty(1_000_000_000)}, {"3 decimals", qty("0.3333")}, {"3 decimals", qty(0.3333)}, {"not a number", qty(true)},
		{"is not a number", qty("")}, {"still to be paid", pay(map[string]any{"tender": "cash", "amount": "11.99"})},
		{"still to be paid", pay(card("11.99"))}, {"over the bill", pay(card("12.01"))}, {"still to be paid", pay()},
		{"is not one of this hospital's", pay(map[string]any{"tender": "stored", "amount": "12.00"})},
		{"reference", pay(map[string]any{"tender": "wechat", "amount": "12.00"})},
		{"2 decimals", pay(map[string]any{"tender": "cash", "amount": "20.001"})},
		{"UUID", map[string]any{"id": "1"}}, {"no name", map[string]any{"patient": map[string]any{}}},
		{"register has no number", map[string]any{"patient": map[string]any{"number": "nobody"}}},
		{"another name's", map[string]any{"patient": map[string]any{"number": "P000001", "name": "别人"}}},
		{"control", map[string]any{"patient": map[string]any{"name": "a\x01"}}},
		{"cashier", map[string]any{"cashier": ""}}, {"no lines", map[string]any{"lines": []any{}}},
		{"names no item", map[string]any{"lines": []any{map[string]any{"qty": "1"}}}},
		{"over 99,999.999", qty(strings.Repeat("9", 40))}, {"patient.name cannot be a number", map[string]any{"patient": map[string]any{"name": 7}}},
		{"lines cannot be a string", map[string]any{"lines": "x"}}, {"UUID", map[string]any{"id": "00000000-0000-0000-0000-000000000000"}},
		{"sex", map[string]any{"patient": map[string]any{"name": "甲", "sex": "dragon"}}},
		{"no date", map[string]any{"patient": map[string]any{"name": "甲", "birth_date": "31.01.1990"}}},
		{"before 1900", map[string]any{"patient": map[string]any{"name": "甲", "birth_date": "1850-01-01"}}},
		{"in the future", map[string]any{"patient": map[string]any{"name": "甲", "birth_date": "2999-01-01"}}},
		{"no name", map[string]any{"patient": map[string]any{"name": "\ufeff\u200b"}}},
		{"direction", map[string]any{"patient": map[string]any{"name": "甲\u202e乙"}}},
		{"longer than 100", map[string]any{"doctor": strings.Repeat("医", 101)}},
		{"no item", map[string]any{"lines": []any{map[string]any{"item": "prices/none", "qty": "1"}}}},
	} {
		refusedWith(t, c.want, dir, bill(ids(1)[0], c.instead), "charge", "--drill", "-")
	}
	if v := object[statusView](t, done(t, dir, "", "--data", filepath.Join(dir, drillFolder), "status", "--json")); v.Receipts != 0 {
		t.Errorf("%d receipts of refused bills", v.Receipts)
	}
}

// What the standard library passes over would be charged as if it had not been
// said.
func TestABillThatSaysTwoThingsIsRefused(t *testing.T) {
	dir := t.TempDir()
	good := strings.TrimSpace(bill(ids(1)[0], nil))
	for want, line := range map[string]string{
		"the field cashier stands twice":     strings.Replace(good, `"cashier"`, `"cashier":"c9","cashier"`, 1),
		"the field CASHIER stands twice":     good[:len(good)-1] + `,"CASHIER":"c9"}`,
		"the field lines 1.qty stands twice": strings.Replace(good, `"qty"`, `"qty":"9","qty"`, 1),
		`\ud800 is half a character`:         strings.Replace(good, "测试甲", `a\ud800`, 1),
		`\uDC00 is half a character`:         strings.Replace(good, "测试甲", `\uDC00\uD800`, 1),
		`\uD83D is half a character`:         strings.Replace(good, "测试甲", `\\\uD83D\u0041`, 1),
		"not a bill but a number":            "7",
		"at character 1,":                    "hello",
		"more stands behind":                 good + good,
	} {
		r := refusedWith(t, want, dir, line+"\n", "charge", "--drill", "-")
		if strings.Contains(r.out, "Go ") || strings.Contains(r.out, "command.") {
			t.Errorf("the program's own words: %s", r.out)
		}
	}
	whole := strings.Replace(good, "测试甲", `\\ud800 \ud83d\ude00`, 1) // a backslash with letters behind it, and a whole emoji
	number := object[receiptLine](t, done(t, dir, whole+"\n", "charge", "--drill", "-")).Number
	v := object[receiptView](t, done(t, filepath.Join(dir, drillFolder), "", "receipt", "show", number, "--json"))
	if v.Patient.Name != `\ud800 😀` {
		t.Errorf("%q", v.Patient.Name)
	}
}

func TestARepeatedBillSaysThatItIsVoid(t *testing.T) {
	dir, id := t.TempDir(), ids(1)[0]
	first := object[receiptLine](t, done(t, dir, bill(id, nil), "charge", "--drill", "-"))
	void := done(t, filepath.Join(dir, drillFolder), "", "receipt", "void", first.Number, "--reason", "wrong item", "--no-paper", "lost")
	if !strings.Contains(void.out, "Give back ") || !strings.Contains(void.out, " in cash.") {
		t.Errorf("%s", void.out)
	}
	again := object[receiptLine](t, done(t, dir, bill(id, nil), "charge", "--drill", "-"))
	if first.Void || !again.Void || again.Number != first.Number {
		t.Errorf("%+v, %+v", first, again)
	}
}

func TestAnUnknownSexIsLeftOut(t *testing.T) {
	dir := t.TempDir()
	line := bill(ids(1)[0], map[string]any{"patient": map[string]any{"name": "甲", "sex": "unknown", "birth_date": "2000-02-29"}})
	number := object[receiptLine](t, done(t, dir, line, "charge", "--drill", "-")).Number
	v := object[receiptView](t, done(t, filepath.Join(dir, drillFolder), "", "receipt", "show", number, "--json"))
	if v.Patient.Sex != "" || v.Patient.BirthDate != "2000-02-29" {
		t.Errorf("%+v", v.Patient)
	}
}

func TestRareNamesStayAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"𬱖", "喆玥珺", "Zoë 😀", "O'Brien, Ann"} {
		r := done(t, dir, bill(ids(1)[0], map[string]any{"patient": map[string]any{"name": name}}), "charge", "--drill", "-")
		number := object[receiptLine](t, r).Number
		ledger := filepath.Join(dir, drillFolder)
		if v := object[receiptView](t, done(t, ledger, "", "receipt", "show", number, "--json")); v.Patient.Name != name {
			t.Errorf("%q became %q", name, v.Patient.Name)
		}
		done(t, ledger, "", "receipt", "pdf", number, "-o", filepath.Join(dir, "r.pdf"))
	}
}

func TestAnAmbiguousCodeIsRefusedWithTheCandidates(t *testing.T) {
	dir := t.TempDir()
	file, mapping := filepath.Join(dir, "drug.csv"), filepath.Join(dir, "m.json")
	write(t, file, "id,code,name,unit,price\n1,D,甲药,盒,1.00\n2,D,乙药,盒,2.00\n")
	write(t, mapping, `{"list":"drug","key":["id"]}`)
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "DR", "--drill")
	done(t, dir, "", "prices", "import", file, "--mapping", mapping, "--accept")
	byCode := map[string]any{"lines": []any{map[string]any{"code": "D", "qty": "1"}}}
	got := object[errorLine](t, refusedWith(t, "2 items", dir, bill(ids(1)[0], byCode), "charge", "--drill", "-"))
	if len(got.Candidates) != 2 || got.Candidates[0].Key != "drug/1" || got.Candidates[1].Price != "2.00" {
		t.Errorf("%+v", got)
	}
	var many strings.Builder
	many.WriteString("id,code,name,unit,price\n")
	for i := range billform.MostCandidates + 7 {
		fmt.Fprintf(&many, "%d,D,药%d,盒,1.00\n", i+1, i+1)
	}
	write(t, file, many.String())
	done(t, dir, "", "prices", "import", file, "--mapping", mapping, "--accept")
	got = object[errorLine](t, refusedWith(t, "and 7 more", dir, bill(ids(1)[0], byCode), "charge", "--drill", "-"))
	if len(got.Candidates) != billform.MostCandidates || got.More != 7 {
		t.Errorf("%d candidates, %d more", len(got.Candidates), got.More)
	}
	byKey := map[string]any{"lines": []any{map[string]any{"item": "drug/2", "qty": 2}}}
	if r := object[receiptLine](t, done(t, dir, bill(ids(1)[0], byKey), "charge", "--drill", "-")); r.Total != "2.00" || r.Number != "DR-0000001" {
		t.Errorf("%+v", r)
	}
}

func TestALineLongerThanTheBufferIsWhole(t *testing.T) {
	long := strings.Repeat("y", 200<<10)
	r := bufio.NewReaderSize(strings.NewReader(long+"\nz"), 16)
	for _, want := range []string{long, "z"} {
		if got, err := readLine(r); err != nil || string(got) != want {
			t.Fatalf("%d bytes, %v", len(got), err)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
