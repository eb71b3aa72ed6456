package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/demo"
	"outpost/app/settings"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reentry"
)

// A whole day by commands, with the stand-in HIS as a process of its own.
func TestADayByCommands(t *testing.T) {
	dir := t.TempDir()
	t.Cleanup(func() {
		if _, err := demo.StopHIS(t.Context(), dir); err != nil {
			t.Log(err)
		}
	})
	his := object[demo.HIS](t, done(t, dir, "", "demo", "his", "up", "--json"))
	if again := object[demo.HIS](t, done(t, dir, "", "demo", "his", "up", "--json")); again != his {
		t.Errorf("a second HIS was started: %+v, %+v", his, again)
	}
	known := map[string]any{"patient": map[string]any{"number": "P000001"}}
	chen, lin, sun, wu, zhou := as(t, dir, "chen"), as(t, dir, "lin"), as(t, dir, "sun"), as(t, dir, "wu"), as(t, dir, "zhou")
	refusedWith(t, "not stand-alone, so it charges in the HIS", dir, bill(ids(1)[0], known), chen.does("charge", "-")...)

	refusedWith(t, "role is too low", dir, "", chen.does("order", "standalone", "--reason", "HIS gives no answer")...)
	for _, reason := range []string{"", " "} {
		r := run(t, dir, "", sun.does("order", "standalone", "--reason", reason)...)
		if r.exit != ExitUsage || !strings.Contains(r.err, "needs a reason") || !strings.Contains(r.err, "outpost order standalone --help") {
			t.Errorf("exit %d, %s", r.exit, r.err)
		}
	}
	done(t, dir, "", sun.does("order", "standalone", "--reason", "HIS gives no answer")...)
	refusedWith(t, "no shift is open", dir, bill(ids(1)[0], known), chen.does("charge")...)
	refusedWith(t, "--as NAME", dir, "", "shift", "open")
	done(t, dir, "", chen.does("shift", "open", "--float", "100.00")...)

	var in strings.Builder
	for range 4 {
		in.WriteString(bill(ids(1)[0], known))
	}
	sold := lines[receiptLine](t, done(t, dir, in.String(), chen.does("charge")...))
	refusedWith(t, "chen's", dir, bill(ids(1)[0], map[string]any{"cashier": "lin"}), chen.does("charge")...)
	refusedWith(t, "lin cannot charge in it", dir, bill(ids(1)[0], map[string]any{"cashier": "lin"}), lin.does("charge")...)
	refusedWith(t, "takes a supervisor", dir, "", lin.does("receipt", "void", sold[0].Number, "--reason", "not mine", "--paper")...)
	refusedWith(t, "who approves it", dir, "", lin.does("shift", "close", "--count", "0")...)
	done(t, dir, "", chen.does("receipt", "void", sold[0].Number, "--reason", "wrong item", "--paper")...)
	refusedWith(t, "void already", dir, "", chen.does("receipt", "void", sold[0].Number, "--reason", "again", "--paper")...)
	shift := object[shiftView](t, done(t, dir, "", chen.does("shift", "close", "--count", "136.00", "--json")...))
	if shift.Sales != "48.00" || shift.FromPayments != "36.00" || !shift.Agrees || shift.Voids != 1 {
		t.Errorf("%+v", shift)
	}
	refusedWith(t, "not complete", dir, "", "reconcile")

	refusedWith(t, "takes a net_admin", dir, "", chen.does("reenter")...)
	done(t, dir, "", zhou.does("his", "check")...)
	done(t, dir, "", "demo", "his", "fault", "reprice", "--count", "1")
	r := run(t, dir, "", zhou.does("reenter", "--json")...)
	all := strings.Split(strings.TrimSpace(r.out), "\n")
	sum := object[reentry.Summary](t, result{out: all[len(all)-1]})
	if r.exit != ExitRefused || len(all) != 4 || sum.Confirmed != 2 || sum.Differs != 1 {
		t.Fatalf("exit %d\n%s%s", r.exit, r.out, r.err)
	}
	refusedWith(t, "(1 differs)", dir, "", zhou.does("reenter")...)
	refusedWith(t, "of another shift", dir, "", chen.does("receipt", "void", sold[1].Number, "--reason", "late", "--paper")...)
	settle(t, dir)
	pdf := filepath.Join(t.TempDir(), "proof.pdf")
	proven := done(t, dir, "", "reconcile", "--pdf", pdf, "--json")
	p := object[proofView](t, proven)
	if !p.Complete || p.Local.Count != 4 || p.Confirmed.Count != 2 || p.Accepted.Count != 1 || p.Voided.Count != 1 {
		t.Errorf("%+v", p)
	}
	if p.Local.Amount != "48.00" || p.Ledger.Total != "48.00" || p.Shifts[0].Tenders["cash"] != "36.00" || p.Cases[0].Amount != "12.00" || p.Tenders[0].Receipts != "36.00" {
		t.Errorf("amounts are no decimals: %s", proven.out)
	}
	if strings.Contains(proven.out, "0001-01-01") {
		t.Errorf("a time that never was: %s", proven.out)
	}
	if raw, err := os.ReadFile(pdf); err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.Mode != incident.ModeStandalone || v.NotInHIS != 0 {
		t.Errorf("%+v", v)
	}
	done(t, dir, "", "demo", "his", "down")
	refusedWith(t, "HIS is down", dir, "", wu.does("order", "return", "--reason", "vendor says so")...)
	comeBack(t, dir)
	done(t, dir, "", "demo", "his", "down")
	if r := done(t, dir, "", "demo", "his", "down"); !strings.Contains(r.out, "No stand-in") {
		t.Errorf("%s", r.out)
	}
}

