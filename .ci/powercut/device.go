package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// write is one write that no flush has followed yet.
type write struct {
	at   int64
	data []byte
}

// device is a disk in memory that keeps what was flushed apart from what was only
// written. A loop device over its one file carries a real file system.
type device struct {
	mu               sync.Mutex
	current, durable []byte
	pending          []write
	flushes          int
}

func newDevice(size int) *device {
	return &device{current: make([]byte, size), durable: make([]byte, size)}
}

// cut is the disk as a power cut leaves it: all that was flushed, and of the rest
// each sector with a chance drawn for the whole cut. It says how many writes were
// pending.
func (d *device) cut(random *rand.Rand) (image []byte, pending int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	image = append([]byte(nil), d.durable...)
	chances := [...]float64{0, 0, .25, .5, .75, 1}
	chance := chances[random.IntN(len(chances))]
	for _, w := range d.pending {
		for from := 0; from < len(w.data); from += sector {
			if random.Float64() < chance {
				copy(image[w.at+int64(from):], w.data[from:min(from+sector, len(w.data))])
			}
		}
	}
	return image, len(d.pending)
}

// node is the device's file.
type node struct {
	fs.Inode
	device *device
}

var (
	_ fs.NodeOpener    = (*node)(nil)
	_ fs.NodeGetattrer = (*node)(nil)
	_ fs.NodeSetattrer = (*node)(nil)
	_ fs.NodeReader    = (*node)(nil)
	_ fs.NodeWriter    = (*node)(nil)
	_ fs.NodeFsyncer   = (*node)(nil)
	_ fs.NodeFlusher   = (*node)(nil)
	_ fs.NodeAllocater = (*node)(nil)
)

// Open opens the file past the page cache, which would hide flushes.
func (n *node) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_DIRECT_IO, 0
}

func (n *node) attr(out *fuse.AttrOut) syscall.Errno {
	out.Mode, out.Size = 0o600|syscall.S_IFREG, uint64(len(n.device.current))
	return 0
}

// Getattr tells the size.
func (n *node) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	return n.attr(out)
}

// Setattr changes nothing.
func (n *node) Setattr(_ context.Context, _ fs.FileHandle, _ *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	return n.attr(out)
}

// Read reads what was written last, flushed or not.
func (n *node) Read(_ context.Context, _ fs.FileHandle, into []byte, at int64) (fuse.ReadResult, syscall.Errno) {
	n.device.mu.Lock()
	defer n.device.mu.Unlock()
	return fuse.ReadResultData(into[:copy(into, n.device.current[at:])]), 0
}

// Write keeps a write until it is flushed or lost.
func (n *node) Write(_ context.Context, _ fs.FileHandle, data []byte, at int64) (uint32, syscall.Errno) {
	d := n.device
	d.mu.Lock()
	defer d.mu.Unlock()
	copy(d.current[at:], data)
	d.pending = append(d.pending, write{at, append([]byte(nil), data...)})
	return uint32(len(data)), 0
}

// Fsync makes every write before it durable.
func (n *node) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	d := n.device
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, w := range d.pending {
		copy(d.durable[w.at:], w.data)
	}
	d.pending = d.pending[:0]
	d.flushes++
	return 0
}

// Flush is a close; it promises nothing.
func (n *node) Flush(context.Context, fs.FileHandle) syscall.Errno { return 0 }

// Allocate is refused, so that holes are written as zeros.
func (n *node) Allocate(context.Context, fs.FileHandle, uint64, uint64, uint32) syscall.Errno {
	return syscall.ENOTSUP
}

// folder holds the device's file.
type folder struct {
	fs.Inode
	device *device
}

// OnAdd lays the file into the folder.
func (f *folder) OnAdd(ctx context.Context) {
	f.AddChild("disk", f.NewPersistentInode(ctx, &node{device: f.device}, fs.StableAttr{Mode: syscall.S_IFREG}), true)
}
