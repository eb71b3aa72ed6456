package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"outpost/app/outage"
	"outpost/store"
)

// FurtherCopy is a copy of the journal beside the second one, written behind the
// sales.
type FurtherCopy struct {
	// Name is what screen and commands call it.
	Name string `toml:"name"`
	// Folder is on another disk, another machine's share or a stick. It must be
	// there: the program makes only the subfolder of its own ledger in it.
	Folder string `toml:"folder"`
	// Removable: it is a stick or disk that is taken out. Then a folder on the
	// data folder's own disk counts as "nothing is plugged in".
	Removable bool `toml:"removable"`
	// WarnAfter is how long it may lack entries before that is an alarm; by default
	// 10 minutes, for a removable one a day.
	WarnAfter outage.Duration `toml:"warn_after"`
}

// Backup says when and where backups are made (plan D2, D3, D5).
type Backup struct {
	// Folder is where the daily backups lie; empty is "backup" in the data folder.
	Folder string `toml:"folder"`
	// At is when the day's backup is due, "HH:MM" in the window's time zone. One
	// that was missed is made up at the next start.
	At string `toml:"at"`
	// Keep, KeepMonthly and KeepRemovable are how many are kept of each kind; the
	// last good one is never deleted.
	Keep          int `toml:"keep"`
	KeepMonthly   int `toml:"keep_monthly"`
	KeepRemovable int `toml:"keep_removable"`
	// MonthlyFolder is another machine's folder for the monthly backup, due on the
	// 1st; empty is none.
	MonthlyFolder string `toml:"monthly_folder"`
	// RemovableFolder is a stick or removable disk, due in the middle (15th) and at
	// the end of the month; empty is none. The window asks for it.
	RemovableFolder string `toml:"removable_folder"`
}

// DailyFolder is where the daily backups of the data folder dir lie.
func (b Backup) DailyFolder(dir string) string {
	if b.Folder != "" {
		return b.Folder
	}
	return filepath.Join(dir, "backup")
}

// Folders are where the backups of the data folder dir lie; empty where the
// settings name none.
func (b Backup) Folders(dir string) []string {
	return []string{b.DailyFolder(dir), b.MonthlyFolder, b.RemovableFolder}
}

// Disk is what holds for the room on the data folder's disk, in MiB.
type Disk struct {
	// Ballast is a file that is laid down while there is room and given up when the
	// disk is full, so that the till can still charge and close; 0 is none.
	Ballast int64 `toml:"ballast_mb"`
	// LowWater is how little room stops backups and the log; charging goes on.
	LowWater int64 `toml:"low_water_mb"`
}

const (
	warnAfter          = 10 * time.Minute
	warnAfterRemovable = 24 * time.Hour
	mib                = 1 << 20
)

func defaultBackup() Backup {
	return Backup{At: "02:30", Keep: 14, KeepMonthly: 12, KeepRemovable: 6}
}

func defaultDisk() Disk { return Disk{Ballast: 64, LowWater: 512} }

// FurtherCopies are the further copies as the ledger takes them.
func (s Settings) FurtherCopies() []store.FurtherCopy {
	all := make([]store.FurtherCopy, 0, len(s.Copies))
	for _, c := range s.Copies {
		wait := c.WarnAfter.D()
		switch {
		case wait > 0:
		case c.Removable:
			wait = warnAfterRemovable
		default:
			wait = warnAfter
		}
		all = append(all, store.FurtherCopy{Name: c.Name, Folder: c.Folder, Removable: c.Removable, WarnAfter: wait})
	}
	return all
}

// BallastBytes and LowWaterBytes are the settings in bytes.
func (d Disk) BallastBytes() int64 { return d.Ballast * mib }

// LowWaterBytes is the room in bytes below which backups and the log stop.
func (d Disk) LowWaterBytes() int64 { return d.LowWater * mib }

// Clock is the time of day of At after midnight.
func (b Backup) Clock() time.Duration {
	t, err := time.Parse("15:04", b.At)
	if err != nil {
		return 0 // Validate refused it
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

func (s Settings) validateSafekeeping() error {
	names, folders := map[string]bool{store.SecondCopy: true}, map[string]bool{}
	if s.Copy.Folder != "" {
		folders[filepath.Clean(s.Copy.Folder)] = true
	}
	for i, c := range s.Copies {
		field := fmt.Sprintf("copies %d", i+1)
		if strings.TrimSpace(c.Name) == "" || names[c.Name] {
			return fmt.Errorf("%s, name %q: give each further copy a name of its own, other than %q", field, c.Name, store.SecondCopy)
		}
		if err := whole(c.Folder); err != nil || c.Folder == "" {
			return fmt.Errorf("%s, folder %q: write the whole path of the copy's folder", field, c.Folder)
		}
		if folders[filepath.Clean(c.Folder)] {
			return fmt.Errorf("%s, folder %q: another copy lies there already", field, c.Folder)
		}
		if c.WarnAfter < 0 {
			return fmt.Errorf("%s, warn_after: write a time such as 10m or 24h", field)
		}
		names[c.Name], folders[filepath.Clean(c.Folder)] = true, true
	}
	return errors.Join(s.Backup.validate(), s.Disk.validate())
}

func (b Backup) validate() error {
	if _, err := time.Parse("15:04", b.At); err != nil {
		return fmt.Errorf("backup.at %q: write a time of day such as 02:30", b.At)
	}
	for _, f := range []struct{ name, folder string }{{"folder", b.Folder}, {"monthly_folder", b.MonthlyFolder}, {"removable_folder", b.RemovableFolder}} {
		if err := whole(f.folder); err != nil {
			return fmt.Errorf("backup.%s %q: %w", f.name, f.folder, err)
		}
	}
	for _, k := range []struct {
		name string
		n    int
	}{{"keep", b.Keep}, {"keep_monthly", b.KeepMonthly}, {"keep_removable", b.KeepRemovable}} {
		if k.n < 1 || k.n > 1000 {
			return fmt.Errorf("backup.%s %d: write 1 to 1000", k.name, k.n)
		}
	}
	return nil
}

func whole(folder string) error {
	if folder != "" && !filepath.IsAbs(folder) {
		return errors.New("write the whole path of the folder")
	}
	return nil
}

func (d Disk) validate() error {
	if d.Ballast < 0 || d.Ballast > 10_000 {
		return fmt.Errorf("disk.ballast_mb %d: write 0 (none) to 10000 MiB", d.Ballast)
	}
	if d.LowWater < 0 || d.LowWater > 100_000 {
		return fmt.Errorf("disk.low_water_mb %d: write 0 to 100000 MiB", d.LowWater)
	}
	return nil
}
