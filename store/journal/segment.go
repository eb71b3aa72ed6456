package journal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"syscall"

	"outpost/store/disk"
)

const (
	// segmentSize is when the copy goes on in a new file, in bytes. Opening
	// reads the last file only, so this bounds the time it takes.
	segmentSize = 8 << 20
	// growBy is how far ahead zeros are written, so that most appends overwrite
	// blocks that the file system already knows (0.1 ms instead of 0.9).
	growBy = 1 << 20
	// frameHeader is the length before each entry, in bytes.
	frameHeader = 4
	// smallestEntry is less than any entry takes, smallestReceipt less than any that
	// gives a number out, in bytes.
	smallestEntry, smallestReceipt = 256, 512
)

func segmentPath(dir string, first int64) string {
	return filepath.Join(dir, fmt.Sprintf("journal-%012d.copy", first))
}

// segments lists the copy's files in order.
func segments(d disk.Disk, dir string) ([]string, error) {
	names, err := d.ReadDir(dir) // no Glob: a folder's name may hold its signs
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: listing its files: %w", ErrCopy, err)
	}
	var paths []string
	for _, name := range names {
		if ok, err := filepath.Match("journal-*.copy", name); err == nil && ok {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	sort.Strings(paths)
	return paths, nil
}

// segment is one file of the copy, open for appending.
type segment struct {
	path string
	file disk.File
	end  int64 // where the next frame goes
	size int64 // how far zeros are written
}

func createSegment(d disk.Disk, dir string, first int64) (*segment, error) {
	path := segmentPath(dir, first)
	f, err := d.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	s := &segment{path: path, file: f}
	if err := errors.Join(s.grow(), d.SyncDir(dir)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return s, nil
}

// rewritten is how much of a file's end opening writes once more, in bytes: more
// than one append ever writes but for its last entry.
const rewritten = growBy

// openSegment opens a file for appending at end; last is the length of the last
// frame. Anything after end (a torn frame) is overwritten with zeros first. The
// file's end is written once more: what is read there may be what a failed sync
// left in memory only, and a later sync would not write it again.
func openSegment(d disk.Disk, path string, end, last int64) (*segment, error) {
	from, tail := max(0, end-rewritten-last), []byte(nil)
	if from < end {
		raw, err := d.ReadFile(path)
		if err != nil {
			return nil, err
		}
		tail = raw[from:end]
	}
	f, err := d.OpenFile(path, os.O_RDWR)
	if err != nil {
		return nil, err
	}
	if err = f.Truncate(end); err == nil && len(tail) > 0 {
		_, err = f.WriteAt(tail, from)
	}
	s := &segment{path: path, file: f, end: end, size: end}
	if err == nil {
		err = s.grow()
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return s, nil
}

// grow writes zeros ahead and syncs them with the file's new size.
func (s *segment) grow() error {
	if _, err := s.file.WriteAt(make([]byte, growBy), s.size); err != nil {
		return err
	}
	s.size += growBy
	return s.file.Sync()
}

// append writes frames and returns when they are on disk.
func (s *segment) append(frames []byte) error {
	for s.end+int64(len(frames))+frameHeader > s.size {
		if err := s.grow(); err != nil {
			return err
		}
	}
	if _, err := s.file.WriteAt(frames, s.end); err != nil {
		return err
	}
	if err := s.file.SyncData(); err != nil {
		return err
	}
	s.end += int64(len(frames))
	return nil
}

func (s *segment) full() bool { return s.end >= segmentSize }

func frame(dst []byte, e *Entry) []byte {
	raw := e.Encode()
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(raw)))
	return append(dst, raw...)
}

func (e *Entry) frameSize() int64 { return frameHeader + int64(e.size()) }

// readSegment calls each for every entry of a file. It returns where the last
// whole entry ends. A tail that is no whole entry is torn: reported by torn, how
// many entries it may have been, not as an error, because a crash leaves one.
// Damage before a whole entry is ErrDamaged, zeros before one too.
func readSegment(d disk.Disk, path string, each func(Entry) error) (end, torn int64, err error) {
	return lookThrough(d, path, func(g *glimpse) error { return each(g.entry()) })
}

// lookThrough is readSegment for what needs no copies.
func lookThrough(d disk.Disk, path string, each func(*glimpse) error) (end, torn int64, err error) {
	raw, err := d.ReadFile(path)
	if err != nil {
		return 0, 0, fmt.Errorf("%w: reading %s: %w", ErrCopy, filepath.Base(path), err)
	}
	for {
		rest := raw[end:]
		g, n, err := lookFrame(rest)
		switch {
		case err == nil:
		case errors.Is(err, io.EOF) && bytes.Count(rest, []byte{0}) == len(rest):
			return end, 0, nil
		case wholeEntryIn(rest):
			return end, 0, fmt.Errorf("%w: after entry at byte %d", ErrDamaged, end)
		default:
			return end, tornEntries(rest), nil
		}
		if err := each(&g); err != nil {
			return end, 0, err
		}
		end += n
	}
}

// wholeEntryIn says whether a whole entry stands anywhere behind a frame that
// cannot be read. Then it is damage; a crash tears only the very end.
func wholeEntryIn(raw []byte) bool {
	for range wholeEntries(raw) {
		return true
	}
	return false
}

// tornEntries is how many entries an end that cannot be read may have been, at
// most: as their lengths say, and where a length cannot be right as many as fit.
func tornEntries(raw []byte) (n int64) {
	raw = bytes.TrimRight(raw, "\x00")
	for len(raw) > 0 {
		size := uint32(0)
		if len(raw) >= frameHeader {
			size = binary.BigEndian.Uint32(raw)
		}
		if size < smallestEntry || size > maxBody+4096 {
			return n + (int64(len(raw))+smallestReceipt-1)/smallestReceipt
		}
		n++
		raw = raw[min(int64(len(raw)), frameHeader+int64(size)):]
	}
	return n
}

// wholeEntries finds every whole entry in raw and where it ends, past anything
// unreadable.
func wholeEntries(raw []byte) iter.Seq2[Entry, int] {
	return func(yield func(Entry, int) bool) {
		for at := 0; at+frameHeader < len(raw); {
			e, n, err := readFrame(raw[at:])
			if err != nil {
				at += max(1, zeros(raw[at:])-3) // a frame may begin with three of them
				continue
			}
			if at += int(n); !yield(e, at) {
				return
			}
		}
	}
}

// zeros is how many of them raw begins with: what was written ahead is a megabyte
// of them.
func zeros(raw []byte) int { return len(raw) - len(bytes.TrimLeft(raw, "\x00")) }

// readFrame reads one frame; zeros or the file's end are io.EOF.
func readFrame(raw []byte) (Entry, int64, error) {
	g, n, err := lookFrame(raw)
	if err != nil {
		return Entry{}, 0, err
	}
	return g.entry(), n, nil
}

func lookFrame(raw []byte) (glimpse, int64, error) {
	if len(raw) < frameHeader {
		return glimpse{}, 0, io.EOF
	}
	n := binary.BigEndian.Uint32(raw)
	if n == 0 {
		return glimpse{}, 0, io.EOF
	}
	if int64(n) > int64(len(raw)-frameHeader) || n > maxBody+4096 {
		return glimpse{}, 0, fmt.Errorf("%w: a torn entry", ErrDamaged)
	}
	g, err := look(raw[frameHeader : frameHeader+n])
	return g, int64(n) + frameHeader, err
}
