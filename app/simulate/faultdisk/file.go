package faultdisk

import (
	"syscall"
)

// file is an open file that is not SQLite's.
type file struct {
	disk *Disk
	path string
	node *node
	boot int
}

// asleep: the file was opened before the power cut, or is closed.
func (f *file) asleep() bool { return f.disk.cut || f.boot != f.disk.boot }

// WriteAt writes p at a place in the file.
func (f *file) WriteAt(p []byte, at int64) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.asleep() {
		return 0, failed("write", f.path, syscall.EIO)
	}
	n, err := f.disk.write(f.path, f.node, p, at)
	if err != 0 {
		return n, failed("write", f.path, err)
	}
	return n, nil
}

// write is a write with its faults. The caller holds d.mu.
func (d *Disk) write(path string, n *node, p []byte, at int64) (int, syscall.Errno) {
	kind := writing
	if at+int64(len(p)) > n.data.size {
		kind = growing
	}
	switch d.strikes(path, kind) {
	case "":
		n.do(written(p, at))
		return len(p), 0
	case Full:
		return 0, syscall.ENOSPC
	case TornWrite:
		part := d.random.IntN(len(p) + 1)
		n.do(written(p[:part], at))
		return part, syscall.EIO
	case ErrorAfter:
		n.do(written(p, at))
	case PowerCut:
		n.unsynced = append(n.unsynced, written(p, at)) // on its way: some of it may land
	}
	return 0, syscall.EIO
}

// Truncate gives the file another length.
func (f *file) Truncate(size int64) error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.asleep() {
		return failed("truncate", f.path, syscall.EIO)
	}
	if err := f.disk.truncate(f.path, f.node, size); err != 0 {
		return failed("truncate", f.path, err)
	}
	return nil
}

func (d *Disk) truncate(path string, n *node, size int64) syscall.Errno {
	kind := writing
	if size > n.data.size {
		kind = growing
	}
	switch d.strikes(path, kind) {
	case "":
		n.do(change{at: size, cut: true})
		return 0
	case Full:
		return syscall.ENOSPC
	case ErrorAfter:
		n.do(change{at: size, cut: true})
	}
	return syscall.EIO
}

// Sync makes content and name safe.
func (f *file) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.asleep() {
		return failed("sync", f.path, syscall.EIO)
	}
	if err := f.disk.sync(f.path, f.node); err != 0 {
		return failed("sync", f.path, err)
	}
	return nil
}

// SyncData does what Sync does: the size is content here.
func (f *file) SyncData() error { return f.Sync() }

func (d *Disk) sync(path string, n *node) syscall.Errno {
	switch d.strikes(path, syncing) {
	case "":
		d.keep(n)
		return 0
	case LostSync:
		n.forget()
	case ErrorAfter:
		d.keep(n)
	}
	return syscall.EIO
}

// keep makes a file's content, and that it was made, safe.
func (d *Disk) keep(n *node) {
	n.sync()
	if len(d.renames) > 0 {
		d.keepNames(func(r rename) bool { return r.node == n })
	}
}

// Close lets go of the file. It syncs nothing.
func (f *file) Close() error {
	f.boot = -1
	return nil
}
