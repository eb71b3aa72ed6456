package journal

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"outpost/store/disk"
)

const asideMark = ".aside-"

// countAside counts the copies set aside beside dir.
func countAside(d disk.Disk, dir string) (n int, err error) {
	names, err := d.ReadDir(filepath.Dir(dir)) // no Glob: a folder's name may hold its signs
	if err != nil {
		return 0, fmt.Errorf("%w: listing those set aside: %w", ErrCopy, err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, filepath.Base(dir)+asideMark) {
			n++
		}
	}
	return n, nil
}

// setAside renames a copy that cannot be used, so that a fresh one can be
// written and nothing is lost. The clock's time names it.
func setAside(d disk.Disk, dir string, now time.Time) error {
	paths, err := segments(d, dir)
	if err != nil || len(paths) == 0 {
		return err
	}
	if err := d.Rename(dir, asideName(d, dir, now)); err != nil {
		return fmt.Errorf("%w: setting it aside: %w", ErrCopy, err)
	}
	return d.MkdirAll(dir)
}

// asideName is a name beside dir that nothing has, made from the time.
func asideName(d disk.Disk, dir string, now time.Time) string {
	for ; ; now = now.Add(time.Microsecond) {
		name := filepath.Clean(dir) + asideMark + now.UTC().Format("20060102-150405.000000")
		if !disk.Exists(d, name) {
			return name
		}
	}
}
