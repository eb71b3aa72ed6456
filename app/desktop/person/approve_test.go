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
	b.Says("Another price: 阿莫西林 ¥12.50 → ¥10.00\nA large quantity: 200 盒")
	b.Says("not chen")
	b.Write("chen", fyne.KeyReturn)
	b.Write(chenPIN, fyne.KeyReturn)
	b.Next(1)
	b.Says("chen asks for it, so somebody else must approve it")
	b.Press(fyne.KeyUp)
	b.Write("sun", fyne.KeyReturn)
	b.Write("wrong-pin", fyne.KeyReturn)
	if b.Press(fyne.KeyEscape); b.Dialog() == "" {
		t.Fatal("Esc left the dialog while the PIN was being checked")
	}
	b.Next(1)
	b.Says("the name or the PIN is wrong")
	b.Write(sunPIN, fyne.KeyReturn)
	b.Next(1)
	if len(given) != 2 || given[0].By() != "sun" || given[0].What() != store.WhatPrice || given[1].Subject() != "bill-1" {
		t.Fatalf("given %+v", given)
	}
	if b.Dialog() != "" || b.Canvas().Focused() != fyne.Focusable(b.below) {
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
	b.Write("sun", fyne.KeyReturn)
	b.Write("handed-2211", fyne.KeyReturn)
	b.Next(1)
	b.Says("为 sun 设置新密码")
	b.Write(sunPIN, fyne.KeyReturn)
	b.Write(sunPIN, fyne.KeyReturn)
	b.Next(1)
	b.Says("不能使用最近用过的密码")
	b.Press(fyne.KeyUp)
	b.Write("new-7712")
	b.Press(fyne.KeyReturn)
	b.Write("new-7713", fyne.KeyReturn)
	b.Says("不一致")
	b.Write("new-7712", fyne.KeyReturn)
	b.Next(1) // the new PIN is kept
	b.Next(1) // and the approval tried again with it
	if len(given) != 1 || given[0].By() != "sun" {
		t.Fatalf("given %+v; the dialog says %s", given, b.Dialog())
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
	b.Press(fyne.KeyF6)
	b.Write(code, fyne.KeyReturn)
	b.Write("chen", fyne.KeyReturn)
	b.Write("nobody else is here at night")
	b.Press(fyne.KeyF2)
	b.Says("Whoever asks cannot approve")
	b.Press(fyne.KeyUp)
	b.Write("lin", fyne.KeyF2) // a name that nobody here has would approve an own request
	b.Next(1)
	b.Says("there is no lin here")
	b.Write("sun", fyne.KeyF2)
	b.Next(1)
	b.Next(1)
	if len(given) != 1 || given[0].By() != "sun" || given[0].Role() != incident.RoleSupervisor || b.Dialog() != "" {
		t.Fatalf("given %+v; the dialog says %s", given, b.Dialog())
	}
}

func TestInADrillANameApproves(t *testing.T) {
	b := newBench(t, true)
	var given []store.Approval
	b.Approve(func(all []store.Approval) { given = all }, Request{What: store.WhatRefund, Subject: "1"})
	b.Write("sun", fyne.KeyReturn)
	b.Next(1)
	if len(given) != 1 || given[0].By() != "sun" {
		t.Fatalf("given %+v", given)
	}
}

func TestALeftApprovalGivesNothing(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	b.Approve(func([]store.Approval) { t.Error("approved") }, Request{What: store.WhatRefund, Subject: "1"})
	b.Press(fyne.KeyEscape)
	if b.Dialog() != "" {
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
