package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"outpost/store/seal"
)

const secretsFile = "secrets.sealed"

func secretsContext() []byte { return []byte("secrets") }

// Secret is a password that the settings only name, such as the HIS's; ok is
// false where none was set under that name, or the keys that sealed it are lost.
func (l *Ledger) Secret(name string) (secret string, ok bool, err error) {
	all, err := readSecrets(l.folder, l.keys)
	if errors.Is(err, seal.ErrSealed) {
		l.opt.Log.Warn("the secrets are sealed with other keys", "error", err)
		err = nil
	}
	secret, ok = all[name]
	return secret, ok, err
}

// SetSecret keeps a password under a name, sealed with the station's key, in a
// file of its own: neither the settings nor the journal ever hold one.
func (l *Ledger) SetSecret(name, secret string) error {
	if name == "" || secret == "" {
		return refuse(ErrInput, "a secret needs its name in the settings and must not be empty")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.write == nil {
		return ErrReadOnly
	}
	all, err := readSecrets(l.folder, l.keys)
	if errors.Is(err, seal.ErrSealed) { // with keys that were lost: all are set again
		path := l.folder.path(secretsFile)
		err = os.Rename(path, path+l.opt.Now().UTC().Format(asideFormat))
	}
	if err != nil {
		return err
	}
	all[name] = secret
	plain, err := json.Marshal(all)
	if err != nil {
		return wrap(err, "keeping the secret")
	}
	sealed, err := l.keys.Seal(plain, secretsContext())
	if err != nil {
		return wrap(err, "keeping the secret")
	}
	return replaceFile(l.folder.path(secretsFile), sealed)
}

func readSecrets(f folder, keys *seal.Keys) (map[string]string, error) {
	all := map[string]string{}
	raw, err := os.ReadFile(f.path(secretsFile))
	if missing(err) {
		return all, nil
	}
	if err != nil {
		return all, wrap(err, "reading the secrets")
	}
	plain, err := keys.Open(raw, secretsContext())
	if err == nil {
		err = json.Unmarshal(plain, &all)
	}
	if err != nil {
		return all, fmt.Errorf("reading the secrets: %w; set them again", err)
	}
	return all, nil
}

// replaceFile puts content in place of a file, whole or not at all.
func replaceFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("%w does not take a file: %w", ErrDisk, err)
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("%w did not keep %s: %w", ErrDisk, filepath.Base(path), errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
