package drill

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/app/demo"
	"outpost/fixtures/fault"
	"outpost/fixtures/proxy"
	"outpost/fixtures/standin"
)

// system is the HIS of the drill with its faults.
type system interface {
	// address is the FHIR address that the window uses.
	address() string
	// direct is the FHIR address that the judge lists, past any proxy.
	direct() string
	// health is an address that answers 200 while the HIS is up.
	health() string
	kill(ctx context.Context) error
	up(ctx context.Context) error
	faults() faultControl
	plan() []trouble
	close() error
}

// faultControl orders faults.
type faultControl interface {
	Set(ctx context.Context, o fault.Order) (fault.Report, error)
	Clear(ctx context.Context, name string) (fault.Report, error)
	Report(ctx context.Context) (fault.Report, error)
}

// trouble is one fault of the day and how often the run meets it.
type trouble struct {
	order fault.Order
	// stops says that the run must end early with a hint, not go on.
	stops bool
	// frees is how long a fault that holds everything lasts before it is cleared.
	frees time.Duration
}

// freePort finds a port on loopback that nobody listens on.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("finding a port on loopback: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// standinHIS is the stand-in as a process of its own.
type standinHIS struct {
	opt  Options
	host string
	dir  string
	pid  int
}

func newStandin(ctx context.Context, opt Options) (*standinHIS, error) {
	host, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &standinHIS{opt: opt, host: host, dir: filepath.Join(opt.Folder, "his")}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, fmt.Errorf("the stand-in HIS's folder: %w", err)
	}
	return s, s.up(ctx)
}

func (s *standinHIS) address() string { return "http://" + s.host + standin.Base }
func (s *standinHIS) direct() string  { return s.address() }
func (s *standinHIS) health() string  { return "http://" + s.host + "/health" }

func (s *standinHIS) faults() faultControl {
	return fault.Remote{URL: "http://" + s.host + "/_control"}
}

func (s *standinHIS) up(ctx context.Context) error {
	running, err := demo.StartHIS(ctx, s.dir, s.opt.Program, s.host)
	if err != nil {
		return err
	}
	s.pid = running.PID
	return answers(ctx, s.health())
}

// kill ends the HIS as a power cut would.
func (s *standinHIS) kill(ctx context.Context) error {
	if s.pid == 0 {
		return nil
	}
	process, err := os.FindProcess(s.pid)
	if err == nil {
		err = process.Kill()
	}
	if err != nil {
		return fmt.Errorf("killing the stand-in HIS: %w", err)
	}
	s.pid = 0
	process.Wait() // not our child everywhere; what counts is the lock below
	for {
		if _, alive, err := demo.Running(s.dir); err != nil || !alive {
			return err
		}
		if err := fault.Wait(ctx, 20*time.Millisecond); err != nil {
			return fmt.Errorf("waiting for the stand-in HIS's end: %w", err)
		}
	}
}

func (s *standinHIS) close() error { return s.kill(context.Background()) }

// plan is every fault that the stand-in has.
func (s *standinHIS) plan() []trouble {
	return []trouble{
		{order: fault.Order{Fault: standin.FaultRefuse}, stops: true},
		{order: fault.Order{Fault: standin.FaultLoginRefused}, stops: true},
		{order: fault.Order{Fault: standin.FaultFreeze}, frees: 3 * time.Second},
		{order: fault.Order{Fault: standin.FaultSlow, Count: 2, MS: 400}},
		{order: fault.Order{Fault: standin.FaultCutAfterCommit, Count: 2}},
		{order: fault.Order{Fault: standin.FaultCutBeforeCommit, Count: 2}},
		{order: fault.Order{Fault: standin.FaultErrorAfter, Count: 2}},
		{order: fault.Order{Fault: standin.FaultLateCommit, Count: 1, MS: 700}},
		{order: fault.Order{Fault: standin.FaultHTML, Count: 1}},
		{order: fault.Order{Fault: standin.FaultRefusedEntry, Count: 1, Entry: "PaymentNotice"}},
		{order: fault.Order{Fault: standin.FaultReprice, Count: 1}},
	}
}

