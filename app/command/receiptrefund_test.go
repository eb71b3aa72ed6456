package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"

	"outpost/app/paper"
	"outpost/receipts"
	"outpost/store"
)

// twoLines is a line of charge over 36.00: one and two of an item, 6.00 by WeChat.
func twoLines(id string) string {
	return bill(id, map[string]any{
		"lines":    []any{map[string]any{"code": "ZC0001", "qty": "1"}, map[string]any{"code": "ZC0001", "qty": "2"}},
		"payments": []any{map[string]any{"tender": "wechat", "amount": "30.00", "reference": "WX-" + id}, map[string]any{"tender": "cash", "amount": "6.00"}},
	})
}

func TestRefundsByCommands(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	rehearsal(t, dir)
	number := object[receiptLine](t, done(t, dir, twoLines(ids(1)[0]), "charge", "--drill", "-")).Number
	refund := []string{"receipt", "refund", number, "--reason", "not needed", "--paper", "--json"}
	refusedWith(t, "sign that off first", dir, "", append(refund, "--line", "2=1")...)
	signed := done(t, dir, "", "receipt", "signoff", number, "--line", "2=1", "--status", "not", "--department", "treatment room")
	if !strings.Contains(signed.out, "line 2") || !strings.Contains(signed.out, "treatment room") {
		t.Errorf("%s", signed.out)
	}
	refusedWith(t, "so 2 is not refunded", dir, "", append(refund, "--line", "2")...)
	id := receipts.NewID()
	v := object[refundView](t, done(t, dir, "", append(refund, "--line", "2=1", "--id", id)...))
	if v.Cash != "6.00" || v.Owed != "6.00" || v.Red.Total != "-36.00" || v.Rest.Total != "24.00" || v.Red.Cites != number || v.Rest.Replaces != number || v.ID != id {
		t.Errorf("%+v", v)
	}
	if again := object[refundView](t, done(t, dir, "", append(refund, "--line", "2=1", "--id", id)...)); again.Red.Number != v.Red.Number {
		t.Errorf("the same again: %+v", again)
	}
	refusedWith(t, "refund that one", dir, "", append(refund, "--whole")...)
	shown := object[receiptView](t, done(t, dir, "", "receipt", "show", v.Rest.Number, "--json"))
	if shown.HandedOut[1].Status != "" || shown.Kind != receipts.KindRest || shown.State != store.Pending {
		t.Errorf("%+v", shown)
	}
	open := lines[unconfirmedView](t, done(t, dir, "", "receipt", "unconfirmed", "--json"))
	if len(open) != 2 || open[1].Receipt != v.Rest.Number || open[1].Place != 2 || open[1].Qty != "1" {
		t.Errorf("%+v", open)
	}
	done(t, dir, "", "receipt", "signoff", v.Rest.Number, "--line", "1", "--status", "performed", "--department", "clinic")
	if left := lines[unconfirmedView](t, done(t, dir, "", "receipt", "unconfirmed", "--json")); len(left) != 1 {
		t.Errorf("%+v", left)
	}
	if text := done(t, dir, "", "receipt", "show", number).out; !strings.Contains(text, "REFUNDED by drill, red receipt "+v.Red.Number) {
		t.Errorf("%s", text)
	}
	owed := lines[owedView](t, done(t, dir, "", "receipt", "owed", "--json"))
	if len(owed) != 1 || owed[0].Amount != "6.00" || owed[0].Receipt != v.Red.Number || owed[0].Patient.Name != "测试甲" {
		t.Errorf("%+v", owed)
	}
	done(t, dir, "", "receipt", "repaid", v.Red.Number, "--payment", "1", "--reference", "R-1")
	refusedWith(t, "went back already", dir, "", "receipt", "repaid", v.Red.Number, "--payment", "1", "--reference", "R-1")
	if got := done(t, dir, "", "receipt", "owed"); !strings.Contains(got.out, "Nothing is owed") {
		t.Errorf("%s", got.out)
	}
	if got := done(t, dir, "", "receipt", "owed", "--settled"); !strings.Contains(got.out, "R-1") {
		t.Errorf("%s", got.out)
	}
	done(t, dir, "", "receipt", "pdf", v.Red.Number, "-o", filepath.Join(out, "red.pdf"))
	refusedWith(t, "HIS charged before the outage", dir, "", "receipt", "refund", "2026111900017", "--whole", "--reason", "r", "--paper")
	if got := done(t, dir, "", "receipt", "refused"); !strings.Contains(got.out, "2026111900017") {
		t.Errorf("%s", got.out)
	}
	done(t, dir, "", "ledger", "verify")
}

