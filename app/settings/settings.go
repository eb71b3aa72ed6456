// Package settings reads what a hospital decides: its HIS, the probes, the
// plan's limits, currency, rounding, tenders, printer and wording. It is one
// TOML file that can be laid on every window; the copy that a window accepted
// stands in its ledger, and that copy is what runs. Passwords stand in neither:
// the file only names them.
package settings

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"outpost/app/outage"
	"outpost/app/outage/probe"
	"outpost/receipts"
)

// ErrSettings matches every refusal of a settings file.
var ErrSettings = errors.New("settings")

// Settings is the whole file.
type Settings struct {
	// Language is the one the program starts in: "zh" or "en".
	Language string            `toml:"language"`
	Currency receipts.Currency `toml:"currency"`
	Rounding receipts.Rounding `toml:"rounding"`
	Tenders  []receipts.Tender `toml:"tenders"`
	Limits   Limits            `toml:"limits"`
	// Insurers and Benefits are what an insured patient's bill names; the first of
	// each is where a bill begins. An empty list asks for nothing.
	Insurers []receipts.Choice `toml:"insurers"`
	Benefits []receipts.Choice `toml:"benefits"`
	Packages []Package         `toml:"packages"`
	HIS      HIS               `toml:"his"`
	Probes   Probes            `toml:"probes"`
	Plan     outage.Limits     `toml:"plan"`
	Receipt  Receipt           `toml:"receipt"`
	Printer  Printer           `toml:"printer"`
	Copy     Copy              `toml:"copy"`
	Copies   []FurtherCopy     `toml:"copies"`
	Backup   Backup            `toml:"backup"`
	Disk     Disk              `toml:"disk"`
	Drawer   Drawer            `toml:"drawer"`
	Ranges   Ranges            `toml:"ranges"`
	People   People            `toml:"people"`
}

// HIS says where and how receipts are re-entered.
type HIS struct {
	// Protocol is "fhir", or empty where receipts are entered by hand.
	Protocol string `toml:"protocol"`
	URL      string `toml:"url"`
	// PatientSystem is the identifier system of patients copied from the HIS.
	PatientSystem string `toml:"patient_system"`
	// RegisterCopied lets re-entry make a patient anew whom the HIS does not know
	// under PatientSystem; off, such a receipt goes to a person.
	RegisterCopied bool `toml:"register_copied"`
	// Login is "basic", "bearer" or empty; User and the secret named Secret go
	// with it.
	Login  string `toml:"login"`
	User   string `toml:"user"`
	Secret string `toml:"secret"`
	// PerSecond limits re-entry, in receipts a second; 0 is no limit.
	PerSecond float64         `toml:"per_second"`
	Timeout   outage.Duration `toml:"timeout"`
}

// Probes are how the HIS is asked whether it works.
type Probes struct {
	// Segment is the network segment of this window, empty where there is one.
	Segment     string               `toml:"segment"`
	Pace        probe.Settings       `toml:"pace"`
	Gateway     string               `toml:"gateway"` // host:port
	Application []probe.HTTPSettings `toml:"application"`
	Canary      []probe.HTTPSettings `toml:"canary"`
	Postgres    []Postgres           `toml:"postgres"`
}

// Postgres probes a HIS's database: login and read, and with Write the canary.
type Postgres struct {
	// DSN is the connection string without a password.
	DSN    string `toml:"dsn"`
	Secret string `toml:"secret"`
	Read   string `toml:"read"`
	Write  bool   `toml:"write"`
	Table  string `toml:"table"`
}

// Receipt is the hospital's wording on paper.
type Receipt struct {
	// NoteEnglish and NoteChinese replace the standing note about the exchange
	// for the official bill.
	NoteEnglish string `toml:"note_english"`
	NoteChinese string `toml:"note_chinese"`
	// Institution is the kind of institution, printed where the form asks.
	Institution string `toml:"institution"`
	// DispensingCopies prints the copies for pharmacy and laboratory with each
	// receipt's first print; else they are printed on demand.
	DispensingCopies bool `toml:"dispensing_copies"`
}

// Printer is where receipts go.
type Printer struct {
	// Name is the CUPS queue; empty saves a PDF in the folder.
	Name   string `toml:"name"`
	Folder string `toml:"folder"`
}

// Copy is where the second copy of the journal lies.
type Copy struct {
	// Folder is best on another disk; empty is the data folder.
	Folder string `toml:"folder"`
}

