// Package printer sends finished documents to paper through CUPS, or to a file.
//
// A print job is a state of its own and never part of the sale: whatever goes
// wrong here is an error with a hint for the person at the window, and no call
// outlives its context. What was not seen to finish is Unknown, which means
// "look at the paper", and the next print of it is marked as a copy.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// State of a print job.
type State string

// The states of a print job. Confirmed means that the print system reported the
// job as completed (IPP job-state 9); Failed that it reported it as cancelled
// or aborted (7, 8).
const (
	Queued    State = "queued"
	Sent      State = "sent"
	Confirmed State = "confirmed"
	Failed    State = "failed"
	Unknown   State = "unknown"
)

// Error is a printing trouble with a hint on what to do next.
type Error struct {
	Kind error  // one of the sentinels below
	What string // what was tried and what happened
	Hint string // what the person at the window can do
}

func (e *Error) Error() string { return e.What + "; " + e.Hint }

// Unwrap lets errors.Is match the sentinel.
func (e *Error) Unwrap() error { return e.Kind }

// Sentinels that an Error wraps.
var (
	ErrNoSystem = errors.New("no print system")
	ErrRefused  = errors.New("print system refused")
	ErrTimeout  = errors.New("print system did not answer")
	ErrSave     = errors.New("file not saved")
)

// Job is a document that the print system took over.
type Job struct {
	// ID is the print system's name of the job, such as "cashier1-42".
	ID      string
	Printer string
}

// runner starts a program and returns what it wrote. Tests put their own in.
type runner func(ctx context.Context, stdin []byte, name string, args ...string) (stdout, stderr []byte, err error)

// CUPS prints through the lp and lpstat programs of the machine. The
// zero value is ready to use and safe for concurrent use.
type CUPS struct {
	run runner
	ask asker
}

// Paper is what a document is printed on, in mm.
type Paper struct{ Width, Height float64 }

// option names the paper to CUPS: "Custom.210x148mm".
func (p Paper) option() string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return "Custom." + number(p.Width) + "x" + number(p.Height) + "mm"
}

// Print hands a PDF to a printer, unscaled on its own paper; the default would
// turn an A5 slip onto A4. An empty printer name is the machine's default. It
// returns when the print system has taken the job over, or with an *Error that
// wraps ErrNoSystem, ErrRefused or ErrTimeout. After ErrTimeout the job may
// still print: treat it as Unknown.
func (c CUPS) Print(ctx context.Context, printer, title string, pdf []byte, paper Paper) (Job, error) {
	args := []string{"-o", "media=" + paper.option(), "-o", "print-scaling=none", "-t", title}
	if printer != "" {
		args = append(args, "-d", printer)
	}
	// "--" keeps a file name or title from being read as an option; "-" is stdin.
	out, err := c.call(ctx, pdf, "lp", append(args, "--", "-")...)
	if err != nil {
		return Job{}, err
	}
	id := jobID(string(out))
	if id == "" {
		return Job{}, &Error{ErrRefused, fmt.Sprintf("lp answered %q and named no job", firstLine(out)), "look at the paper; if nothing came, print again"}
	}
	name, _, _ := cutLast(id, "-")
	return Job{ID: id, Printer: name}, nil
}

// jobID finds the job in the answer "request id is cashier1-42 (1 file(s))",
// whatever language it is in: the first word that ends in a dash and digits.
func jobID(answer string) string {
	return regexp.MustCompile(`[^\s()]+-[0-9]+`).FindString(answer)
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

// Printers lists the printers that the machine knows, also those that CUPS
// would set up on first use.
func (c CUPS) Printers(ctx context.Context) ([]string, error) {
	out, err := c.call(ctx, nil, "lpstat", "-e")
	if err != nil {
		return nil, err
	}
	return strings.Fields(string(out)), nil
}

// State asks what became of a job. Sent is a job that waits or is being printed;
// after a time a caller should take it for Unknown, because a printer that is
// switched off keeps its jobs in that state. A job that the print system no
// longer knows is Unknown without an error, any trouble Unknown with an *Error.
//
// The question goes to the server by IPP: lpstat lists cancelled and printed
// jobs alike.
func (c CUPS) State(ctx context.Context, job Job) (State, error) {
	server, err := c.call(ctx, nil, "lpstat", "-H")
	if err != nil {
		return Unknown, err
	}
	ask := c.ask
	if ask == nil {
		ask = post
	}
	_, number, _ := cutLast(job.ID, "-")
	answer, err := ask(ctx, strings.TrimSpace(string(server)), jobStateRequest(number))
	if err != nil {
		return Unknown, stateTrouble(ctx, job, err)
	}
	state, err := jobState(answer)
	switch {
	case errors.Is(err, errGone):
		return Unknown, nil
	case err != nil:
		return Unknown, stateTrouble(ctx, job, err)
	case state == 9:
		return Confirmed, nil
	case state == 7 || state == 8:
		return Failed, nil
	default:
		return Sent, nil
	}
}

func stateTrouble(ctx context.Context, job Job, err error) error {
	kind := ErrRefused
	if ctx.Err() != nil {
		kind = ErrTimeout
	}
	return &Error{errors.Join(kind, err), "the print system does not say what became of job " + job.ID + ": " + err.Error(), "look at the paper before printing again"}
}

// call runs one of CUPS's programs and turns its trouble into an *Error.
func (c CUPS) call(ctx context.Context, stdin []byte, name string, args ...string) ([]byte, error) {
	run := c.run
	if run == nil {
		run = execute
	}
	stdout, stderr, err := run(ctx, stdin, name, args...)
	switch {
	case err == nil:
		return stdout, nil
	case ctx.Err() != nil:
		return nil, &Error{errors.Join(ErrTimeout, ctx.Err()), name + " did not answer in time", "check the printer's cable and power; look at the paper before printing again"}
	case errors.Is(err, exec.ErrNotFound):
		return nil, &Error{errors.Join(ErrNoSystem, err), name + " is not on this computer", "install CUPS (package cups-client), or save the receipt to a file"}
	default:
		return nil, &Error{errors.Join(ErrRefused, err), fmt.Sprintf("%s failed: %s", name, firstLine(stderr)), "choose another printer in the settings, or save the receipt to a file"}
	}
}

// execute runs a program in the plain locale. It ends with the context even if
// a child of the program keeps its output open.
func execute(ctx context.Context, stdin []byte, name string, args ...string) (stdout, stderr []byte, err error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Stdin = bytes.NewReader(stdin)
	command.Env = append(command.Environ(), "LC_ALL=C")
	command.WaitDelay = time.Second
	var out, trouble bytes.Buffer
	command.Stdout, command.Stderr = &out, &trouble
	err = command.Run()
	return out.Bytes(), trouble.Bytes(), err
}

// firstLine shortens a program's answer for an error; "no reason given" if it
// said nothing.
func firstLine(answer []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(answer)), "\n")
	if line == "" {
		return "no reason given"
	}
	return strings.ToValidUTF8(line, "?")
}
