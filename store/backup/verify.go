package backup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/disk"
)

// checkFiles opens and checks the database and the catalogue in a folder.
func checkFiles(ctx context.Context, dir string) (store.FileCheck, error) {
	c, err := store.CheckFile(ctx, disk.OS{}, filepath.Join(dir, ledgerFile), filepath.Join(dir, "scratch.db"))
	if err != nil {
		return c, err
	}
	if len(c.Wrong) > 0 {
		w := c.Wrong[0]
		return c, fmt.Errorf("%w: %s, entry %d: %s", ErrUnsound, w.Where, w.Seq, w.What)
	}
	if err := catalog.CheckFile(ctx, filepath.Join(dir, store.CatalogFile)); err != nil {
		return c, fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	return c, nil
}

// Verify reads a backup from its disk and checks it whole: each file against the
// manifest, the database entry by entry with its tables computed anew, the
// catalogue list by list. It needs no key. Errors match ErrNotOne and ErrUnsound.
func Verify(ctx context.Context, path string) (Info, error) {
	info := read(path)
	if info.Err != nil {
		return info, info.Err
	}
	if err := sameFiles(info); err != nil {
		return info, err
	}
	scratch, err := os.MkdirTemp("", "outpost-verify-") // the backup's disk may be read-only
	if err != nil {
		return info, fmt.Errorf("%w has no place to verify in: %w", store.ErrDisk, err)
	}
	defer os.RemoveAll(scratch)
	c, err := store.CheckFile(ctx, disk.OS{}, filepath.Join(path, ledgerFile), filepath.Join(scratch, "scratch.db"))
	switch {
	case err != nil:
		return info, fmt.Errorf("%w: %w", ErrUnsound, err)
	case len(c.Wrong) > 0:
		return info, fmt.Errorf("%w: %s, entry %d: %s", ErrUnsound, c.Wrong[0].Where, c.Wrong[0].Seq, c.Wrong[0].What)
	case c.Contents.Head != info.Head || c.Entries != info.Entries:
		return info, fmt.Errorf("%w: its database ends at entry %d, its manifest says %d", ErrUnsound, c.Entries, info.Entries)
	}
	if err := catalog.CheckFile(ctx, filepath.Join(path, store.CatalogFile)); err != nil {
		return info, fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	info.Differ, info.Rebuilt = c.Differ, c.Rebuilt
	return info, nil
}

// sameFiles compares a backup's files with its manifest.
func sameFiles(info Info) error {
	found, err := hashAll(info.Path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	there := map[string]File{}
	for _, f := range found {
		there[f.Name] = f
	}
	for _, want := range info.Files {
		if got, ok := there[want.Name]; !ok {
			return fmt.Errorf("%w: its file %s is missing", ErrUnsound, want.Name)
		} else if got != want {
			return fmt.Errorf("%w: its file %s was changed", ErrUnsound, want.Name)
		}
	}
	return nil
}
