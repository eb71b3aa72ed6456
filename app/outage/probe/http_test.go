package probe

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"outpost/app/outage"
)

func TestHTTPAnswers(t *testing.T) {
	answer := func(status int, media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	strict := HTTPSettings{ContentType: "application/json", Contains: `"up"`}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		s       HTTPSettings
		want    outage.Outcome
		spoke   bool
	}{
		{"well", answer(200, "application/json; charset=utf-8", `{"status":"up"}`), strict, outage.OutcomeOK, true},
		{"any 2xx", answer(204, "text/plain", ""), HTTPSettings{}, outage.OutcomeOK, true},
		{"a portal's page", answer(200, "text/html", `<html>"up"</html>`), strict, outage.OutcomeFailed, false},
		{"text missing", answer(200, "application/json", `{"status":"down"}`), strict, outage.OutcomeFailed, true},
		{"5xx", answer(503, "text/plain", "busy"), HTTPSettings{}, outage.OutcomeFailed, true},
		{"undeployed", answer(404, "text/plain", ""), HTTPSettings{}, outage.OutcomeFailed, true},
		{"password", answer(401, "text/plain", ""), HTTPSettings{}, outage.OutcomeConfig, true},
		{"forbidden", answer(403, "text/plain", ""), HTTPSettings{}, outage.OutcomeConfig, true},
		{"401 is what we want", answer(401, "text/plain", ""), HTTPSettings{Status: 401}, outage.OutcomeOK, true},
		{"redirect", answer(302, "text/plain", ""), HTTPSettings{}, outage.OutcomeFailed, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := httptest.NewServer(c.handler)
			defer srv.Close()
			c.s.URL = srv.URL
			p, err := NewHTTPApplication(c.s)
			if err != nil {
				t.Fatal(err)
			}
			if r := p.Probe(t.Context()); r.Outcome != c.want || r.Spoke != c.spoke {
				t.Errorf("%+v, want %s spoke %v", r, c.want, c.spoke)
			}
		})
	}
}

func TestHTTPCanaryPostsItsBody(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		_, _ = w.Write(b)
	}))
	defer srv.Close()
	p, err := NewHTTPCanary(HTTPSettings{URL: srv.URL, Body: `{"echo":"w1"}`, Contains: `"w1"`})
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Probe(t.Context()); r.Outcome != outage.OutcomeOK || r.Rung != outage.RungWrite {
		t.Errorf("%+v", r)
	}
}

func TestHTTPSilenceRefusalAndForeignCertificate(t *testing.T) {
	frozen, err := net.Listen("tcp", "127.0.0.1:0") // accepts in the kernel, never answers
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = frozen.Close() }()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of the handshake that we want to fail
	tls.StartTLS()
	defer tls.Close()
	for _, c := range []struct {
		url, detail string
		limit       time.Duration // only silence waits for it
		want        outage.Outcome
		spoke       bool
	}{
		{"http://" + frozen.Addr().String(), "timeout", 200 * time.Millisecond, outage.OutcomeFailed, false},
		{"http://" + gone.Addr().String(), "refused", time.Minute, outage.OutcomeFailed, true},
		{tls.URL, "certificate not trusted", time.Minute, outage.OutcomeConfig, true},
	} {
		p, err := NewHTTPApplication(HTTPSettings{URL: c.url})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), c.limit)
		r := p.Probe(ctx)
		cancel()
		if r.Outcome != c.want || r.Spoke != c.spoke || r.Detail != c.detail {
			t.Errorf("%s: %+v", c.detail, r)
		}
	}
}

func TestGatewayThatRefusesIsThere(t *testing.T) {
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewTCP(outage.RungGateway, gone.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Probe(t.Context()); r.Outcome != outage.OutcomeOK {
		t.Errorf("listening: %+v", r)
	}
	_ = gone.Close()
	if r := p.Probe(t.Context()); r.Outcome != outage.OutcomeOK || !r.Spoke {
		t.Errorf("refused: %+v", r)
	}
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	for _, u := range []string{"", "his.example", "ftp://his/x", "http://"} {
		if _, err := NewHTTPApplication(HTTPSettings{URL: u}); !errors.Is(err, ErrSettings) {
			t.Errorf("url %q: %v", u, err)
		}
	}
	if _, err := NewHTTPApplication(HTTPSettings{URL: "http://h/", Status: 42}); !errors.Is(err, ErrSettings) {
		t.Errorf("status 42: %v", err)
	}
	if _, err := NewTCP(outage.RungGateway, "10.0.0.1"); !errors.Is(err, ErrSettings) {
		t.Errorf("address without a port: %v", err)
	}
}
