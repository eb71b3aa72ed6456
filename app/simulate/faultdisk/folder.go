package faultdisk

import (
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Folders outlive a power cut: what the store keeps is in files.

// in says whether a path is a folder's own or lies in it.
func in(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+string(filepath.Separator))
}

// ReadStart reads the first n bytes of a file as it stands.
func (d *Disk) ReadStart(name string, n int) ([]byte, error) {
	raw, err := d.ReadFile(name)
	return raw[:min(n, len(raw))], err
}

// Protect changes nothing: rights are no part of this disk.
func (d *Disk) Protect(string) error { return nil }

// ReadDir lists the names in a folder.
func (d *Disk) ReadDir(name string) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cut {
		return nil, failed("open", name, syscall.EIO)
	}
	if d.away(name) || !d.folder(name) {
		return nil, failed("open", name, syscall.ENOENT)
	}
	var found []string
	see := func(path string) {
		if path == name || !in(path, name) || d.away(path) {
			return
		}
		child, _, _ := strings.Cut(path[len(name)+1:], string(filepath.Separator))
		found = append(found, child)
	}
	for path := range d.names {
		see(path)
	}
	for path := range d.folders {
		see(path)
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// Size is a file's length in bytes; a folder has none.
func (d *Disk) Size(name string) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := d.names[name]
	switch {
	case d.cut:
		return 0, failed("stat", name, syscall.EIO)
	case d.away(name) || n == nil && !d.folder(name):
		return 0, failed("stat", name, syscall.ENOENT)
	case n == nil:
		return 0, nil
	}
	return n.data.size, nil
}

// MkdirAll makes a folder and those above it.
func (d *Disk) MkdirAll(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.cut:
		return failed("mkdir", name, syscall.EIO)
	case d.away(name):
		return failed("mkdir", name, syscall.ENOENT)
	}
	d.folders[name] = true
	return nil
}

// Mkdir makes a folder in one that is there.
func (d *Disk) Mkdir(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.cut:
		return failed("mkdir", name, syscall.EIO)
	case d.away(name) || !d.folder(filepath.Dir(name)):
		return failed("mkdir", name, syscall.ENOENT)
	case d.folder(name):
		return failed("mkdir", name, syscall.EEXIST)
	}
	d.folders[name] = true
	return nil
}

// folder says whether there is one of that name. The caller holds d.mu.
func (d *Disk) folder(name string) bool {
	if d.folders[name] || d.holds(name) {
		return true
	}
	for path := range d.folders {
		if in(path, name) {
			return true
		}
	}
	return false
}

// holds says whether a file lies in a folder of that name.
func (d *Disk) holds(name string) bool {
	for path := range d.names {
		if path != name && in(path, name) {
			return true
		}
	}
	return false
}

// Rename gives a file or folder another name.
func (d *Disk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.cut:
		return failed("rename", from, syscall.EIO)
	case d.away(from) || d.away(to) || d.names[from] == nil && !d.folder(from):
		return failed("rename", from, syscall.ENOENT)
	case d.strikes(from, naming) != "":
		return failed("rename", from, syscall.EIO)
	}
	if d.names[from] == nil {
		for path := range d.folders {
			if in(path, from) {
				delete(d.folders, path)
				d.folders[to+path[len(from):]] = true
			}
		}
	}
	d.rename(rename{from: from, to: to})
	return nil
}

// Remove deletes a file or an empty folder.
func (d *Disk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.cut:
		return failed("remove", name, syscall.EIO)
	case d.away(name) || d.names[name] == nil && !d.folder(name):
		return failed("remove", name, syscall.ENOENT)
	case d.names[name] == nil && d.holds(name):
		return failed("remove", name, syscall.ENOTEMPTY)
	case d.strikes(name, naming) != "":
		return failed("remove", name, syscall.EIO)
	case d.names[name] == nil:
		delete(d.folders, name)
		return nil
	}
	d.rename(rename{from: name})
	return nil
}
