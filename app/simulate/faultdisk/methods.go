package faultdisk

import (
	"syscall"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// table is what SQLite does with an open file.
func (l *layer) table() lib.Tsqlite3_io_methods {
	return lib.Tsqlite3_io_methods{
		FiVersion:               2,
		FxClose:                 l.function(l.xClose),
		FxRead:                  l.function(l.xRead),
		FxWrite:                 l.function(l.xWrite),
		FxTruncate:              l.function(l.xTruncate),
		FxSync:                  l.function(l.xSync),
		FxFileSize:              l.function(l.xFileSize),
		FxLock:                  l.function(l.xLock),
		FxUnlock:                l.function(l.xUnlock),
		FxCheckReservedLock:     l.function(l.xCheckReservedLock),
		FxFileControl:           l.function(func(*libc.TLS, uintptr, int32, uintptr) int32 { return lib.SQLITE_NOTFOUND }),
		FxSectorSize:            l.function(func(*libc.TLS, uintptr) int32 { return 4096 }),
		FxDeviceCharacteristics: l.function(func(*libc.TLS, uintptr) int32 { return lib.SQLITE_IOCAP_POWERSAFE_OVERWRITE }),
		FxShmMap:                l.function(l.xShmMap),
		FxShmLock:               l.function(l.xShmLock),
		FxShmBarrier:            l.function(func(*libc.TLS, uintptr) {}),
		FxShmUnmap:              l.function(l.xShmUnmap),
	}
}

func (l *layer) xClose(tls *libc.TLS, f uintptr) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	h.release(lib.SQLITE_LOCK_NONE)
	h.unmap(tls)
	l.handles[at[cFile](f).number] = nil
	return lib.SQLITE_OK
}

func (l *layer) xRead(_ *libc.TLS, f, buf uintptr, n int32, from int64) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h, into := l.handle(f), bytesAt(buf, n)
	if h.asleep() {
		return lib.SQLITE_IOERR_READ
	}
	if read := h.node.data.readAt(into, from); read < len(into) {
		clear(into[read:])
		return lib.SQLITE_IOERR_SHORT_READ
	}
	return lib.SQLITE_OK
}

func (l *layer) xWrite(_ *libc.TLS, f, buf uintptr, n int32, to int64) int32 {
	l.meanwhile()
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	switch {
	case h.asleep():
		return lib.SQLITE_IOERR_WRITE
	case h.node.scratch:
		h.node.do(written(bytesAt(buf, n), to))
		return lib.SQLITE_OK
	}
	_, err := l.disk.write(h.path, h.node, bytesAt(buf, n), to)
	return result(err, lib.SQLITE_IOERR_WRITE)
}

// meanwhile lets something else happen in the middle of a commit.
func (l *layer) meanwhile() {
	if l.disk.between != nil {
		l.disk.between()
	}
}

func result(err syscall.Errno, code int32) int32 {
	switch err {
	case 0:
		return lib.SQLITE_OK
	case syscall.ENOSPC:
		return lib.SQLITE_FULL
	}
	return code
}

func (l *layer) xTruncate(_ *libc.TLS, f uintptr, size int64) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	switch {
	case h.asleep():
		return lib.SQLITE_IOERR_TRUNCATE
	case h.node.scratch:
		h.node.do(change{at: size, cut: true})
		return lib.SQLITE_OK
	}
	return result(l.disk.truncate(h.path, h.node, size), lib.SQLITE_IOERR_TRUNCATE)
}

func (l *layer) xSync(_ *libc.TLS, f uintptr, _ int32) int32 {
	l.meanwhile()
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	switch {
	case h.asleep():
		return lib.SQLITE_IOERR_FSYNC
	case h.node.scratch:
		return lib.SQLITE_OK
	}
	return result(l.disk.sync(h.path, h.node), lib.SQLITE_IOERR_FSYNC)
}

func (l *layer) xFileSize(_ *libc.TLS, f, out uintptr) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	if h.asleep() {
		return lib.SQLITE_IOERR_FSTAT
	}
	*at[int64](out) = h.node.data.size
	return lib.SQLITE_OK
}
