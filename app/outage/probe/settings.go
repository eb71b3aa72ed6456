package probe

import (
	"fmt"
	"time"

	"outpost/app/outage"
)

// Settings are the pace and the limits of the runner, each a setting of the hospital.
type Settings struct {
	Every        outage.Duration `toml:"every"`         // one round
	EverySuspect outage.Duration `toml:"every_suspect"` // one round after a bad one, for the first few
	RetryAfter   outage.Duration `toml:"retry_after"`   // least time between a failed try and its retry
	ReadLimit    outage.Duration `toml:"read_limit"`    // application and read: both tries together
	SaveLimit    outage.Duration `toml:"save_limit"`    // write canary: both tries together; over the limit save_hard
	SlowRead     outage.Duration `toml:"slow_read"`     // a read over this is slow
	SlowSave     outage.Duration `toml:"slow_save"`     // a save over this is slow
	CanaryEvery  outage.Duration `toml:"canary_every"`  // write canary in peace, ±20 % so that stations do not meet
}

// DefaultSettings returns the paces of outage/README.
func DefaultSettings() Settings {
	s := func(d time.Duration) outage.Duration { return outage.Duration(d) }
	return Settings{
		Every: s(5 * time.Second), EverySuspect: s(3 * time.Second), RetryAfter: s(time.Second),
		ReadLimit: s(4 * time.Second), SaveLimit: s(16 * time.Second),
		SlowRead: s(1500 * time.Millisecond), SlowSave: s(3 * time.Second), CanaryEvery: s(20 * time.Second),
	}
}

// Validate names the first field that cannot be used.
func (s Settings) Validate() error {
	for _, f := range []struct {
		name string
		d    outage.Duration
	}{
		{"every", s.Every}, {"every_suspect", s.EverySuspect}, {"retry_after", s.RetryAfter}, {"read_limit", s.ReadLimit},
		{"save_limit", s.SaveLimit}, {"slow_read", s.SlowRead}, {"slow_save", s.SlowSave}, {"canary_every", s.CanaryEvery},
	} {
		if f.d <= 0 {
			return settingsError("%s must be more than zero", f.name)
		}
	}
	switch {
	case s.SlowRead >= s.ReadLimit:
		return settingsError("slow_read (%v) must lie below read_limit (%v)", s.SlowRead.D(), s.ReadLimit.D())
	case s.SlowSave >= s.SaveLimit:
		return settingsError("slow_save (%v) must lie below save_limit (%v)", s.SlowSave.D(), s.SaveLimit.D())
	case s.SaveLimit.D()+s.Every.D() >= 30*time.Second:
		return settingsError("save_limit and every together (%v) must stay below 30s, or the detector takes the silence for a sleep", s.SaveLimit.D()+s.Every.D())
	}
	return nil
}

// limits returns a rung's time limit for both tries, and from when an answer is slow.
func (s Settings) limits(r outage.Rung) (limit, slow time.Duration) {
	if r == outage.RungWrite {
		return s.SaveLimit.D(), s.SlowSave.D()
	}
	return s.ReadLimit.D(), s.SlowRead.D()
}

// String shows the paces for a log line.
func (s Settings) String() string {
	return fmt.Sprintf("round %v, canary %v, read limit %v, save limit %v", s.Every.D(), s.CanaryEvery.D(), s.ReadLimit.D(), s.SaveLimit.D())
}
