package journal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"outpost/store/disk"
)

// owner is whose entries a copy must hold.
type owner struct {
	ledger string
	public ed25519.PublicKey
}

// copyFile is the second copy of the journal: the same signed entries in plain
// files that no SQLite ever touches. Not safe for concurrent use.
type copyFile struct {
	disk disk.Disk
	dir  string
	head Head
	last *segment
	tail int64 // how long the last entry's frame is, in bytes
}

// copyEnd is where the last whole entry of a copy ends: in which file and at which
// byte, how many entries the piece behind it may have been, and the files after
// it, which hold no whole one.
type copyEnd struct {
	path  string // "" in an empty copy
	at    int64
	torn  int64
	later []string
}

// openCopy reads the last file of the copy, checks it, and stands ready to
// append. A copy that does not verify is ErrDamaged, as is one that goes on
// behind the journal's entry ours and ends in a piece; another ledger's is
// ErrForeign. All three stay as they are. One that is not there is empty.
func openCopy(d disk.Disk, dir string, who owner, ours int64) (*copyFile, error) {
	c, end, err := lookAtEnd(d, dir, who, ours)
	if err != nil {
		return nil, err
	}
	return c, c.open(end)
}

// lookAtEnd is openCopy but for the opening: it changes nothing.
func lookAtEnd(d disk.Disk, dir string, who owner, ours int64) (c *copyFile, end copyEnd, err error) {
	paths, err := segments(d, dir)
	if err != nil {
		return nil, end, err
	}
	c = &copyFile{disk: d, dir: dir}
	for i := len(paths) - 1; i >= 0; i-- {
		at, torn, entries, err := checkSegment(d, paths[i], who.public)
		if err != nil || len(entries) > 0 && entries[0].Ledger != who.ledger {
			if other := foreign(d, paths[i], who); other != nil {
				err = other
			}
		}
		if err != nil {
			return nil, end, err
		}
		end = copyEnd{path: paths[i], at: at, torn: end.torn + torn, later: paths[i+1:]}
		if len(entries) == 0 && i > 0 {
			continue // made just before a crash; the one before holds the head
		}
		if len(entries) > 0 {
			e := entries[len(entries)-1]
			c.head, c.tail = e.head(), e.frameSize()
		}
		if end.torn > 0 && c.head.Seq > ours {
			return nil, end, fmt.Errorf("%w, file %s: %w: it ends in a piece of an entry after entry %d", ErrCopy, filepath.Base(paths[i]), ErrDamaged, c.head.Seq)
		}
		break
	}
	return c, end, nil
}

// open stands ready to append where the last whole entry ends. The piece behind
// it goes.
func (c *copyFile) open(end copyEnd) (err error) {
	if end.path == "" {
		return nil
	}
	if c.last, err = openSegment(c.disk, end.path, end.at, c.tail); err != nil {
		return fmt.Errorf("%w: opening %s: %w", ErrCopy, filepath.Base(end.path), err)
	}
	return removeAll(c.disk, end.later)
}

// makeCopy opens a copy as openCopy does, and makes its folder before.
func makeCopy(d disk.Disk, dir string, who owner, ours int64) (*copyFile, error) {
	if err := makeCopyFolder(d, dir); err != nil {
		return nil, err
	}
	return openCopy(d, dir, who, ours)
}

func makeCopyFolder(d disk.Disk, dir string) error {
	if err := d.MkdirAll(dir); err != nil {
		return fmt.Errorf("%w: making its folder: %w", ErrCopy, err)
	}
	return nil
}

// foreign says whether a file holds whole entries of another ledger and none of
// its owner's.
func foreign(d disk.Disk, path string, who owner) error {
	raw, err := d.ReadFile(path)
	if err != nil {
		return nil // whoever reads it next says so
	}
	other := ""
	for e := range wholeEntries(raw) {
		if e.Ledger == who.ledger {
			return nil
		}
		other = e.Station
	}
	if other == "" {
		return nil
	}
	return fmt.Errorf("%w in %s %w (window %s); name another folder for this window's copy", ErrCopy, filepath.Dir(path), ErrForeign, other)
}

func removeAll(d disk.Disk, paths []string) error {
	for _, p := range paths {
		if err := d.Remove(p); err != nil {
			return fmt.Errorf("%w: clearing an empty file: %w", ErrCopy, err)
		}
	}
	return nil
}