// What is held back from the HIS says so when its rest is answered, not that it is
// about to be sent.
func TestTheRestOfAHeldReceiptIsHeld(t *testing.T) {
	dir := t.TempDir()
	rehearsal(t, dir)
	done(t, dir, `{"payments":[{"patient":{"name":"测试甲"}}]}`, "goingover", "record")
	number := object[receiptLine](t, done(t, dir, twoLines(ids(1)[0]), "charge", "--drill", "-")).Number
	done(t, dir, "", "receipt", "signoff", number, "--line", "2", "--status", "not", "--department", "treatment room")
	v := object[refundView](t, done(t, dir, "", "receipt", "refund", number, "--reason", "not needed", "--paper", "--line", "2", "--json"))
	if v.Rest == nil || v.Rest.State != store.Held || v.Red.State != store.Refunded {
		t.Errorf("red %+v, rest %+v", v.Red, v.Rest)
	}
}

// rehearsal is a drill's ledger without receipts.
func rehearsal(t *testing.T, dir string) {
	t.Helper()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "DR", "--drill")
}

func TestDispensingCopiesByCommand(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "copies.pdf")
	drillLedger(t, dir, 1)
	refusedWith(t, "nothing to hand out", dir, "", "receipt", "dispense", "DR-0000001", "-o", file) // a treatment
	in := bill(ids(1)[0], map[string]any{
		"lines":    []any{map[string]any{"code": "ZC0001", "qty": "1"}, map[string]any{"code": "HY0001", "qty": "1"}},
		"payments": []any{map[string]any{"tender": "cash", "amount": "100.00"}},
	})
	number := object[receiptLine](t, done(t, dir, in, "charge")).Number
	for want := range 2 {
		v := object[map[string]any](t, done(t, dir, "", "receipt", "dispense", number, "-o", file, "--json"))
		if v["pages"] != 1.0 || v["copy"] != float64(want) {
			t.Errorf("%v", v)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
		t.Errorf("%v, %v", info, err)
	}
}

// A patient brings a receipt of another window: by a picture of its code, and by
// its number.
func TestAnotherWindowsReceiptByCommands(t *testing.T) {
	other, dir := t.TempDir(), t.TempDir()
	done(t, other, "", "setup", "--hospital", "H", "--station", "W2", "--prefix", "ZZ", "--drill")
	number := object[receiptLine](t, done(t, other, twoLines(ids(1)[0]), "charge", "--drill", "-")).Number
	picture := codePicture(t, other, number)
	drillLedger(t, dir, 1)
	refund := []string{"receipt", "refund", "--code", picture, "--patient-name", "测试甲", "--reason", "r", "--no-paper", "kept for the insurer", "--json"}
	refusedWith(t, "the payments come to 1.00", dir, "", append(refund, "--paid", "cash=1.00")...)
	key := filepath.Join(dir, paper.WindowKeys, "zz.pem")
	if err := os.Mkdir(filepath.Dir(key), 0o700); err != nil {
		t.Fatal(err)
	}
	done(t, other, "", "key", "public", "--out", key)
	v := object[refundView](t, done(t, dir, "", append(refund, "--paid", "cash=6.00", "--paid", "wechat=30.00@WX-1")...))
	if v.Cash != "6.00" || v.Owed != "30.00" || v.Red.Cites != number || v.Red.Reversal.Unverified || v.Red.State != store.Held || len(v.Red.Lines) != 2 {
		t.Errorf("%+v", v)
	}
	byNumber := []string{"receipt", "refund", number, "--total", "36.00", "--patient-name", "测试甲", "--reason", "r", "--paper", "--paid", "cash=36.00"}
	refusedWith(t, "was refunded at this window", dir, "", byNumber...)
	byNumber[2] = "ZZ-0000044"
	done(t, dir, "", byNumber...)
	if r := run(t, dir, "", append(byNumber, "--line", "1")...); r.exit != ExitUsage || !strings.Contains(r.err, "its own window") {
		t.Errorf("a part of it: exit %d\n%s", r.exit, r.err)
	}

	own := codePicture(t, dir, "DR-0000001")
	done(t, dir, "", "receipt", "signoff", "DR-0000001", "--line", "1", "--status", "not", "--department", "d")
	v = object[refundView](t, done(t, dir, "", "receipt", "refund", "--code", own, "--whole", "--reason", "r", "--paper", "--json"))
	if v.Red.Cites != "DR-0000001" || v.Red.State != store.Refunded {
		t.Errorf("by the code of an own receipt: %+v", v)
	}
}

// codePicture is the code of a receipt as a scanner saves it.
func codePicture(t *testing.T, dir, number string) string {
	t.Helper()
	c, err := qr.Encode(codeOf(t, dir, number), qr.M)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, c.PNG(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRefundFlagsThatContradict(t *testing.T) {
	for _, args := range []string{
		"--reason r --paper --whole", "W-1 --reason r --whole", "W-1 --reason r --paper", "W-1 --reason r --paper --no-paper x --whole",
		"W-1 --reason r --paper --whole --line 1", "W-1 --reason r --paper --code X", "W-1 --reason r --paper --line x", "W-1 --paper --whole",
	} {
		dir := t.TempDir()
		rehearsal(t, dir)
		if r := run(t, dir, "", append([]string{"receipt", "refund"}, strings.Fields(args)...)...); r.exit != ExitUsage {
			t.Errorf("%s: exit %d\n%s%s", args, r.exit, r.out, r.err)
		}
	}
}
