package disk

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Forget lets go of what memory holds of a file that is on disk, so that reading
// it asks the disk itself: a backup is verified as the stick has it.
func Forget(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED); err != nil {
		return fmt.Errorf("reading %s from the disk again: %w", path, err)
	}
	return nil
}
