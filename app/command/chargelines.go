package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"outpost/app/station"
	"outpost/receipts"
)

// mostLine bounds one bill, in bytes: 500 lines of the longest items fit.
const mostLine = 1 << 20

// errLong marks a line that is too long to be a bill; it is skipped.
var errLong = errors.New("the line is longer than 1 MiB; write one bill a line, of at most 500 charge lines")

// inputLine is one line of the input, or why there is none.
type inputLine struct {
	text []byte
	err  error
}

// readLines reads ahead on a goroutine of its own, so that a signal is heard
// while the input is silent.
func readLines(ctx context.Context, in io.Reader) <-chan inputLine {
	lines := make(chan inputLine, 16)
	go func() {
		r := bufio.NewReaderSize(in, 64<<10)
		for {
			text, err := readLine(r)
			select {
			case lines <- inputLine{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, errLong) {
				return
			}
		}
	}()
	return lines
}

// readLine reads a line without its end. A longer one than mostLine is read
// through and dropped. io.EOF comes alone, after the last line.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > mostLine; long {
			line = line[:0]
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && !long && len(line) == 0, err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, errLong
		}
		return trimLine(line), nil
	}
}

func trimLine(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r' || line[len(line)-1] == ' ') {
		line = line[:len(line)-1]
	}
	return line
}

// eachLine answers line after line of JSON. Only a broken input or output ends it
// early. What the window runs out of is said once.
func (a *app) eachLine(ctx context.Context, s *station.Station, in io.Reader, do func(ctx context.Context, text []byte) (receipts.Receipt, error)) error {
	lines := readLines(ctx, in)
	refused, said := 0, warnings{}
	for n := 1; ; n++ {
		var l inputLine
		select {
		case <-ctx.Done():
			return fmt.Errorf("broken off before line %d; what was written out is kept, hand the file in again for the rest", n)
		case l = <-lines:
		}
		if errors.Is(l.err, io.EOF) {
			break
		}
		if l.err != nil && !errors.Is(l.err, errLong) {
			return fmt.Errorf("reading line %d: %w", n, l.err)
		}
		if l.err == nil && len(l.text) == 0 {
			continue
		}
		r, err := receipts.Receipt{}, l.err
		if err == nil {
			r, err = do(context.WithoutCancel(ctx), l.text)
		}
		if err != nil {
			refused++
			err = a.line(refusedLine(n, err))
		} else {
			err = a.line(lineOf(r))
			a.warnForms(s, &said)
		}
		if err != nil {
			return err
		}
	}
	a.warnDrawer(ctx, s, &said)
	if refused > 0 {
		a.warn("%d {line was/lines were} refused; each says why. Correct them and hand them in again.", refused)
		return errShown
	}
	return nil
}
