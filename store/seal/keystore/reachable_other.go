//go:build !linux

package keystore

import "runtime"

// reachable names the key store that the system always has.
func reachable() string {
	switch runtime.GOOS {
	case "windows":
		return "the Credential Manager"
	case "darwin":
		return "the Keychain"
	}
	return ""
}
