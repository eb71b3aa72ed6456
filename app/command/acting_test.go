package command

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/app/demo"
)

// who are the flags that say who does a command.
type who []string

// does is a command line of somebody.
func (w who) does(args ...string) []string { return append(args[:len(args):len(args)], w...) }

// as is one of the demo's people in dir, with the PIN in a file.
func as(t *testing.T, dir, id string) who {
	t.Helper()
	all, err := demo.People(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.ID == id {
			return inPerson(t, id, p.PIN)
		}
	}
	t.Fatalf("the demo has no %s", id)
	return nil
}

func inPerson(t *testing.T, id, pin string) who {
	t.Helper()
	return who{"--as", id, "--pin-file", pinFile(t, pin)}
}

// adminPIN is the PIN of the first administrator of window.
const adminPIN = "739164"

// window sets a real ledger up in dir, with wu who looks after everybody.
func window(t *testing.T, dir string) who {
	t.Helper()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW")
	return admin(t, dir)
}

// admin makes wu the first administrator of the real ledger in dir.
func admin(t *testing.T, dir string) who {
	t.Helper()
	wu := inPerson(t, "wu", adminPIN)
	done(t, dir, "", "setup", "admin", "--id", "wu", "--name", "Wu Anshan", "--pin-file", wu[3])
	return wu
}

// pinFile is a file that holds a PIN.
func pinFile(t *testing.T, pin string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pin")
	if err := os.WriteFile(path, []byte(pin+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
