package disk

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Free is how many bytes this program may still write on the disk of a folder.
func Free(folder string) (int64, error) {
	name, err := windows.UTF16PtrFromString(folder)
	var free uint64
	if err == nil {
		err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	}
	if err != nil {
		return 0, fmt.Errorf("asking for the room of %s: %w", folder, err)
	}
	return int64(free), nil
}
