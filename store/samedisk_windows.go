package store

import (
	"fmt"
	"path/filepath"
	"strings"
)

// SameDisk says whether two folders lie on one drive.
func SameDisk(a, b string) (bool, error) {
	one, err := filepath.Abs(a)
	if err != nil {
		return false, fmt.Errorf("asking for the drive of %s: %w", a, err)
	}
	two, err := filepath.Abs(b)
	if err != nil {
		return false, fmt.Errorf("asking for the drive of %s: %w", b, err)
	}
	return strings.EqualFold(filepath.VolumeName(one), filepath.VolumeName(two)), nil
}
