package command

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"outpost/app/station"
	"outpost/store"
)

// drillLedger makes a drill ledger with n receipts and returns its folder.
func drillLedger(t *testing.T, dir string, n int) []receiptLine {
	t.Helper()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "DR", "--drill")
	var in strings.Builder
	for _, id := range ids(n) {
		in.WriteString(bill(id, nil))
	}
	return lines[receiptLine](t, done(t, dir, in.String(), "charge", "--drill", "-"))
}

func TestAFolderInUseIsRefusedAndReadBeside(t *testing.T) {
	dir := t.TempDir()
	drillLedger(t, dir, 1)
	s, err := station.Open(t.Context(), dir, station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	refusedWith(t, "another Outpost", dir, bill(ids(1)[0], nil), "charge", "--drill", "-")
	refusedWith(t, "another Outpost", dir, "", "shift", "open")
	done(t, dir, "", "ledger", "verify")
	done(t, dir, "", "receipt", "show", "DR-0000001")
	done(t, dir, "", "prices", "find", "zc0001")
	done(t, dir, "", "status")
}

func TestASecondSetupChangesNothing(t *testing.T) {
	dir := t.TempDir()
	drillLedger(t, dir, 1)
	refusedWith(t, "holds a ledger already", dir, "", "setup", "--hospital", "X", "--station", "W", "--prefix", "XX")
	refusedWith(t, "prefix", t.TempDir(), "", "setup", "--hospital", "X", "--station", "W", "--prefix", "a-")
	refusedWith(t, "time zone", t.TempDir(), "", "setup", "--hospital", "X", "--station", "W", "--prefix", "XX", "--time-zone", "Mars")
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.Hospital != "H" || v.Receipts != 1 || !v.CopyWhole || v.Items == 0 {
		t.Errorf("%+v", v)
	}
}

// smallDisk mounts a small file system of its own, which takes root.
func smallDisk(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("a full or read-only disk is made with mount, which takes root on Linux")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "outpost-test", dir).CombinedOutput(); err != nil {
		t.Skipf("mount is not allowed here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir
}

func TestAFullDiskKeepsWhatWasAcknowledged(t *testing.T) {
	dir := smallDisk(t)
	before := drillLedger(t, dir, 5)
	filler := filepath.Join(dir, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if err := f.Close(); err != nil {
		t.Log(err)
	}
	var in strings.Builder
	wanted := ids(40)
	for _, id := range wanted {
		in.WriteString(bill(id, nil))
	}
	r := refusedWith(t, "full", dir, in.String(), "charge", "--drill", "-")
	told := append([]receiptLine{}, before...)
	if strings.HasPrefix(r.out, "{") {
		for _, a := range lines[answerLine](t, r) {
			if a.Error == "" {
				told = append(told, a.receiptLine)
			}
		}
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	after := lines[receiptLine](t, done(t, dir, in.String(), "charge", "--drill", "-"))
	for _, a := range told {
		if v := object[receiptView](t, done(t, dir, "", "receipt", "show", a.Number, "--json")); v.ID != a.ID || v.Head != a.Head {
			t.Errorf("acknowledged %+v, kept %+v", a, v)
		}
	}
	if len(after) != len(wanted) {
		t.Errorf("%d of %d after the disk had room", len(after), len(wanted))
	}
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.Receipts != int64(len(before)+len(wanted)) {
		t.Errorf("%d receipts", v.Receipts)
	}
	done(t, dir, "", "ledger", "verify")
}

func TestAReadOnlyFolder(t *testing.T) {
	dir := smallDisk(t)
	drillLedger(t, dir, 1)
	if out, err := exec.Command("mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("remount is not allowed here: %s", out)
	}
	refusedWith(t, "the disk does not let", dir, bill(ids(1)[0], nil), "charge", "--drill", "-")
	done(t, dir, "", "status")
	done(t, dir, "", "receipt", "show", "DR-0000001")
	done(t, dir, "", "receipt", "list")
	done(t, dir, "", "prices", "find", "zc0001")
	done(t, dir, "", "ledger", "verify")
	refusedWith(t, "the disk does not let", filepath.Join(dir, "new"), "", "setup", "--hospital", "X", "--station", "W", "--prefix", "XX")
	if out, err := exec.Command("mount", "-o", "remount,rw", dir).CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	done(t, dir, "", "ledger", "verify")
}

func TestAFlippedByteIsFoundAndRestored(t *testing.T) {
	dir := t.TempDir()
	told := drillLedger(t, dir, 8)
	path := filepath.Join(dir, "ledger.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte(`"number":"`+told[3].Number))
	if at < 0 {
		t.Fatal("the entry's body was not found in the file")
	}
	raw[at+len(`"number":"`)+len(told[3].Number)-1] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	v := object[store.Verification](t, refusedWith(t, `"ok":false`, dir, "", "ledger", "verify", "--json"))
	if len(v.Wrong) == 0 || v.Wrong[0].Seq != told[3].Seq {
		t.Errorf("the flipped byte lies in entry %d: %+v", told[3].Seq, v.Wrong)
	}
	done(t, dir, "", "ledger", "restore")
	done(t, dir, "", "ledger", "verify")
	for _, a := range told {
		if v := object[receiptView](t, done(t, dir, "", "receipt", "show", a.Number, "--json")); v.ID != a.ID || v.Head != a.Head {
			t.Errorf("written out %+v, restored %+v", a, v)
		}
	}
	aside, err := filepath.Glob(path + ".aside-*")
	if err != nil || len(aside) == 0 {
		t.Errorf("the damaged file was not kept: %v, %v", aside, err)
	}
}

// asLost makes a drill ledger whose database is gone.
func asLost(t *testing.T) (dir string, told []receiptLine) {
	t.Helper()
	dir = t.TempDir()
	told = drillLedger(t, dir, 3)
	if err := os.Remove(filepath.Join(dir, "ledger.db")); err != nil {
		t.Fatal(err)
	}
	return dir, told
}

func TestALostDatabaseIsNamed(t *testing.T) {
	dir, told := asLost(t)
	refusedWith(t, "outpost ledger restore", dir, "", "status")
	refusedWith(t, "outpost ledger restore", dir, "", "setup", "--hospital", "X", "--station", "W", "--prefix", "XX")
	refusedWith(t, "outpost ledger restore", dir, "", "ledger", "verify")
	v := object[store.Verification](t, refusedWith(t, `"ok":false`, dir, "", "ledger", "verify", "--json"))
	if len(v.Wrong) != 1 || v.Next == "" {
		t.Errorf("%+v", v)
	}
	r := done(t, dir, "", "ledger", "restore")
	if strings.Contains(r.out, "old file") || !strings.Contains(r.out, "3 receipts") {
		t.Errorf("%s", r.out)
	}
	refusedWith(t, "nothing needs restoring", dir, "", "ledger", "restore")
	done(t, dir, "", "receipt", "show", told[2].Number)
}

func TestTakingOverFromTheCopyIsTold(t *testing.T) {
	dir, _ := asLost(t)
	refusedWith(t, "outpost ledger restore", dir, bill(ids(1)[0], nil), "charge", "--drill", "-") // it reads first
	if r := done(t, dir, "", "ledger", "rebuild"); !strings.Contains(r.err, "taken over from a copy") {
		t.Errorf("%s%s", r.out, r.err)
	}
	if r := done(t, dir, bill(ids(1)[0], nil), "charge", "--drill", "-"); !strings.Contains(r.out, "DR-0000004") || r.err != "" {
		t.Errorf("%s%s", r.out, r.err)
	}
}

func TestAForkShowsInTheStatus(t *testing.T) {
	dir := t.TempDir()
	drillLedger(t, dir, 2)
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, other} {
		done(t, d, bill(ids(1)[0], nil), "charge", "--drill", "-")
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(dir, "copy")), os.Rename(filepath.Join(other, "copy"), filepath.Join(dir, "copy"))); err != nil {
		t.Fatal(err)
	}
	if r := done(t, dir, "", "status"); !strings.Contains(r.out, "differ") || strings.Contains(r.out, "catches up") {
		t.Errorf("%s", r.out)
	}
	refusedWith(t, "two histories", dir, "", "ledger", "verify")
	refusedWith(t, "nothing was changed", dir, "", "ledger", "restore")
}

func TestAHeadFromPaper(t *testing.T) {
	dir := t.TempDir()
	told := drillLedger(t, dir, 3)
	v := object[verifyView](t, done(t, dir, "", "ledger", "verify", "--head", told[1].Head[:12], "--json"))
	if v.HeadAt != told[1].Seq {
		t.Errorf("%+v", v)
	}
	refusedWith(t, "never stood", dir, "", "ledger", "verify", "--head", "00000000000000000000")
	if r := run(t, dir, "", "ledger", "verify", "--head", ""); r.exit != ExitUsage {
		t.Errorf("exit %d: %s%s", r.exit, r.out, r.err)
	}
	refusedWith(t, "8 to 64", dir, "", "ledger", "verify", "--head", "x")
	done(t, dir, "", "ledger", "rebuild")
	done(t, dir, "", "key", "public")
}

// Everything that the program makes is its user's alone, whatever the session's
// mask says: database, catalogue, log, copy, paper.
func TestOtherUsersReadNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps lists instead of modes")
	}
	parent := t.TempDir()
	dir, paper := filepath.Join(parent, "data"), filepath.Join(parent, "receipt.pdf")
	outpost := func(in string, args ...string) {
		t.Helper()
		cmd := exec.Command("sh", append([]string{"-c", `umask 022; exec "$@"`, "sh", built, "--data", dir}, args...)...)
		cmd.Stdin = strings.NewReader(in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
	}
	outpost("", "setup", "--hospital", "H", "--station", "W", "--prefix", "DR", "--drill")
	outpost(bill(ids(1)[0], nil), "charge", "--drill", "-")
	outpost("", "receipt", "pdf", "DR-0000001", "-o", paper)
	seen := 0
	err := filepath.WalkDir(parent, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == parent {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %s", path, info.Mode())
		}
		seen++
		return err
	})
	if err != nil || seen < 8 {
		t.Errorf("%d files looked at: %v", seen, err)
	}
}
