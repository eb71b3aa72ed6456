package store

import (
	"errors"
	"testing"
)

// The disk dies at the first, second, third… write or sync of a migration, for
// good. Whatever is left opens again whole, in the old form or the new one, and
// says the same.
func TestAMigrationCutOffAnywhereLeavesAWholeLedger(t *testing.T) {
	disk := installDisk()
	for name, kind := range map[string]fault{"write": torn, "sync": failSync, "room": full} {
		t.Run(name, func(t *testing.T) {
			cut := 0
			for spare := 0; ; spare += 1 + spare/8 {
				dir := formerLedger(t)
				disk.armAfter(t, dir, kind, spare, -1)
				l, err := Open(t.Context(), dir, Options{Now: testClock()})
				image := copyFolderAsIs(t, dir)
				hits := disk.disarm()
				if err == nil {
					l.Close()
				}
				again := reopen(t, image)
				checkGolden(t, again)
				mustVerify(t, again)
				if hits == 0 {
					break
				}
				if cut++; err != nil && !errors.Is(err, ErrDisk) {
					t.Errorf("after %d calls no sentence about the disk: %v", spare, err)
				}
			}
			if least := 3; cut < least {
				t.Errorf("cut off in %d places only, want %d at least", cut, least)
			}
			t.Logf("cut off in %d places", cut)
		})
	}
}
