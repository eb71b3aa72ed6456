package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"outpost/store"
	"outpost/store/disk"
)

// List gives the backups of a ledger in a folder, newest first. One whose
// manifest cannot be read is listed with its error. A folder that is not there
// is ErrAway.
func List(folder, ledger string) ([]Info, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%w (%s)", ErrAway, folder)
	}
	return list(filepath.Join(folder, ledger))
}

// ListAll lists the backups of a ledger in several folders, and names those that
// are not there now. Empty names are passed over.
func ListAll(folders []string, ledger string) (all []Info, away []string, err error) {
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		found, err := List(folder, ledger)
		if errors.Is(err, ErrAway) {
			away = append(away, folder)
			continue
		}
		if err != nil {
			return all, away, err
		}
		all = append(all, found...)
	}
	return all, away, nil
}

func list(home string) ([]Info, error) {
	names, err := os.ReadDir(home)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the backups in %s: %w", home, err)
	}
	var all []Info
	for _, name := range names {
		if name.IsDir() && !strings.HasPrefix(name.Name(), ".") {
			all = append(all, read(filepath.Join(home, name.Name())))
		}
	}
	sort.SliceStable(all, func(i, k int) bool { return filepath.Base(all[i].Path) > filepath.Base(all[k].Path) })
	return all, nil
}

// Read reads what a backup says of itself, without looking at its other files.
func Read(path string) (Info, error) {
	info := read(path)
	return info, info.Err
}

// read reads a backup's manifest.
func read(path string) Info {
	info := Info{Path: path}
	raw, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err == nil {
		err = json.Unmarshal(raw, &info.Manifest)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("%w in %s: it has no %s", ErrNotOne, path, manifestFile)
	case err != nil:
		err = fmt.Errorf("%w: reading the manifest of %s: %w", ErrUnsound, path, err)
	case info.Format > Format:
		err = fmt.Errorf("%w: the backup %s is of format %d, this program knows %d", store.ErrNewer, path, info.Format, Format)
	case info.Format < 1 || info.Identity.Ledger == "" || len(info.Files) == 0:
		err = fmt.Errorf("%w: the manifest of %s is not whole", ErrUnsound, path)
	}
	if info.Size = total(info.Files); err != nil {
		info.Err, info.Error = err, err.Error()
	}
	return info
}

// surplus are the backups of a kind that are too many, oldest first. all is
// newest first; those that cannot be read are nobody's to delete.
func surplus(all []Info, kind Kind, keep int) (many []Info) {
	for _, b := range all {
		if b.Err != nil || b.Kind != kind {
			continue
		}
		if keep--; keep < 0 {
			many = append([]Info{b}, many...)
		}
	}
	return many
}

// newest is the last backup of a kind that can be read.
func newest(all []Info, kind Kind) Info {
	for _, b := range all {
		if b.Err == nil && b.Kind == kind {
			return b
		}
	}
	return Info{}
}

// clean deletes the backups of a kind that are too many. made, the one just made,
// is the newest whatever the clock said, and stays.
func clean(home string, kind Kind, keep int, made string) error {
	all, err := list(home)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(all, func(b Info) bool { return b.Path == made })
	for _, b := range surplus(others, kind, max(0, keep-1)) {
		if err := remove(b); err != nil {
			return err
		}
	}
	return nil
}

// remove deletes a backup: first its manifest, so that no half of one is ever
// taken for whole.
func remove(b Info) error {
	err := os.Remove(filepath.Join(b.Path, manifestFile))
	if err == nil {
		err = os.RemoveAll(b.Path)
	}
	if err != nil {
		return fmt.Errorf("deleting the backup %s: %w", b.Path, err)
	}
	return nil
}

// makeRoom looks whether another backup fits, and deletes the oldest ones of its
// kind where it does not, but never the last one, and none while the last is not
// as it was written.
func makeRoom(ctx context.Context, s Station, home string, opt Options) error {
	need, err := size(s)
	if err != nil {
		return err
	}
	need += opt.LowWater
	for ctx.Err() == nil {
		free, err := disk.Free(home)
		if err != nil {
			return err
		}
		if free >= need {
			return nil
		}
		all, err := list(home)
		if err != nil {
			return err
		}
		many := surplus(all, opt.Kind, 1)
		if len(many) == 0 || opt.Kind == ByHand {
			return fmt.Errorf("%w in %s: it takes %d MiB, %d MiB are free; make room there", ErrRoom, opt.Folder, need>>20+1, free>>20)
		}
		if err := sameFiles(newest(all, opt.Kind)); err != nil {
			return fmt.Errorf("%w in %s, and no earlier backup may go: the last one: %w", ErrRoom, opt.Folder, err)
		}
		if err := remove(many[0]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// size is how many bytes a backup takes while it is made: its files and the
// scratch file of its tables.
func size(s Station) (n int64, err error) {
	for _, name := range []string{ledgerFile, ledgerFile + "-wal", store.CatalogFile, store.CatalogFile + "-wal"} {
		info, err := os.Stat(filepath.Join(s.Dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return 0, fmt.Errorf("looking at the size of %s: %w", name, err)
		case strings.HasPrefix(name, ledgerFile):
			n += 2 * info.Size()
		default:
			n += info.Size()
		}
	}
	return n + 1<<20, nil
}
