//go:build !windows

package store

import (
	"fmt"
	"syscall"
)

// SameDisk says whether two folders lie on one file system.
func SameDisk(a, b string) (bool, error) {
	var one, two syscall.Stat_t
	for path, st := range map[string]*syscall.Stat_t{a: &one, b: &two} {
		if err := syscall.Stat(path, st); err != nil {
			return false, fmt.Errorf("asking for the disk of %s: %w", path, err)
		}
	}
	return one.Dev == two.Dev, nil
}