// checkSegment reads one file and verifies the chain inside it and the
// signature of its last entry, which by the chain covers the others. A crash may
// tear the last entry without spoiling its form: then the file ends before it.
func checkSegment(d disk.Disk, path string, public ed25519.PublicKey) (end, torn int64, entries []Entry, err error) {
	end, torn, err = readSegment(d, path, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err == nil {
		err = verifyRun(entries, public)
		if n := len(entries); err != nil && n > 1 && verifyRun(entries[:n-1], public) == nil {
			return end - entries[n-1].frameSize(), torn + 1, entries[:n-1], nil
		}
	}
	if err != nil {
		return 0, 0, nil, fmt.Errorf("%w, file %s: %w", ErrCopy, filepath.Base(path), err)
	}
	return end, torn, entries, nil
}

// checkEarlier verifies every file of a copy but the last, which is still written,
// until stop says so. The first that does not verify is ErrDamaged.
func checkEarlier(ctx context.Context, d disk.Disk, dir string, public ed25519.PublicKey) error {
	paths, err := segments(d, dir)
	if err != nil {
		return err
	}
	var head Head
	for i := 0; i+1 < len(paths); i++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_, torn, entries, err := checkSegment(d, paths[i], public)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // set aside meanwhile
		case err == nil && (torn > 0 || len(entries) == 0):
			err = fmt.Errorf("%w, file %s: %w: its end is missing", ErrCopy, filepath.Base(paths[i]), ErrDamaged)
		case err == nil:
			if err = entries[0].follows(head); err == nil {
				head = entries[len(entries)-1].head()
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// FirstCopied is the first entry of the copy in dir that can be read whole; ok
// is false where there is none. Its hash fits, its signature is not checked.
func FirstCopied(d disk.Disk, dir string) (e Entry, ok bool, err error) {
	paths, err := segments(d, dir)
	if err != nil {
		return Entry{}, false, err
	}
	for _, path := range paths {
		raw, err := d.ReadFile(path)
		if err != nil {
			return Entry{}, false, fmt.Errorf("%w: reading %s: %w", ErrCopy, filepath.Base(path), err)
		}
		for e := range wholeEntries(raw) {
			return e, true, nil
		}
	}
	return Entry{}, false, nil
}

// verifyRun checks a run of entries: each link, and the last one's signature.
func verifyRun(entries []Entry, public ed25519.PublicKey) error {
	for i := 1; i < len(entries); i++ {
		if err := entries[i].follows(entries[i-1].head()); err != nil {
			return err
		}
	}
	if n := len(entries); n > 0 {
		return entries[n-1].Check(public)
	}
	return nil
}

// append writes entries that follow the copy's head; they are on disk when it
// returns.
func (c *copyFile) append(entries []Entry) error {
	for len(entries) > 0 {
		if c.last == nil || c.last.full() {
			if err := c.nextSegment(entries[0].Seq); err != nil {
				return fmt.Errorf("%w: a new file: %w", ErrCopy, err)
			}
		}
		n, frames := 0, []byte(nil)
		for n < len(entries) && len(frames) < growBy/2 {
			if err := entries[n].follows(c.head); err != nil {
				return fmt.Errorf("%w: %w", ErrCopy, err)
			}
			frames = frame(frames, &entries[n])
			c.head, c.tail = entries[n].head(), entries[n].frameSize()
			n++
		}
		if err := c.last.append(frames); err != nil {
			return fmt.Errorf("%w: %w", ErrCopy, err)
		}
		entries = entries[n:]
	}
	return nil
}

func (c *copyFile) nextSegment(first int64) error {
	next, err := createSegment(c.disk, c.dir, first)
	if err != nil {
		return err
	}
	if c.last != nil {
		err = c.last.file.Close()
	}
	c.last = next
	return err
}

func (c *copyFile) close() error {
	if c.last == nil || c.last.file == nil {
		return nil
	}
	return c.last.file.Close()
}

// rest lets go of the file on disk, so that a stick can be taken out; wake goes
// on with it.
func (c *copyFile) rest() error {
	err := c.close()
	if c.last != nil {
		c.last.file = nil
	}
	return err
}

// errChanged: the copy is not as it was left.
var errChanged = errors.New("the copy was changed meanwhile")

// resting says whether the copy still lies as rest left it, as far as its names
// and sizes tell; errChanged, or the error of a disk that is not there.
func (c *copyFile) resting() error {
	paths, err := segments(c.disk, c.dir)
	if err != nil {
		return err
	}
	if c.last == nil || len(paths) == 0 || paths[len(paths)-1] != c.last.path {
		return errChanged
	}
	size, err := c.disk.Size(c.last.path)
	if err == nil && size != c.last.size {
		err = errChanged
	}
	return err
}

// wake opens the copy again where rest left it. errChanged: it must be opened
// and compared anew, another stick may have come instead.
func (c *copyFile) wake() error {
	if err := c.resting(); err != nil {
		return err
	}
	raw, err := c.disk.ReadFile(c.last.path)
	if err != nil {
		return err
	}
	if c.tail > 0 {
		e, _, err := readFrame(raw[c.last.end-c.tail:])
		if err != nil || e.Hash != c.head.Hash {
			return errChanged
		}
	}
	c.last.file, err = c.disk.OpenFile(c.last.path, os.O_RDWR)
	return err
}

// ReadCopy calls each for every entry after seq of the copy in dir, in order.
// It checks form and order within the files, not the signatures.
func ReadCopy(d disk.Disk, dir string, after int64, each func(Entry) error) error {
	return lookThroughCopy(d, dir, after, func(g *glimpse) error { return each(g.entry()) })
}

// lookThroughCopy is ReadCopy for what needs no copies.
func lookThroughCopy(d disk.Disk, dir string, after int64, each func(*glimpse) error) error {
	paths, err := segments(d, dir)
	if err != nil {
		return err
	}
	var last int64
	for i, path := range paths {
		if i+1 < len(paths) && firstOf(paths[i+1]) <= after+1 {
			continue
		}
		_, torn, err := lookThrough(d, path, func(g *glimpse) error {
			if last = g.seq(); last <= after {
				return nil
			}
			return each(g)
		})
		if err != nil {
			return err
		}
		if torn > 0 && i+1 < len(paths) {
			return fmt.Errorf("%w, file %s: %w after entry %d", ErrCopy, filepath.Base(path), ErrDamaged, last)
		}
	}
	return nil
}

func firstOf(path string) (seq int64) {
	if _, err := fmt.Sscanf(filepath.Base(path), "journal-%d.copy", &seq); err != nil {
		return 0
	}
	return seq
}
