package keystore

import (
	"os"
	"path/filepath"
)

// reachable names the key store where a session bus is there to ask. Without one
// the bus's client would start one of its own, which nobody's secrets lie in.
func reachable() string {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return "the Secret Service"
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		if info, err := os.Stat(filepath.Join(dir, "bus")); err == nil && info.Mode()&os.ModeSocket != 0 {
			return "the Secret Service"
		}
	}
	return ""
}
