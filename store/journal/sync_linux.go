package journal

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncData puts a file's content on disk without its times: the size was
// written ahead, so there is nothing else to keep.
func syncData(f *os.File) error { return unix.Fdatasync(int(f.Fd())) }

// syncDir puts a new file's name on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
