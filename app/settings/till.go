package settings

import (
	"fmt"
	"time"

	"outpost/app/outage"
	"outpost/receipts"
	"outpost/store/people"
)

// Drawer is what holds for the cash of a shift.
type Drawer struct {
	// Limit is the cash that the drawer may hold before the till asks for a
	// hand-over in between (中途缴款), as a decimal amount such as "5000.00"; "0" is no
	// limit. It warns and never refuses.
	Limit string `toml:"limit"`
}

// Ranges is what holds for number ranges.
type Ranges struct {
	// Warn is how many numbers are left when the till begins to warn.
	Warn int64 `toml:"warn"`
}

// People is what holds for those who log in.
type People struct {
	// PINDays is how long a PIN lasts, in days; then it is changed at the next
	// login. 0 is for ever.
	PINDays int `toml:"pin_days"`
	// LockAfter is how long without a key the window stays unlocked; 0 is for ever.
	LockAfter outage.Duration `toml:"lock_after"`
}

// defaultDrawer and defaultRanges stand where the file says nothing.
const (
	defaultDrawer = "5000"
	defaultRanges = 50
	defaultLock   = outage.Duration(10 * time.Minute)
)

// leastLock and mostLock bound People.LockAfter where it is set.
const (
	leastLock = time.Minute
	mostLock  = 8 * time.Hour
)

func defaultPeople() People {
	return People{PINDays: people.DefaultPINDays, LockAfter: defaultLock}
}

// DrawerLimit is the drawer's limit in minor units; 0 is none.
func (s Settings) DrawerLimit() receipts.Money {
	limit, err := s.Currency.Parse(s.Drawer.Limit)
	if err != nil {
		return 0 // Validate refused it
	}
	return limit
}

func (s Settings) validateTill() error {
	if limit, err := s.Currency.Parse(s.Drawer.Limit); err != nil || limit < 0 {
		return fmt.Errorf("drawer.limit %q: write an amount such as \"5000\", or \"0\" for none", s.Drawer.Limit)
	}
	if s.Ranges.Warn < 0 || s.Ranges.Warn > 100_000 {
		return fmt.Errorf("ranges.warn %d: write 0 to 100000 numbers", s.Ranges.Warn)
	}
	if s.People.PINDays < 0 || s.People.PINDays > 3650 {
		return fmt.Errorf("people.pin_days %d: write 0 (for ever) to 3650 days", s.People.PINDays)
	}
	if lock := s.People.LockAfter.D(); lock != 0 && (lock < leastLock || lock > mostLock) {
		return fmt.Errorf("people.lock_after %s: write 0 (never), or 1m to 8h", lock)
	}
	return nil
}
