package printer

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// script answers calls by the joined command line and keeps what was asked.
type script struct {
	answers map[string]string
	fail    error
	stderr  string
	asked   []string
	stdin   []byte
}

func (s *script) run(_ context.Context, stdin []byte, name string, args ...string) ([]byte, []byte, error) {
	line := strings.Join(append([]string{name}, args...), " ")
	s.asked = append(s.asked, line)
	s.stdin = stdin
	return []byte(s.answers[line]), []byte(s.stderr), s.fail
}

var a5 = Paper{Width: 210, Height: 148}

func TestPrintIsUnscaledOnItsOwnPaper(t *testing.T) {
	const line = "lp -o media=Custom.210x148mm -o print-scaling=none -t 应急收据 A1-000123 -d cash-ier-1 -- -"
	s := &script{answers: map[string]string{line: "request id is cash-ier-1-42 (1 file(s))\n"}}
	job, err := CUPS{run: s.run}.Print(t.Context(), "cash-ier-1", "应急收据 A1-000123", []byte("%PDF"), a5)
	if err != nil {
		t.Fatal(err, s.asked)
	}
	if job != (Job{ID: "cash-ier-1-42", Printer: "cash-ier-1"}) || string(s.stdin) != "%PDF" {
		t.Errorf("job %+v, sent %q", job, s.stdin)
	}
}

func TestPrintTroubleHasAHint(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		name string
		ctx  context.Context
		fail error
		want error
	}{
		{"no CUPS", t.Context(), exec.ErrNotFound, ErrNoSystem},
		{"a refusal", t.Context(), errors.New("exit status 1"), ErrRefused},
		{"no answer", stopped, errors.New("signal: killed"), ErrTimeout},
		{"no job named", t.Context(), nil, ErrRefused},
	} {
		s := &script{fail: c.fail, stderr: "lp: The printer or class does not exist.\n"}
		_, err := CUPS{run: s.run}.Print(c.ctx, "x", "t", nil, a5)
		var trouble *Error
		if !errors.Is(err, c.want) || !errors.As(err, &trouble) || trouble.Hint == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestStateOfAJob(t *testing.T) {
	const waiting, done, long = "lpstat -W not-completed -o", "lpstat -W completed -o", "lpstat -l -W completed -o"
	for name, c := range map[string]struct {
		answers map[string]string
		want    State
	}{
		"waiting":   {map[string]string{waiting: "p-41 root 1024 Mon\np-4 root 1024 Mon\n"}, Sent},
		"done":      {map[string]string{done: "p-4 root 1024 Mon\n", long: "p-4 root 1024 Mon\n\tAlerts: job-completed-successfully\n"}, Confirmed},
		"cancelled": {map[string]string{done: "p-4 root 1024 Mon\n", long: "p-9 root 1 Mon\n\tAlerts: none\np-4 root 1024 Mon\n\tAlerts: job-canceled-by-user\n"}, Failed},
		"another's": {map[string]string{done: "p-4 root 1 Mon\np-9 root 1 Mon\n", long: "p-9 root 1 Mon\n\tAlerts: aborted-by-system\np-4 root 1 Mon\n\tAlerts: none\n"}, Confirmed},
		"gone":      {map[string]string{waiting: "p-44 root 1 Mon\n", done: "q-4 root 1 Mon\n"}, Unknown},
	} {
		s := &script{answers: c.answers}
		got, err := CUPS{run: s.run}.State(t.Context(), Job{ID: "p-4"})
		if err != nil || got != c.want {
			t.Errorf("%s: %s, %v; want %s", name, got, err, c.want)
		}
	}
	s := &script{fail: errors.New("exit status 1")}
	if got, err := (CUPS{run: s.run}).State(t.Context(), Job{ID: "p-4"}); got != Unknown || err == nil {
		t.Errorf("without an answer: %s, %v", got, err)
	}
}

func TestPrinters(t *testing.T) {
	s := &script{answers: map[string]string{"lpstat -e": "cashier1\nPDF\n"}}
	got, err := CUPS{run: s.run}.Printers(t.Context())
	if err != nil || !slices.Equal(got, []string{"cashier1", "PDF"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestAFrozenPrintSystemDoesNotHoldTheCashier runs a real program that never
// ends by itself.
func TestAFrozenPrintSystemDoesNotHoldTheCashier(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "lp"), []byte("#!/bin/sh\nexec tail -f /dev/null\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := (CUPS{}).Print(ctx, "p", "t", []byte("x"), a5); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "收据.pdf")
	for _, content := range []string{"first, which is longer", "second"} {
		if err := Save(t.Context(), path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != content {
			t.Errorf("the file holds %q, %v", got, err)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestSaveLeavesNothingHalfDone(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no", "such", "folder.pdf")
	if err := Save(t.Context(), missing, nil); !errors.Is(err, ErrSave) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Save(t.Context(), taken, []byte("x")); !errors.Is(err, ErrSave) {
		t.Errorf("a folder of the name: %v", err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("something was left behind: %v", entries)
	}
}
