package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const fileHeader = "outpost station keys 1"

// Save writes the keys to a new file that only its owner can read. The file is
// on disk when Save returns; an existing file is never written over, because
// losing its key would lose every sealed name.
func (k *Keys) Save(path string) error {
	body := base64.StdEncoding.EncodeToString(k.secret[:])
	sum := sha256.Sum256([]byte(body))
	text := fmt.Sprintf("%s\n%s\n%x\n", fileHeader, body, sum[:8])
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing the station's keys: %w", err)
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("writing the station's keys: %w", err)
	}
	return nil
}

// Load reads the keys that Save wrote. A missing file is ErrNoKeys, a damaged
// one ErrKeys.
func Load(path string) (*Keys, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s; bring it back from the backup, without it no sealed name can be read", ErrNoKeys, filepath.Base(path))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	lines := strings.Split(string(bytes.TrimSpace(text)), "\n")
	if len(lines) != 3 || lines[0] != fileHeader {
		return nil, fmt.Errorf("%w: %s is not a key file of this program", ErrKeys, filepath.Base(path))
	}
	sum := sha256.Sum256([]byte(lines[1]))
	raw, err := base64.StdEncoding.DecodeString(lines[1])
	if err != nil || len(raw) != secretSize || fmt.Sprintf("%x", sum[:8]) != lines[2] {
		return nil, fmt.Errorf("%w: %s is damaged; bring it back from the backup", ErrKeys, filepath.Base(path))
	}
	return fromSecret([secretSize]byte(raw))
}
