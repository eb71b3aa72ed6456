package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
)

// goldenStory makes a ledger with at least one entry of every kind, in one
// window's life: a night that forked, set aside and joined, then a day. All names
// are invented. A new kind gets its line here.
func goldenStory(t *testing.T) (dir string) {
	t.Helper()
	dir = forked(t)
	setAside(t, dir, "W01-0000003")
	l, err := Open(t.Context(), dir, Options{Now: testClock(), PINCost: quick})
	if err != nil {
		t.Fatal(err)
	}
	admin := give(l.Login(t.Context(), "c1", "840261"))(t)
	give(l.Join(t.Context(), admin))(t)
	tellPeople(t, l, admin)
	tellWindow(t, l, admin)
	tellSales(t, l, admin)
	tellRefunds(t, l)
	tellShift(t, l)
	give(l.DecideFinding(t.Context(), Actor{id: "li", role: incident.RoleInfoHead}, FindingDecision{Code: "receipt gap", Subject: "number W01-0000003 stands on two receipts", Reason: "both papers seen"}))(t)
	l = tellPiece(t, l, dir)
	if err := l.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// give is a result that must be there.
func give[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func fine(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func tellPeople(t *testing.T, l *Ledger, admin Actor) {
	ctx := t.Context()
	hire(t, l, admin, NewPerson{"sun", "Sun Heping", incident.RoleSupervisor, sunPIN})
	hire(t, l, admin, NewPerson{"chen", "𬱖 Lihua", incident.RoleCashier, chenPIN})
	for range 3 {
		if _, err := l.Login(ctx, "chen", wrongPIN); err == nil {
			t.Fatal("a wrong PIN")
		}
	}
	fine(t, l.Unlock(ctx, admin, "chen"), l.SetRole(ctx, admin, "chen", incident.RoleSupervisor), l.Disable(ctx, admin, "chen"))
	code := give(l.RenewBreakGlass(ctx, admin))(t)
	give(l.BreakGlass(ctx, code, "gao", "nobody answers"))(t)
	_, _, err := l.ExportPeople(ctx, admin, "four words of paper", true)
	fine(t, err)
	give(l.NewRecoveryKey(ctx, admin))(t)
	give(l.Approve(ctx, cashier("c1"), "sun", sunPIN, WhatShift, "S"))(t)
}

func tellWindow(t *testing.T, l *Ledger, admin Actor) {
	ctx, at := t.Context(), time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	rules := l.Rules()
	rules.Rounding = receipts.RoundDown
	rules.Insurers, rules.Benefits = []receipts.Choice{{Code: "residents"}}, []receipts.Choice{{Code: "special"}}
	order := &incident.Order{ID: "0193a000-0000-7000-8000-000000000001", At: at, By: "i1", Reason: "core switch down"}
	events := []incident.Event{{At: at, Code: "T0", Incident: "I1"}, {At: at, Code: "SWITCHED", Incident: "I1"}}
	snapshot := incident.Snapshot{At: at, Mode: incident.ModeStandalone, ModeSince: at, Current: &incident.Record{ID: "I1", T0: at}}
	fault := incident.Fault{ID: "0193a000-0000-7000-8000-000000000002", Symptom: incident.SymptomCannotSave, Origin: incident.OriginPerson, ReportedBy: "c1", ReportedAt: at}
	closed := fault
	closed.VerifiedAt, closed.VerifiedBy, closed.ClosedAt, closed.ClosedBy, closed.Cause = at, "i1", at, "i1", "switch replaced"
	give(l.RegisterPatient(ctx, receipts.Patient{ID: receipts.NewID(), Name: "Gao Shan"}))(t)
	fine(t,
		l.AcceptSettings(ctx, Settings{TOML: "language = \"zh\"\n", Rules: rules, By: "c1"}),
		l.AcceptPriceList(ctx, PriceList{List: "drug", Hash: strings.Repeat("ab", 32), Count: 3, Source: "drug.csv", By: "i1"}),
		l.RecordOutage(ctx, snapshot, events, order), l.RecordFault(ctx, fault), l.RecordFault(ctx, closed),
		l.RecordCheck(ctx, []byte(`{"ok":true}`)), l.ConfirmClock(ctx, admin))
	take(t, l, RangeForm, "AB0001", "AB0100")
	give(l.ForwardRange(ctx, cashier("c1"), RangeForm, "AB0003", Skipped{FateLost, "not in the pad"}))(t)
	give(l.MarkNumbers(ctx, cashier("c1"), RangeForm, "AB0100", "AB0100", FateVoided, "torn"))(t)
	question := Question{Patient: receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}, Total: 51_46, At: at}
	give(l.RecordGoingOver(ctx, cashier("c1"), GoingOver{LastHIS: "F2026-0991", Questions: []Question{question}}))(t)
	give(l.RecordWaiting(ctx, cashier("c1"), Waiting{Patient: bill("Gao Shan", 0).Patient, Insurance: receipts.Insurance{Insurer: "residents", Benefit: "special"}, Amount: 51_46}))(t)
}

func tellSales(t *testing.T, l *Ledger, admin Actor) {
	ctx, c1 := t.Context(), cashier("c1")
	cash := sell(t, l, bill("𬱖氏 Lin", 100_00))
	both := bill("Meng Yao", 0)
	both.Payments = []receipts.Payment{{Tender: "wechat", Tendered: 1_46, Reference: "WX2"}, {Tender: "cash", Tendered: 50_00}}
	mixed := sell(t, l, both)
	give(l.Void(ctx, c1, VoidRequest{Number: mixed.Number, Reason: "wrong item", PaperReturned: true}))(t)
	give(l.SettleOwed(ctx, c1, mixed.Number, 1, "WX2-R"))(t)
	fine(t, l.RecordPrintFailed(ctx, cash.ID, give(l.RecordPrint(ctx, cash.ID, "Counter 1"))(t), "Counter 1"))
	give(l.RecordPrint(ctx, cash.ID, "file"))(t)
	give(l.RecordPrint(ctx, cash.ID, "file"))(t)
	give(l.RecordDispensing(ctx, cash.ID, "file"))(t)
	give(l.ChangeForm(ctx, c1, cash.Number, "torn in the printer"))(t)
	owes := sell(t, l, green("Gao Shan", 0))
	give(l.SettleCredit(ctx, c1, owes.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}}))(t)
	give(l.RecordPaper(ctx, c1, paper("SG-000123", 40)))(t)
	_, _, err := l.RecordRecovered(ctx, c1, lostReceipt("W09-0000041"))
	fine(t, err)
	fine(t, markSent(ctx, l, cash.ID),
		l.RecordAnswer(ctx, cash.ID, Answer{State: Differs, HISNumber: "F77", Reason: "the HIS charged 51.46"}),
		l.Decide(ctx, cash.ID, Decision{Verdict: VerdictAccepted, By: admin.ID(), Role: "info_head", Reason: "rounding"}))
}

