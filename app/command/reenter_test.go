package command

import (
	"bytes"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"outpost/app/demo"
	"outpost/receipts"
	"outpost/store"
)

// outageDay is a window of the demo hospital in an outage with n receipts and a
// closed shift.
func outageDay(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	t.Cleanup(func() {
		if _, err := demo.StopHIS(t.Context(), dir); err != nil {
			t.Log(err)
		}
	})
	done(t, dir, "", "demo", "his", "up")
	chen, zhou := as(t, dir, "chen"), as(t, dir, "zhou")
	done(t, dir, "", zhou.does("order", "standalone", "--reason", "HIS gives no answer")...)
	done(t, dir, "", chen.does("shift", "open")...)
	var in strings.Builder
	for _, id := range ids(n) {
		in.WriteString(bill(id, nil))
	}
	done(t, dir, in.String(), chen.does("charge")...)
	done(t, dir, "", chen.does("shift", "close", "--count", receipts.CNY().Format(receipts.Money(12_00*n)))...)
	done(t, dir, "", zhou.does("his", "check")...)
	return dir
}

// A re-entry that is told to stop says so, keeps what it sent and leaves the rest
// to the next run.
func TestAStoppedReentryIsTakenUpAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process there cannot be asked to end")
	}
	dir := outageDay(t, 2)
	done(t, dir, "", "demo", "his", "fault", "slow", "--ms", "60000")
	cmd := command(t.Context(), dir, as(t, dir, "zhou").does("reenter")...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitForSent(t, dir)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != ExitRefused || !strings.Contains(errs.String(), "what was sent is written down") {
		t.Errorf("%v: %s", err, errs.String())
	}
	done(t, dir, "", "demo", "his", "fault", "slow", "--off")
	for _, v := range lines[receiptView](t, done(t, dir, "", "receipt", "list", "--json")) {
		if v.State != store.Unknown && v.State != store.Pending || strings.Contains(v.Reason+errs.String(), "context") {
			t.Errorf("%s is %s: %q", v.Number, v.State, v.Reason)
		}
	}
	done(t, dir, "", as(t, dir, "zhou").does("reenter")...)
}

// waitForSent reads beside the running re-entry until it has a request out.
func waitForSent(t *testing.T, dir string) {
	t.Helper()
	for t.Context().Err() == nil {
		for _, v := range lines[receiptView](t, done(t, dir, "", "receipt", "list", "--json")) {
			if v.State == store.Sent {
				return
			}
		}
	}
}
