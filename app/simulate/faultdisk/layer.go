package faultdisk

import (
	"fmt"
	"path/filepath"
	"syscall"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// layer is SQLite's file layer ("VFS") over a disk: tables of functions in the
// form that the translated C calls, in SQLite's own memory.
type layer struct {
	disk *Disk
	name string

	vfs, methods, zName uintptr
	// handles are the open files; a file in SQLite's memory holds its number.
	handles []*handle
	kept    []any // functions that only the tables point to
}

// handle is one file that SQLite has open.
type handle struct {
	file
	level  int32 // the lock that it holds on the database
	shared uint16
	alone  uint16
	mapped bool
}

// cFile is what SQLite keeps of an open file.
type cFile struct {
	methods uintptr
	number  uintptr
}

// at reads memory that SQLite owns.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// bytesAt is n bytes of SQLite's memory.
func bytesAt(p uintptr, n int32) []byte { return unsafe.Slice(at[byte](p), int(n)) }

// function turns a Go function into the pointer that the translated C calls.
func (l *layer) function(f any) uintptr {
	l.kept = append(l.kept, f)
	return (*[2]uintptr)(unsafe.Pointer(&f))[1]
}

// memory is n zeros in SQLite's memory.
func memory(tls *libc.TLS, n int) (uintptr, error) {
	p := lib.Xsqlite3_malloc64(tls, uint64(n))
	if p == 0 {
		return 0, fmt.Errorf("SQLite has no memory for %d bytes", n)
	}
	clear(unsafe.Slice(at[byte](p), n))
	return p, nil
}

func register(d *Disk) (l *layer, err error) {
	tls := libc.NewTLS()
	defer tls.Close()
	l = &layer{disk: d, name: fmt.Sprintf("faultdisk-%p", d)}
	for into, size := range map[*uintptr]uintptr{
		&l.zName: uintptr(len(l.name) + 1), &l.vfs: unsafe.Sizeof(lib.Tsqlite3_vfs{}), &l.methods: unsafe.Sizeof(lib.Tsqlite3_io_methods{}),
	} {
		if *into, err = memory(tls, int(size)); err != nil {
			return nil, err
		}
	}
	copy(unsafe.Slice(at[byte](l.zName), len(l.name)), l.name)
	*at[lib.Tsqlite3_io_methods](l.methods) = l.table()
	*at[lib.Tsqlite3_vfs](l.vfs) = lib.Tsqlite3_vfs{
		FiVersion: 2, FszOsFile: int32(unsafe.Sizeof(cFile{})), FmxPathname: 1024,
		FzName:             l.zName,
		FxOpen:             l.function(l.xOpen),
		FxDelete:           l.function(l.xDelete),
		FxAccess:           l.function(l.xAccess),
		FxFullPathname:     l.function(l.xFullPathname),
		FxRandomness:       l.function(l.xRandomness),
		FxSleep:            l.function(func(_ *libc.TLS, _ uintptr, us int32) int32 { return us }),
		FxGetLastError:     l.function(func(*libc.TLS, uintptr, int32, uintptr) int32 { return 0 }),
		FxCurrentTimeInt64: l.function(l.xCurrentTimeInt64),
	}
	if rc := lib.Xsqlite3_vfs_register(tls, l.vfs, 0); rc != lib.SQLITE_OK {
		return nil, fmt.Errorf("registering the disk with SQLite: result %d", rc)
	}
	return l, nil
}

func (l *layer) unregister() error {
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := lib.Xsqlite3_vfs_unregister(tls, l.vfs); rc != lib.SQLITE_OK {
		return fmt.Errorf("taking the disk back from SQLite: result %d", rc)
	}
	for _, p := range []uintptr{l.vfs, l.methods, l.zName} {
		lib.Xsqlite3_free(tls, p)
	}
	return nil
}

// handle is an open file by its place in SQLite's memory.
func (l *layer) handle(file uintptr) *handle { return l.handles[at[cFile](file).number] }

func (l *layer) xOpen(_ *libc.TLS, _, name, out uintptr, flags int32, flagsOut uintptr) int32 {
	d := l.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	f := at[cFile](out)
	f.methods = 0
	h := &handle{file: file{disk: d, boot: d.boot}}
	if name == 0 {
		h.node = &node{scratch: true}
	} else {
		h.path = libc.GoString(name)
		var err error
		if h.node, err = d.open(h.path, openFlags(flags)); err != nil {
			return lib.SQLITE_CANTOPEN
		}
	}
	if flagsOut != 0 {
		*at[int32](flagsOut) = flags
	}
	f.methods, f.number = l.methods, l.number(h)
	return lib.SQLITE_OK
}

func openFlags(flags int32) (all int) {
	if flags&lib.SQLITE_OPEN_CREATE != 0 {
		all |= syscall.O_CREAT
	}
	if flags&lib.SQLITE_OPEN_EXCLUSIVE != 0 {
		all |= syscall.O_EXCL
	}
	return all
}

// number finds a place for an open file.
func (l *layer) number(h *handle) uintptr {
	for i, used := range l.handles {
		if used == nil {
			l.handles[i] = h
			return uintptr(i)
		}
	}
	l.handles = append(l.handles, h)
	return uintptr(len(l.handles) - 1)
}

func (l *layer) xDelete(_ *libc.TLS, _, name uintptr, syncFolder int32) int32 {
	path := libc.GoString(name)
	if err := l.disk.Remove(path); err != nil {
		if _, gone := l.disk.Size(path); gone != nil && !l.disk.Dead() {
			return lib.SQLITE_IOERR_DELETE_NOENT
		}
		return lib.SQLITE_IOERR_DELETE
	}
	if syncFolder != 0 && l.disk.SyncDir(filepath.Dir(path)) != nil {
		return lib.SQLITE_IOERR_DIR_FSYNC
	}
	return lib.SQLITE_OK
}

func (l *layer) xAccess(_ *libc.TLS, _, name uintptr, _ int32, out uintptr) int32 {
	*at[int32](out) = 0
	if size, err := l.disk.Size(libc.GoString(name)); err == nil && size >= 0 {
		*at[int32](out) = 1
	}
	return lib.SQLITE_OK
}

// xFullPathname takes paths as they are: the store's are absolute.
func (l *layer) xFullPathname(_ *libc.TLS, _, name uintptr, most int32, out uintptr) int32 {
	path := libc.GoString(name)
	if len(path) >= int(most) {
		return lib.SQLITE_CANTOPEN
	}
	copy(bytesAt(out, most), path+"\x00")
	return lib.SQLITE_OK
}

func (l *layer) xRandomness(_ *libc.TLS, _ uintptr, n int32, out uintptr) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	for i := range bytesAt(out, n) {
		bytesAt(out, n)[i] = byte(l.disk.random.Uint32())
	}
	return n
}

// xCurrentTimeInt64 is a fixed time: the ledger never asks SQLite for one.
func (l *layer) xCurrentTimeInt64(_ *libc.TLS, _, out uintptr) int32 {
	const julianDay2026 = 2_461_041 * 86_400_000
	*at[int64](out) = julianDay2026
	return lib.SQLITE_OK
}
