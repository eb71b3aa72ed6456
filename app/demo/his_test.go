package demo

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A note left behind by a killed HIS names a process that may be anybody's now:
// nobody holds the lock, so it is left alone.
func TestAStaleNoteHarmsNobody(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the innocent process is Unix's cat")
	}
	dir := t.TempDir()
	innocent := exec.Command("cat")
	in, err := innocent.StdinPipe()
	if err == nil {
		err = innocent.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, hisLock), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeNote(filepath.Join(dir, hisFile), HIS{PID: innocent.Process.Pid, Origin: "http://127.0.0.1:1"}); err != nil {
		t.Fatal(err)
	}
	if stopped, err := StopHIS(t.Context(), dir); stopped || err != nil {
		t.Errorf("stopped %t, %v", stopped, err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := innocent.Wait(); err != nil {
		t.Errorf("the innocent process was ended: %v", err)
	}
}

func TestOneHISAFolder(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan HIS, 1), make(chan error, 1)
	log := slog.New(slog.DiscardHandler)
	go func() { ended <- Serve(ctx, dir, "127.0.0.1:0", log, func(h HIS) { ready <- h }) }()
	h := <-ready
	if got, ok, err := Running(dir); err != nil || !ok || got != h || h.PID != os.Getpid() {
		t.Errorf("%+v, %t, %v", got, ok, err)
	}
	err := Serve(t.Context(), dir, "127.0.0.1:0", log, func(HIS) { t.Error("a second HIS got ready") })
	if err == nil || !strings.Contains(err.Error(), "running already") {
		t.Errorf("%v", err)
	}
	if err := Seed(t.Context(), h.Origin); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, ok, err := Running(dir); ok || err != nil {
		t.Errorf("still running: %t, %v", ok, err)
	}
	if err := Serve(t.Context(), dir, "0.0.0.0:0", log, func(HIS) {}); err == nil {
		t.Error("an address that others reach was taken")
	}
}
