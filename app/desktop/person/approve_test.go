package person

import (
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

func TestASupervisorApprovesAtTheWindow(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	var given []store.Approval
	b.Approve(func(all []store.Approval) { given = all },
		Request{store.WhatPrice, "bill-1", "阿莫西林 ¥12.50 → ¥10.00"}, Request{store.WhatQuantity, "bill-1", "200 盒"})
	b.says("Another price: 阿莫西林 ¥12.50 → ¥10.00\nA large quantity: 200 盒")
	b.says("not chen")
	b.write("chen", fyne.KeyReturn)
	b.write(chenPIN, fyne.KeyReturn)
	b.next()
	b.says("chen asks for it, so somebody else must approve it")
	b.press(fyne.KeyUp)
	b.write("sun", fyne.KeyReturn)
	b.write("wrong-pin", fyne.KeyReturn)
	if b.press(fyne.KeyEscape); b.shown() == "" {
		t.Fatal("Esc left the dialog while the PIN was being checked")
	}
	b.next()
	b.says("the name or the PIN is wrong")
	b.write(sunPIN, fyne.KeyReturn)
	b.next()
	if len(given) != 2 || given[0].By() != "sun" || given[0].What() != store.WhatPrice || given[1].Subject() != "bill-1" {
		t.Fatalf("given %+v", given)
	}
	if b.shown() != "" || b.Window.Canvas().Focused() != fyne.Focusable(b.below) {
		t.Error("the keyboard did not go back to the screen")
	}
}

func TestAnExpiredPINIsChangedInTheApproval(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	wu, err := b.Ledger.Login(t.Context(), "wu", wuPIN)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Ledger.ResetPIN(t.Context(), wu, "sun", "handed-2211"); err != nil {
		t.Fatal(err)
	}
	var given []store.Approval
	b.Texts.Set(i18n.Chinese)
	b.Approve(func(all []store.Approval) { given = all }, Request{What: store.WhatShift, Subject: "s1"})
	b.write("sun", fyne.KeyReturn)
	b.write("handed-2211", fyne.KeyReturn)
	b.next()
	b.says("为 sun 设置新密码")
	b.write(sunPIN, fyne.KeyReturn)
	b.write(sunPIN, fyne.KeyReturn)
	b.next()
	b.says("不能使用最近用过的密码")
	b.press(fyne.KeyUp)
	b.write("new-7712")
	b.press(fyne.KeyReturn)
	b.write("new-7713", fyne.KeyReturn)
	b.says("不一致")
	b.write("new-7712", fyne.KeyReturn)
	b.next() // the new PIN is kept
	b.next() // and the approval tried again with it
	if len(given) != 1 || given[0].By() != "sun" {
		t.Fatalf("given %+v; the dialog says %s", given, b.shown())
	}
}

func TestTheBreakGlassCodeApproves(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	wu, err := b.Ledger.Login(t.Context(), "wu", wuPIN)
	if err != nil {
		t.Fatal(err)
	}
	code, err := b.Ledger.RenewBreakGlass(t.Context(), wu)
	if err != nil {
		t.Fatal(err)
	}
	var given []store.Approval
	b.Approve(func(all []store.Approval) { given = all }, Request{store.WhatRefund, "W01-0000001", "¥30.00"})
	b.press(fyne.KeyF6)
	b.write(code, fyne.KeyReturn)
	b.write("chen", fyne.KeyReturn)
	b.write("nobody else is here at night")
	b.press(fyne.KeyF2)
	b.says("Whoever asks cannot approve")
	b.press(fyne.KeyUp)
	b.write("lin", fyne.KeyF2)
	b.next()
	b.next()
	if len(given) != 1 || given[0].By() != "lin" || given[0].Role() != incident.RoleSupervisor || b.shown() != "" {
		t.Fatalf("given %+v; the dialog says %s", given, b.shown())
	}
}

func TestInADrillANameApproves(t *testing.T) {
	b := newBench(t, true)
	var given []store.Approval
	b.Approve(func(all []store.Approval) { given = all }, Request{What: store.WhatRefund, Subject: "1"})
	b.write("sun", fyne.KeyReturn)
	b.next()
	if len(given) != 1 || given[0].By() != "sun" {
		t.Fatalf("given %+v", given)
	}
}

func TestALeftApprovalGivesNothing(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	b.Approve(func([]store.Approval) { t.Error("approved") }, Request{What: store.WhatRefund, Subject: "1"})
	b.press(fyne.KeyEscape)
	if b.shown() != "" {
		t.Error("Esc does not leave the dialog")
	}
}

// A word for everything that takes an approval: the store's own list decides.
func TestEveryWhatHasItsWord(t *testing.T) {
	for what := range whatWords() {
		if what.LeastRole() == incident.RoleNone {
			t.Errorf("%q is nothing that is approved", what)
		}
	}
	if n := len(store.Whats()); n != len(whatWords()) {
		t.Errorf("%d things are approved, %d have a word", n, len(whatWords()))
	}
}
