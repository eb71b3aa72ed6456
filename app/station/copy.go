package station

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// copyNote is the file that remembers where the second copy lies: it must be
// known before the ledger, and with it the settings, can be opened.
const copyNote = "copy.folder"

// CopyFolder is where the second copy of the ledger in dir lies; empty is the
// usual place inside dir.
func CopyFolder(dir string) string {
	raw, err := os.ReadFile(filepath.Join(dir, copyNote))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(raw))
}

// rememberCopy notes another place for the second copy. It counts from the next
// start, which fills the new place from the ledger.
func rememberCopy(dir, folder string) error {
	note := filepath.Join(dir, copyNote)
	err := os.Remove(note)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if folder != "" {
		err = errors.Join(err, os.WriteFile(note, []byte(folder+"\n"), 0o600))
	}
	if err != nil {
		return fmt.Errorf("noting where the second copy lies: %w", err)
	}
	return nil
}
