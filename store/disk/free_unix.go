//go:build !windows

package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Free is how many bytes this program may still write on the disk of a folder.
func Free(folder string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return 0, fmt.Errorf("asking for the room of %s: %w", folder, err)
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
