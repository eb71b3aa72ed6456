package command

import (
	"bytes"
	"path/filepath"
	"testing"

	"outpost/store"
)

// A newcomer takes the HIS away and brings it back beside the open window.
func TestTheDemoHISComesAndGoesBesideTheOpenWindow(t *testing.T) {
	dir := t.TempDir()
	type where struct{ Origin string }
	first := object[where](t, done(t, dir, "", "demo", "his", "up", "--json"))
	t.Cleanup(func() { run(t, dir, "", "demo", "his", "down") })
	window, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer window.Close()
	done(t, dir, "", "demo", "his", "down")
	if again := object[where](t, done(t, dir, "", "demo", "his", "up", "--json")); again != first {
		t.Errorf("the HIS came back at %v, the window knows %v", again, first)
	}
}

// The demo's ledger lies in a folder of its own, which every command finds.
func TestCommandsFindTheDemo(t *testing.T) {
	folder := t.TempDir()
	outpost := func(args ...string) (exit int, out string) {
		var to, errs bytes.Buffer
		exit = Run(t.Context(), Env{Args: args, Out: &to, Err: &errs, Folder: folder, Program: built, Version: "test"})
		return exit, to.String() + errs.String()
	}
	if exit, out := outpost("demo", "his", "up"); exit != ExitDone {
		t.Fatal(out)
	}
	t.Cleanup(func() { outpost("demo", "his", "down") })
	if exit, out := outpost("status", "--demo", "--json"); exit != ExitDone || object[statusView](t, result{out: out}).Hospital == "" {
		t.Errorf("status --demo: %d, %s", exit, out)
	}
	if exit, out := outpost("--demo", "prices", "find", "amxl"); exit != ExitDone {
		t.Errorf("prices find --demo: %d, %s", exit, out)
	}
	if exit, out := outpost("status"); exit != ExitRefused {
		t.Errorf("the hospital's own folder: %d, %s", exit, out)
	}
	if store.Exists(folder) || !store.Exists(filepath.Join(folder, "demo")) {
		t.Error("the demo lies elsewhere")
	}
}
