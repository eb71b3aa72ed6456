// Package keystore is this machine's own key store: the Secret Service on Linux
// (GNOME Keyring, KWallet), the Credential Manager on Windows (guarded by DPAPI),
// the Keychain on macOS. Each is the user's who is logged in to the machine.
package keystore

import (
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/zalando/go-keyring"

	"outpost/store/seal"
)

// service is the name under which the machine's key store keeps our secrets.
const service = "outpost"

// patience is how long an answer is waited for: a key store may ask the user to
// unlock it first, and one that hangs must not keep a window shut.
const patience = 30 * time.Second

// System is this machine's key store; nil where a session has none that could be
// asked, such as on a server or over a plain remote shell.
func System() seal.KeyStore {
	if name := reachable(); name != "" {
		return system{name}
	}
	return nil
}

type system struct{ name string }

// Name is what the machine calls its key store.
func (s system) Name() string { return s.name }

// Set keeps a secret.
func (s system) Set(name string, secret []byte) error {
	_, err := s.wait(func() (string, error) {
		return "", keyring.Set(service, name, base64.StdEncoding.EncodeToString(secret))
	})
	return err
}

// Get gives a secret back; seal.ErrNoEntry where there is none.
func (s system) Get(name string) ([]byte, error) {
	text, err := s.wait(func() (string, error) { return keyring.Get(service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil, seal.ErrNoEntry
	}
	if err != nil {
		return nil, err
	}
	secret, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%s holds something else under the name %q: %w", s.name, name, err)
	}
	return secret, nil
}

// Delete forgets a secret.
func (s system) Delete(name string) error {
	_, err := s.wait(func() (string, error) { return "", keyring.Delete(service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

// wait asks the key store and gives up after a while; the answer that comes later
// is let go.
func (s system) wait(ask func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	come := make(chan answer, 1)
	go func() {
		text, err := ask()
		come <- answer{text, err}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case a := <-come:
		return a.text, a.err
	case <-timer.C:
		return "", fmt.Errorf("%s did not answer for %s; unlock it and try again", s.name, patience)
	}
}
