package writeahead

import "testing"

// Whatever lies in a file is looked at without a panic, and what is taken for whole
// is a log again.
func FuzzRead(f *testing.F) {
	f.Add([]byte{}, 4096)
	f.Add(make([]byte, headerSize+frameHeaderSize+512), 512)
	whole := Log{pageSize: 512, raw: make([]byte, headerSize+2*(frameHeaderSize+512)), frames: []frame{{1, 1, true, true}, {1, 1, true, true}}}
	for i := range 2 { // frames of page 1 that end a transaction each
		at := whole.at(i)
		at[3], at[7] = 1, 1
	}
	f.Add(whole.Intact(), 512)
	f.Fuzz(func(t *testing.T, raw []byte, pageSize int) {
		l := Read(raw, pageSize)
		if l.Cut() && l.Unsure() {
			t.Error("cut and unsure at once")
		}
		if l.Lost() > len(l.frames) || l.Commits() > len(l.frames) || l.Behind() == "" {
			t.Errorf("%d lost, %d commits of %d frames", l.Lost(), l.Commits(), len(l.frames))
		}
		if len(l.frames) == 0 {
			return
		}
		again := Read(l.Intact(), pageSize)
		if again.Cut() || again.Unsure() || again.Lost() != 0 || again.end != len(again.frames) {
			t.Errorf("what is whole is no log: end %d of %d", again.end, len(again.frames))
		}
	})
}
