package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// till is the program as a charging process on the device.
type till struct {
	cmd   *exec.Cmd
	in    io.Closer
	acked atomic.Int64 // the highest receipt number written out, without its prefix
	ended chan error
	// hold is locked while an image is looked at, so that the disk does not fill
	// meanwhile; turns lets few bills be under way at once.
	hold  sync.Mutex
	turns chan struct{}
}

// atOnce is how many bills are under way at once.
const atOnce = 64

func bill() string {
	var id [16]byte
	rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf(`{"id":"%x-%x-%x-%x-%x","patient":{"name":"无名氏","no_phone_reason":"unidentified"},"lines":[{"code":"ZC0001","qty":"1"},{"code":"ZC0002","qty":"2"}],"payments":[{"tender":"cash","amount":"60.00"}],"cashier":"c1"}`+"\n",
		id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// answer is one line of charge.
type answer struct {
	Number string `json:"number"`
	Error  string `json:"error"`
}

func (a answer) serial() (int64, error) {
	if a.Error != "" {
		return 0, errors.New(a.Error)
	}
	return strconv.ParseInt(strings.TrimPrefix(a.Number, "PC-"), 10, 64)
}

// start charges without end in the ledger at dir.
func start(program, dir string) (*till, error) {
	t := &till{cmd: exec.Command(program, "--data", dir, "charge", "--drill", "-"), ended: make(chan error, 1), turns: make(chan struct{}, atOnce)}
	t.cmd.Stderr = os.Stderr
	in, err := t.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := t.cmd.StdoutPipe()
	if err == nil {
		err = t.cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	t.in = in
	for range atOnce {
		t.turns <- struct{}{}
	}
	go func() {
		for range t.turns {
			t.hold.Lock()
			t.hold.Unlock()
			if _, err := io.WriteString(in, bill()); err != nil {
				return // the end breaks the pipe
			}
		}
	}()
	go func() { t.ended <- t.read(out) }()
	return t, nil
}

// read counts what is written out: from then on a receipt must never be lost.
func (t *till) read(out io.Reader) error {
	defer close(t.turns)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var a answer
		err := json.Unmarshal(lines.Bytes(), &a)
		if err == nil {
			var n int64
			if n, err = a.serial(); err == nil {
				t.acked.Store(n)
				t.turns <- struct{}{}
			}
		}
		if err != nil {
			return fmt.Errorf("the till answered %s: %w", lines.Bytes(), err)
		}
	}
	return lines.Err()
}

func (t *till) stop() error {
	err := errors.Join(t.cmd.Process.Kill(), <-t.ended) // what stands in the pipe is read first
	_ = t.cmd.Wait()                                    // killed
	return err
}

func outpost(program, dir, in string, args ...string) ([]byte, error) {
	cmd := exec.Command(program, append([]string{"--data", dir}, args...)...)
	cmd.Stdin = strings.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s%s", strings.Join(args, " "), err, out.Bytes(), errs.Bytes())
	}
	return out.Bytes(), nil
}

// set up founds a drill's ledger.
func setUp(program, dir string) error {
	if _, err := outpost(program, dir, "", "setup", "--drill", "--hospital", "Power Cut", "--station", "PC", "--prefix", "PC", "--time-zone", "UTC"); err != nil {
		return err
	}
	prices := filepath.Join(dir, "prices.csv")
	const list = "code,name,spec,unit,maker,price,category\nZC0001,普通门诊诊察费,医师,次,本院,12.00,诊察\nZC0002,血常规,全套,次,本院,20.00,化验\n"
	if err := os.WriteFile(prices, []byte(list), 0o600); err != nil {
		return err
	}
	_, err := outpost(program, dir, "", "prices", "import", prices, "--accept")
	return err
}

// errLost is a receipt that was written out and is not there.
var errLost = errors.New("LOST")

// check opens what a power cut left, charges once more and looks for every
// receipt up to acked. alone leaves only one side of the ledger: "database",
// "copy", or both where it is empty.
func check(program, dir, alone string, acked int64) error {
	switch alone {
	case "database":
		if err := os.RemoveAll(filepath.Join(dir, "copy")); err != nil {
			return err
		}
	case "copy":
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			if err := os.RemoveAll(filepath.Join(dir, "ledger.db"+suffix)); err != nil {
				return err
			}
		}
		if _, err := outpost(program, dir, "", "ledger", "restore"); err != nil {
			return err
		}
	}
	raw, err := outpost(program, dir, bill(), "charge", "--drill", "-")
	if err != nil {
		return err
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		return fmt.Errorf("%s: %w", raw, err)
	}
	next, err := a.serial()
	if err != nil {
		return err
	}
	if next <= acked {
		return fmt.Errorf("%w: %d receipts were written out, the next one has the number %d", errLost, acked, next)
	}
	if err := verify(program, dir, alone); err != nil {
		return err
	}
	left, err := spared(program, dir)
	if err != nil {
		return err
	}
	list, err := outpost(program, dir, "", "receipt", "list", "--limit", "0", "--json")
	if n := int64(bytes.Count(list, []byte("\n"))); err == nil && n+left != next {
		return fmt.Errorf("%w: %d receipts stand in the ledger and %d numbers were spared, the last number is %d", errLost, n, left, next)
	}
	return err
}

// spared counts the numbers that were left out, because a write that the power
// cut tore may have taken them.
func spared(program, dir string) (int64, error) {
	raw, err := outpost(program, dir, "", "status", "--json")
	if err != nil {
		return 0, err
	}
	var v struct {
		Spared []int64 `json:"serials_spared"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return 0, fmt.Errorf("%s: %w", raw, err)
	}
	return int64(len(v.Spared)), nil
}

// verify wants a ledger without a fault. A second copy that was taken away may
// still be on its way: it is made whole while the program runs.
func verify(program, dir, alone string) error {
	_, err := outpost(program, dir, "", "ledger", "verify")
	if err == nil || alone != "database" {
		return err
	}
	for line := range strings.Lines(err.Error()) {
		if strings.HasPrefix(line, "WRONG") && !strings.HasPrefix(line, "WRONG in the second copy") {
			return err
		}
	}
	return nil
}
