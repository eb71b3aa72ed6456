// Package files offers the files of a folder to choose one by keys, as its path is
// typed.
package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Entry is one line of a folder: a file that can be read, or a folder.
type Entry struct {
	Name   string
	Folder bool
}

// lists are the endings of files that can be lists. Others are not offered, but
// can be typed.
func lists() []string { return []string{".csv", ".txt", ".tsv", ".psv", ".dat", ".xlsx"} }

// Folder reads the folder that a path being typed leads into, and those of its
// entries that go on as it was typed: "/srv/pri" gives /srv and "prices.csv".
// Folders come first. A hidden name is offered only when its dot was typed.
func Folder(typed string) (dir string, entries []Entry, err error) {
	dir, begun := filepath.Split(typed)
	if dir == "" {
		dir = "."
	}
	all, err := os.ReadDir(dir)
	if err != nil {
		return dir, nil, err
	}
	for _, e := range all {
		name := e.Name()
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(begun)) || begun == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if isFolder(dir, e) {
			entries = append(entries, Entry{name, true})
		} else if name == begun || slices.Contains(lists(), strings.ToLower(filepath.Ext(name))) {
			entries = append(entries, Entry{name, false})
		}
	}
	slices.SortStableFunc(entries, func(a, b Entry) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return dir, entries, nil
}

// isFolder follows a link to what it leads to.
func isFolder(dir string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(dir, e.Name()))
	return err == nil && info.IsDir()
}

// Rows shows the entries of a folder in a table; it is a kit.Rows.
type Rows struct{ Entries []Entry }

// Len completes kit.Rows.
func (f Rows) Len() int { return len(f.Entries) }

// Cell completes kit.Rows.
func (f Rows) Cell(row, _ int) string {
	e := f.Entries[row]
	if e.Folder {
		return e.Name + string(filepath.Separator)
	}
	return e.Name
}
