package kit

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"
)

// Guard keeps a fault of the program in one place from ending the window: what was acknowledged lies in the ledger, and
// a till that closes in front of a queue helps nobody. The ledger's own writer runs outside any guard.
type Guard struct {
	// Now is the clock.
	Now func() time.Time
	// Create opens the file for a report; name has no folder and no character that a file system refuses.
	Create func(name string) (io.WriteCloser, error)
	// Tell is told, in the caller's goroutine, that a report was written, or why it could not be.
	Tell func(report string, err error)
}

// Run does work, whose place in the program is where, a short ASCII name. It returns false when work panicked; then a
// report was written.
func (g Guard) Run(where string, work func()) (ok bool) {
	defer func() {
		if cause := recover(); cause != nil {
			name, err := g.report(where, cause, debug.Stack())
			g.Tell(name, err)
		}
	}()
	work()
	return true
}

// Wrap makes a callback that runs guarded.
func (g Guard) Wrap(where string, work func()) func() {
	return func() { g.Run(where, work) }
}

func (g Guard) report(where string, cause any, stack []byte) (name string, err error) {
	at := g.Now().UTC()
	name = at.Format("crash-20060102T150405.000Z.txt")
	file, err := g.Create(name)
	if err != nil {
		return name, fmt.Errorf("create the crash report %s: %w", name, err)
	}
	_, err = fmt.Fprintf(file, "time  %s\nwhere %s\ncause %s\n\n%s", at.Format(time.RFC3339Nano), where, describe(cause), stack)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return name, fmt.Errorf("write the crash report %s: %w", name, err)
	}
	return name, nil
}

// describe names the cause without a patient's data: the words of a runtime error are Go's own, those of any other
// value could be anybody's, so only its type is written.
func describe(cause any) string {
	if err, ok := cause.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", cause)
}
