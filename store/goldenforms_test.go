package store

import (
	"bytes"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The ledger of the present form may be made anew until it is released; from then
// on its bytes are a promise, as those of the former forms are:
//
//	go test ./store -run Golden -update
//
// A new form takes a higher SchemaVersion, and its golden ledger is made once,
// when all its kinds are there. Nothing makes a former form's ledger again.
var update = flag.Bool("update", false, "make testdata/golden-N of the present form anew (only before its release)")

func goldenFolder(form int) string { return fmt.Sprintf("testdata/golden-%d", form) }

// goldenFacts is the file that says what is read from a golden ledger.
const goldenFacts = "facts.txt"

// firstWithFacts is the first form whose golden ledger says so itself.
const firstWithFacts = 2

func TestEveryGoldenLedgerReadsAsWritten(t *testing.T) {
	if *update {
		makeGolden(t)
	}
	for form := firstWithFacts; form <= SchemaVersion; form++ {
		t.Run(fmt.Sprint("form ", form), func(t *testing.T) { readGolden(t, form) })
	}
}

func readGolden(t *testing.T, form int) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(goldenFolder(form))); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, goldenFacts))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK || v.Copied != v.Entries {
		t.Fatalf("as committed: %+v, %v", v, err)
	}
	l := reopen(t, dir)
	sameFacts(t, l, string(want))
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameFacts(t, l, string(want))
	sell(t, l, bill("Gao Shan", 60_00))
	mustVerify(t, l)
}

func sameFacts(t *testing.T, l *Ledger, want string) {
	t.Helper()
	got := facts(t, l)
	if got == want {
		return
	}
	lines := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(lines) || line != lines[i] {
			t.Fatalf("line %d reads\n%s\nwritten was\n%s", i+1, line, append(lines, "nothing")[min(i, len(lines))])
		}
	}
	t.Fatalf("%d lines are missing", len(lines)-len(strings.Split(got, "\n")))
}

// Each kind of entry that this program knows stands in the golden ledger of its
// form, so that the next form is proved against it.
func TestTheGoldenLedgerHasEveryKind(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(goldenFolder(SchemaVersion))); err != nil {
		t.Fatal(err)
	}
	everyKind(t, dir)
}

func everyKind(t *testing.T, dir string) {
	t.Helper()
	found := kindsIn(t, dir)
	for name := range kinds {
		if found[name] == 0 {
			t.Errorf("no entry of the kind %q: tell it in goldenStory and run go test ./store -run Golden -update", name)
		}
	}
}

