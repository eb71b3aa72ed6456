package writeahead

import (
	"bytes"
	"database/sql"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

const rows = 40

// written is a database and its log, as SQLite leaves them when it is killed: old
// frames of the log before it lie behind its end where used is set.
func written(t *testing.T, used bool) (db, log []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	c := open(t, path)
	do := func(query string, args ...any) {
		if _, err := c.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE TABLE a (n INTEGER PRIMARY KEY, text TEXT); CREATE INDEX b ON a (text)`)
	if used {
		for n := range 3 * rows {
			do(`INSERT INTO a VALUES (?, ?)`, n-1000, strings.Repeat("y", 300))
		}
		do(`DELETE FROM a`)
		do(`PRAGMA wal_checkpoint(RESTART)`)
	}
	for n := range rows {
		do(`INSERT INTO a VALUES (?, ?)`, n, strings.Repeat("x", 300))
	}
	return read(t, path), read(t, path+"-wal")
}

func open(t *testing.T, path string) *sql.DB {
	t.Helper()
	c, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	c.SetMaxOpenConns(1)
	t.Cleanup(func() { c.Close() })
	return c
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// counted is how many rows SQLite finds with a log; -1 where it cannot read them.
func counted(t *testing.T, db, log []byte) (n int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "b.db")
	for name, raw := range map[string][]byte{path: db, path + "-wal": log} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := open(t, path)
	defer c.Close()
	if err := c.QueryRow(`SELECT count(*) FROM a NOT INDEXED`).Scan(&n); err != nil {
		return -1
	}
	return n
}

func TestALogThatNobodyChangedIsNotCut(t *testing.T) {
	for _, used := range []bool{false, true} {
		db, raw := written(t, used)
		l := Read(raw, 4096)
		if l.Cut() || l.Unsure() || l.Lost() != 0 || l.end == 0 {
			t.Errorf("used %t: cut %t, unsure %t, %d lost of %d frames", used, l.Cut(), l.Unsure(), l.Lost(), l.end)
		}
		if used && len(l.frames)*(frameHeaderSize+l.pageSize)+headerSize >= len(raw) {
			t.Error("no old frames lie behind")
		}
		if n := counted(t, db, l.Intact()); n != rows {
			t.Errorf("used %t: %d rows of the frames that are whole", used, n)
		}
	}
	for _, raw := range [][]byte{nil, make([]byte, 20), make([]byte, 32), make([]byte, 10_000)} {
		if l := Read(raw, 4096); l.Cut() || l.Unsure() {
			t.Errorf("%d bytes of nothing are a log", len(raw))
		}
	}
}

// SQLite drops the whole rest at a changed byte; it is noticed wherever it lies,
// and what is lost is said.
func TestAChangedByteCutsALog(t *testing.T) {
	for _, used := range []bool{false, true} {
		db, raw := written(t, used)
		whole := Read(raw, 4096)
		last := whole.lastCommit() - 1 // its transaction begins behind the end of the one before
		for ; whole.frames[last].commit == 0; last-- {
		}
		size := frameHeaderSize + whole.pageSize
		begin := headerSize + (last+1)*size
		random := rand.New(rand.NewPCG(3, 5))
		full := 0
		for range 100 {
			at := random.IntN(begin)
			if random.IntN(8) == 0 {
				at = random.IntN(headerSize)
			}
			hurt := bytes.Clone(raw)
			hurt[at] ^= 1 << random.IntN(8)
			l := Read(hurt, 4096)
			if at < headerSize && at >= 4 && at < 8 && counted(t, db, hurt) == rows {
				continue // the version is not in what SQLite uses
			}
			if !l.Cut() {
				t.Fatalf("used %t: byte %d of %d is not noticed: end %d, %d frames", used, at, begin, l.end, len(l.frames))
			}
			n := counted(t, db, l.Intact())
			if n > rows || l.Lost() == 0 && n != rows {
				t.Fatalf("used %t: byte %d: %d frames lost, %d rows", used, at, l.Lost(), n)
			}
			if n == rows {
				full++
			}
		}
		if full < 33 {
			t.Errorf("used %t: every row was read in %d of 100 only", used, full)
		}
	}
}

// What a power cut in the middle of the last transaction leaves is not taken for
// damage: any of its frames may be missing.
func TestATornEndIsNotCut(t *testing.T) {
	_, raw := written(t, true)
	whole := Read(raw, 4096)
	size := frameHeaderSize + whole.pageSize
	end := headerSize + len(whole.frames)*size
	first := whole.lastCommit()
	for first--; whole.frames[first].commit == 0; first-- {
	}
	first++
	if first >= whole.lastCommit() {
		t.Fatal("the last transaction has one frame only")
	}
	for i := first; i <= whole.lastCommit(); i++ {
		at := headerSize + i*size
		for _, torn := range [][]byte{raw[:at], raw[:at+10], raw[:at+size/2], without(raw, at, size), without(raw, at+600, size-600)} {
			if l := Read(torn, 4096); l.Cut() {
				t.Errorf("frame %d of %d torn is taken for damage", i, len(whole.frames))
			} else if len(torn) == len(raw) && i < whole.lastCommit() && !l.Unsure() {
				t.Errorf("frame %d of %d torn is not seen", i, len(whole.frames))
			}
		}
	}
	hurt := bytes.Clone(raw)
	hurt[end-100] ^= 1
	if l := Read(hurt, 4096); l.Cut() || !l.Unsure() || l.Lost() != 1 {
		t.Errorf("the last frame changed: cut %t, unsure %t, %d lost", l.Cut(), l.Unsure(), l.Lost())
	}
}

func without(raw []byte, at, n int) []byte {
	raw = bytes.Clone(raw)
	clear(raw[at : at+n])
	return raw
}
