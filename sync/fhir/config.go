package fhir

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/sync/his"
)

// Limits where the Config says none.
const (
	// DefaultPrefix begins every identifier system of ours.
	DefaultPrefix = "urn:outpost:"
	// DefaultTimeout bounds one request with its whole answer.
	DefaultTimeout = 30 * time.Second
	// DefaultMaxBytes bounds one answer: a bill of 500 lines echoed whole needs
	// about 1 MiB.
	DefaultMaxBytes = 16 << 20
)

// Config says which HIS and how. Passwords are not in it: Authorize puts them
// on each request.
type Config struct {
	// Base is the FHIR base address, such as http://his.local/fhir/R4, without
	// user or password.
	Base string
	// Prefix begins every identifier system; empty is DefaultPrefix. It must
	// never change once receipts were sent.
	Prefix string
	// PatientSystem is the identifier system of Patient.HISKey. Empty: HISKey is
	// the id of the HIS's Patient resource, with or without "Patient/". A HISKey
	// written "system|value" names its own system.
	PatientSystem string
	// RegisterCopied registers a copied patient whom the HIS does not know under
	// his HISKey (in PatientSystem, else in ours), for a HIS whose patients came
	// from the same file, such as a drill's. Off, his receipts are refused: a
	// patient is never made on doubt (his.md).
	RegisterCopied bool
	// Currency is the ledger's; the commissioning check charges in it.
	Currency receipts.Currency
	// Timeout bounds one request; zero is DefaultTimeout.
	Timeout time.Duration
	// MaxBytes bounds one answer in bytes; zero is DefaultMaxBytes.
	MaxBytes int64
	// Authorize adds the login to a request; nil for a HIS without one.
	Authorize func(*http.Request)
	// Transport carries the requests; nil is a plain one without a proxy.
	Transport http.RoundTripper
	// Now is the clock of the commissioning check.
	Now func() time.Time
}

// Adapter is a HIS that speaks FHIR R4.
type Adapter struct {
	cfg    Config
	base   *url.URL
	client *http.Client
}

var (
	_ his.Adapter       = (*Adapter)(nil)
	_ his.Lookalike     = (*Adapter)(nil)
	_ his.PatientFinder = (*Adapter)(nil)
)

// New checks the configuration. It asks nobody.
func New(cfg Config) (*Adapter, error) {
	base, err := url.Parse(strings.TrimRight(cfg.Base, "/"))
	switch {
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return nil, errors.New("the HIS's FHIR address is no http or https address; write it like http://his.local/fhir/R4")
	case base.User != nil:
		return nil, errors.New("the HIS's FHIR address holds a password; take it out and enter it under the HIS's login")
	case base.RawQuery != "" || base.Fragment != "":
		return nil, errors.New("the HIS's FHIR address must end with its path; take off what follows ? or #")
	case cfg.Now == nil:
		return nil, errors.New("the FHIR adapter was given no clock; this is a defect of the caller, report it")
	}
	if err := cfg.Currency.Validate(); err != nil {
		return nil, fmt.Errorf("FHIR adapter: %w", err)
	}
	if cfg.Prefix == "" {
		cfg.Prefix = DefaultPrefix
	}
	if strings.ContainsAny(cfg.Prefix, "|,&?# ") {
		return nil, fmt.Errorf("identifier prefix %q: write an address part such as %s", cfg.Prefix, DefaultPrefix)
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = DefaultMaxBytes
	}
	if cfg.Transport == nil {
		cfg.Transport = &http.Transport{MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second}
	}
	return &Adapter{cfg: cfg, base: base, client: &http.Client{
		Transport: cfg.Transport,
		// Following a redirect would carry a bill, and the login, somewhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Describe claims look-up by identifier and conditional create for every kind
// of record; the commissioning check shows which server keeps that.
func (a *Adapter) Describe() his.Capabilities {
	caps := his.Capabilities{Protocol: "FHIR R4", System: a.base.String(), Objects: map[his.Object]his.Capability{}}
	for _, o := range his.Objects() {
		caps.Objects[o] = his.Capability{LooksUp: true, RefusesCopy: true}
	}
	return caps
}

// Check is the commissioning check (his.Commission) at the configured clock's
// time. Its records carry the tag HTEST of HL7's ActReason.
func (a *Adapter) Check(ctx context.Context) (his.Commissioning, error) {
	return his.Commission(ctx, a, a.cfg.Currency, a.cfg.Now())
}

// system is the identifier system of one kind of key.
func (a *Adapter) system(kind string) string { return a.cfg.Prefix + kind }

// key is the identifier of one of our keys.
func (a *Adapter) key(kind, value string) identifier { return identifier{a.system(kind), value} }

// patientKey is the identifier by which the HIS knows a patient. isID says that
// it has no system: its value is the id of the HIS's Patient resource.
func (a *Adapter) patientKey(p receipts.Patient) (key identifier, isID bool) {
	system, value, named := strings.Cut(p.HISKey, "|")
	switch {
	case p.HISKey == "":
		return a.key(kindPatient, p.ID), false
	case named:
		return identifier{system, value}, false
	case a.cfg.PatientSystem != "":
		return identifier{a.cfg.PatientSystem, p.HISKey}, false
	case a.cfg.RegisterCopied:
		return a.key(kindPatient, p.HISKey), false
	}
	return identifier{Value: strings.TrimPrefix(p.HISKey, "Patient/")}, true
}

// ours says whether an identifier was given by this program.
func (a *Adapter) ours(id identifier) bool { return strings.HasPrefix(id.System, a.cfg.Prefix) }
