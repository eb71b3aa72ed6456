package person

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/store/incident"
)

func TestTheFirstAdministratorIsMadeAtTheFirstStart(t *testing.T) {
	b := newBench(t, false)
	left := 0
	b.FirstAdmin(func() { left++ })
	b.Says("There is no default password")
	b.Write("吴信息", fyne.KeyReturn)
	if b.Dialog() == "" {
		t.Fatal("Enter in a name, which ends a composition too, accepted")
	}
	b.Press(fyne.KeyDown)
	b.Write("Wu ", fyne.KeyReturn)
	b.Write("123456", fyne.KeyReturn)
	b.Write("123456", fyne.KeyReturn)
	b.Next(1)
	b.Says("the PIN is one that everybody tries first")
	b.Press(fyne.KeyUp)
	b.Write(wuPIN, fyne.KeyReturn)
	b.Write(wuPIN, fyne.KeyReturn)
	b.Next(1)
	if a := b.Desk.Actor(); a.ID() != "wu" || a.Role() != incident.RoleInfoHead || b.Desk.Name() != "吴信息" {
		t.Fatalf("at the desk: %q, %v", a.ID(), a.Role())
	}
	b.Says("Break-glass code")
	b.Press(fyne.KeyEscape, fyne.KeyEscape)
	b.Says("It stands on paper")
	if left != 0 {
		t.Fatal("the code was left before it stood on paper")
	}
	var code string
	for line := range strings.SplitSeq(b.Dialog(), "\n") {
		if strings.Count(line, "-") == 3 && len(line) == 23 {
			code = line
		}
	}
	b.Press(fyne.KeyF2)
	if left != 1 || b.Dialog() != "" {
		t.Error("F2 does not end it")
	}
	if _, err := b.Ledger.BreakGlass(t.Context(), code, "lin", "a test of the code shown"); err != nil {
		t.Errorf("the code shown, %q, does not count: %v", code, err)
	}
}

func TestLoggingInByKeys(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	heard := 0
	b.Desk.OnChange(func() { heard++ })
	b.Desk.Lock()
	if !b.Desk.Free() || b.Desk.Holder().ID() != "chen" || heard != 1 {
		t.Fatalf("locked: free %v, holder %q, heard %d", b.Desk.Free(), b.Desk.Holder().ID(), heard)
	}
	closed := 0
	b.LogIn(func() { closed++ })
	b.Says("Locked by chen")
	b.Write(chenPIN, fyne.KeyReturn) // the login is proposed, the PIN comes first
	b.Next(1)
	if b.Desk.Actor().ID() != "chen" || b.Desk.Name() != "陈收费" || closed != 1 || heard != 2 {
		t.Fatalf("at the desk %q (%s)", b.Desk.Actor().ID(), b.Desk.Name())
	}
	b.Desk.Lock()
	b.LogIn(func() { closed++ })
	b.Press(fyne.KeyUp)
	b.Write("sun", fyne.KeyReturn)
	b.Write(sunPIN, fyne.KeyReturn)
	b.Next(1)
	if b.Desk.Actor().ID() != "sun" || b.Desk.Actor().Role() != incident.RoleSupervisor {
		t.Errorf("switched to %q", b.Desk.Actor().ID())
	}
}

func TestWrongTriesSayUntilWhen(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	b.Desk.Leave()
	b.LogIn(func() {})
	b.Write("chen", fyne.KeyReturn)
	for range 3 {
		b.Write("not-the-pin", fyne.KeyReturn)
		b.Next(1)
	}
	b.Says("the next try is possible in 30s")
	b.Write(chenPIN, fyne.KeyReturn)
	b.Next(1)
	b.Says("locked until 09:12:")
	b.Texts.Set(i18n.Chinese)
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("锁定至 09:12:")
	b.later(time.Minute)
	b.Press(fyne.KeyF2)
	b.Next(1)
	if b.Desk.Actor().ID() != "chen" {
		t.Errorf("after the wait: %s", b.Dialog())
	}
}

func TestTheBreakGlassCodeLetsOneIn(t *testing.T) {
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
	b.Desk.Leave()
	b.LogIn(func() {})
	b.Press(fyne.KeyF6)
	b.Write(strings.ToLower(code), fyne.KeyReturn)
	b.Write("lin", fyne.KeyReturn)
	b.Write("alone at night, my PIN is locked", fyne.KeyF2)
	b.Next(1)
	if a := b.Desk.Actor(); a.ID() != "lin" || !a.ByBreakGlass() || b.Dialog() != "" {
		t.Errorf("at the desk %q; %s", a.ID(), b.Dialog())
	}
}

func TestADrillAsksForANameOnly(t *testing.T) {
	b := newBench(t, true)
	if b.Desk.Free() || b.Desk.Actor().ID() != "drill" {
		t.Fatal("a rehearsal's window waits for a login")
	}
	if b.Desk.Lock(); b.Desk.Free() {
		t.Error("a rehearsal locks")
	}
	b.LogIn(func() {})
	if strings.Contains(b.Dialog(), "PIN") {
		t.Error("a rehearsal asks for a PIN")
	}
	b.Write("李收费", fyne.KeyReturn)
	b.Next(1)
	if b.Desk.Actor().ID() != "李收费" {
		t.Errorf("at the desk %q", b.Desk.Actor().ID())
	}
}
