package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/demo"
	"outpost/sync/mirror"
)

// approving adds the supervisor of the demo to a command line.
func approving(t *testing.T, dir string, w who) who {
	t.Helper()
	sun := as(t, dir, "sun")
	return append(w[:len(w):len(w)], "--approve-as", "sun", "--approve-pin-file", sun[3])
}

// standalone is a window of the demo hospital in an outage with chen's shift open.
func standalone(t *testing.T) (dir string, chen who) {
	t.Helper()
	dir = t.TempDir()
	t.Cleanup(func() {
		if _, err := demo.StopHIS(t.Context(), dir); err != nil {
			t.Log(err)
		}
	})
	done(t, dir, "", "demo", "his", "up")
	chen = as(t, dir, "chen")
	done(t, dir, "", as(t, dir, "zhou").does("order", "standalone", "--reason", "HIS gives no answer")...)
	done(t, dir, "", chen.does("shift", "open", "--float", "100.00")...)
	return dir, chen
}

// The cashier's bills by commands in a real ledger: what needs a second person is
// refused without, and whoever asks does not approve.
func TestBillsThatNeedASecondPerson(t *testing.T) {
	dir, chen := standalone(t)
	both := approving(t, dir, chen)
	own := append(chen[:len(chen):len(chen)], "--approve-as", "chen", "--approve-pin-file", chen[3])
	for name, more := range map[string]map[string]any{
		"price":     {"lines": []any{map[string]any{"code": "ZC0001", "qty": "1", "price": "10", "price_reason": "second visit"}}},
		"quantity":  {"lines": []any{map[string]any{"code": "ZC0015", "qty": "1"}, map[string]any{"code": "ZC0001", "qty": "101"}}, "payments": []any{map[string]any{"tender": "cash", "amount": "2000"}}},
		"free text": {"lines": []any{map[string]any{"text": "夹板", "category": "material", "price": "15", "qty": "1"}}},
	} {
		if name == "quantity" {
			more["lines"] = more["lines"].([]any)[1:]
		}
		id := ids(1)[0]
		line := bill(id, more)
		refusedWith(t, "needs the approval", dir, line, chen.does("charge")...)
		refusedWith(t, "somebody else must approve", dir, line, own.does("charge")...)
		got := object[receiptLine](t, done(t, dir, line, both.does("charge")...))
		if again := object[receiptLine](t, done(t, dir, line, chen.does("charge")...)); again != got {
			t.Errorf("%s: the same bill again is %+v, not %+v", name, again, got)
		}
		v := object[receiptView](t, done(t, dir, "", "receipt", "show", got.Number, "--json"))
		if v.Lines[0].ApprovedBy != "sun" {
			t.Errorf("%s: approved by %q", name, v.Lines[0].ApprovedBy)
		}
	}
	refusedWith(t, "most that one bill may have", dir, bill(ids(1)[0], map[string]any{"lines": []any{map[string]any{"text": "夹板", "category": "material", "price": "200.01", "qty": "1"}}, "payments": []any{map[string]any{"tender": "cash", "amount": "300"}}}), both.does("charge")...)
	refusedWith(t, "on one receipt", dir, bill(ids(1)[0], map[string]any{"lines": []any{map[string]any{"code": "ZC0001", "qty": "500"}}, "payments": []any{map[string]any{"tender": "card", "amount": "6000", "reference": "C1"}}}), both.does("charge")...)
	card := func(reference string) string {
		return bill(ids(1)[0], map[string]any{"payments": []any{map[string]any{"tender": "card", "amount": "12", "reference": reference}}})
	}
	done(t, dir, card("C2"), chen.does("charge")...)
	refusedWith(t, "pays receipt", dir, card("C2"), chen.does("charge")...)
	refusedWith(t, "does not fit the others", dir, bill(ids(1)[0], map[string]any{"patient": map[string]any{"name": "甲", "id_number": "990101199003071231"}}), chen.does("charge")...)
}

