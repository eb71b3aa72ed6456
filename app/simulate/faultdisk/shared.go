package faultdisk

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// sharedMemory is what connections to one database share while it has a
// write-ahead log: pieces of memory and eight locks.
type sharedMemory struct {
	pieces []uintptr
	users  int
	// held is how many hold a lock together; -1 is one alone.
	held [lib.SQLITE_SHM_NLOCK]int
}

func (l *layer) xShmMap(tls *libc.TLS, f uintptr, piece, size, extend int32, out uintptr) int32 {
	d := l.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	h := l.handle(f)
	if h.asleep() {
		return lib.SQLITE_IOERR_SHMMAP
	}
	n := h.node
	if n.shm == nil {
		n.shm = &sharedMemory{}
	}
	if !h.mapped {
		h.mapped = true
		n.shm.users++
	}
	*at[uintptr](out) = 0
	for int(piece) >= len(n.shm.pieces) {
		if extend == 0 {
			return lib.SQLITE_OK
		}
		if fault := d.strikes(h.path+"-shm", growing); fault == Full || fault == PowerCut {
			return lib.SQLITE_IOERR_SHMSIZE
		}
		p, err := memory(tls, int(size))
		if err != nil {
			return lib.SQLITE_NOMEM
		}
		n.shm.pieces = append(n.shm.pieces, p)
	}
	*at[uintptr](out) = n.shm.pieces[piece]
	return lib.SQLITE_OK
}

func (l *layer) xShmLock(_ *libc.TLS, f uintptr, first, count, flags int32) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	h := l.handle(f)
	mask := uint16(1<<(first+count) - 1<<first)
	switch {
	case h.node.shm == nil:
		return lib.SQLITE_IOERR_SHMLOCK
	case flags&lib.SQLITE_SHM_UNLOCK != 0:
		h.unlock(mask)
		return lib.SQLITE_OK
	case flags&lib.SQLITE_SHM_SHARED != 0:
		return h.lockShared(mask)
	}
	return h.lockAlone(mask)
}

func each(mask uint16, do func(i int)) {
	for i := range lib.SQLITE_SHM_NLOCK {
		if mask&(1<<i) != 0 {
			do(i)
		}
	}
}

func (h *handle) lockShared(mask uint16) int32 {
	shm, busy := h.node.shm, false
	mask &^= h.shared
	each(mask, func(i int) { busy = busy || shm.held[i] < 0 })
	if busy {
		return lib.SQLITE_BUSY
	}
	each(mask, func(i int) { shm.held[i]++ })
	h.shared |= mask
	return lib.SQLITE_OK
}

func (h *handle) lockAlone(mask uint16) int32 {
	shm, busy := h.node.shm, false
	mask &^= h.alone
	each(mask, func(i int) { busy = busy || shm.held[i] != 0 })
	if busy {
		return lib.SQLITE_BUSY
	}
	each(mask, func(i int) { shm.held[i] = -1 })
	h.alone |= mask
	return lib.SQLITE_OK
}

func (h *handle) unlock(mask uint16) {
	each(mask&h.shared, func(i int) { h.node.shm.held[i]-- })
	each(mask&h.alone, func(i int) { h.node.shm.held[i] = 0 })
	h.shared &^= mask
	h.alone &^= mask
}

func (l *layer) xShmUnmap(tls *libc.TLS, f uintptr, _ int32) int32 {
	l.disk.mu.Lock()
	defer l.disk.mu.Unlock()
	l.handle(f).unmap(tls)
	return lib.SQLITE_OK
}

// unmap lets go of the shared memory; the last one to do so ends it.
func (h *handle) unmap(tls *libc.TLS) {
	if !h.mapped {
		return
	}
	h.unlock(1<<lib.SQLITE_SHM_NLOCK - 1)
	h.mapped = false
	if h.node.shm.users--; h.node.shm.users > 0 {
		return
	}
	for _, p := range h.node.shm.pieces {
		lib.Xsqlite3_free(tls, p)
	}
	h.node.shm = nil
}
