package shiftreport

import (
	"context"
	"strings"
	"testing"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
	"outpost/store/journal"
)

func sample() (store.ShiftReport, store.Identity, receipts.Rules) {
	at := time.Date(2026, 3, 9, 1, 0, 0, 0, time.UTC)
	counted, difference := receipts.Money(101_00), receipts.Money(-46)
	r := store.ShiftReport{
		Shift: "0195e3a0-1b2c-7def-8a90-1234567890ab", Station: "W01", Cashier: "chen", Opened: at, Closed: at.Add(8 * time.Hour),
		ClosedBy: "li", ApprovedBy: "sun", Receipts: 41, Voids: 1, Refunds: 1, First: "W01-0000100", Last: "W01-0000140",
		Sales: 154_38, Voided: 51_46, Refunded: 2_92, FromPayments: 100_00, FromLines: 100_00, Rounding: 4,
		Tenders:     []store.TenderTotal{{Tender: "cash", Amount: 51_46}, {Tender: "wechat", Amount: 48_54}},
		Categories:  []store.CategoryTotal{{Category: receipts.CategoryLaboratory, Amount: 40_00}, {Category: receipts.CategoryWesternDrug, Amount: 60_00}},
		CreditGiven: 7_00, CreditSettled: 3_00, ElectronicOwed: 2_92,
		Float: 200_00, CashTaken: 51_46, Dropped: 150_00, Expected: 101_46, Counted: &counted, Difference: &difference, Explained: "a coin fell behind the desk",
		Drops:        []store.Drop{{Seq: 9, At: at, Amount: 150_00, Receiver: "Zhou Ping", Receipt: "JK-77"}, {Amount: 9_00, Receiver: "Zhou Ping", Receipt: "JK-76", Back: "typed twice"}},
		Pieces:       []store.Pieces{{Value: 100_00, Pieces: 1}, {Value: 1_00, Pieces: 1}},
		TenderCounts: []store.TenderCount{{Tender: "wechat", Expected: 48_54, Counted: 48_00}, {Tender: "alipay", Counted: 1_00}},
		Forms:        []store.AccountSpan{{Fate: store.FateUsed, From: "AB0001", To: "AB0040", Count: 40}, {Fate: store.FateLost, From: "AB0041", To: "AB0041", Count: 1, Reason: "not in the pad"}},
		FormsLeft:    store.NumbersLeft{Taken: true, Left: 59},
		Outbox:       []store.StateTotal{{State: store.Pending, Receipts: 40, Amount: 102_92}, {State: store.Voided, Receipts: 1, Amount: 51_46}},
		Reprints:     2, Drafts: 3, Follows: "shift-before", Next: &store.NextShift{Shift: "shift-after", Cashier: "gao", Float: 101_00},
		Continues: store.Elsewhere{Station: "W07"}, ContinuedAt: store.Elsewhere{Station: "B01", Shift: "shift-there"},
		Head: strings.Repeat("ab", 32), Checkpoint: &journal.Checkpoint{Seq: 4711, Signature: []byte("0123456789abcdef0123")},
	}
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", TimeZone: "Asia/Shanghai"}
	rules := receipts.Rules{Currency: receipts.CNY(), Tenders: []receipts.Tender{
		{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}, {Code: "wechat", English: "WeChat Pay", Chinese: "微信支付"}, {Code: "alipay", English: "Alipay", Chinese: "支付宝"},
	}}
	return r, id, rules
}

// all is everything that a document says.
func all(r report.Report) string {
	texts := append([]string{r.Title, r.Subtitle, r.Foot, r.Mark}, r.Signatures...)
	for _, f := range r.Facts {
		texts = append(texts, f.Name, f.Value)
	}
	for _, s := range r.Sections {
		texts = append(texts, s.Heading, s.Text)
		for _, row := range s.Table.Rows {
			texts = append(texts, strings.Join(row.Cells, " | "))
		}
		if len(s.Table.Rows) == 0 {
			texts = append(texts, s.Table.Empty)
		}
	}
	return strings.Join(texts, "\n")
}

