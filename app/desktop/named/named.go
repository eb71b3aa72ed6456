// Package named writes and reads the files that a person names at the window, in
// the words of the window's language.
package named

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"outpost/app/i18n"
)

// Proposed is where a file of that name would lie: in the user's own folder, or
// where there is none under the name alone.
func Proposed(name string) string {
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, name)
	}
	return name
}

// Write makes a new file that only this user reads. It is whole or not there, and
// never takes the place of another one. Its error is a sentence for the window.
func Write(texts *i18n.Catalog, typed string, content []byte) (path string, err error) {
	if path, err = whole(texts, typed); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", said(texts, path, err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", said(texts, path, errors.Join(err, os.Remove(path)))
	}
	return path, nil
}

// Check refuses what Write would refuse, so that nothing is done for a file that
// cannot be made.
func Check(texts *i18n.Catalog, typed string) error {
	path, err := whole(texts, typed)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return said(texts, path, fs.ErrExist)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return said(texts, path, fs.ErrNotExist)
	}
	return nil
}

// Read reads a file of at most that many bytes.
func Read(texts *i18n.Catalog, typed string, most int64) ([]byte, error) {
	path, err := whole(texts, typed)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, said(texts, path, err)
	case info.IsDir():
		return nil, errors.New(texts.T(i18n.NamedFolder, path))
	case info.Size() > most:
		return nil, errors.New(texts.T(i18n.NamedLarge, path, most))
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, said(texts, path, err)
	}
	return content, nil
}

// whole is the path that was typed. It must be a whole one: nobody at a window
// knows in which folder the program was started.
func whole(texts *i18n.Catalog, typed string) (string, error) {
	path := strings.TrimSpace(typed)
	if !filepath.IsAbs(path) {
		return "", errors.New(texts.T(i18n.NamedWhole))
	}
	return filepath.Clean(path), nil
}

// said is what kept a file from being written or read, as a sentence.
func said(texts *i18n.Catalog, path string, err error) error {
	key := i18n.NamedFailed
	switch {
	case errors.Is(err, fs.ErrExist):
		key = i18n.NamedExists
	case errors.Is(err, fs.ErrNotExist):
		key = i18n.NamedMissing
	case errors.Is(err, fs.ErrPermission):
		key = i18n.NamedDenied
	default:
		return fmt.Errorf("%s: %w", texts.T(key, path), err)
	}
	return errors.New(texts.T(key, path))
}
