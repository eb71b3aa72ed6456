package store

import (
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// What a faulty disk does to one call.
type fault int

const (
	sound    fault = iota
	failSync       // fsync answers EIO
	full           // a write answers ENOSPC
	torn           // half a write lands, then EIO
	fullShm        // the shared-memory file cannot grow
)

// faultyDisk stands between SQLite and its own file layer. It is the default
// for the whole test program and lets everything through that no test has
// armed, so that the product needs no switch for it.
type faultyDisk struct {
	mu    sync.Mutex
	names map[uintptr]string // open files
	under string             // faults hit files whose path begins so
	do    fault
	spare int // how many calls pass first
	times int // how many calls more; -1: until disarmed
	hits  int

	open                uintptr
	sync, write, shmMap uintptr
	shims               map[uintptr]uintptr
	kept                []any // functions that only C memory points to
}

var installDisk = sync.OnceValue(func() *faultyDisk {
	d := &faultyDisk{names: map[uintptr]string{}, shims: map[uintptr]uintptr{}}
	d.install()
	return d
})

// at reads C memory that SQLite owns.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// funcPointer and call turn a Go function into SQLite's form and back.
func (d *faultyDisk) funcPointer(f any) uintptr {
	d.kept = append(d.kept, f)
	return (*[2]uintptr)(unsafe.Pointer(&f))[1]
}

func call[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

type (
	openFunc   = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	syncFunc   = func(tls *libc.TLS, file uintptr, flags int32) int32
	writeFunc  = func(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32
	shmMapFunc = func(tls *libc.TLS, file uintptr, region, size, extend int32, out uintptr) int32
)

func (d *faultyDisk) install() {
	tls := libc.NewTLS()
	original := lib.Xsqlite3_vfs_find(tls, 0)
	p := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	v := at[lib.Tsqlite3_vfs](p)
	*v = *at[lib.Tsqlite3_vfs](original)
	name, err := libc.CString("faulty")
	if err != nil {
		panic(err)
	}
	v.FzName, v.FpNext = name, 0
	d.open = v.FxOpen
	v.FxOpen = d.funcPointer(d.xOpen)
	if rc := lib.Xsqlite3_vfs_register(tls, p, 1); rc != 0 {
		panic(rc)
	}
}

// xOpen opens as before and puts our methods over the file's.
func (d *faultyDisk) xOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	rc := call[openFunc](d.open)(tls, vfs, name, file, flags, out)
	f := at[lib.Tsqlite3_file](file)
	if rc != 0 || f.FpMethods == 0 || name == 0 {
		return rc
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[file] = libc.GoString(name)
	shim := d.shims[f.FpMethods]
	if shim == 0 { // one for each method table: with and without locking
		shim = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
		m := at[lib.Tsqlite3_io_methods](shim)
		*m = *at[lib.Tsqlite3_io_methods](f.FpMethods)
		d.sync, d.write = m.FxSync, m.FxWrite
		m.FxSync, m.FxWrite = d.funcPointer(d.xSync), d.funcPointer(d.xWrite)
		if m.FxShmMap != 0 {
			d.shmMap = m.FxShmMap
			m.FxShmMap = d.funcPointer(d.xShmMap)
		}
		d.shims[f.FpMethods] = shim
	}
	f.FpMethods = shim
	return rc
}

func (d *faultyDisk) xSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	if d.strikes(file, failSync) {
		return lib.SQLITE_IOERR_FSYNC
	}
	return call[syncFunc](d.sync)(tls, file, flags)
}

func (d *faultyDisk) xWrite(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32 {
	if d.strikes(file, full) {
		return lib.SQLITE_FULL
	}
	if d.strikes(file, torn) {
		call[writeFunc](d.write)(tls, file, buf, n/2, off)
		return lib.SQLITE_IOERR_WRITE
	}
	return call[writeFunc](d.write)(tls, file, buf, n, off)
}

func (d *faultyDisk) xShmMap(tls *libc.TLS, file uintptr, region, size, extend int32, out uintptr) int32 {
	if d.strikes(file, fullShm) {
		return lib.SQLITE_IOERR_SHMSIZE
	}
	return call[shmMapFunc](d.shmMap)(tls, file, region, size, extend, out)
}

// strikes says whether the armed fault is due for this call.
func (d *faultyDisk) strikes(file uintptr, kind fault) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.do != kind || d.times == 0 || !strings.HasPrefix(d.names[file], d.under) {
		return false
	}
	if d.spare > 0 {
		d.spare--
		return false
	}
	if d.times > 0 {
		d.times--
	}
	d.hits++
	return true
}

// arm makes the next calls under a folder fail: times of them, or -1 for all.
func (d *faultyDisk) arm(t *testing.T, under string, do fault, times int) {
	d.armAfter(t, under, do, 0, times)
}

// armAfter lets some calls pass before that.
func (d *faultyDisk) armAfter(t *testing.T, under string, do fault, spare, times int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.under, d.do, d.spare, d.times, d.hits = under, do, spare, times, 0
	t.Cleanup(func() { d.disarm() })
}

// disarm heals the disk and returns how often it failed.
func (d *faultyDisk) disarm() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.do = sound
	return d.hits
}
