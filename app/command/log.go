package command

import (
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"

	"outpost/store/disk"
)

// The log is kept for a month of ordinary days: 5 files of 5 MB.
const (
	logFolder = "log"
	logFile   = "outpost.log"
	logMB     = 5
	logFiles  = 5
	logDays   = 31
)

// openLog begins the log in the data folder. Where the folder does not exist
// yet, as for a preview, nothing is made.
func (a *app) openLog(command string) {
	a.log, a.done = slog.New(slog.DiscardHandler), nil
	if info, err := os.Stat(a.dir()); err != nil || !info.IsDir() {
		return
	}
	file := &lumberjack.Logger{
		Filename: filepath.Join(a.dir(), logFolder, logFile), MaxSize: logMB, MaxBackups: logFiles, MaxAge: logDays, LocalTime: true,
	}
	a.log = slog.New(slog.NewJSONHandler(&spare{to: file, now: a.Now, room: func() (int64, error) { return disk.Free(a.dir()) }}, nil)).With("command", command, "pid", os.Getpid())
	a.done = file.Close
}

// logRoom is how many bytes the disk must have left for the log; below, what
// room there is belongs to the till. logLook is how often the disk is asked.
const (
	logRoom = 64 << 20
	logLook = 10 * time.Second
)

// spare writes the log while there is room for it and drops it after.
type spare struct {
	to   io.Writer
	now  func() time.Time
	room func() (int64, error)

	mu     sync.Mutex
	looked time.Time
	full   bool
}

// Write writes one line of the log, or drops it.
func (s *spare) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.now(); s.looked.IsZero() || now.Sub(s.looked) >= logLook || now.Before(s.looked) {
		free, err := s.room()
		s.full, s.looked = err == nil && free < logRoom, now
	}
	if s.full {
		return len(line), nil
	}
	return s.to.Write(line)
}

// closeLog notes how the command ended. Errors' texts may hold what was typed,
// so that they stay out of it.
func (a *app) closeLog(exit int) {
	if a.log == nil || a.done == nil {
		return
	}
	a.log.Info("command ended", "exit", exit)
	if err := a.done(); err != nil {
		a.warn("closing the log: %v", err)
	}
}

// crashed writes the report of a panic and says where it is. The panic's text
// may hold a patient's data, so that only the runtime's own errors are quoted.
func (a *app) crashed(cause any) int {
	what := fmt.Sprintf("%T", cause)
	if e, ok := cause.(runtime.Error); ok {
		what = e.Error()
	}
	now := a.Now().UTC()
	report := fmt.Sprintf("Outpost %s, %s/%s, %s\n%s\n\n%s", a.Version, runtime.GOOS, runtime.GOARCH, now.Format("2006-01-02T15:04:05Z"), what, debug.Stack())
	path := filepath.Join(a.dir(), logFolder, "crash-"+now.Format("20060102-150405.000")+".txt")
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(report), fs.FileMode(0o600))
	}
	if err != nil {
		a.warn("a defect of this program stopped it (%s), and its report could not be written: %v. What was acknowledged is kept; start again.\n%s", what, err, report)
		return ExitRefused
	}
	a.warn("a defect of this program stopped it; what was acknowledged is kept. Start again, and send the report %s to who looks after the program.", path)
	return ExitRefused
}
