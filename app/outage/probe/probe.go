// Package probe asks the HIS whether it is usable: application, database login and read, write canary. It judges
// one try; the runner retries, times and paces; package outage draws the conclusions.
package probe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"

	"outpost/app/outage"
)

// Result is what one try on one rung gave.
type Result struct {
	Rung    outage.Rung
	Outcome outage.Outcome // ok, failed or config; the runner makes slow of ok
	RTT     time.Duration  // of the try; for a write the saving alone, without the login
	Detail  string         // for the log: no password, no user name, no personal data
	Spoke   bool           // the server itself answered, if only with an error
}

// Prober makes one try on a new connection. Probe ends soon after ctx does, and never fails otherwise than in its
// Result. Several tries may run at once.
type Prober interface {
	Rung() outage.Rung
	Probe(ctx context.Context) Result
}

// ErrSettings marks a probe that cannot be built from what the settings say.
var ErrSettings = errors.New("probe settings")

func settingsError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrSettings, fmt.Sprintf(format, args...))
}

// wsaConnRefused is what Windows says for a refused connection; its syscall package does not map it.
const wsaConnRefused = syscall.Errno(10061)

// refused reports whether the other side's own machine turned the connection down.
func refused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaConnRefused)
}

// timedOut reports whether a time limit ended the try.
func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || (errors.As(err, &n) && n.Timeout())
}

// netFailure fills in what a failed connection says. The error's own text may hold user names and addresses and is
// not passed on.
func netFailure(r Result, err error) Result {
	var dns *net.DNSError
	r.Outcome = outage.OutcomeFailed
	switch {
	case refused(err):
		r.Spoke, r.Detail = true, "refused"
	case timedOut(err):
		r.Detail = "timeout"
	case errors.As(err, &dns):
		r.Detail = "name not found"
	case errors.Is(err, context.Canceled):
		r.Detail = "cancelled"
	default:
		r.Detail = "connection failed"
	}
	return r
}

// TCP is a rung that is asked by connecting to an address, such as the gateway's or a switch's management port. A
// refused connection is an answer: the machine is there.
type TCP struct {
	rung    outage.Rung
	address string
}

// NewTCP makes the probe of address ("host:port") for a rung below the HIS, usually outage.RungGateway.
func NewTCP(rung outage.Rung, address string) (*TCP, error) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, settingsError("address %q of rung %s: write host:port", address, rung)
	}
	return &TCP{rung: rung, address: address}, nil
}

// Rung returns the rung given to NewTCP.
func (p *TCP) Rung() outage.Rung { return p.rung }

// Probe connects once and hangs up.
func (p *TCP) Probe(ctx context.Context) Result {
	r := Result{Rung: p.rung}
	began := time.Now()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", p.address)
	r.RTT = time.Since(began)
	if err != nil {
		r = netFailure(r, err)
		if r.Spoke {
			r.Outcome = outage.OutcomeOK
		}
		return r
	}
	_ = conn.Close() // nothing was sent, nothing can be lost
	r.Outcome, r.Spoke = outage.OutcomeOK, true
	return r
}