// foreignHIS is somebody else's FHIR server behind our faulty proxy.
type foreignHIS struct {
	target string
	proxy  *proxy.Proxy
	host   string
	url    string
	stop   context.CancelFunc
	ended  chan error
}

func newForeign(ctx context.Context, opt Options) (*foreignHIS, error) {
	target, err := url.Parse(strings.TrimRight(opt.HIS, "/"))
	if err != nil || target.Host == "" {
		return nil, fmt.Errorf("%w: %q is not an address; write it like http://127.0.0.1:8103/fhir/R4", ErrRefused, opt.HIS)
	}
	f := &foreignHIS{target: target.String(), proxy: proxy.New(target, proxy.Options{Log: opt.Log})}
	if f.host, err = freePort(); err != nil {
		return nil, err
	}
	return f, f.up(ctx)
}

func (f *foreignHIS) address() string { return f.url }
func (f *foreignHIS) direct() string  { return f.target }
func (f *foreignHIS) health() string  { return f.url + "/Patient?_count=1" }

func (f *foreignHIS) up(ctx context.Context) error {
	l, err := net.Listen("tcp", f.host)
	if err != nil {
		return fmt.Errorf("starting the proxy: %w", err)
	}
	f.url = f.proxy.URL(l.Addr()).String()
	serving, stop := context.WithCancel(context.WithoutCancel(ctx))
	f.stop, f.ended = stop, make(chan error, 1)
	go func() { f.ended <- f.proxy.Serve(serving, l) }()
	return answers(ctx, f.health())
}

// kill cuts the server off: every connection to it is refused.
func (f *foreignHIS) kill(context.Context) error {
	if f.stop == nil {
		return nil
	}
	f.stop()
	f.stop = nil
	return <-f.ended
}

func (f *foreignHIS) close() error { return f.kill(context.Background()) }

func (f *foreignHIS) faults() faultControl { return localBoard{f.proxy.Faults()} }

// plan is every fault that the proxy has.
func (f *foreignHIS) plan() []trouble {
	return []trouble{
		{order: fault.Order{Fault: proxy.FaultRefuse}, stops: true},
		{order: fault.Order{Fault: proxy.FaultDown}, stops: true},
		{order: fault.Order{Fault: proxy.FaultFreeze}, frees: 3 * time.Second},
		{order: fault.Order{Fault: proxy.FaultSlow, Count: 2, MS: 400}},
		{order: fault.Order{Fault: proxy.FaultCutAfter, Count: 2}},
		{order: fault.Order{Fault: proxy.FaultCutBefore, Count: 2}},
		{order: fault.Order{Fault: proxy.FaultErrorAfter, Count: 2}},
		{order: fault.Order{Fault: proxy.FaultLateForward, Count: 1, MS: 700}},
	}
}

// localBoard orders faults of a proxy in this process.
type localBoard struct{ board *fault.Board }

func (l localBoard) Set(_ context.Context, o fault.Order) (fault.Report, error) {
	err := l.board.Set(o)
	return l.board.Report(), err
}

func (l localBoard) Clear(_ context.Context, name string) (fault.Report, error) {
	return l.board.Clear(name), nil
}

func (l localBoard) Report(context.Context) (fault.Report, error) { return l.board.Report(), nil }

// answers waits until an address answers 200, for 20 s at most.
func answers(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			err = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return err
			}
		}
		if waitErr := fault.Wait(ctx, 50*time.Millisecond); waitErr != nil {
			return fmt.Errorf("the HIS at %s does not answer: %w", address, errors.Join(err, waitErr))
		}
	}
}

// sameServer says whether two addresses lead to one server.
func sameServer(a, b string) bool {
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	return errA == nil && errB == nil && ua.Host != "" && strings.EqualFold(withPort(ua), withPort(ub))
}

func withPort(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		host = "loopback"
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return host + ":" + port
}
