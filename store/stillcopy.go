package store

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"outpost/store/disk"
	"outpost/store/writeahead"
)

// openStillFile opens a database file that nobody writes and that no log
// belongs to.
func openStillFile(d disk.Disk, path string) (*sql.DB, error) {
	still := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": {"query_only(1)", "trusted_schema(0)"}}
	if vfs := d.VFS(); vfs != "" {
		still.Set("vfs", vfs)
	}
	return open("file:"+(&url.URL{Path: path}).EscapedPath()+"?"+still.Encode(), guardJournal)
}

// openStill opens a database that nobody writes, with the write-ahead log that
// belongs to it, and changes neither: a log is read in a copy of both, and one that
// was cut short by damage past the damage. Closing a log where it lies would write
// what SQLite takes of it into the database, and delete the rest.
func openStill(d disk.Disk, path string) (reading, error) {
	log, err := readLog(d, path)
	if err != nil {
		return reading{}, err
	}
	raw := log.Raw()
	if len(raw) == 0 {
		db, err := openStillFile(d, path)
		return reading{db: db}, err
	}
	if log.Cut() {
		raw = log.Intact()
	}
	temp, err := os.MkdirTemp("", "outpost-reading-")
	if err != nil {
		return reading{}, fmt.Errorf("%w has no place for a copy to read in: %w", ErrDisk, err)
	}
	r := reading{temp: temp, log: log}
	name := filepath.Join(temp, ledgerFile)
	if err := copyOut(d, path, name); err != nil {
		return r, err
	}
	if err := os.WriteFile(name+"-wal", raw, 0o600); err != nil {
		return r, fmt.Errorf("%w has no place for a copy to read in: %w", ErrDisk, err)
	}
	r.db, err = openReader(disk.OS{}, name)
	return r, err
}

// readLog looks at the write-ahead log of the database at path, which nobody
// writes.
func readLog(d disk.Disk, path string) (log writeahead.Log, err error) {
	if size, err := d.Size(path + "-wal"); missing(err) || err == nil && size == 0 {
		return log, nil
	}
	raw, err := d.ReadFile(path + "-wal")
	if err != nil {
		return log, fmt.Errorf("%w does not let the ledger's write-ahead log be read: %w", ErrDisk, err)
	}
	return writeahead.Read(raw, pageSize(d, path)), nil
}

// pageSize is what a database's header says of the length of its pages in bytes
// (bytes 16 and 17), or what SQLite makes them by itself.
func pageSize(d disk.Disk, path string) int {
	const usual = 4096
	raw, err := d.ReadStart(path, headerLength)
	if err != nil || len(raw) < headerLength {
		return usual
	}
	switch n := int(binary.BigEndian.Uint16(raw[16:])); {
	case n == 1:
		return 65536
	case n >= 512 && n&(n-1) == 0:
		return n
	}
	return usual
}

// openBeside opens a database that has a log and that nobody writes, for reading
// where it lies, so that closing it writes nothing.
func openBeside(d disk.Disk, path string) (reading, error) {
	if d.VFS() != "" {
		return openStill(d, path)
	}
	db, err := open(dsn(d, path, url.Values{"mode": {"ro"}, "_pragma": {"query_only(1)"}}), guardJournal)
	if err == nil {
		db.SetMaxOpenConns(4)
		db.SetMaxIdleConns(4)
	}
	return reading{db: db}, err
}

// copyOut copies a file of a disk to a place of the machine's own.
func copyOut(d disk.Disk, from, to string) error {
	if d.VFS() != "" {
		raw, err := d.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, raw, 0o600)
		}
		return wrap(err, "copying "+filepath.Base(from)+" to read it")
	}
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("%w does not let %s be read: %w", ErrDisk, filepath.Base(from), err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("%w has no place for a copy to read in: %w", ErrDisk, err)
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("%w has no place for a copy to read in: %w", ErrDisk, err)
	}
	return nil
}

// copyWithin copies a file of a disk to a name where there is none yet; it is on
// disk when this returns.
func copyWithin(d disk.Disk, from, to string) error {
	if d.VFS() == "" {
		if err := copyOut(d, from, to); err != nil {
			return err
		}
		return syncFile(d, to)
	}
	raw, err := d.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := d.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(raw, 0)
	return errors.Join(err, f.Sync(), f.Close())
}
