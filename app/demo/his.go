package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"outpost/fixtures/standin"
)

// The stand-in HIS's files in the data folder.
const (
	hisFile = "demo-his.json"
	hisLock = "demo-his.lock"
	hisData = "demo-his.jsonl"
)

// How long a start, a stop and a look at the lock may take.
const (
	startLimit = 15 * time.Second
	stopLimit  = 5 * time.Second
	look       = 20 * time.Millisecond
)

// ErrHIS matches every failure to start or stop the stand-in HIS.
var ErrHIS = errors.New("the stand-in HIS")

// HIS is a running stand-in HIS.
type HIS struct {
	PID    int    `json:"pid"`
	Origin string `json:"origin"` // http://127.0.0.1:port
}

// Serve runs the stand-in HIS of a data folder in the foreground until ctx
// ends. addr is host:port on the loopback; port 0 picks a free one. Its process
// holds a lock on the folder as long as it lives, which is how the others know
// that the noted process is this one and not a later one with its number.
func Serve(ctx context.Context, dir, addr string, log *slog.Logger, ready func(HIS)) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: the data folder cannot be made: %w", ErrHIS, err)
	}
	lock := flock.New(filepath.Join(dir, hisLock))
	wait, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if taken, err := lock.TryLockContext(wait, look); !taken {
		return fmt.Errorf("%w of %s is running already; stop it with 'outpost demo his down': %w", ErrHIS, dir, err)
	}
	defer lock.Unlock()
	note := filepath.Join(dir, hisFile)
	defer os.Remove(note)
	var noted error
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err := standin.Run(ctx, standin.Config{Addr: addr, DataFile: filepath.Join(dir, hisData), Log: log, Ready: func(a net.Addr) {
		his := HIS{PID: os.Getpid(), Origin: "http://" + a.String()}
		if noted = writeNote(note, his); noted != nil {
			stop()
			return
		}
		ready(his)
	}})
	return errors.Join(err, noted)
}

// writeNote writes the note whole or not at all.
func writeNote(path string, his HIS) error {
	raw, err := json.Marshal(his)
	if err == nil {
		err = os.WriteFile(path+".new", raw, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("%w cannot note where it is: %w", ErrHIS, err)
	}
	return nil
}

// lastNote is what the last stand-in HIS of the folder noted; it may be gone.
func lastNote(dir string) (HIS, error) {
	var his HIS
	raw, err := os.ReadFile(filepath.Join(dir, hisFile))
	if err == nil {
		err = json.Unmarshal(raw, &his)
	}
	return his, err
}

// Running is the stand-in HIS of the folder; ok is false where none runs.
func Running(dir string) (his HIS, ok bool, err error) {
	if _, err := os.Stat(filepath.Join(dir, hisLock)); err != nil {
		return HIS{}, false, nil
	}
	lock := flock.New(filepath.Join(dir, hisLock))
	free, err := lock.TryLock()
	if err != nil {
		return HIS{}, false, fmt.Errorf("%w: looking whether it runs: %w", ErrHIS, err)
	}
	if free {
		return HIS{}, false, lock.Unlock()
	}
	his, err = lastNote(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return HIS{}, false, nil // starting or stopping
	}
	if err != nil {
		return HIS{}, false, fmt.Errorf("%w runs but its note cannot be read: %w", ErrHIS, err)
	}
	return his, true, nil
}

// StartHIS starts the stand-in HIS of a data folder as a process of its own
// that outlives this one, or finds the running one. program is the outpost
// binary; empty is this one. addr is where it should listen ("" is a free port).
func StartHIS(ctx context.Context, dir, program, addr string) (HIS, error) {
	if his, ok, err := Running(dir); ok || err != nil {
		return his, err
	}
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return HIS{}, fmt.Errorf("%w: this program's own file is not known: %w", ErrHIS, err)
		}
	}
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	cmd := exec.Command(program, "--data", dir, "demo", "his", "serve", "--addr", addr)
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return HIS{}, fmt.Errorf("%w did not start: %w", ErrHIS, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	his, err := awaitStart(ctx, dir, cmd.Process.Pid, ended)
	if err != nil {
		// Whoever gave up waiting knows no address to stop it by: left alone it
		// would run for ever. One that has ended already is not harmed.
		if killErr := cmd.Process.Kill(); !errors.Is(killErr, os.ErrProcessDone) {
			err = errors.Join(err, killErr)
		}
	}
	return his, err
}

func awaitStart(ctx context.Context, dir string, pid int, ended <-chan error) (HIS, error) {
	limit := time.NewTimer(startLimit)
	defer limit.Stop()
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return HIS{}, ctx.Err()
		case err := <-ended:
			return HIS{}, fmt.Errorf("%w ended at once; run 'outpost demo his serve' to see why: %w", ErrHIS, err)
		case <-limit.C:
			return HIS{}, fmt.Errorf("%w was not ready after %v; run 'outpost demo his serve' to see why", ErrHIS, startLimit)
		case <-ticker.C:
			if his, err := lastNote(dir); err == nil && his.PID == pid {
				return his, nil
			}
		}
	}
}

// StopHIS ends the stand-in HIS of a data folder, exactly the process that holds
// its lock. stopped is false where none ran.
func StopHIS(ctx context.Context, dir string) (stopped bool, err error) {
	his, ok, err := Running(dir)
	if !ok || err != nil {
		return false, err
	}
	p, err := os.FindProcess(his.PID)
	if err == nil {
		err = ask(p)
	}
	if err != nil {
		return false, fmt.Errorf("%w (process %d) cannot be stopped: %w", ErrHIS, his.PID, err)
	}
	if gone(ctx, dir, stopLimit) {
		return true, nil
	}
	if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return false, fmt.Errorf("%w (process %d) cannot be killed: %w", ErrHIS, his.PID, err)
	}
	if !gone(ctx, dir, stopLimit) {
		return false, fmt.Errorf("%w (process %d) did not end", ErrHIS, his.PID)
	}
	return true, nil
}

// gone waits until nobody holds the lock.
func gone(ctx context.Context, dir string, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	lock := flock.New(filepath.Join(dir, hisLock))
	free, err := lock.TryLockContext(ctx, look)
	return free && err == nil && lock.Unlock() == nil
}
