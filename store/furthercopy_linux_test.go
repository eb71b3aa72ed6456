package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A stick's disk that never answers, here a pipe that nobody writes, holds up
// neither opening nor selling nor closing.
func TestAHangingStickHoldsNobodyUp(t *testing.T) {
	l, _ := found(t, true)
	stick := FurtherCopy{Name: "stick", Folder: t.TempDir(), WarnAfter: time.Hour}
	dir := stick.dir(l.Identity().Ledger)
	pipe := filepath.Join(dir, "journal-000000000001.copy")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	l.further.patience = 20 * time.Millisecond
	replicate(t, l, stick)
	ended := l.further.ended
	sell(t, l, bill("Lin Yuejiang", 100_00))
	all := copies(t, l)
	if c := all[1]; c.Seq != 0 || c.Behind != l.Head().Seq {
		t.Errorf("%+v", c)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
		t.Fatal("nothing hung")
	default:
	}
	w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // the disk answers at last
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	<-ended
}
