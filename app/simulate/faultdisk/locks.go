package faultdisk

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// locks are who holds which lock of a database file, as SQLite defines them.
type locks struct {
	readers  int     // with any lock at all
	reserved *handle // about to write
	pending  *handle // waits for the readers to end; no new ones
	writer   *handle // alone
}

func (l *layer) xLock(_ *libc.TLS, f uintptr, level int32) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	if h.level >= level {
		return lib.SQLITE_OK
	}
	n := h.node
	switch level {
	case lib.SQLITE_LOCK_SHARED:
		if others(n.pending, h) || others(n.writer, h) {
			return lib.SQLITE_BUSY
		}
		n.readers++
	case lib.SQLITE_LOCK_RESERVED:
		if others(n.reserved, h) {
			return lib.SQLITE_BUSY
		}
		n.reserved = h
	case lib.SQLITE_LOCK_EXCLUSIVE:
		if others(n.reserved, h) || others(n.pending, h) {
			return lib.SQLITE_BUSY
		}
		if n.pending = h; n.readers > 1 {
			h.level = lib.SQLITE_LOCK_PENDING
			return lib.SQLITE_BUSY
		}
		n.writer = h
	}
	h.level = level
	return lib.SQLITE_OK
}

func others(holder, h *handle) bool { return holder != nil && holder != h }

func (l *layer) xUnlock(_ *libc.TLS, f uintptr, level int32) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	l.handle(f).release(level)
	return lib.SQLITE_OK
}

// release goes down to a weaker lock.
func (h *handle) release(level int32) {
	if h.level <= level {
		return
	}
	n := h.node
	for _, held := range []**handle{&n.reserved, &n.pending, &n.writer} {
		if *held == h {
			*held = nil
		}
	}
	if level == lib.SQLITE_LOCK_NONE {
		n.readers--
	}
	h.level = level
}

func (l *layer) xCheckReservedLock(_ *libc.TLS, f, out uintptr) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	*at[int32](out) = 0
	if l.handle(f).node.reserved != nil {
		*at[int32](out) = 1
	}
	return lib.SQLITE_OK
}
