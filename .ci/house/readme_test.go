package house

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var room = regexp.MustCompile("(?m)^\\| `(receipts|store|sync|app)` \\| (.*) \\|$")

// A newcomer finds every folder of a floor in the README's table of the house.
func TestTheReadmeNamesEveryRoom(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	floors := room.FindAllStringSubmatch(string(text), -1)
	if len(floors) != 4 {
		t.Fatalf("the README describes %d floors of four", len(floors))
	}
	for _, floor := range floors {
		inside, err := os.ReadDir(filepath.Join(root, floor[1]))
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range inside {
			if folder.IsDir() && folder.Name() != "testdata" && !strings.Contains(floor[2], "`"+folder.Name()+"`") {
				t.Errorf("the README does not say what lives in %s/%s", floor[1], folder.Name())
			}
		}
	}
}
