package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"outpost/receipts"
)

// built is the program as a binary without C, made once.
var built string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "outpost-command-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built = filepath.Join(dir, "outpost")
	if runtime.GOOS == "windows" {
		built += ".exe"
	}
	build := exec.Command("go", "build", "-o", built, "outpost/app")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// result is what a run of the program gave.
type result struct {
	exit     int
	out, err string
}

// run carries out one command line in this process.
func run(t *testing.T, dir, in string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	exit := Run(t.Context(), Env{
		Args: append([]string{"--data", dir}, args...), In: strings.NewReader(in), Out: &out, Err: &errs,
		Folder: filepath.Join(t.TempDir(), "unused"), Program: built, Version: "test",
	})
	return result{exit, out.String(), errs.String()}
}

// done runs a command that must succeed.
func done(t *testing.T, dir, in string, args ...string) result {
	t.Helper()
	r := run(t, dir, in, args...)
	if r.exit != ExitDone {
		t.Fatalf("%q: exit %d\n%s%s", args, r.exit, r.out, r.err)
	}
	return r
}

// refusedWith runs a command that must be refused with a sentence holding want.
func refusedWith(t *testing.T, want, dir, in string, args ...string) result {
	t.Helper()
	r := run(t, dir, in, args...)
	if r.exit != ExitRefused || !strings.Contains(r.out+r.err, want) {
		t.Errorf("%q: exit %d, want 1 with %q\n%s%s", args, r.exit, want, r.out, r.err)
	}
	return r
}

// object reads the one JSON object of an answer.
func object[T any](t *testing.T, r result) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.out), &v); err != nil {
		t.Fatalf("not one JSON object: %v\n%s", err, r.out)
	}
	return v
}

// lines reads the JSON lines of an answer.
func lines[T any](t *testing.T, r result) (all []T) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(r.out), "\n") {
		var v T
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("not a JSON line: %v\n%s", err, line)
		}
		all = append(all, v)
	}
	return all
}

// answerLine is a line of charge: a receipt or a refusal.
type answerLine struct {
	receiptLine
	errorLine
}

// bill is a line of charge over 12.00, with what is said instead.
func bill(id string, instead map[string]any) string {
	b := map[string]any{
		"id": id, "patient": map[string]any{"name": "测试甲"}, "cashier": "chen",
		"lines":    []any{map[string]any{"code": "ZC0001", "qty": "1"}},
		"payments": []any{map[string]any{"tender": "cash", "amount": "20.00"}},
	}
	for k, v := range instead {
		b[k] = v
	}
	raw, err := json.Marshal(b)
	if err != nil {
		panic(err)
	}
	return string(raw) + "\n"
}

func ids(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = receipts.NewID()
	}
	return all
}

// command runs the built program.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, built, append([]string{"--data", dir}, args...)...)
}
