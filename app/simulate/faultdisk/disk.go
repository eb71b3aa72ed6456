package faultdisk

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"outpost/store/disk"
)

// Disk is a disk in memory. Safe for concurrent use.
type Disk struct {
	mu      sync.Mutex
	random  *rand.Rand
	names   map[string]*node
	safe    map[string]*node // the names that a power cut leaves
	renames []rename         // changes of names that are not safe yet, in order
	folders map[string]bool
	// boot counts the power cuts: a file opened before one answers nothing.
	boot  int
	cut   bool
	out   []string // the beginnings of the paths on sticks that are taken out
	armed []*Armed
	hits  map[Fault]int
	calls int

	layer *layer // SQLite's way to the files
	// between is called before SQLite writes or syncs; nil for nothing.
	between func()
}

// rename is one change of a name: made where from is empty, removed where to is.
type rename struct {
	from, to string
	node     *node
}

func (r rename) on(names map[string]*node) {
	if r.from == "" {
		names[r.to] = r.node
		return
	}
	for path, n := range names { // the file, or everything in the folder
		if path != r.from && !strings.HasPrefix(path, r.from+string(filepath.Separator)) {
			continue
		}
		delete(names, path)
		if r.to != "" {
			names[r.to+path[len(r.from):]] = n
		}
	}
}

// touches says whether the change is one of the names in a folder.
func (r rename) touches(folder string) bool {
	return r.from != "" && filepath.Dir(r.from) == folder || r.to != "" && filepath.Dir(r.to) == folder
}

var _ disk.Disk = (*Disk)(nil)

// New makes an empty disk whose chances come from random, and registers its file
// layer with SQLite. Close it when it is no longer used.
func New(random *rand.Rand) (*Disk, error) {
	d := &Disk{random: random, names: map[string]*node{}, safe: map[string]*node{}, folders: map[string]bool{}, hits: map[Fault]int{}}
	var err error
	d.layer, err = register(d)
	return d, err
}

// Close takes the file layer back. Nothing may have a file open.
func (d *Disk) Close() error { return d.layer.unregister() }

// VFS names the disk's file layer.
func (d *Disk) VFS() string { return d.layer.name }

// Clear empties the disk and takes new chances, as if it were new.
func (d *Disk) Clear(random *rand.Rand) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.random, d.cut, d.armed, d.renames, d.out = random, false, nil, nil, nil
	d.hits, d.calls = map[Fault]int{}, 0
	d.names, d.safe, d.folders = map[string]*node{}, map[string]*node{}, map[string]bool{}
	d.boot++
}

// Between sets what is called before each write and fsync of SQLite's, so that
// something else may happen in the middle of a commit; nil for nothing.
func (d *Disk) Between(do func()) { d.between = do }

// CutPower ends everything at once, between two calls.
func (d *Disk) CutPower() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.cut {
		d.hits[PowerCut]++
		d.cut = true
	}
}

// Dead says whether the power is cut.
func (d *Disk) Dead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cut
}

// Reboot brings the power back. What was not safe is kept or lost by chance.
func (d *Disk) Reboot() {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := len(d.renames)
	if kept > 0 {
		kept = d.random.IntN(kept + 1)
	}
	for _, r := range d.renames[:kept] {
		r.on(d.safe)
	}
	lost := kept < len(d.renames)
	names := make(map[string]*node, len(d.safe))
	for _, path := range slices.Sorted(maps.Keys(d.safe)) {
		n := d.safe[path]
		less := n.cut(d.random)
		lost = lost || less
		names[path] = &node{data: n.safe.clone(), safe: n.safe}
	}
	if lost {
		d.hits[LostData]++
	}
	d.names, d.safe, d.renames = names, maps.Clone(names), nil
	d.cut, d.armed = false, nil
	d.boot++
}

