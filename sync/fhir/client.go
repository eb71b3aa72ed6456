package fhir

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"

	"outpost/sync/his"
)

// Hints for the person who sees the error.
const (
	hintReach  = "Check that the HIS is up and that this computer reaches it, then start the re-entry again; nothing is lost."
	hintLogin  = "Check the HIS's user and password in the settings, then start the re-entry again; nothing is lost."
	hintAnswer = "Ask the HIS's staff whether it is working again, then start the re-entry again; each receipt is looked up before it is sent."
)

// answer is a whole HTTP answer in JSON.
type answer struct {
	status int
	body   []byte
}

// do sends one request and reads its whole answer. Its errors match
// ErrUnreachable (no connection, so no byte left), ErrCredentials or ErrUnknown.
func (a *Adapter) do(ctx context.Context, method, target string, body []byte) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.Timeout)
	defer cancel()
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	req, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return answer{}, his.Fail(his.ErrUnreachable, err, hintReach, "the address of the HIS cannot be used")
	}
	req.Header.Set("Accept", "application/fhir+json")
	if body != nil {
		req.Header.Set("Content-Type", "application/fhir+json; charset=utf-8")
		req.Header.Set("Prefer", "return=minimal")
	}
	if a.cfg.Authorize != nil {
		a.cfg.Authorize(req)
	}
	resp, err := a.client.Do(req)
	if err != nil && !connected.Load() {
		return answer{}, his.Fail(his.ErrUnreachable, err, hintReach, "%s", network(err))
	}
	if err != nil {
		return answer{}, his.Fail(his.ErrUnknown, err, hintAnswer, "sent, then %s", network(err))
	}
	defer resp.Body.Close()
	return a.read(resp)
}

// read takes the answer whole or not at all.
func (a *Adapter) read(resp *http.Response) (answer, error) {
	if resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden {
		return answer{}, his.Fail(his.ErrCredentials, nil, hintLogin, "the HIS answered HTTP %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, a.cfg.MaxBytes+1))
	switch {
	case err != nil:
		return answer{}, his.Fail(his.ErrUnknown, err, hintAnswer, "the answer broke off: %s", network(err))
	case int64(len(body)) > a.cfg.MaxBytes:
		return answer{}, his.Fail(his.ErrUnknown, nil, hintAnswer, "the answer is longer than %d bytes", a.cfg.MaxBytes)
	case resp.StatusCode >= 500:
		return answer{}, his.Fail(his.ErrUnknown, nil, hintAnswer, "the HIS answered HTTP %d", resp.StatusCode)
	case !strings.Contains(resp.Header.Get("Content-Type"), "json") || !json.Valid(body):
		return answer{}, his.Fail(his.ErrUnknown, nil, hintAnswer, "HTTP %d with something that is not FHIR; a proxy or a login page may stand before the HIS", resp.StatusCode)
	}
	return answer{status: resp.StatusCode, body: body}, nil
}

// network names a transport error without the address, which may hold what
// nobody should read.
func network(err error) string {
	var (
		errno syscall.Errno
		dns   *net.DNSError
		cert  *tls.CertificateVerificationError
		wait  net.Error
	)
	switch {
	case errors.Is(err, context.Canceled):
		return "it was interrupted"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &wait) && wait.Timeout():
		return "no answer within the time limit"
	case errors.As(err, &dns):
		return "the HIS's name is not known to this network"
	case errors.As(err, &cert):
		return "the HIS's certificate is not trusted here"
	case errors.As(err, &errno):
		return errno.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	}
	return "the connection failed"
}

// address is the URL of a path below the base, with its query.
func (a *Adapter) address(path, query string) string {
	u := *a.base
	if path != "" {
		u.Path += "/" + path
		u.RawPath = ""
	}
	u.RawQuery = query
	return u.String()
}

// queryValue escapes a search value for a URL, leaving what identifiers are
// made of readable. Separators of FHIR's search syntax inside a value must be
// escaped by the caller.
func queryValue(s string) string {
	return strings.NewReplacer("%7C", "|", "%3A", ":", "%2F", "/").Replace(url.QueryEscape(s))
}
