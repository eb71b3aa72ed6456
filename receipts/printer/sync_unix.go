//go:build !windows

package printer

import "os"

// syncFolder brings a rename to disk.
func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
