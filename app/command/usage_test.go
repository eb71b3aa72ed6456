package command

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"outpost/receipts"
)

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args string
		exit int
		want string
	}{
		{"--help", 0, "charge"},
		{"charge --help", 0, `"payments":[{"tender":"cash"`},
		{"receipt amount 100.05", 0, "壹佰元零伍分"},
		{"receipt amount 1e3", 1, "is not a number"},
		{"receipt amount", 2, "accepts 1 arg"},
		{"nosuch", 2, "unknown command"},
		{"shift", 2, "needs one of: open, drop, close"},
		{"shift open --cashier c1", 2, "unknown flag"},
		{"status --nosuch", 2, "unknown flag"},
		{"status", 1, "holds no ledger"},
		{"prices find a --limit 0", 2, "--limit"},
		{"charge --prices x.csv", 2, "--drill"},
		{"order declare --class 1 --role king", 2, "unknown flag"},
		{"order declare --class 4", 2, "--class"},
		{"people add x --name X --role king --new-pin-file f", 2, "role"},
		{"settings check nosuch.toml", 1, "cannot be read"},
		{"demo his fault refuse", 1, "demo his up"},
		{"demo his fault nosuch", 2, "cut-after-commit"},
		{"demo his fault slow", 2, "--ms"},
		{"drill --charges 1", 1, "30"},
		{"", 1, "no window"},
		{"panel", 1, "no window"},
		{"panel --demo", 1, "no window"},
		{"setup --demo --hospital H --station W --prefix W", 2, "founds itself"},
	} {
		r := run(t, dir, "", strings.Fields(c.args)...)
		if r.exit != c.exit || !strings.Contains(r.out+r.err, c.want) {
			t.Errorf("%q: exit %d, want %d with %q\n%s%s", c.args, r.exit, c.exit, c.want, r.out, r.err)
		}
		if r.exit != 0 && strings.Count(strings.TrimSpace(r.err), "\n") > 1 {
			t.Errorf("%q: not one sentence: %s", c.args, r.err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != logFolder {
		t.Errorf("refused commands left %v in the data folder (%v)", left, err)
	}
}

// A command line that cannot be read is answered in JSON too, wherever --json
// stands, and points to the help of its own command.
func TestAUsageErrorIsJSONToo(t *testing.T) {
	for args, help := range map[string]string{
		"status --bogus --json": "outpost status --help", "--json status --bogus": "outpost status --help",
		"receipt void --json": "outpost receipt void --help", "nosuch --json": "outpost --help", "order --json": "outpost order --help",
		"decide X --json=true --verdict linked": "outpost decide --help",
	} {
		r := run(t, t.TempDir(), "", strings.Fields(args)...)
		if got := object[map[string]string](t, r); r.exit != ExitUsage || got["error"] == "" || !strings.Contains(r.err, "See '"+help+"'") {
			t.Errorf("%s: exit %d\n%s%s", args, r.exit, r.out, r.err)
		}
	}
	if r := run(t, t.TempDir(), "", "receipt", "show", "--bogus", "--", "--json"); strings.Contains(r.out, "{") {
		t.Errorf("an argument was taken for the flag: %s", r.out)
	}
}

func TestWhatMustBeSaidIsNotEmpty(t *testing.T) {
	for _, args := range [][]string{
		{"receipt", "void", "N", "--reason", " ", "--paper"}, {"receipt", "void", "N"},
		{"decide", "N", "--verdict", "resend", "--reason", ""}, {"decide", "N", "--verdict", "resend"},
		{"order", "declare", "--class", ""}, {"fault", "close", "F", "--cause", " "},
	} {
		if r := run(t, t.TempDir(), "", args...); r.exit != ExitUsage {
			t.Errorf("%q: exit %d\n%s%s", args, r.exit, r.out, r.err)
		}
	}
}

func TestARefusalIsJSONToo(t *testing.T) {
	r := run(t, t.TempDir(), "", "status", "--json")
	if got := object[map[string]string](t, r); r.exit != 1 || !strings.Contains(got["error"], "holds no ledger") {
		t.Errorf("exit %d, %v", r.exit, got)
	}
}

// The binary without C ends with the same codes and names the folder's variable.
func TestTheBinary(t *testing.T) {
	folder := t.TempDir()
	for args, want := range map[string]int{"--version": 0, "receipt amount 3": 0, "": 1, "nosuch": 2} {
		cmd := exec.CommandContext(t.Context(), built, strings.Fields(args)...)
		cmd.Env = append(os.Environ(), "OUTPOST_FOLDER="+folder)
		err := cmd.Run()
		var ended *exec.ExitError
		code := 0
		if errors.As(err, &ended) {
			code = ended.ExitCode()
		} else if err != nil {
			t.Fatal(err)
		}
		if code != want {
			t.Errorf("%q: exit %d, want %d", args, code, want)
		}
	}
	cmd := exec.CommandContext(t.Context(), built, "charge", "--drill", "-")
	cmd.Env = append(os.Environ(), "OUTPOST_FOLDER="+folder)
	cmd.Stdin = strings.NewReader(bill(ids(1)[0], nil))
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "DRILL-0000001") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(folder, drillFolder, "ledger.db")); err != nil {
		t.Error(err)
	}
}

func TestAPanicLeavesAReportWithoutPersonalData(t *testing.T) {
	dir := t.TempDir()
	a := &app{Env: Env{Err: &strings.Builder{}, Now: testClock, Version: "test"}, folder: dir}
	if exit := a.crashed("patient 张三"); exit != ExitRefused {
		t.Errorf("exit %d", exit)
	}
	found, err := filepath.Glob(filepath.Join(dir, logFolder, "crash-*.txt"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "张三") || !strings.Contains(string(text), "crashed") || !strings.Contains(string(text), "Outpost test") {
		t.Errorf("%s", text)
	}
}

// A refusal is a whole sentence, and a number of one has its singular.
func TestWordsAreSentences(t *testing.T) {
	dir := t.TempDir()
	r := run(t, dir, "", "status")
	if text := strings.TrimSpace(r.err); !strings.HasSuffix(text, ".") || strings.HasSuffix(text, "..") {
		t.Errorf("the refusal %q is no sentence", text)
	}
	drillLedger(t, dir, 1)
	if r := run(t, dir, "{}\n", "charge", "--drill", "-"); !strings.Contains(r.err, "1 line was refused") {
		t.Errorf("one refused line: %s", r.err)
	}
	if r := done(t, dir, "", "status"); !strings.Contains(r.out, "1 receipt, 1 (") {
		t.Errorf("one receipt: %s", r.out)
	}
	money := receipts.CNY()
	for _, text := range []string{"wechat=40.00@REF", "wechat=40,REF"} {
		if paid, err := parsePayments(money, []string{text}); err != nil || len(paid) != 1 || paid[0].Reference != "REF" || paid[0].Tendered != 40_00 {
			t.Errorf("%s: %+v, %v", text, paid, err)
		}
	}
}
