package keystore

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"outpost/store/seal"
)

// TestSecretService asks a real key store: GNOME Keyring on a session bus of the
// test's own, with folders of its own. The user's is not touched.
func TestSecretService(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	if System() != nil {
		t.Fatal("a key store is there without a session")
	}
	startKeyring(t)
	store := System()
	if store == nil {
		t.Fatal("no key store in a session that has one")
	}
	if _, err := store.Get("nobody"); !errors.Is(err, seal.ErrNoEntry) {
		t.Fatalf("an entry that is not there: %v", err)
	}
	keys, err := seal.Generate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "station.key")
	if err := keys.Save(path); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time another entry takes the first one's place
		if err := keys.Guard(path, seal.Guards{Store: store}); err != nil {
			t.Fatal(err)
		}
		again, err := seal.Load(t.Context(), path, seal.Unlock{Store: store})
		if err != nil || again.OpenedBy() != seal.BySystem || !again.Public().Equal(keys.Public()) {
			t.Fatal(again.OpenedBy(), err)
		}
	}
	if err := store.Delete("nobody"); err != nil {
		t.Errorf("forgetting what is not there: %v", err)
	}
	if _, err := seal.Load(t.Context(), path, seal.Unlock{}); !errors.Is(err, seal.ErrLocked) {
		t.Errorf("without the key store: %v", err)
	}
}

// startKeyring starts a session bus and a key store on it.
func startKeyring(t *testing.T) {
	t.Helper()
	for _, program := range []string{"dbus-daemon", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing; .ci/deps.sh test installs it", program)
			}
			t.Skipf("%s is missing; .ci/deps.sh test installs it", program)
		}
	}
	home := t.TempDir()
	for name, dir := range map[string]string{"HOME": home, "XDG_DATA_HOME": home + "/data", "XDG_RUNTIME_DIR": home + "/run", "XDG_CONFIG_HOME": home + "/config"} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv(name, dir)
	}
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address")
	out, err := bus.StdoutPipe()
	if err == nil {
		err = bus.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.Process.Kill(); bus.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus told no address: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	owned := awaitName(t, "org.freedesktop.secrets")
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin, daemon.Stderr = strings.NewReader("a test's password"), os.Stderr
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { daemon.Process.Kill(); daemon.Wait() })
	owned()
}

// awaitName begins to listen; the function that it returns waits until somebody
// owns the name on the session bus.
func awaitName(t *testing.T, name string) func() {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name)); err != nil {
		t.Fatal(err)
	}
	return func() {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		for {
			select {
			case s := <-signals:
				if len(s.Body) == 3 && s.Body[0] == name && s.Body[2] != "" {
					return
				}
			case <-ctx.Done():
				t.Fatal("the key store did not come up")
			}
		}
	}
}
