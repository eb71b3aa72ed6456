package journal

import (
	"bytes"
	"errors"
	"testing"

	"outpost/store/disk"
)

// oneFile is a disk whose every file holds the same.
type oneFile struct {
	disk.OS
	raw []byte
}

func (f oneFile) ReadFile(string) ([]byte, error) { return f.raw, nil }

// FuzzSegment feeds the copy's reader whatever a stick may hold: no panic, no
// reading behind the file's end, and nothing is given that is not a whole entry.
func FuzzSegment(f *testing.F) {
	var file []byte
	for seq := int64(1); seq < 4; seq++ {
		e := signed(seq, []byte(`{"total":5146}`))
		file = frame(file, &e)
	}
	f.Add(file)
	f.Add(append(bytes.Clone(file), make([]byte, 4096)...))
	f.Add(file[:len(file)-7])
	f.Add(append([]byte{0xff, 0xff, 0xff, 0xff}, file...))
	f.Add(append(make([]byte, 64), file...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var again []byte
		end, _, err := readSegment(oneFile{raw: raw}, "journal-000000000001.copy", func(e Entry) error {
			if e.checkHash() != nil && e.Version == Format {
				t.Fatal("an entry that does not fit its hash")
			}
			again = frame(again, &e)
			return nil
		})
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatalf("an error of no kind: %v", err)
		}
		if end > int64(len(raw)) || !bytes.Equal(again, raw[:end]) {
			t.Fatalf("read %d bytes as something else", end)
		}
	})
}
