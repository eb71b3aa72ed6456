package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"outpost/app/outage"
	"outpost/app/outage/probe"
	"outpost/sync/fhir"
	"outpost/sync/his"
	"outpost/sync/reentry"
)

// ErrNoHIS: the settings name no HIS that receipts could be sent to.
var ErrNoHIS = errors.New("the settings name no HIS to re-enter receipts into; enter them by hand, or lay a settings file with [his] on this window")

// Adapter is the HIS that the settings name, with its login.
func (s *Station) Adapter() (his.Adapter, error) {
	h := s.Settings().HIS
	if h.Protocol == "" {
		return nil, ErrNoHIS
	}
	authorize, err := s.authorize()
	if err != nil {
		return nil, err
	}
	return fhir.New(fhir.Config{
		Base: h.URL, PatientSystem: h.PatientSystem, RegisterCopied: h.RegisterCopied, Currency: s.Settings().Currency,
		Timeout: h.Timeout.D(), Authorize: authorize, Now: s.Now,
	})
}

func (s *Station) authorize() (func(*http.Request), error) {
	h := s.Settings().HIS
	if h.Login == "" {
		return nil, nil
	}
	secret, ok, err := s.Ledger.Secret(h.Secret)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("the HIS's login needs the secret %q; set it with 'outpost settings secret %s'", h.Secret, h.Secret)
	}
	if h.Login == "bearer" {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }, nil
	}
	return func(r *http.Request) { r.SetBasicAuth(h.User, secret) }, nil
}

// Commissioning is the result of the last commissioning check; the zero one
// before any.
func (s *Station) Commissioning(ctx context.Context) (c his.Commissioning, err error) {
	raw, ok, err := s.Ledger.Check(ctx)
	if err == nil && ok {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil {
		return c, fmt.Errorf("reading the commissioning check: %w", err)
	}
	return c, nil
}

// Commission runs the commissioning check against the HIS and keeps its result.
func (s *Station) Commission(ctx context.Context) (his.Commissioning, error) {
	adapter, err := s.Adapter()
	if err != nil {
		return his.Commissioning{}, err
	}
	c, err := adapter.Check(ctx)
	if err != nil {
		return c, err
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return c, fmt.Errorf("keeping the commissioning check: %w", err)
	}
	return c, s.Ledger.RecordCheck(ctx, raw)
}

// Reenter works the outbox off once. Where this HIS was never checked, the
// commissioning check runs first: it is due before the first real use.
func (s *Station) Reenter(ctx context.Context, progress func(reentry.Progress)) (reentry.Summary, error) {
	adapter, err := s.Adapter()
	if err != nil {
		return reentry.Summary{}, err
	}
	check, err := s.Commissioning(ctx)
	if err != nil {
		return reentry.Summary{}, err
	}
	if check.Require(adapter.Describe()) != nil {
		if check, err = s.Commission(ctx); err != nil {
			return reentry.Summary{}, err
		}
	}
	return reentry.Run(ctx, s.Ledger, adapter, reentry.Options{
		Check: check, PerSecond: s.Settings().HIS.PerSecond, OnProgress: progress, Now: s.Now,
	})
}

// Probes makes the runner that the settings describe; nil where they name no
// probe, which the readiness line must say.
func (s *Station) Probes() (*probe.Runner, error) {
	p := s.Settings().Probes
	var probers []probe.Prober
	add := func(one probe.Prober, err error) error {
		if err == nil {
			probers = append(probers, one)
		}
		return err
	}
	var errs []error
	if p.Gateway != "" {
		one, err := probe.NewTCP(outage.RungGateway, p.Gateway)
		errs = append(errs, add(one, err))
	}
	for _, a := range p.Application {
		one, err := probe.NewHTTPApplication(a)
		errs = append(errs, add(one, err))
	}
	for _, c := range p.Canary {
		one, err := probe.NewHTTPCanary(c)
		errs = append(errs, add(one, err))
	}
	for _, d := range p.Postgres {
		errs = append(errs, s.addPostgres(d.DSN, d.Secret, d.Read, d.Table, d.Write, add))
	}
	if err := errors.Join(errs...); err != nil || len(probers) == 0 {
		return nil, err
	}
	r, err := probe.NewRunner(p.Pace, p.Segment, probers...)
	if err != nil {
		return nil, err
	}
	r.Now = s.Now
	return r, nil
}

func (s *Station) addPostgres(dsn, secret, read, table string, write bool, add func(probe.Prober, error) error) error {
	if secret != "" {
		password, ok, err := s.Ledger.Secret(secret)
		if err != nil {
			return err
		}
		if ok {
			dsn = withPassword(dsn, password)
		}
	}
	set := probe.PostgresSettings{DSN: dsn, Read: read, Table: table, Station: s.Ledger.Identity().Station}
	one, err := probe.NewPostgresRead(set)
	if err := add(one, err); err != nil || !write {
		return err
	}
	canary, err := probe.NewPostgresCanary(set)
	return add(canary, err)
}

// withPassword puts a password into a connection string, which is an address
// (postgres://user@host/database) or made of keywords (host=… user=…).
func withPassword(dsn, password string) string {
	if u, err := url.Parse(dsn); err == nil && u.Host != "" {
		u.User = url.UserPassword(u.User.Username(), password)
		return u.String()
	}
	return dsn + fmt.Sprintf(" password='%s'", escape(password))
}

// escape quotes a password for a keyword connection string.
func escape(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r == '\'' || r == '\\' {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}