// makeGolden writes the golden ledger of the present form: the database in one
// file, the copy without the zeros written ahead, and what is read from both.
func makeGolden(t *testing.T) {
	t.Helper()
	dir, golden := goldenStory(t), goldenFolder(SchemaVersion)
	everyKind(t, dir)
	if t.Failed() {
		t.FailNow()
	}
	l := reopen(t, dir)
	said := facts(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	intoOneFile(t, filepath.Join(dir, ledgerFile))
	copied := filepath.Join(copyFolder, "journal-000000000001.copy")
	err := errors.Join(os.RemoveAll(golden), os.MkdirAll(filepath.Join(golden, copyFolder), 0o755))
	for _, name := range []string{ledgerFile, keyFile, copied} {
		raw, err2 := os.ReadFile(filepath.Join(dir, name))
		if name == copied {
			raw = append(bytes.TrimRight(raw, "\x00"), make([]byte, ed25519.SignatureSize)...) // a signature may end in zeros
		}
		err = errors.Join(err, err2, os.WriteFile(filepath.Join(golden, name), raw, 0o644))
	}
	if err := errors.Join(err, os.WriteFile(filepath.Join(golden, goldenFacts), []byte(said), 0o644)); err != nil {
		t.Fatal(err)
	}
	t.Logf("made %s", golden)
}

// intoOneFile empties the write-ahead log and packs the database.
func intoOneFile(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`PRAGMA wal_checkpoint(TRUNCATE)`, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// facts is what a ledger says of itself, a line for each thing, in words that no
// later program changes.
func facts(t *testing.T, l *Ledger) string {
	t.Helper()
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	ctx, h, id := t.Context(), l.Head(), l.Identity()
	say("head %d %s, %d receipts, sales %d, voids %d", h.Seq, h.Hash, h.Totals.Receipts, h.Totals.Sales, h.Totals.Voids)
	say("window %s %s %s, mode %s, rounding %s", id.Hospital, id.Station, id.TimeZone, l.Mode(), l.Rules().Rounding)
	for _, row := range give(l.Receipts(ctx, 0, 1000))(t) {
		r := row.Receipt
		say("receipt %s %q form %q before %v, cites %q, replaces %q, total %d, rounding %d, %s %s of %s, printed %d, void %t, refunded %t, paper %t, paid later %t",
			r.Number, r.Kind, r.Form, r.FormsBefore, r.Cites, r.Replaces, r.Total, r.Rounding, row.State, row.HISNumber, r.Patient.Name, r.Printed, r.Void != nil, r.Refunded != nil, r.Paper, r.Settlement != nil)
	}
	for _, p := range give(l.Patients(ctx))(t) {
		say("patient %s %s", p.Number, p.Name)
	}
	for _, s := range give(l.Shifts(ctx))(t) {
		say("shift of %s, closed by %q, agrees %t, %d receipts, from lines %d, expected %d, dropped %d in %d, not counted %q, explained %q",
			s.Cashier, s.ClosedBy, s.Agrees(), s.Receipts, s.FromLines, s.Expected, s.Dropped, len(s.Drops), s.NotCounted, s.Explained)
	}
	for _, p := range give(l.People(ctx))(t) {
		say("person %s %s %s, disabled %t", p.ID, p.Name, p.Role, p.Disabled)
	}
	for _, a := range give(l.RangeAccounts(ctx))(t) {
		say("range %s %s to %s: %d used, %d voided, %d lost, %d unused, sound %t", a.Batch, a.From(), a.To(), a.Used, a.Voided, a.Lost, a.Unused, a.Sound())
	}
	for _, o := range give(l.OwedSettled(ctx, 100))(t) {
		say("given back %s %d %s %d", o.Receipt, o.Payment, o.Tender, o.Amount)
	}
	for _, o := range give(l.Owed(ctx))(t) {
		say("owed %s %d %s %d", o.Receipt, o.Payment, o.Tender, o.Amount)
	}
	sayRest(t, l, say)
	return b.String()
}

func sayRest(t *testing.T, l *Ledger, say func(string, ...any)) {
	ctx := t.Context()
	for _, p := range give(l.PriceLists(ctx))(t) {
		say("price list %s of %d items from %s", p.List, p.Count, p.Source)
	}
	for _, f := range give(l.Faults(ctx))(t) {
		say("fault %s %s, cause %q", f.Symptom, f.ReportedBy, f.Cause)
	}
	for _, o := range give(l.Orders(ctx, 100))(t) {
		say("order by %s: %s", o.By, o.Reason)
	}
	say("%d events", len(give(l.Timeline(ctx, "", 1000))(t)))
	for _, w := range give(l.Waiting(ctx))(t) {
		say("waits %s for %s, %d", w.Patient.Name, w.Insurance.Insurer, w.Amount)
	}
	for _, r := range give(l.RefusedRefunds(ctx, 100))(t) {
		say("refused %s to %s: %s", r.Number, r.By, r.Reason)
	}
	g, asked, err := l.GoingOver(ctx)
	if err != nil {
		t.Fatal(err)
	}
	say("going over %t %s, %d questions", asked, g.LastHIS, len(g.Questions))
	check, checked, err := l.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range give(l.FindingDecisions(ctx))(t) {
		say("closed %s by %s, %s: %s", d.Subject, d.By, d.Role, d.Reason)
	}
	say("HIS checked %t %s", checked, check)
	say("%d approvals", len(give(l.Approvals(ctx, 1000))(t)))
}