// Default is what a file starts from: everything that it does not say.
func Default() Settings {
	return Settings{
		Language: "zh", Currency: receipts.CNY(), Rounding: receipts.RoundNone,
		Tenders: []receipts.Tender{
			{Code: "cash", English: "Cash", Chinese: "现金", Cash: true},
			{Code: "card", English: "Bank card", Chinese: "银行卡", Reference: true, Card: true},
			{Code: "wechat", English: "WeChat Pay", Chinese: "微信支付", Reference: true},
			{Code: "alipay", English: "Alipay", Chinese: "支付宝", Reference: true},
		},
		Limits: defaultLimits(), Insurers: defaultInsurers(), Benefits: defaultBenefits(),
		Probes: Probes{Pace: probe.DefaultSettings()}, Plan: outage.DefaultLimits(),
		Drawer: Drawer{Limit: defaultDrawer}, Ranges: Ranges{Warn: defaultRanges}, People: defaultPeople(),
		Backup: defaultBackup(), Disk: defaultDisk(),
	}
}

// Parse reads a settings file; name is how errors call it. What it does not say
// is Default. Every error is a sentence with the file, the row where it is
// known, and the field.
func Parse(name string, text []byte) (Settings, error) {
	s := Default()
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&s)
	var strict *toml.StrictMissingError
	var syntax *toml.DecodeError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		first := strict.Errors[0]
		row, _ := first.Position()
		return s, fmt.Errorf("%w: %s, row %d: %q is not a setting; look at its spelling", ErrSettings, name, row, strings.Join(first.Key(), "."))
	case errors.As(err, &syntax):
		row, _ := syntax.Position()
		return s, fmt.Errorf("%w: %s, row %d: %s", ErrSettings, name, row, plainTOML(syntax))
	case err != nil:
		return s, fmt.Errorf("%w: %s: %w", ErrSettings, name, err)
	}
	if err := s.Validate(); err != nil {
		return s, fmt.Errorf("%w: %s: %w", ErrSettings, name, err)
	}
	return s, nil
}

// ParseNew reads a settings file that is to be taken in now: besides what Parse
// refuses, it refuses what settings accepted before may still say.
func ParseNew(name string, text []byte) (Settings, error) {
	s, err := Parse(name, text)
	if err != nil {
		return s, err
	}
	for i, t := range s.Tenders {
		if !t.Cash && !t.StoredValue && !t.Reference {
			return s, fmt.Errorf("%w: %s: tenders %d (%s), reference: write reference = true; electronic money needs the merchant's reference, the patient's screen proves nothing", ErrSettings, name, i+1, t.Code)
		}
	}
	return s, nil
}

// plainTOML is a decoder's error in the words of the file instead of the
// program's own types.
func plainTOML(err *toml.DecodeError) string {
	text := strings.TrimPrefix(err.Error(), "toml: ")
	kind, _, mismatch := strings.Cut(strings.TrimPrefix(text, "cannot decode TOML "), " into ")
	if !mismatch {
		return text
	}
	return fmt.Sprintf("%q cannot be of the kind %s; see how 'outpost settings example' writes it", strings.Join(err.Key(), "."), kind)
}

// Validate names the first field that cannot be used and what it must be.
func (s Settings) Validate() error {
	if s.Language != "zh" && s.Language != "en" {
		return fmt.Errorf("language %q: write zh or en", s.Language)
	}
	if err := s.Rules().Validate(); err != nil {
		return err
	}
	if err := s.checkCharging(); err != nil {
		return err
	}
	if err := s.Plan.Validate(); err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	if err := s.Probes.Pace.Validate(); err != nil {
		return fmt.Errorf("probes.pace: %w", err)
	}
	if err := s.HIS.validate(); err != nil {
		return err
	}
	if err := s.validateTill(); err != nil {
		return err
	}
	if err := s.validateSafekeeping(); err != nil {
		return err
	}
	for i, p := range s.Probes.Postgres {
		if holdsPassword(p.DSN) {
			return fmt.Errorf("probes.postgres %d, dsn: a password stands in it; take it out, name it with secret and set it with 'outpost settings secret'", i+1)
		}
	}
	return nil
}

func (h HIS) validate() error {
	switch h.Protocol {
	case "":
		return nil
	case "fhir":
	default:
		return fmt.Errorf("his.protocol %q: write fhir, or leave it out where receipts are entered by hand", h.Protocol)
	}
	u, err := url.Parse(h.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("his.url: write the FHIR address, such as http://his.example/fhir/R4")
	}
	if holdsPassword(h.URL) {
		return errors.New("his.url: a password stands in it; take it out, name it with secret and set it with 'outpost settings secret'")
	}
	switch h.Login {
	case "", "basic", "bearer":
	default:
		return fmt.Errorf("his.login %q: write basic or bearer, or leave it out", h.Login)
	}
	if h.Login != "" && h.Secret == "" {
		return errors.New("his.secret: a login needs the name of its secret")
	}
	if h.PerSecond < 0 || h.PerSecond > 1000 {
		return fmt.Errorf("his.per_second %g: write 0 (no limit) to 1000", h.PerSecond)
	}
	return nil
}

// holdsPassword looks for a password in an address or connection string.
func holdsPassword(address string) bool {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		if _, set := u.User.Password(); set {
			return true
		}
	}
	return strings.Contains(strings.ToLower(address), "password")
}
