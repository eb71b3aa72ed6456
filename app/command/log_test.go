package command

import (
	"bytes"
	"testing"
	"time"
)

func TestTheLogLeavesTheLastRoomToTheTill(t *testing.T) {
	var out bytes.Buffer
	now, free := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), int64(logRoom)
	s := &spare{to: &out, now: func() time.Time { return now }, room: func() (int64, error) { return free, nil }}
	write := func(line string) {
		if n, err := s.Write([]byte(line)); n != len(line) || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	}
	write("a")
	free--
	write("b") // asked a moment ago
	now = now.Add(logLook)
	write("c")
	free++
	now = now.Add(-time.Hour) // the clock went back
	write("d")
	if out.String() != "abd" {
		t.Errorf("written %q", out.String())
	}
}
