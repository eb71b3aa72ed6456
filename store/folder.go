package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/gofrs/flock"

	"outpost/store/disk"
	"outpost/store/journal"
)

// The files of a data folder.
const (
	ledgerFile = "ledger.db"
	keyFile    = "station.key"
	lockFile   = "lock"
	copyFolder = "copy"
	// CatalogFile holds the copied price lists and patients (package catalog).
	CatalogFile = "catalog.db"
)

// folder is a data folder and the lock of its one writer.
type folder struct {
	dir  string
	disk disk.Disk
	lock *flock.Flock
}

func (f folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f folder) has(name string) bool { return disk.Exists(f.disk, f.path(name)) }

// takeFolder makes the folder where it is missing and takes its writer's lock.
func takeFolder(f folder) (folder, error) {
	dir := f.dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return f, fmt.Errorf("%w does not let the data folder %s be made%s: %w", ErrDisk, dir, noRoom(err), err)
	}
	f.lock = flock.New(f.path(lockFile))
	taken, err := f.lock.TryLock()
	if err != nil {
		return f, fmt.Errorf("%w does not let the data folder %s be written; check its rights%s: %w", ErrDisk, dir, noRoom(err), err)
	}
	if !taken {
		return f, refuse(ErrInUse, "another Outpost is writing the data folder %s; close it first, or use a command that only reads", dir)
	}
	return f, nil
}

func (f folder) release() error {
	if f.lock == nil {
		return nil
	}
	return f.lock.Unlock()
}

// exists says whether dir holds a ledger, whole or only its second copy.
func (f folder) exists(copyDir string) bool {
	if f.has(ledgerFile) || f.has(restoredFile) {
		return true
	}
	_, copied, err := journal.FirstCopied(f.disk, copyDir)
	return copied && err == nil
}

// Exists says whether dir holds a ledger.
func Exists(dir string) bool {
	f := folder{dir: dir, disk: disk.OS{}}
	return f.exists(f.path(copyFolder))
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// noRoom is what to do where an error says that the disk has no room.
func noRoom(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "; make room on the disk and try again"
	}
	return ""
}
