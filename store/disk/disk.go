// Package disk is the seam between the ledger and the machine's disk: the few
// things that the ledger asks of files. The product has one disk, OS; the
// simulator lays a faulty one below the same code.
//
// The station's keys, its lock and its sealed secrets are not on this seam: they
// are the machine's own.
package disk

import (
	"errors"
	"io"
	"os"
)

// Disk is where a ledger's database and its copies lie. Paths are as package os
// takes them, and so are errors: a missing file matches fs.ErrNotExist, a full
// disk syscall.ENOSPC. Safe for concurrent use.
type Disk interface {
	// OpenFile opens a file for writing with the flags of package os.
	OpenFile(name string, flag int) (File, error)
	// ReadFile reads a whole file.
	ReadFile(name string) ([]byte, error)
	// ReadStart reads the first n bytes of a file, fewer where it is shorter.
	ReadStart(name string, n int) ([]byte, error)
	// ReadDir lists the names in a folder, sorted.
	ReadDir(name string) ([]string, error)
	// Size is the length of a file in bytes.
	Size(name string) (int64, error)
	// MkdirAll makes a folder that only its owner can enter, and those above it.
	MkdirAll(name string) error
	// Mkdir makes such a folder in one that is there.
	Mkdir(name string) error
	Rename(from, to string) error
	Remove(name string) error
	// Protect lets a file be read only.
	Protect(name string) error
	// SyncDir puts the names in a folder on disk.
	SyncDir(name string) error
	// VFS names the file layer by which SQLite reaches the same files; empty
	// means SQLite's own.
	VFS() string
}

// File is an open file.
type File interface {
	io.WriterAt
	Truncate(size int64) error
	// Sync puts content and size on disk, SyncData the content alone.
	Sync() error
	SyncData() error
	Close() error
}

// OS is the machine's own disk.
type OS struct{}

var _ Disk = OS{}

// OpenFile opens a file; one that it makes is its owner's only.
func (OS) OpenFile(name string, flag int) (File, error) {
	f, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err // no file in an interface
	}
	return osFile{f}, nil
}

// osFile adds SyncData, which is the system's own.
type osFile struct{ *os.File }

// ReadFile reads a whole file.
func (OS) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

// ReadStart reads the first n bytes of a file.
func (OS) ReadStart(name string, n int) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(f, int64(n)))
	return raw, errors.Join(err, f.Close())
}

// ReadDir lists the names in a folder, sorted.
func (OS) ReadDir(name string) ([]string, error) {
	entries, err := os.ReadDir(name)
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

// Size is the length of a file in bytes.
func (OS) Size(name string) (int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// MkdirAll makes a folder and those above it.
func (OS) MkdirAll(name string) error { return os.MkdirAll(name, 0o700) }

// Mkdir makes a folder in one that is there.
func (OS) Mkdir(name string) error { return os.Mkdir(name, 0o700) }

// Rename gives a file or folder another name.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove deletes a file.
func (OS) Remove(name string) error { return os.Remove(name) }

// Protect lets a file be read only, by its owner.
func (OS) Protect(name string) error { return os.Chmod(name, 0o400) }

// SyncDir puts the names in a folder on disk.
func (OS) SyncDir(name string) error { return syncDir(name) }

// VFS is SQLite's own file layer.
func (OS) VFS() string { return "" }

// Exists says whether a file or folder is there.
func Exists(d Disk, name string) bool {
	_, err := d.Size(name)
	return err == nil
}
