package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"

	"outpost/store/disk"
)

// ballastFile holds room on the data folder's disk: it is laid down while there
// is plenty and removed when the disk is full, so that the till can still charge
// and close. A full disk made a ledger unopenable in 1 of 2 runs (ledger.md).
const ballastFile = "ballast"

// ballastStep is how much of it is written and brought to disk at once, in
// bytes, so that a sale beside it does not wait long.
const ballastStep = 1 << 20

// Room says how much room the data folder's disk has.
type Room struct {
	// Free and LowWater are in bytes; below LowWater everything but charging stops
	// writing.
	Free     int64 `json:"free"`
	LowWater int64 `json:"low_water"`
	// Ballast is how many bytes are held back for the till; 0 where they were given
	// up, or were never laid.
	Ballast int64 `json:"ballast"`
}

// Low says that backups and the log must not write now.
func (r Room) Low() bool { return r.Free < r.LowWater }

// Room asks the disk how much room there is.
func (l *Ledger) Room(lowWater int64) (Room, error) {
	free, err := disk.Free(l.folder.dir)
	if err != nil {
		return Room{}, fmt.Errorf("%w was not asked for its room: %w", ErrDisk, err)
	}
	held, err := l.folder.disk.Size(l.folder.path(ballastFile))
	if err != nil && !missing(err) {
		return Room{}, fmt.Errorf("%w does not tell the ballast's size: %w", ErrDisk, err)
	}
	return Room{Free: free, LowWater: lowWater, Ballast: held}, nil
}

// LayBallast holds size bytes of the disk back for the till, where lowWater bytes
// are left besides; 0 gives up what was held. Call it again when room was made.
// laid is false where there is too little room.
func (l *Ledger) LayBallast(ctx context.Context, size, lowWater int64) (laid bool, err error) {
	if size <= 0 {
		l.freeBallast()
		return false, nil
	}
	room, err := l.Room(lowWater)
	if err != nil || room.Ballast == size {
		return err == nil, err
	}
	if room.Free+room.Ballast < size+lowWater {
		return false, nil
	}
	err = l.writeBallast(ctx, size)
	if Full(err) { // others were faster
		l.freeBallast()
		return false, nil
	}
	return err == nil, err
}

// writeBallast fills the file with what no file system packs.
func (l *Ledger) writeBallast(ctx context.Context, size int64) error {
	f, err := l.folder.disk.OpenFile(l.folder.path(ballastFile), os.O_RDWR|os.O_CREATE)
	if err != nil {
		return fmt.Errorf("%w does not take the ballast: %w", ErrDisk, err)
	}
	err = f.Truncate(0)
	noise := rand.NewChaCha8([32]byte{})
	block := make([]byte, ballastStep)
	for at := int64(0); at < size && err == nil; {
		_, _ = noise.Read(block) // it never fails
		part := block[:min(int64(len(block)), size-at)]
		if _, err = f.WriteAt(part, at); err == nil {
			err = f.Sync()
		}
		at += int64(len(part))
		err = errors.Join(err, ctx.Err())
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%w did not take the ballast: %w", ErrDisk, err)
	}
	return wrap(l.folder.disk.SyncDir(l.folder.dir), "keeping the ballast's name")
}

// freeBallast gives the room back; false where there was none.
func (l *Ledger) freeBallast() bool {
	if l.folder.disk.Remove(l.folder.path(ballastFile)) != nil {
		return false
	}
	l.opt.Log.Error("the disk is full; the ballast was given up so that the till can go on")
	return true
}

// withBallast does what a full disk refuses once more, after giving the ballast
// up. Only the ledger's writer may call it.
func (l *Ledger) withBallast(do func() error) error {
	err := do()
	if Full(err) && l.freeBallast() {
		err = do()
	}
	return err
}
