package seal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"outpost/store/disk"
)

// The first lines of a key file. The first form holds the keys themselves; it
// is read for ever and written no more.
const (
	headerBare   = "outpost station keys 1"
	headerLocked = "outpost station keys 2"
)

// mostFile bounds a key file, in bytes.
const mostFile = 1 << 16

// keyFile is what a key file says: whose keys they are, and the locks that each
// give them out.
type keyFile struct {
	Public []byte `json:"public"`
	Locks  []lock `json:"locks"`
}

func (f *keyFile) lock(way Way) (lock, bool) {
	for _, l := range f.Locks {
		if l.Way == way {
			return l, true
		}
	}
	return lock{}, false
}

// without is the file with those locks taken off that are of none of the ways.
func (f *keyFile) without(ways ...Way) keyFile {
	out := keyFile{Public: f.Public}
	for _, l := range f.Locks {
		keep := true
		for _, way := range ways {
			keep = keep && l.Way != way
		}
		if keep {
			out.Locks = append(out.Locks, l)
		}
	}
	return out
}

// Save writes the keys, guarded by nothing, to a new file that only its owner
// can read. The file is on disk when Save returns; an existing file is never
// written over, because losing its key would lose every sealed name.
func (k *Keys) Save(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("writing the station's keys: %s is there already: %w", filepath.Base(path), fs.ErrExist)
	}
	bare, err := k.lockWith(Unguarded, nil)
	if err != nil {
		return err
	}
	return writeFile(path, keyFile{Public: k.Public(), Locks: []lock{bare}})
}

// writeFile puts a key file into its place, whole or not at all.
func writeFile(path string, content keyFile) (err error) {
	text, err := format(content)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err == nil {
		_, err = f.Write(text)
		err = errors.Join(err, f.Sync(), f.Close())
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}
	if err == nil {
		err = disk.OS{}.SyncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("writing the station's keys: %w", err)
	}
	return nil
}

func format(content keyFile) ([]byte, error) {
	raw, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("writing the station's keys: %w", err)
	}
	sum := sha256.Sum256(raw)
	return fmt.Appendf(nil, "%s\n%s\n%x\n", headerLocked, raw, sum[:8]), nil
}

// readFile reads a key file of either form. A missing one is ErrNoKeys, a
// damaged one ErrKeys.
func readFile(path string) (keyFile, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return keyFile{}, fmt.Errorf("%w: %s; bring it back from the backup, or run 'outpost key recover' with the printed recovery key; without it no sealed name can be read", ErrNoKeys, name)
	}
	if err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	if info.Size() > mostFile {
		return keyFile{}, fmt.Errorf("%w: %s has %d bytes; it is not a key file of this program", ErrKeys, name, info.Size())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	f, err := parse(text)
	if err != nil {
		return keyFile{}, fmt.Errorf("%w: %s %w", ErrKeys, name, err)
	}
	return f, nil
}

var (
	errNotOurs = errors.New("is not a key file of this program")
	errDamaged = errors.New("is damaged; bring it back from the backup, or run 'outpost key recover' with the printed recovery key")
)

func parse(text []byte) (keyFile, error) {
	lines := strings.Split(string(bytes.TrimSpace(text)), "\n")
	if len(lines) != 3 || lines[0] != headerBare && lines[0] != headerLocked {
		return keyFile{}, errNotOurs
	}
	sum := sha256.Sum256([]byte(lines[1]))
	if fmt.Sprintf("%x", sum[:8]) != lines[2] {
		return keyFile{}, errDamaged
	}
	if lines[0] == headerBare {
		return parseBare(lines[1])
	}
	var f keyFile
	if err := json.Unmarshal([]byte(lines[1]), &f); err != nil || len(f.Public) != ed25519.PublicKeySize || len(f.Locks) == 0 {
		return keyFile{}, errDamaged
	}
	return f, nil
}

// parseBare reads the first form, in which the keys lie open.
func parseBare(line string) (keyFile, error) {
	raw, err := base64.StdEncoding.DecodeString(line)
	if err != nil || len(raw) != secretSize {
		return keyFile{}, errDamaged
	}
	keys, err := fromSecret([secretSize]byte(raw))
	if err != nil {
		return keyFile{}, err
	}
	return keyFile{Public: keys.Public(), Locks: []lock{{Way: Unguarded, Sealed: raw}}}, nil
}
