package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/paper"
	"outpost/app/station"
)

// codeOf is the text of a receipt's code.
func codeOf(t *testing.T, dir, number string) string {
	t.Helper()
	s, err := station.Open(t.Context(), dir, station.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	row, err := s.Ledger.Receipt(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	text, err := paper.Code(t.Context(), s.Ledger, row.Receipt)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestALostLedgersReceiptsComeBackFromTheirCodes: the computer is gone with
// everything on it; the papers and the public key are left.
func TestALostLedgersReceiptsComeBackFromTheirCodes(t *testing.T) {
	lost, dir, key := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "lost.pem")
	told := drillLedger(t, lost, 3)
	both := object[receiptLine](t, done(t, lost, twoLines(ids(1)[0]), "charge"))
	done(t, lost, "", "key", "public", "--out", key)
	picture := codePicture(t, lost, told[0].Number)
	text, two := codeOf(t, lost, told[1].Number), codeOf(t, lost, both.Number)

	// Verified on a machine that has the key only, with the ledger, and changed.
	v := object[receiptCode](t, done(t, filepath.Join(dir, "none"), "", "receipt", "verify", picture, "--key", key, "--json"))
	if !v.Signed || v.Looked || v.Number != told[0].Number || v.Total != told[0].Total || len(v.Lines) != 1 || len(v.Paid) != 1 || v.Kind != "drill" {
		t.Errorf("%+v", v)
	}
	if v := object[receiptCode](t, done(t, lost, "", "receipt", "verify", text, "--json")); !v.Signed || !v.Stands || len(v.Differs) > 0 {
		t.Errorf("%+v", v)
	}
	changed := strings.Replace(text, text[120:121], map[bool]string{true: "7", false: "8"}[text[120] != '7'], 1)
	if r := run(t, lost, "", "receipt", "verify", changed, "--json"); r.exit != ExitRefused {
		t.Errorf("a changed code: %+v", r)
	}
	rehearsal(t, dir)
	refusedWith(t, "was signed with key", dir, "", "receipt", "verify", text)
	if err := os.RemoveAll(lost); err != nil {
		t.Fatal(err)
	}

	// Entered again, each once.
	refusedWith(t, "the payer's name", dir, "", "receipt", "recover", text, "--key", key)
	if r := run(t, dir, "", "receipt", "recover", text, picture, "--patient-name", "测试甲", "--key", key); r.exit != ExitUsage {
		t.Errorf("one name for two: %+v", r)
	}
	one := object[recoveredLine](t, done(t, dir, "", "receipt", "recover", picture, "--patient-name", "测试甲", "--key", key, "--json"))
	if one.Number != told[0].Number || one.Total != told[0].Total || one.ID != told[0].ID || one.Known {
		t.Errorf("%+v, charged was %+v", one, told[0])
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, paper.WindowKeys), 0o700), os.Rename(key, filepath.Join(dir, paper.WindowKeys, "lost.pem"))); err != nil {
		t.Fatal(err)
	}
	again := object[recoveredLine](t, done(t, dir, "", "receipt", "recover", picture, "--patient-name", "测试甲", "--json"))
	if !again.Known || again.Seq != one.Seq {
		t.Errorf("a second time: %+v", again)
	}
	done(t, dir, "", "receipt", "recover", two, "--patient-name", "测试甲", "--paid", "cash=6.00", "--paid", "wechat=30.00@WX-1")
	refusedWith(t, "was paid", dir, "", "receipt", "recover", text, "--patient-name", "测试甲", "--paid", "wechat="+told[1].Total+"@X")
	done(t, dir, "", "receipt", "recover", text, "--patient-name", "测试甲")
	shown := object[receiptView](t, done(t, dir, "", "receipt", "show", both.Number, "--json"))
	if !shown.Recovered || shown.Patient.Name != "测试甲" || shown.Total != "36.00" || len(shown.Lines) != 2 || len(shown.Payments) != 2 || shown.State != "pending" {
		t.Errorf("%+v", shown)
	}
	if v := object[receiptCode](t, done(t, dir, "", "receipt", "verify", text, "--json")); !v.Signed || !v.Stands || len(v.Differs) > 0 {
		t.Errorf("verified where it was entered again: %+v", v)
	}
	next := object[receiptLine](t, done(t, dir, bill(ids(1)[0], nil), "charge", "--drill", "-"))
	if next.Number <= both.Number {
		t.Errorf("the next receipt is %s, and %s stands on a paper", next.Number, both.Number)
	}
	done(t, dir, "", "ledger", "verify")
}