// A HIS that answers nothing usable is no success, however few receipts there
// are, and none of them is lost to the next run.
func TestReenterWithoutAUsableAnswerIsRefused(t *testing.T) {
	dir := outageDay(t, 2)
	zhou := as(t, dir, "zhou")
	for _, fault := range []string{"refuse", "html", "login-refused"} {
		done(t, dir, "", "demo", "his", "fault", fault)
		r := run(t, dir, "", zhou.does("reenter", "--json")...)
		all := strings.Split(strings.TrimSpace(r.out), "\n")
		sum := object[reentry.Summary](t, result{out: all[len(all)-2]})
		if r.exit != ExitRefused || sum.Confirmed != 0 || sum.Pending == 0 || sum.Stopped == "" || r.err == "" {
			t.Errorf("%s: exit %d\n%s%s", fault, r.exit, r.out, r.err)
		}
		if r := done(t, dir, "", "demo", "his", "fault", fault, "--off"); !strings.Contains(r.out, fault+" is off") {
			t.Errorf("%s", r.out)
		}
	}
	done(t, dir, "", zhou.does("reenter")...)
}

// comeBack starts the HIS again and returns to it: not by itself before it is
// stable, but by force.
func comeBack(t *testing.T, dir string) {
	t.Helper()
	his := object[demo.HIS](t, done(t, dir, "", "demo", "his", "up", "--json"))
	file := filepath.Join(t.TempDir(), "fast.toml")
	fast := strings.NewReplacer(`every = "2s"`, `every = "50ms"`, `every_suspect = "1s"`, `every_suspect = "50ms"`)
	write(t, file, fast.Replace(string(settings.Demo(his.Origin))))
	wu := as(t, dir, "wu")
	done(t, dir, "", wu.does("settings", "accept", file)...)
	order := wu.does("order", "return", "--reason", "vendor mended it", "--wait", "10s")
	refusedWith(t, "not yet for as long", dir, "", order...)
	done(t, dir, "", append(order, "--force")...)
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.Mode != incident.ModeOnline {
		t.Errorf("%+v", v)
	}
	refusedWith(t, "nothing now", dir, "", order...)
}

// settle accepts the one receipt that differs.
func settle(t *testing.T, dir string) {
	t.Helper()
	for _, v := range lines[receiptView](t, done(t, dir, "", "receipt", "list", "--json")) {
		if v.State != store.Differs {
			continue
		}
		args := []string{"decide", v.Number, "--reason", "price changed in the HIS", "--verdict"}
		for _, wrong := range []string{"maybe", "linked"} {
			if r := run(t, dir, "", as(t, dir, "he").does(append(args, wrong)...)...); r.exit != ExitUsage {
				t.Errorf("%v: exit %d", wrong, r.exit)
			}
		}
		args = append(args, "accepted")
		refusedWith(t, "too low", dir, "", as(t, dir, "zhou").does(args...)...)
		done(t, dir, "", as(t, dir, "wu").does(args...)...)
	}
}

// The copies of a receipt are counted before they are drawn.
func TestEveryPrintAfterTheFirstIsACopy(t *testing.T) {
	dir := t.TempDir()
	number := drillLedger(t, dir, 1)[0].Number
	folder := t.TempDir() // what cannot be saved is no print
	refusedWith(t, "is a folder", dir, "", "receipt", "pdf", number, "-o", folder)
	refusedWith(t, "does not exist", dir, "", "receipt", "pdf", number, "-o", filepath.Join(folder, "none", "r.pdf"))
	for n, language := range []string{"zh", "en", "zh"} {
		file := filepath.Join(t.TempDir(), "r.pdf")
		got := object[struct {
			Copy  int
			Pages int
		}](t, done(t, dir, "", "receipt", "pdf", number, "-o", file, "--lang", language, "--json"))
		if got.Copy != n || got.Pages != 1 {
			t.Errorf("print %d: %+v", n, got)
		}
		if raw, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Errorf("%d bytes, %v", len(raw), err)
		}
	}
	refusedWith(t, "no receipt", dir, "", "receipt", "pdf", "DR-9999999", "-o", filepath.Join(t.TempDir(), "r.pdf"))
}

