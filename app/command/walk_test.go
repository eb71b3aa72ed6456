package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// changing are the commands that change a ledger, each with arguments that it
// would take; FILE is a price list, PIN a file with one line.
var changing = map[string]string{
	"shift open": "", "shift close": "--count 0", "shift drop": "1 --receiver r --receipt 1", "shift handover": "--count 0 --to wu --to-pin-file PIN",
	"shift explain": "S --reason r", "shift so-far": "",
	"range take": "--batch B --from A1 --to A9", "range forward": "A2 --reason r", "range void": "A3 --reason r", "range lost": "A3 --reason r",
	"range giveback": "A3 --reason r", "receipt form": "W-1 --reason r", "charge": "-",
	"order standalone": "--reason r", "order hold": "--reason r", "order declare": "--class 1 --reason r", "order no-fix": "--reason r",
	"order ack": "", "order cause": "--reason r", "order false-alarm": "--reason r", "order neighbours-ok": "", "order neighbours-down": "",
	"order maintenance": "--from 2026-05-01T22:00:00+08:00 --to 2026-05-02T02:00:00+08:00 --reason r", "order return": "--reason r",
	"fault report": "--symptom cannot_save", "fault verify": "F", "fault close": "F --cause c",
	"prices import": "FILE --accept", "patients import": "PATIENTS --accept", "orders import": "ORDERS --accept", "receipt void": "W-1 --reason r --paper", "receipt pdf": "W-1 -o NEW",
	"receipt refund": "W-1 --whole --reason r --paper", "receipt signoff": "W-1 --line 1 --status not --department d",
	"receipt recover": "CODE", "receipt repaid": "W-1 --reference r", "receipt dispense": "W-1 -o NEW",
	"ledger rebuild": "", "ledger join": "", "clock confirm": "", "his check": "", "reenter": "", "reconcile close": "F --reason r", "decide": "W-1 --verdict resend --reason r",
	"settings accept": "EMPTY", "settings secret": "his",
	"people add": "lin --name L --role cashier --new-pin-file PIN", "people role": "wu leader", "people pin": "--new-pin-file PIN",
	"people disable": "wu", "people enable": "wu", "people unlock": "wu", "people break-glass": "",
	"key protect": "--new-passphrase-file PIN", "key recovery": "",
	"goingover record": "-", "insured wait": "--patient P1", "patients register": "-", "receipt paper": "-", "receipt papers": "PAPERS --accept",
	"receipt pay":   "W-1 --pay cash=1",
	"people export": "NEW --people-passphrase-file PIN", "people import": "FILE --people-passphrase-file PIN",
}

// reading are the commands that only look, with arguments that they take.
var reading = map[string]string{
	"status": "", "fault list": "", "prices find": "a", "prices list": "", "patients find": "a", "orders find": "a", "receipt show": "W-1", "receipt list": "", "receipt owed": "", "receipt refused": "", "receipt unconfirmed": "",
	"receipt amount": "1", "ledger verify": "", "ledger copies": "", "backup run": "", "backup list": "", "backup verify": "NEW",
	"backup preview": "NEW", "backup restore": "NEW --into NEW", "upkeep": "", "clock check": "", "reconcile": "", "settings check": "EMPTY", "settings show": "", "settings example": "",
	"key status": "", "key public": "", "people list": "", "people approvals": "", "shift report": "", "shift list": "", "range list": "", "range account": "",
	"goingover show": "", "insured waiting": "", "prices packages": "", "receipt copy": "W-1", "receipt unpaid": "", "receipt verify": "CODE",
}

// elsewhere are the commands that nobody can log in for, each with the reason.
var elsewhere = map[string]string{
	"setup":            "founds a ledger: there is nobody yet, and a folder with a ledger is refused",
	"setup admin":      "makes the first person, and is refused where anybody is there",
	"setup borrowed":   "founds a ledger and lets in whom a sealed file of people names; a folder with a ledger is refused",
	"ledger restore":   "brings a ledger back that does not open, so that nobody is known yet; what it restores is signed, and a sound one is refused",
	"ledger set-aside": "goes on beside a ledger of which nothing may be readable, so that nobody is known; a sound one is refused",
	"key recover":      "takes the printed recovery key: while the keys are locked nobody can log in",
	"demo people":      "reads the demo's own file",
	"demo his up":      "a folder that is not the demo's is refused",
	"demo his down":    "ends the demo's own process",
	"demo his serve":   "the stand-in HIS, no ledger",
	"demo his fault":   "the stand-in HIS, no ledger",
	"demo his faults":  "the stand-in HIS, no ledger",
	"drill":            "a rehearsal in ledgers of its own",
	"simulate":         "simulated ledgers of its own",
	"panel":            "the window, where people log in",
}