// Restart is a killed program: everything written is there, but whoever had a
// file open has it no more, and no lock is held.
func (d *Disk) Restart() {
	d.mu.Lock()
	defer d.mu.Unlock()
	fresh := map[*node]*node{}
	renew := func(names map[string]*node) {
		for path, n := range names {
			if fresh[n] == nil {
				fresh[n] = &node{data: n.data, safe: n.safe, unsynced: n.unsynced}
			}
			names[path] = fresh[n]
		}
	}
	renew(d.names)
	renew(d.safe)
	for i := range d.renames {
		if n := d.renames[i].node; n != nil && fresh[n] != nil {
			d.renames[i].node = fresh[n]
		}
	}
	d.boot++
}

// Drop takes files away without a trace, as a broken disk does.
func (d *Disk) Drop(under string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	gone := func(path string, _ *node) bool { return strings.HasPrefix(path, under) }
	maps.DeleteFunc(d.names, gone)
	maps.DeleteFunc(d.safe, gone)
	d.renames = slices.DeleteFunc(d.renames, func(r rename) bool { return strings.HasPrefix(r.from+r.to, under) })
}

// Flip turns one bit of a file over, as a disk that is worn out does. Nobody may
// have the file open.
func (d *Disk) Flip(name string, at int64, bit int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := d.names[name]
	n.sync()
	for _, f := range []*content{&n.data, &n.safe} {
		if at < int64(len(f.b)) {
			f.b[at] ^= 1 << bit
		}
	}
}

func failed(op, path string, err syscall.Errno) error {
	return &fs.PathError{Op: op, Path: path, Err: err}
}

// OpenFile opens a file, and makes it where the flags say so.
func (d *Disk) OpenFile(name string, flag int) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, err := d.open(name, flag)
	if err != nil {
		return nil, err
	}
	return &file{disk: d, path: name, node: n, boot: d.boot}, nil
}

// open finds or makes a file. The caller holds d.mu.
func (d *Disk) open(name string, flag int) (*node, error) {
	n := d.names[name]
	switch {
	case d.cut:
		return nil, failed("open", name, syscall.EIO)
	case d.away(name):
		return nil, failed("open", name, syscall.ENOENT)
	case n != nil && flag&(os.O_CREATE|os.O_EXCL) == os.O_CREATE|os.O_EXCL:
		return nil, failed("open", name, syscall.EEXIST)
	case n != nil:
		return n, nil
	case flag&os.O_CREATE == 0:
		return nil, failed("open", name, syscall.ENOENT)
	}
	if d.strikes(name, naming) != "" {
		return nil, failed("open", name, syscall.EIO)
	}
	n = &node{}
	d.rename(rename{to: name, node: n})
	return n, nil
}

func (d *Disk) rename(r rename) {
	r.on(d.names)
	d.renames = append(d.renames, r)
}

// keepNames makes the changes of names up to the last that which chooses safe:
// they go through the file system's log in order.
func (d *Disk) keepNames(which func(rename) bool) {
	kept := 0
	for i, r := range d.renames {
		if which(r) {
			kept = i + 1
		}
	}
	for _, r := range d.renames[:kept] {
		r.on(d.safe)
	}
	d.renames = append([]rename(nil), d.renames[kept:]...)
}

// ReadFile reads a whole file as it stands.
func (d *Disk) ReadFile(name string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch n := d.names[name]; {
	case d.cut:
		return nil, failed("read", name, syscall.EIO)
	case n == nil || d.away(name):
		return nil, failed("open", name, syscall.ENOENT)
	default:
		return n.data.all(), nil
	}
}

// SyncDir makes the names in a folder safe.
func (d *Disk) SyncDir(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch d.strikes(name, syncing) {
	case "":
	case ErrorAfter:
		d.keepNames(func(r rename) bool { return r.touches(name) })
		fallthrough
	default:
		return failed("sync", name, syscall.EIO)
	}
	d.keepNames(func(r rename) bool { return r.touches(name) })
	return nil
}