func tellRefunds(t *testing.T, l *Ledger) {
	r := charge(t, l, []receipts.Money{70_00, 30_00}, paidBy("wechat", 60_00, "WX9"))
	refund(t, l, r.Number, receipts.Taken{Line: 1})
	give(l.RefundForeign(t.Context(), cashier("c1"), supervisedForeign(t, l, "W02-0000007"), foreignRefund("W02-0000007")))(t)
	if _, err := l.Refund(t.Context(), cashier("c1"), supervised(t, l, "F2026-0990"), request("F2026-0990")); !errors.Is(err, ErrHISReceipt) {
		t.Fatalf("a receipt of the HIS: %v", err)
	}
}

func tellShift(t *testing.T, l *Ledger) {
	ctx, c1 := t.Context(), cashier("c1")
	give(l.DropCash(ctx, c1, Drop{Amount: 100_00, Receiver: "Zhou Ping", Receipt: "JK-77"}))(t)
	wrong := give(l.DropCash(ctx, c1, Drop{Amount: 1_00, Receiver: "Zhou Ping", Receipt: "JK-78"}))(t)
	fine(t, l.TakeBackDrop(ctx, c1, wrong.Seq, "counted wrongly"))
	c2, shift := cashier("c2"), l.Shift().ID
	give(l.CloseAnothersShift(ctx, c2, approval(t, l, c2, supervisor("sun"), shift), Count{NotCounted: "the drawer is locked"}))(t)
	fine(t, l.ExplainShift(ctx, c2, approval(t, l, c2, supervisor("sun"), shift), shift, "counted by the finance office"))
	give(l.OpenShift(ctx, c1, 0))(t)
}

// tellPiece is a power cut in the middle of a sale: the copy ends in a piece.
func tellPiece(t *testing.T, l *Ledger, dir string) *Ledger {
	t.Helper()
	fine(t, l.CatchUp(t.Context()), l.Close())
	path := filepath.Join(dir, copyFolder, "journal-000000000001.copy")
	raw := give(os.ReadFile(path))(t)
	copy(raw[len(bytes.TrimRight(raw, "\x00")):], "\x00\x00\x09\x00\x00\x00\x00\x08 a piece of an entry")
	fine(t, os.WriteFile(path, raw, 0o600))
	return give(Open(t.Context(), dir, Options{Now: testClock(), PINCost: quick}))(t)
}

// kindsIn are the kinds of the entries in a ledger's folder.
func kindsIn(t *testing.T, dir string) map[string]int {
	t.Helper()
	db := openRaw(t, dir)
	rows, err := db.Query(`SELECT kind, count(*) FROM journal GROUP BY kind`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		found[name] = n
	}
	return found
}
