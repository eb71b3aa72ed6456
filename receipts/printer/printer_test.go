package printer

import (
	"context"
	"encoding/binary"
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

// answer writes an IPP answer with a status and a job-state.
func answer(status uint16, state uint32) []byte {
	b := binary.BigEndian.AppendUint16([]byte{2, 0}, status)
	b = append(binary.BigEndian.AppendUint32(b, 1), 0x01)
	b = append(b, "\x47\x00\x12attributes-charset\x00\x05utf-8\x02\x23\x00\x09job-state\x00\x04"...)
	return append(binary.BigEndian.AppendUint32(b, state), 0x03)
}

func TestStateOfAJob(t *testing.T) {
	for name, c := range map[string]struct {
		answer []byte
		want   State
		bad    bool
	}{
		"waiting":    {answer: answer(0, 3), want: Sent},
		"processing": {answer: answer(0, 5), want: Sent},
		"cancelled":  {answer: answer(0, 7), want: Failed},
		"aborted":    {answer: answer(0, 8), want: Failed},
		"done":       {answer: answer(0, 9), want: Confirmed},
		"forgotten":  {answer: answer(0x0406, 9), want: Unknown},
		"refused":    {answer: answer(0x0403, 9), want: Unknown, bad: true},
		"cut off":    {answer: answer(0, 9)[:30], want: Unknown, bad: true},
		"a web page": {answer: []byte("<html>"), want: Unknown, bad: true},
	} {
		s := &script{answers: map[string]string{"lpstat -H": "/run/cups/cups.sock\n"}}
		ask := func(_ context.Context, server string, request []byte) ([]byte, error) {
			if server != "/run/cups/cups.sock" || !strings.Contains(string(request), "ipp://localhost/jobs/4") {
				t.Errorf("asked %q of %q", request, server)
			}
			return c.answer, nil
		}
		got, err := CUPS{run: s.run, ask: ask}.State(t.Context(), Job{ID: "cash-ier-4"})
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %s, %v; want %s", name, got, err, c.want)
		}
	}
}

func TestStateWithoutAnAnswer(t *testing.T) {
	s := &script{answers: map[string]string{"lpstat -H": filepath.Join(t.TempDir(), "no.sock") + "\n"}}
	got, err := CUPS{run: s.run}.State(t.Context(), Job{ID: "p-4"})
	var trouble *Error
	if got != Unknown || !errors.As(err, &trouble) || trouble.Hint == "" {
		t.Errorf("%s, %v", got, err)
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
