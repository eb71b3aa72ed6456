package store

import (
	"errors"
	"testing"

	"outpost/store/journal"
)

// The end of a shift whose answer the disk did not give may have been kept: the
// next sale finds out first, and is refused outside a shift.
func TestNoSaleOutsideAShiftThatMayHaveEnded(t *testing.T) {
	disk := installDisk()
	l, dir := found(t, false)
	standalone(t, l)
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	sell(t, l, bill("Lin Yuejiang", 100_00))
	disk.arm(t, dir, failSync, 3)
	_, err := l.CloseShift(t.Context(), cashier("c1"), Count{})
	disk.disarm()
	if !errors.Is(err, journal.ErrUnknown) {
		t.Fatalf("the end of the shift: %v", err)
	}
	if _, err := l.Sell(t.Context(), bill("Gao Shan", 60_00)); !errors.Is(err, ErrShift) {
		t.Errorf("sold: %v", err)
	}
	mustVerify(t, l)
}
