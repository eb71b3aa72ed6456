package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store"
)

// A range runs out in the middle of a file of bills: charging goes on, loudly,
// and every number is accounted for.
func TestRangesByCommands(t *testing.T) {
	dir := t.TempDir()
	drillLedger(t, dir, 1)
	r := object[rangeView](t, done(t, dir, "", "range", "take", "--batch", "B7", "--from", "ab0098", "--to", "AB0103", "--taker", "zhou", "--json"))
	if r.Taker != "zhou" || r.By != "drill" || r.Left != 6 {
		t.Errorf("%+v", r)
	}
	refusedWith(t, "taken out at this window", dir, "", "range", "take", "--batch", "B8", "--from", "AB0103", "--to", "AB0200")
	refusedWith(t, "voided or lost", dir, "", "range", "forward", "AB0100", "--reason", "")
	done(t, dir, "", "range", "forward", "AB0100", "--reason", "the printer drew them in")
	done(t, dir, "", "range", "lost", "AB0102", "--reason", "torn out")
	var in strings.Builder
	for _, id := range ids(4) {
		in.WriteString(bill(id, nil))
	}
	charged := done(t, dir, in.String(), "charge")
	var forms []string
	for _, line := range lines[receiptLine](t, charged) {
		forms = append(forms, line.Form)
	}
	if got := strings.Join(forms, " "); got != "AB0100 AB0101 AB0103 " {
		t.Errorf("forms %q", got)
	}
	if !strings.Contains(charged.err, "USED UP") || strings.Count(charged.err, "\n") != 2 {
		t.Errorf("not said, or said again and again: %s", charged.err)
	}
	refusedWith(t, "bears the receipt", dir, "", "range", "lost", "AB0101", "--reason", "gone")
	done(t, dir, "", "receipt", "void", "AB0101", "--reason", "wrong item", "--paper")
	acc := object[struct {
		Sound  bool
		Ranges []store.RangeAccount
	}](t, done(t, dir, "", "range", "account", "--json"))
	if a := acc.Ranges[0]; !acc.Sound || a.Used != 2 || a.Voided != 3 || a.Lost != 1 || a.Size != 6 {
		t.Errorf("%+v", acc)
	}
	done(t, dir, "", "range", "take", "--batch", "B8", "--from", "AB0200", "--to", "AB0210")
	done(t, dir, "", "range", "giveback", "AB0205", "AB0210", "--reason", "the day is over")
	if v := object[receiptView](t, done(t, dir, "", "receipt", "form", "AB0100", "--reason", "torn in the printer", "--json")); v.Form != "AB0200" || v.FormsVoid[0] != "AB0100" {
		t.Errorf("%+v", v)
	}
	if out := done(t, dir, "", "range", "list").out; !strings.Contains(out, "next form AB0201") {
		t.Errorf("%s", out)
	}
	done(t, dir, "", "ledger", "verify")
}

// A shift by commands: counted blind, handed over in one step, on paper.
func TestAShiftByCommands(t *testing.T) {
	dir, pdf := t.TempDir(), filepath.Join(t.TempDir(), "shift.pdf")
	drillLedger(t, dir, 1)
	done(t, dir, "", "shift", "open", "--float", "100.00", "--as", "chen", "--continues", "W09/0193")
	done(t, dir, bill(ids(1)[0], nil)+bill(ids(1)[0], nil), "charge")
	drop := object[dropView](t, done(t, dir, "", "shift", "drop", "50", "--receiver", "zhou", "--receipt", "JK-1", "--as", "chen", "--json"))
	if drop.Amount != "50.00" || drop.By != "chen" {
		t.Errorf("%+v", drop)
	}
	refusedWith(t, "more than the drawer holds", dir, "", "shift", "drop", "500", "--receiver", "zhou", "--receipt", "JK-2", "--as", "chen")
	for _, wrong := range [][]string{{"close"}, {"close", "--count", "1", "--not-counted", "x"}, {"drop"}, {"drop", "1", "--back", "3"}, {"handover", "--to", "li"}} {
		if r := run(t, dir, "", append([]string{"shift"}, wrong...)...); r.exit != ExitUsage {
			t.Errorf("%v: exit %d", wrong, r.exit)
		}
	}
	refusedWith(t, "add up to", dir, "", "shift", "close", "--count", "74", "--pieces", "50=1,20=1", "--as", "chen")
	refusedWith(t, "does not exist", dir, "", "shift", "close", "--count", "74", "--pdf", filepath.Join(dir, "none", "s.pdf"), "--as", "chen")
	v := object[shiftView](t, done(t, dir, "", "shift", "handover", "--count", "73.50", "--pieces", "50=1,20=1,1=3,0.5=1", "--to", "li", "--pdf", pdf, "--as", "chen", "--json"))
	if v.Expected != "74.00" || v.Counted != "73.50" || v.Difference != "-0.50" || v.Next.Cashier != "li" || v.Next.Float != "73.50" || v.Pieces["0.50"] != 1 || v.Continues.Station != "W09" || !v.Agrees {
		t.Errorf("%+v", v)
	}
	if raw, err := os.ReadFile(pdf); err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	done(t, dir, "", "shift", "explain", v.Shift, "--reason", "a coin fell behind the desk", "--as", "chen")
	open := object[shiftView](t, done(t, dir, "", "shift", "so-far", "--json"))
	if open.Counted != "" || open.Expected != "73.50" || open.Cashier != "li" {
		t.Errorf("%+v", open)
	}
	done(t, dir, "", "shift", "close", "--not-counted", "the drawer is locked", "--continued-at", "B01", "--as", "chen")
	if got := object[shiftView](t, done(t, dir, "", "shift", "report", "--json")); got.NotCounted == "" || got.ApprovedBy == "" || got.ContinuedAt.Station != "B01" {
		t.Errorf("%+v", got)
	}
	all := lines[shiftView](t, done(t, dir, "", "shift", "list", "--json"))
	if len(all) != 2 || all[1].Explained == "" || all[1].Shift != v.Shift {
		t.Errorf("%+v", all)
	}
	refusedWith(t, "no shift is open", dir, "", "shift", "so-far")
	refusedWith(t, "no shift", dir, "", "shift", "report", "nosuch")
	done(t, dir, "", "ledger", "verify")
}