func TestGreenChannelIsPaidLaterByCommands(t *testing.T) {
	dir, chen := standalone(t)
	line := bill(ids(1)[0], map[string]any{"patient": map[string]any{"name": "无名氏"}, "green": "昏迷", "payments": []any{map[string]any{"tender": "green", "amount": "12.00"}}})
	got := object[receiptLine](t, done(t, dir, line, chen.does("charge")...))
	unpaid := lines[receiptView](t, done(t, dir, "", "receipt", "unpaid", "--json"))
	if len(unpaid) != 1 || unpaid[0].Number != got.Number || unpaid[0].Unpaid != "12.00" || unpaid[0].Patient.NoPhoneReason != "" {
		t.Errorf("%+v", unpaid)
	}
	refusedWith(t, "still to be paid", dir, "", chen.does("receipt", "pay", got.Number, "--pay", "cash=10")...)
	paid := object[receiptView](t, done(t, dir, "", chen.does("receipt", "pay", got.Number, "--pay", "cash=20", "--json")...))
	if paid.Unpaid != "" || paid.Settlement == nil || paid.Settlement.Paid != "12.00" || paid.Settlement.Payments[0].Change != "8.00" {
		t.Errorf("%+v", paid)
	}
	refusedWith(t, "already", dir, "", chen.does("receipt", "pay", got.Number, "--pay", "cash=20")...)
	shift := object[shiftView](t, done(t, dir, "", chen.does("shift", "close", "--count", "112.00", "--json")...))
	if !shift.Agrees || shift.Tenders["cash"] != "12.00" {
		t.Errorf("%+v", shift)
	}
	// The later payment's own receipt.
	pdf := filepath.Join(t.TempDir(), "paid.pdf")
	for n := range 2 {
		printed := object[struct{ Copy int }](t, done(t, dir, "", chen.does("receipt", "pdf", got.Number+"-P", "-o", pdf, "--json")...))
		if printed.Copy != n {
			t.Errorf("print %d is copy %d", n+1, printed.Copy)
		}
	}
	if v := object[receiptView](t, done(t, dir, "", "receipt", "show", got.Number, "--json")); v.Printed != 0 {
		t.Errorf("the receipt itself was printed %d times", v.Printed)
	}
	if info, err := os.Stat(pdf); err != nil || info.Size() == 0 {
		t.Error(err)
	}
}

func TestPaperReceiptsAreKeyedInByCommands(t *testing.T) {
	dir, chen := standalone(t)
	one := `{"number":"sg-000100","at":"2026-03-01 09:40","patient":{"number":"P000001"},"lines":[{"code":"ZC0001","qty":"1"}],"payments":[{"tender":"cash","amount":"12"}],"cashier":"纸"}` + "\n"
	got := object[receiptLine](t, done(t, dir, one, chen.does("receipt", "paper")...))
	if got.Number != "SG-000100" {
		t.Errorf("%+v", got)
	}
	if again := object[receiptLine](t, done(t, dir, one, chen.does("receipt", "paper")...)); again != got {
		t.Errorf("the same paper again: %+v", again)
	}
	refusedWith(t, "other content", dir, strings.Replace(one, `"12"`, `"13"`, 1), chen.does("receipt", "paper")...)
	refusedWith(t, "own series", dir, strings.Replace(one, "sg-000100", "W01-0000007", 1), chen.does("receipt", "paper")...)
	refusedWith(t, "after now", dir, strings.Replace(strings.Replace(one, "2026-", "2999-", 1), "sg-000100", "sg-7", 1), chen.does("receipt", "paper")...)

	file := filepath.Join(t.TempDir(), "paper.csv")
	write(t, file, "收据号,日期,时间,姓名,电话,编码,数量,付款方式,金额\n"+
		"SG-000201,2026-03-01,9:40,林悦江,13900000001,ZC0001,1,cash,100\n,,,,,HY0001,2,,\n"+
		"SG-000202,2026-03-01,9:44,高山,13900000002,ZZ9999,1,cash,12\n"+
		"SG-000100,2026-03-01,9:50,高岭,13900000003,ZC0001,1,cash,12\n")
	preview := object[paperFileView](t, done(t, dir, "", "receipt", "papers", file, "--json"))
	if preview.Receipts != 1 || preview.KeyedIn != 0 || preview.Refused != 2 || preview.Total != "56.00" || preview.Mapping.Columns[mirror.PaperTime] != "日期 + 时间" {
		t.Errorf("%+v", preview)
	}
	r := run(t, dir, "", chen.does("receipt", "papers", file, "--accept", "--json")...)
	v := object[paperFileView](t, r)
	if r.exit != ExitRefused || v.KeyedIn != 1 || v.Refused != 2 || v.RefusedFile != file+".refused.csv" {
		t.Errorf("exit %d, %+v", r.exit, v)
	}
	raw, err := os.ReadFile(v.RefusedFile)
	if err != nil || !strings.Contains(string(raw), "ZZ9999") || !strings.Contains(string(raw), "4,item,") {
		t.Errorf("%s, %v", raw, err)
	}
	if v := object[paperFileView](t, run(t, dir, "", chen.does("receipt", "papers", file, "--accept", "--json")...)); v.KeyedIn != 0 || v.Known != 1 {
		t.Errorf("the same file again: %+v", v)
	}
	if v := object[receiptView](t, done(t, dir, "", "receipt", "show", "sg-000201", "--json")); !v.Paper || v.At.Format("2006-01-02 15:04") != "2026-03-01 01:40" || len(v.Lines) != 2 {
		t.Errorf("%+v", v)
	}
}

