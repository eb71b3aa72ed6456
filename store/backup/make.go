package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/disk"
)

// Station is what is backed up: an open window, for reading at least.
type Station struct {
	Dir     string // its data folder
	Ledger  *store.Ledger
	Catalog *catalog.Catalog
}

// Options say where a backup goes and how.
type Options struct {
	Kind Kind
	// Folder is where backups lie. Make makes it only with MakeFolder: one made for
	// a disk that is not plugged in would lie on another.
	Folder     string
	MakeFolder bool
	// Removable: Folder must lie on another disk than the data folder.
	Removable bool
	// LowWater is how many bytes must be left on the disk besides.
	LowWater int64
	// Keep is how many good backups of this kind stay; 0 is all.
	Keep    int
	Program string
	Now     func() time.Time
}

// Make makes a backup, reads it back and verifies it whole, and only then gives
// it its name; then those that are too many are deleted. Tables that differ from
// the journal stand in the result and spoil nothing. Errors match ErrAway,
// ErrRoom, ErrUnsound and store.ErrDisk.
func Make(ctx context.Context, s Station, opt Options) (info Info, err error) {
	home, err := opt.home(s)
	if err != nil {
		return info, err
	}
	if err := clearUnfinished(home); err != nil {
		return info, err
	}
	if err := makeRoom(ctx, s, home, opt); err != nil {
		return info, err
	}
	making := filepath.Join(home, makingName)
	if err := os.Mkdir(making, 0o700); err != nil {
		return info, fmt.Errorf("%w does not take the backup in %s: %w", store.ErrDisk, home, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(making))
		}
	}()
	m, err := write(ctx, s, making, opt)
	if err != nil {
		return info, err
	}
	path := filepath.Join(home, fmt.Sprintf("%s-%012d", m.MadeAt.UTC().Format("20060102-150405"), m.Entries))
	if err := os.Rename(making, path); err != nil {
		return info, fmt.Errorf("%w does not take the backup's name: %w", store.ErrDisk, err)
	}
	if err := (disk.OS{}).SyncDir(home); err != nil {
		return info, fmt.Errorf("%w did not keep the backup's name: %w", store.ErrDisk, err)
	}
	info = Info{Manifest: m, Path: path, Size: total(m.Files)}
	if opt.Keep > 0 {
		err = clean(home, opt.Kind, opt.Keep, path)
	}
	return info, err
}

const makingName = ".making"

// home is the ledger's own folder among the backups.
func (o Options) home(s Station) (string, error) {
	if o.Folder == "" {
		return "", fmt.Errorf("%w: the settings name none for a %s backup", ErrAway, o.Kind)
	}
	if o.MakeFolder {
		if err := os.MkdirAll(o.Folder, 0o700); err != nil {
			return "", fmt.Errorf("%w does not let the folder %s be made: %w", store.ErrDisk, o.Folder, err)
		}
	}
	if info, err := os.Stat(o.Folder); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%w (%s); plug the disk in, or make the folder", ErrAway, o.Folder)
	}
	if o.Removable {
		if same, err := store.SameDisk(o.Folder, s.Dir); err != nil || same {
			return "", errors.Join(fmt.Errorf("%w: %s lies on the ledger's own disk; plug the removable disk in", ErrAway, o.Folder), err)
		}
	}
	home := filepath.Join(o.Folder, s.Ledger.Identity().Ledger)
	if err := os.Mkdir(home, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("%w does not let the folder %s be made: %w", store.ErrDisk, home, err)
	}
	return home, nil
}

// clearUnfinished removes what a backup left that was cut off.
func clearUnfinished(home string) error {
	if err := os.RemoveAll(filepath.Join(home, makingName)); err != nil {
		return fmt.Errorf("%w: clearing an unfinished backup: %w", store.ErrDisk, err)
	}
	return nil
}

// write writes the files into the folder being made, verifies them as the disk
// has them, and writes the manifest last.
func write(ctx context.Context, s Station, making string, opt Options) (m Manifest, err error) {
	m = Manifest{Format: Format, Kind: opt.Kind, Program: opt.Program, MadeAt: opt.Now().UTC().Truncate(time.Second)}
	if err := s.Ledger.CopyTo(ctx, filepath.Join(making, ledgerFile)); err != nil {
		return m, err
	}
	if err := s.Catalog.CopyTo(ctx, filepath.Join(making, store.CatalogFile)); err != nil {
		return m, err
	}
	if err := writeKey(s, making, &m); err != nil {
		return m, err
	}
	if err := copyFile(filepath.Join(s.Dir, secretsFile), filepath.Join(making, secretsFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return m, err
	}
	if m.Files, err = hashAll(making); err != nil {
		return m, err
	}
	check, err := checkFiles(ctx, making)
	if err != nil {
		return m, err
	}
	m.Contents, m.Differ, m.Rebuilt, m.VerifiedAt = check.Contents, check.Differ, check.Rebuilt, opt.Now().UTC().Truncate(time.Second)
	return m, writeManifest(making, m)
}

// writeKey puts the keys into the backup in a form that something must unlock:
// what lies open never leaves the data folder.
func writeKey(s Station, making string, m *Manifest) error {
	m.Key, m.Unprotected = KeyNone, s.Ledger.KeyProtection().Unprotected
	content, whole, err := s.Ledger.LockedKey()
	switch {
	case err != nil:
		return err
	case len(content) == 0:
		return nil
	}
	if m.Key = KeyRecovery; whole {
		m.Key = KeyWhole
	}
	return writeFile(filepath.Join(making, keyFile), bytes.NewReader(content))
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copying %s: %w", filepath.Base(from), err)
	}
	defer in.Close()
	return writeFile(to, in)
}

// writeFile writes a new file and brings it to disk.
func writeFile(path string, from io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = io.Copy(f, from)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("%w did not keep %s: %w", store.ErrDisk, filepath.Base(path), err)
	}
	return nil
}

// hashAll reads every file from the disk and gives its size and hash.
func hashAll(dir string) ([]File, error) {
	names, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the backup %s: %w", dir, err)
	}
	var files []File
	for _, name := range names {
		if name.Name() == manifestFile {
			continue
		}
		f, err := hashFile(filepath.Join(dir, name.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func hashFile(path string) (File, error) {
	if err := disk.Forget(path); err != nil {
		return File{}, fmt.Errorf("reading the backup: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return File{}, fmt.Errorf("reading the backup: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	if err != nil {
		return File{}, fmt.Errorf("reading the backup: %w", err)
	}
	return File{Name: filepath.Base(path), Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

func writeManifest(dir string, m Manifest) error {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the backup's manifest: %w", err)
	}
	return errors.Join(writeFile(filepath.Join(dir, manifestFile), strings.NewReader(string(raw)+"\n")), (disk.OS{}).SyncDir(dir))
}

func total(files []File) (n int64) {
	for _, f := range files {
		n += f.Size
	}
	return n
}