// No command goes round PIN, shift or mode: on a hospital's ledger each one that
// changes something says who does it, or it is refused; each one that does not
// ask changes nothing. A command that is in neither table fails here.
func TestEveryChangeOfARealLedgerSaysWhoDoesIt(t *testing.T) {
	dir := t.TempDir()
	window(t, dir)
	head := func() any { return object[map[string]any](t, done(t, dir, "", "status", "--json"))["head"] }
	before := head()
	a := &app{Env: Env{Folder: dir}}
	walk(t, a.root(), func(path string, cmd *cobra.Command) {
		_, acts := cmd.Annotations[actsNote]
		args, changes := changing[path]
		look, looks := reading[path]
		switch {
		case changes != acts:
			t.Errorf("%s: in the table of what changes: %t, asks with --as: %t", path, changes, acts)
		case changes:
			r := run(t, dir, bill(ids(1)[0], nil), append(strings.Fields(path), arguments(t, args)...)...)
			if r.exit != ExitRefused || !strings.Contains(r.err, "--as NAME --pin-file FILE") {
				t.Errorf("%s: exit %d without --as\n%s%s", path, r.exit, r.out, r.err)
			}
		case looks:
			run(t, dir, "", append(strings.Fields(path), arguments(t, look)...)...)
		case elsewhere[path] == "":
			t.Errorf("%s: a new command; say in this test whether it changes the ledger", path)
		case strings.HasPrefix(path, "ledger ") && !strings.Contains(cmd.Long, "asks for no PIN, because"):
			t.Errorf("%s: its help does not say why it asks for no PIN", path)
		}
		if now := head(); now != before {
			t.Errorf("%s changed the ledger", path)
			before = now
		}
	})
}

// walk visits every command that does something.
func walk(t *testing.T, cmd *cobra.Command, visit func(path string, cmd *cobra.Command)) {
	t.Helper()
	for _, child := range cmd.Commands() {
		if path := strings.TrimPrefix(child.CommandPath(), "outpost "); !child.HasSubCommands() || path == "setup" {
			visit(path, child)
		}
		walk(t, child, visit)
	}
}

// arguments puts real files in place of their names.
func arguments(t *testing.T, text string) []string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"FILE": "code,name,unit,price\nA1,甲药,盒,9.00\n", "PATIENTS": "number,name,sex,birth_date\nN1,测试甲,男,1990-01-31\n", "ORDERS": "patient_number,code,quantity\nN1,A1,1\n",
		"PAPERS": "receipt,date time,code,qty\nSG-1,2026-03-01 09:40,A1,1\n",
		"EMPTY":  "", "PIN": "four words of paper\n",
	} {
		write(t, filepath.Join(dir, name), content)
	}
	args := strings.Fields(text)
	for i, arg := range args {
		if path := filepath.Join(dir, arg); arg == "NEW" {
			args[i] = path
		} else if _, err := os.Stat(path); err == nil && arg != "." {
			args[i] = path
		}
	}
	return args
}

// A real ledger without people, such as one of a former program, lets nobody
// change it until the first administrator is there.
func TestALedgerWithoutPeopleAsksForTheFirstOne(t *testing.T) {
	dir := t.TempDir()
	r := done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW")
	if !strings.Contains(r.out, "outpost setup admin") {
		t.Errorf("%s", r.out)
	}
	refusedWith(t, "outpost setup admin", dir, "", inPerson(t, "wu", adminPIN).does("shift", "open")...)
	refusedWith(t, "123456", dir, "", "setup", "admin", "--id", "wu", "--name", "Wu", "--pin-file", pinFile(t, "123456"))
	made := object[codeView](t, done(t, dir, "", "setup", "admin", "--id", "wu", "--name", "Wu Anshan", "--pin-file", pinFile(t, adminPIN), "--json"))
	if len(made.BreakGlass) != 23 || made.ID != "wu" {
		t.Errorf("%+v", made)
	}
	refusedWith(t, "people at this window already", dir, "", "setup", "admin", "--id", "m", "--name", "M", "--pin-file", pinFile(t, adminPIN))
	done(t, dir, "", inPerson(t, "wu", adminPIN).does("shift", "open")...)
}