func TestADrillNeverReachesAHIS(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "s.toml")
	write(t, file, "[his]\nprotocol = \"fhir\"\nurl = \"http://his.example/fhir/R4\"\n")
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--settings", file, "--drill")
	done(t, dir, bill(ids(1)[0], nil), "charge", "--drill", "-")
	refusedWith(t, "not on this machine", dir, "", "reenter")
	refusedWith(t, "not on this machine", dir, "", "his", "check")
	refusedWith(t, "not on this machine", dir, "", "reenter", "--json")
}

// A hospital's HIS that is reached through a tunnel on this machine is refused
// too.
func TestADrillBesideAHospitalKeepsOffItsHIS(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "s.toml")
	write(t, file, "[his]\nprotocol = \"fhir\"\nurl = \"http://127.0.0.1:8080/fhir/R4\"\n")
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--settings", file)
	drill := filepath.Join(dir, drillFolder)
	done(t, drill, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "XWW", "--settings", file, "--drill")
	refusedWith(t, "stands in a hospital's settings", drill, "", "reenter")
	refusedWith(t, "stands in a hospital's settings", dir, "", "drill", "--his", "http://127.0.0.1:8080/fhir/R4")
}

// Beside a hospital's ledger the drill has one of its own, with other numbers.
func TestADrillBesideAHospital(t *testing.T) {
	dir := t.TempDir()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W01", "--prefix", "W01")
	r := object[receiptLine](t, done(t, dir, bill(ids(1)[0], nil), "charge", "--drill", "-"))
	if r.Number != "XW01-0000001" {
		t.Errorf("%+v", r)
	}
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.Receipts != 0 || v.Drill {
		t.Errorf("the drill reached the hospital's ledger: %+v", v)
	}
	if v := object[statusView](t, done(t, filepath.Join(dir, drillFolder), "", "status", "--json")); v.Receipts != 1 || !v.Drill || v.Hospital != "H" {
		t.Errorf("%+v", v)
	}
}

func TestFaults(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "faults.csv")
	wu := window(t, dir)
	f := object[incident.Fault](t, done(t, dir, "", wu.does("fault", "report", "--symptom", "cannot_save", "--note", "=1+1", "--json")...))
	done(t, dir, "", wu.does("fault", "verify", f.ID, "--class", "2", "--reason", "one floor")...)
	done(t, dir, "", wu.does("fault", "close", f.ID[len(f.ID)-6:], "--cause", "switch without power")...)
	refusedWith(t, "closed", dir, "", wu.does("fault", "close", f.ID, "--cause", "again")...)
	refusedWith(t, "0 faults", dir, "", wu.does("fault", "verify", "nosuch")...)
	if r := run(t, dir, "", "fault", "report", "--symptom", "tired"); r.exit != ExitUsage {
		t.Errorf("exit %d", r.exit)
	}
	got := object[struct{ Faults []incident.Fault }](t, done(t, dir, "", "fault", "list", "--csv", file, "--json"))
	if len(got.Faults) != 1 || got.Faults[0].ClosedBy != "wu" || got.Faults[0].Cause == "" || got.Faults[0].Class != incident.Class2 {
		t.Errorf("%+v", got)
	}
	if raw, err := os.ReadFile(file); err != nil || !strings.Contains(string(raw), "switch without power") || !strings.Contains(string(raw), "'=1+1") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestSettings(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "s.toml")
	write(t, file, "language = \"en\"\nrounding = \"half-up\"\n")
	wu := window(t, dir)
	done(t, dir, "", "settings", "check", file)
	done(t, dir, "", wu.does("settings", "accept", file)...)
	if r := done(t, dir, "", "settings", "show"); !strings.Contains(r.out, "half-up") {
		t.Errorf("%s", r.out)
	}
	write(t, file, "langauge = \"en\"\n")
	refusedWith(t, "row 1", dir, "", "settings", "check", file)
	refusedWith(t, "row 1", dir, "", wu.does("settings", "accept", file)...)
	done(t, dir, "s3cret\n", wu.does("settings", "secret", "his")...)
	refusedWith(t, "must not be empty", dir, "", wu.does("settings", "secret", "his")...)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte("s3cret")) {
			t.Errorf("the password stands readable in %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
