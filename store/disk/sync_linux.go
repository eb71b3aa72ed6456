package disk

import (
	"os"

	"golang.org/x/sys/unix"
)

// SyncData puts a file's content on disk without its times: the size was
// written ahead, so there is nothing else to keep.
func (f osFile) SyncData() error { return unix.Fdatasync(int(f.Fd())) }

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