func TestGoingOverAndWaitingByCommands(t *testing.T) {
	dir, chen := standalone(t)
	if v := object[goingOverView](t, done(t, dir, "", "goingover", "show", "--json")); v.Asked || v.Outage == "" {
		t.Errorf("%+v", v)
	}
	before := object[receiptLine](t, done(t, dir, bill(ids(1)[0], map[string]any{"patient": map[string]any{"number": "P000002"}}), chen.does("charge")...))
	asked := `{"last_his":"F2026-000991","payments":[{"patient":{"number":"P000001"},"total":"12.00","at":"09:12"},{"patient":{"number":"P000002"}}]}`
	v := object[goingOverView](t, done(t, dir, asked, chen.does("goingover", "record", "--json")...))
	if !v.Asked || len(v.Held) != 1 || v.Held[0] != before.Number || v.Payments[0].Total != "12.00" {
		t.Errorf("%+v", v)
	}
	got := object[receiptLine](t, done(t, dir, bill(ids(1)[0], map[string]any{"patient": map[string]any{"number": "P000001"}}), chen.does("charge")...))
	for _, number := range []string{before.Number, got.Number} {
		if v := object[receiptView](t, done(t, dir, "", "receipt", "show", number, "--json")); v.State != "held" || !strings.Contains(v.Reason, "did not answer") {
			t.Errorf("%s is %s: %s", number, v.State, v.Reason)
		}
	}
	refusedWith(t, "which patient", dir, `{"payments":[{"total":"1"}]}`, chen.does("goingover", "record")...)

	done(t, dir, "", chen.does("insured", "wait", "--patient", "P000003", "--insurer", "residents", "--amount", "12.00")...)
	refusedWith(t, "none of this hospital's", dir, "", chen.does("insured", "wait", "--patient", "P000003", "--insurer", "army")...)
	if all := lines[waitingView](t, done(t, dir, "", "insured", "waiting", "--json")); len(all) != 1 || all[0].Insurance.Benefit != "general" || all[0].Amount != "12.00" {
		t.Errorf("%+v", all)
	}
	refusedWith(t, "guardian with name and phone", dir, `{"name":"甲"}`, chen.does("patients", "register")...)
	done(t, dir, `{"name":"甲","guardian":"乙","guardian_phone":"13900000009"}`, chen.does("patients", "register")...)
}
