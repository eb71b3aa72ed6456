package command

import (
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
