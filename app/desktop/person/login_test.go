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
	b.says("There is no default password")
	b.write("吴信息", fyne.KeyReturn)
	if b.shown() == "" {
		t.Fatal("Enter in a name, which ends a composition too, accepted")
	}
	b.press(fyne.KeyDown)
	b.write("Wu ", fyne.KeyReturn)
	b.write("123456", fyne.KeyReturn)
	b.write("123456", fyne.KeyReturn)
	b.next()
	b.says("the PIN is one that everybody tries first")
	b.press(fyne.KeyUp)
	b.write(wuPIN, fyne.KeyReturn)
	b.write(wuPIN, fyne.KeyReturn)
	b.next()
	if a := b.Desk.Actor(); a.ID() != "wu" || a.Role() != incident.RoleInfoHead || b.Desk.Name() != "吴信息" {
		t.Fatalf("at the desk: %q, %v", a.ID(), a.Role())
	}
	b.says("Break-glass code")
	b.press(fyne.KeyEscape, fyne.KeyEscape)
	b.says("It stands on paper")
	if left != 0 {
		t.Fatal("the code was left before it stood on paper")
	}
	var code string
	for line := range strings.SplitSeq(b.shown(), "\n") {
		if strings.Count(line, "-") == 3 && len(line) == 23 {
			code = line
		}
	}
	b.press(fyne.KeyF2)
	if left != 1 || b.shown() != "" {
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
	b.says("Locked by chen")
	b.write(chenPIN, fyne.KeyReturn) // the login is proposed, the PIN comes first
	b.next()
	if b.Desk.Actor().ID() != "chen" || b.Desk.Name() != "陈收费" || closed != 1 || heard != 2 {
		t.Fatalf("at the desk %q (%s)", b.Desk.Actor().ID(), b.Desk.Name())
	}
	b.Desk.Lock()
	b.LogIn(func() { closed++ })
	b.press(fyne.KeyUp)
	b.write("sun", fyne.KeyReturn)
	b.write(sunPIN, fyne.KeyReturn)
	b.next()
	if b.Desk.Actor().ID() != "sun" || b.Desk.Actor().Role() != incident.RoleSupervisor {
		t.Errorf("switched to %q", b.Desk.Actor().ID())
	}
}

func TestWrongTriesSayUntilWhen(t *testing.T) {
	b := newBench(t, false)
	b.staff()
	b.Desk.Leave()
	b.LogIn(func() {})
	b.write("chen", fyne.KeyReturn)
	for range 3 {
		b.write("not-the-pin", fyne.KeyReturn)
		b.next()
	}
	b.says("the next try is possible in 30s")
	b.write(chenPIN, fyne.KeyReturn)
	b.next()
	b.says("locked until 09:12:")
	b.Texts.Set(i18n.Chinese)
	b.press(fyne.KeyF2)
	b.next()
	b.says("锁定至 09:12:")
	b.later(time.Minute)
	b.press(fyne.KeyF2)
	b.next()
	if b.Desk.Actor().ID() != "chen" {
		t.Errorf("after the wait: %s", b.shown())
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
	b.press(fyne.KeyF6)
	b.write(strings.ToLower(code), fyne.KeyReturn)
	b.write("lin", fyne.KeyReturn)
	b.write("alone at night, my PIN is locked", fyne.KeyF2)
	b.next()
	if a := b.Desk.Actor(); a.ID() != "lin" || !a.ByBreakGlass() || b.shown() != "" {
		t.Errorf("at the desk %q; %s", a.ID(), b.shown())
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
	if strings.Contains(b.shown(), "PIN") {
		t.Error("a rehearsal asks for a PIN")
	}
	b.write("李收费", fyne.KeyReturn)
	b.next()
	if b.Desk.Actor().ID() != "李收费" {
		t.Errorf("at the desk %q", b.Desk.Actor().ID())
	}
}
