package command

import (
	"path/filepath"
	"strings"
	"testing"
)

// A window's PC breaks down, its cashier carries on at a borrowed one with the
// rest of the pad, and the abandoned shift is closed later: no number stands at
// both, and the two reports name each other.
func TestTheCashierCarriesOnAtABorrowedPC(t *testing.T) {
	dir, there, files := t.TempDir(), filepath.Join(t.TempDir(), "borrowed"), t.TempDir()
	wu := window(t, dir)
	chen, zhou := inPerson(t, "chen", "850273"), inPerson(t, "zhou", "614905")
	for _, p := range []struct {
		who        who
		name, role string
	}{{chen, "Chen Lihua", "cashier"}, {zhou, "Zhou Ping", "supervisor"}} {
		first := pinFile(t, "30519827")
		done(t, dir, "", wu.does("people", "add", p.who[1], "--name", p.name, "--role", p.role, "--new-pin-file", first)...)
		done(t, dir, "", "people", "pin", "--new-pin-file", p.who[3], "--as", p.who[1], "--pin-file", first)
	}
	people, pass, prices := filepath.Join(files, "people"), pinFile(t, "a long passphrase of the kit"), filepath.Join(files, "prices.csv")
	write(t, prices, "code,name,unit,price\nA1,甲药,盒,9.00\n")
	done(t, dir, "", wu.does("prices", "import", prices, "--accept")...)
	done(t, dir, "", wu.does("people", "export", people, "--people-passphrase-file", pass)...)
	done(t, dir, "", zhou.does("order", "standalone", "--reason", "HIS gives no answer")...)
	open := object[struct{ ID string }](t, done(t, dir, "", chen.does("shift", "open", "--float", "100.00", "--json")...))
	done(t, dir, "", chen.does("range", "take", "--batch", "B7", "--from", "AB001", "--to", "AB100")...)
	item := map[string]any{"lines": []any{map[string]any{"code": "A1", "qty": "1"}}}
	first := lines[receiptLine](t, done(t, dir, bill(ids(1)[0], item), chen.does("charge")...))[0]

	borrow := []string{"setup", "borrowed", "--station", "B01", "--people", people, "--people-passphrase-file", pass, "--batch", "B7", "--from", "AB002", "--to", "AB100"}
	with := func(more ...string) []string { return append(borrow[:len(borrow):len(borrow)], more...) }
	if r := run(t, there, "", chen.does(with("--prefix", "B1")...)...); r.exit != ExitUsage {
		t.Errorf("without a window to be like: exit %d", r.exit)
	}
	refusedWith(t, "as unused; give what goes along back there first", there, "", chen.does(with("--prefix", "B1", "--like", dir)...)...)
	done(t, dir, "", chen.does("range", "giveback", "AB002", "AB100", "--reason", "went to B01")...)
	refusedWith(t, "the forms AB001 to AB001 (batch B7) as used", there, "", chen.does(with("--prefix", "B1", "--like", dir, "--from", "AB001")...)...)
	refusedWith(t, "no window has", there, "", chen.does(with("--prefix", "WW", "--like", dir)...)...)
	refusedWith(t, "name or the PIN is wrong", there, "", inPerson(t, "chen", "999998").does(with("--prefix", "B1", "--like", dir)...)...)
	refusedWith(t, "cannot be taken over", there, "", chen.does(with("--prefix", "B1", "--like", files)...)...)
	refusedWith(t, "holds no ledger", there, "", "status") // nothing was founded
	got := object[struct {
		Items int
		Range rangeView
	}](t, done(t, there, "", chen.does(with("--prefix", "B1", "--like", dir, "--json")...)...))
	if got.Items != 1 || got.Range.Left != 99 {
		t.Errorf("%+v", got)
	}
	refusedWith(t, "not stand-alone, so it charges in the HIS", there, bill(ids(1)[0], item), chen.does("charge")...)
	done(t, there, "", zhou.does("order", "standalone", "--reason", "window W is down")...)
	refusedWith(t, "no shift is open", there, bill(ids(1)[0], item), chen.does("charge")...)
	second := object[struct{ ID string }](t, done(t, there, "", chen.does("shift", "open", "--continues", "W/"+open.ID, "--float", "109.00", "--json")...))
	sold := lines[receiptLine](t, done(t, there, bill(ids(1)[0], item), chen.does("charge")...))[0]
	if first.Form != "AB001" || sold.Form != "AB002" || first.Number != "WW-0000001" || sold.Number != "B1-0000001" {
		t.Errorf("%+v, %+v", first, sold)
	}
	away := object[shiftView](t, done(t, there, "", chen.does("shift", "close", "--count", "118.00", "--json")...))

	done(t, dir, "", zhou.does("shift", "drop", "109.00", "--receiver", "window B01", "--receipt", second.ID)...)
	refusedWith(t, "who approves it", dir, "", zhou.does("shift", "close", "--count", "0", "--continued-at", "B01/"+second.ID)...)
	second4 := []string{"--approve-as", "wu", "--approve-pin-file", wu[3]}
	home := object[shiftView](t, done(t, dir, "", zhou.does(append(second4, "shift", "close", "--count", "0", "--continued-at", "B01/"+second.ID, "--json")...)...))
	if away.Continues.Station != "W" || away.Continues.Shift != home.Shift || home.ContinuedAt.Shift != away.Shift || home.ClosedBy != "zhou" || home.ApprovedBy != "wu" {
		t.Errorf("%+v and %+v do not name each other", home, away)
	}
	if home.Difference != "0.00" || away.Difference != "0.00" || !strings.Contains(done(t, dir, "", "range", "account").out, "99 unused (99 given back), 0 missing") {
		t.Errorf("differences %s, %s", home.Difference, away.Difference)
	}
	for _, d := range []string{dir, there} {
		done(t, d, "", "ledger", "verify")
	}
}
