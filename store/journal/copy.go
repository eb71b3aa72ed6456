package journal

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// copyFile is the second copy of the journal: the same signed entries in plain
// files that no SQLite ever touches. Not safe for concurrent use.
type copyFile struct {
	dir  string
	head Head
	last *segment
}

// openCopy reads the last file of the copy, checks it, and stands ready to
// append. tail receives the entries of that file. A copy that does not verify is
// ErrDamaged; one that is not there is empty.
func openCopy(dir string, public ed25519.PublicKey) (c *copyFile, tail []Entry, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("%w: making its folder: %w", ErrCopy, err)
	}
	paths, err := segments(dir)
	if err != nil {
		return nil, nil, err
	}
	c = &copyFile{dir: dir}
	for i := len(paths) - 1; i >= 0; i-- {
		end, entries, err := checkSegment(paths[i], public)
		if err != nil {
			return nil, nil, err
		}
		if len(entries) == 0 && i > 0 {
			continue // made just before a crash; the one before holds the head
		}
		if c.last, err = openSegment(paths[i], end); err != nil {
			return nil, nil, fmt.Errorf("%w: opening %s: %w", ErrCopy, filepath.Base(paths[i]), err)
		}
		if len(entries) > 0 {
			c.head = entries[len(entries)-1].head()
		}
		return c, entries, removeAll(paths[i+1:])
	}
	return c, nil, nil
}

func removeAll(paths []string) error {
	for _, p := range paths {
		if err := os.Remove(p); err != nil {
			return fmt.Errorf("%w: clearing an empty file: %w", ErrCopy, err)
		}
	}
	return nil
}

// checkSegment reads one file and verifies the chain inside it and the
// signature of its last entry, which by the chain covers the others. A crash may
// tear the last entry without spoiling its form: then the file ends before it.
func checkSegment(path string, public ed25519.PublicKey) (end int64, entries []Entry, err error) {
	end, _, err = readSegment(path, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err == nil {
		err = verifyRun(entries, public)
		if n := len(entries); err != nil && n > 1 && verifyRun(entries[:n-1], public) == nil {
			return end - entries[n-1].frameSize(), entries[:n-1], nil
		}
	}
	if err != nil {
		return 0, nil, fmt.Errorf("%w, file %s: %w", ErrCopy, filepath.Base(path), err)
	}
	return end, entries, nil
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
			c.head = entries[n].head()
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
	next, err := createSegment(c.dir, first)
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
	if c.last == nil {
		return nil
	}
	return c.last.file.Close()
}

// read calls each for every entry after seq, from the files that hold them.
func (c *copyFile) read(after int64, each func(Entry) error) error {
	return ReadCopy(c.dir, after, each)
}

// ReadCopy calls each for every entry after seq of the copy in dir, in order.
// It checks form and order within the files, not the signatures.
func ReadCopy(dir string, after int64, each func(Entry) error) error {
	paths, err := segments(dir)
	if err != nil {
		return err
	}
	var last int64
	for i, path := range paths {
		if i+1 < len(paths) && firstOf(paths[i+1]) <= after+1 {
			continue
		}
		_, torn, err := readSegment(path, func(e Entry) error {
			last = e.Seq
			if e.Seq <= after {
				return nil
			}
			return each(e)
		})
		if err != nil {
			return err
		}
		if torn && i+1 < len(paths) {
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

// setAside renames a copy that cannot be used, so that a fresh one can be
// written and nothing is lost. The clock's time names it.
func setAside(dir string, now time.Time) error {
	paths, err := segments(dir)
	if err != nil || len(paths) == 0 {
		return err
	}
	aside := filepath.Clean(dir) + now.UTC().Format(".aside-20060102-150405.000000")
	if err := os.Rename(dir, aside); err != nil {
		return fmt.Errorf("%w: setting it aside: %w", ErrCopy, errors.Join(err))
	}
	return os.MkdirAll(dir, 0o700)
}