func TestTheReportLeavesNothingOut(t *testing.T) {
	r, id, rules := sample()
	english := all(Document(r, id, rules, i18n.New(i18n.English), time.Time{}))
	for _, want := range []string{
		"agree: ¥100.00", "2026-03-09 17:00:00", "li, approved by sun", "shift-before", "gao with a float of ¥101.00, shift shift-after", "window W07, shift ?",
		"window B01, shift shift-there", "entry 4711, signature 30313233", strings.Repeat("ab", 32), "W01-0000100 to W01-0000140 | 41 | ¥154.38", "Voided | 1 | -¥51.46",
		"Refunded (red receipts) | 1 | -¥2.92", "WeChat Pay | ¥48.54 | ¥48.00 | -¥0.54", "Alipay | ¥0.00 | ¥1.00 | ¥1.00", "Laboratory | ¥40.00", "Left owed by patients | ¥7.00",
		"Handed over 09:00 to Zhou Ping, receipt JK-77 | -¥150.00", "Taken back (typed twice)", "Expected in the drawer | ¥101.46", "1 × ¥100.00 | ¥100.00", "Counted | ¥101.00",
		"Difference | -¥0.46", "a coin fell", "AB0001 – AB0040 | 40 | used", "AB0041 | 1 | lost | not in the pad", "59 forms are left", "Bills begun and not completed\n3",
	} {
		if !strings.Contains(english, want) {
			t.Errorf("%q is missing in:\n%s", want, english)
		}
	}
	chinese := Document(r, id, rules, i18n.New(i18n.Chinese), time.Time{})
	if text := all(chinese); !strings.Contains(text, "收费员日结报表") || !strings.Contains(text, "现金 | ¥51.46") || !strings.Contains(text, "遗失") {
		t.Errorf("%s", text)
	}
	if _, err := report.PDF(context.Background(), chinese); err != nil || len(chinese.Signatures) != 2 {
		t.Errorf("%v, signatures %q", err, chinese.Signatures)
	}
}

func TestADisagreementAndAnOpenShiftAreSaid(t *testing.T) {
	r, id, rules := sample()
	r.FromLines, r.Counted, r.Difference, r.NotCounted, r.Explained = 99_99, nil, nil, "the drawer is locked", ""
	id.Drill = true
	doc := Document(r, id, rules, i18n.New(i18n.English), time.Time{})
	if text := all(doc); !strings.Contains(text, "DO NOT AGREE: ¥100.00 from the payments, ¥99.99") || !strings.Contains(text, "Not counted: the drawer is locked") || strings.Contains(text, "Difference |") || doc.Mark == "" {
		t.Errorf("%s", text)
	}
	open := store.ShiftReport{Opened: r.Opened, Cashier: "chen", Head: r.Head}
	made := r.Opened.Add(time.Hour)
	if doc := Document(open, id, rules, i18n.New(i18n.English), made); doc.Title != "Shift so far" || !doc.Created.Equal(made) || !strings.Contains(all(doc), "still open") {
		t.Errorf("%s", all(doc))
	}
}

// A report of a shift that began in a former ledger says first that it is
// incomplete.
func TestAnIncompleteReportSaysSoFirst(t *testing.T) {
	r, id, rules := sample()
	r.NotJoinedBefore = r.Opened.Add(time.Hour)
	for lang, want := range map[i18n.Lang]string{i18n.English: "before 2026-03-09 10:00:00 is not in these figures", i18n.Chinese: "2026-03-09 10:00:00 之前"} {
		f := Document(r, id, rules, i18n.New(lang), r.Closed).Facts[0]
		if !f.Strong || !strings.Contains(f.Value, want) {
			t.Errorf("%s: %+v", lang, f)
		}
	}
	signed := r
	signed.FromPayments, r.Signed = 12_34, &signed
	if f := Document(r, id, rules, i18n.New(i18n.Chinese), r.Closed).Facts[0]; !strings.Contains(f.Value, "合计 ¥12.34") {
		t.Errorf("completed by joining: %+v", f)
	}
}
