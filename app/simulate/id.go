package simulate

import (
	"context"
	"encoding/binary"

	"github.com/google/uuid"
)

// newID is what a window makes for a bill: a UUID version 7, but its time is a
// running number, so that the same seed makes the same ids.
func (p *epoch) newID() string {
	var id uuid.UUID
	p.ids++
	binary.BigEndian.PutUint64(id[:8], p.ids<<16|0x7000)
	binary.BigEndian.PutUint64(id[8:], p.random.Uint64()>>2|1<<63)
	return id.String()
}

// stoppable is a context that ends without a goroutine that watches it, so that
// the same seed ends at the same moment.
type stoppable struct {
	context.Context
	stopped bool
}

// Err is context.Canceled once it was stopped.
func (s *stoppable) Err() error {
	if s.stopped {
		return context.Canceled
	}
	return s.Context.Err()
}
