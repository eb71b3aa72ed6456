package store

import (
	"fmt"
	"strings"
	"time"
)

// The files of a restore: the one being made, and the one that is whole and
// waits for its place. Whoever takes the folder next ends a restore that was cut
// off while the files changed places.
const (
	makingFile   = "ledger.db.making"
	restoredFile = "ledger.db.restored"
)

// databaseFiles end the names of a database's files: SQLite's, and what says why
// it is damaged.
var databaseFiles = [...]string{"", "-wal", "-shm", damageMark}

// endRestore puts a restored database into its place and keeps the old files
// aside. It returns the name they are kept under; empty where there were none.
func (f folder) endRestore(now time.Time) (aside string, err error) {
	if !f.has(restoredFile) {
		return "", nil
	}
	name := f.asideName(now)
	for i := len(databaseFiles) - 1; i >= 0; i-- { // the database last: its log means nothing without it
		old := f.path(ledgerFile + databaseFiles[i])
		if err := f.disk.Rename(old, f.path(name+databaseFiles[i])); err == nil {
			aside = name
		} else if !missing(err) {
			return "", fmt.Errorf("%w: setting the old ledger aside: %w", ErrDisk, err)
		}
	}
	f.protect(name, name+"-wal", name+damageMark)
	if err := f.disk.Rename(f.path(restoredFile), f.path(ledgerFile)); err != nil {
		return aside, fmt.Errorf("%w: putting the restored ledger into its place: %w", ErrDisk, err)
	}
	return aside, wrap(f.disk.SyncDir(f.dir), "keeping the restored ledger's name")
}

// asideName is the name that the old files get: where that was cut off before the
// database had its turn, the one that its log has already.
func (f folder) asideName(now time.Time) string {
	names, _ := f.disk.ReadDir(f.dir) // without them it is a new name
	for _, name := range names {
		own, log := strings.CutSuffix(name, "-wal")
		if log && strings.HasPrefix(own, ledgerFile+".aside-") && !f.has(own) {
			return own
		}
	}
	return f.freeName(now)
}

// freeName is a name beside the ledger that no file has, made from the time.
func (f folder) freeName(now time.Time) string {
	for ; ; now = now.Add(time.Microsecond) {
		name := ledgerFile + now.UTC().Format(asideFormat)
		taken := false
		for _, suffix := range databaseFiles {
			taken = taken || f.has(name+suffix)
		}
		if !taken {
			return name
		}
	}
}

// clear removes a database's files, of which nothing was ever acknowledged.
func (f folder) clear(name string) error {
	for _, suffix := range databaseFiles {
		if err := f.disk.Remove(f.path(name + suffix)); err != nil && !missing(err) {
			return fmt.Errorf("%w: clearing an unfinished ledger: %w", ErrDisk, err)
		}
	}
	return nil
}
