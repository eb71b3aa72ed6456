package probe

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"outpost/app/outage"
)

// readMost is how much of an answer is looked at for the expected text, in bytes.
const readMost = 64 << 10

// HTTPSettings say how a URL of the HIS is asked and what counts as well.
type HTTPSettings struct {
	URL         string `toml:"url"`          // http or https
	Status      int    `toml:"status"`       // expected status; 0 takes any 2xx
	Contains    string `toml:"contains"`     // text the answer must hold within its first 64 KiB; "" for none
	ContentType string `toml:"content_type"` // media type the answer must have, e.g. application/json; "" for any
	Body        string `toml:"body"`         // what the canary posts
	BodyType    string `toml:"body_type"`    // its media type; "" is application/json
}

// HTTP asks a URL: the application's health (GET), or an echo service as write canary (POST).
type HTTP struct {
	rung   outage.Rung
	method string
	s      HTTPSettings
	client *http.Client
}

// NewHTTPApplication makes the probe of the application rung: GET of a health URL.
func NewHTTPApplication(s HTTPSettings) (*HTTP, error) {
	return newHTTP(outage.RungApplication, http.MethodGet, s)
}

// NewHTTPCanary makes the write canary for a vendor who offers an echo service: POST of Body.
func NewHTTPCanary(s HTTPSettings) (*HTTP, error) {
	return newHTTP(outage.RungWrite, http.MethodPost, s)
}

func newHTTP(rung outage.Rung, method string, s HTTPSettings) (*HTTP, error) {
	u, err := url.Parse(s.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, settingsError("url of the %s probe: write http://host/path or https://host/path", rung)
	}
	if s.Status != 0 && (s.Status < 100 || s.Status > 599) {
		return nil, settingsError("status %d of the %s probe is no HTTP status; 0 takes any 2xx", s.Status, rung)
	}
	if s.BodyType == "" {
		s.BodyType = "application/json"
	}
	// A new connection for every try, straight there, and a redirect is an answer of its own.
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &HTTP{rung: rung, method: method, s: s, client: client}, nil
}

// Rung returns outage.RungApplication or outage.RungWrite.
func (p *HTTP) Rung() outage.Rung { return p.rung }

// Probe asks once.
func (p *HTTP) Probe(ctx context.Context) Result {
	r := Result{Rung: p.rung}
	began := time.Now()
	resp, body, err := p.ask(ctx)
	r.RTT = time.Since(began)
	if err != nil {
		return httpFailure(r, err)
	}
	return p.judge(r, resp, body)
}

func (p *HTTP) ask(ctx context.Context) (*http.Response, []byte, error) {
	var send io.Reader
	if p.method == http.MethodPost {
		send = strings.NewReader(p.s.Body)
	}
	req, err := http.NewRequestWithContext(ctx, p.method, p.s.URL, send)
	if err != nil {
		return nil, nil, err
	}
	if send != nil {
		req.Header.Set("Content-Type", p.s.BodyType)
	}
	req.Header.Set("Cache-Control", "no-cache")
	resp, err := p.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, readMost))
	return resp, body, err
}

// judge weighs an answer. A wrong media type is most likely somebody else's page (a captive portal): no proof that
// the HIS spoke.
func (p *HTTP) judge(r Result, resp *http.Response, body []byte) Result {
	r.Outcome, r.Detail = outage.OutcomeFailed, fmt.Sprintf("status %d", resp.StatusCode)
	want := p.s.Status
	expected := resp.StatusCode == want || (want == 0 && resp.StatusCode/100 == 2)
	switch {
	case !expected && (resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden):
		r.Outcome, r.Spoke = outage.OutcomeConfig, true
	case !expected:
		r.Spoke = resp.StatusCode >= 400
	case p.s.ContentType != "" && !sameMedia(resp.Header.Get("Content-Type"), p.s.ContentType):
		r.Detail = "unexpected content type"
	case p.s.Contains != "" && !bytes.Contains(body, []byte(p.s.Contains)):
		r.Spoke, r.Detail = true, "expected text missing"
	default:
		r.Outcome, r.Spoke = outage.OutcomeOK, true
	}
	return r
}

func sameMedia(got, want string) bool {
	g, _, err := mime.ParseMediaType(got)
	if err != nil {
		return false
	}
	w, _, err := mime.ParseMediaType(want)
	return err == nil && g == w
}

// httpFailure: a certificate that our settings do not trust is our fault; everything else is the way or the server.
func httpFailure(r Result, err error) Result {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	if errors.As(err, &authority) || errors.As(err, &host) {
		r.Outcome, r.Spoke, r.Detail = outage.OutcomeConfig, true, "certificate not trusted"
		return r
	}
	return netFailure(r, err)
}
