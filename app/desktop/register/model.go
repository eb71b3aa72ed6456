// Package register is the fault register (plan R1 to R5, R12): a fault is
// reported with two clicks, verified, classed with a reason, fed back to the
// workstations and closed with its cause. The detector opens faults by itself.
package register

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/panel"
	"outpost/app/i18n"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/receipts/printer"
	"outpost/store"
	"outpost/store/incident"
)

// Ledger is what the register needs of the ledger.
type Ledger interface {
	Faults(ctx context.Context) ([]incident.Fault, error)
	Fault(ctx context.Context, id string) (incident.Fault, bool, error)
	RecordFault(ctx context.Context, f incident.Fault) error
}

// Watch weighs a report as evidence (plan R1).
type Watch interface {
	Order(ctx context.Context, o incident.Order) error
}

// Options are what a register needs from outside.
type Options struct {
	Ledger   Ledger
	Watch    Watch
	Identity store.Identity
	Texts    *i18n.Catalog
	Now      func() time.Time
	// Incident names the open incident; empty without one.
	Incident func() string
	// By is who sits at this window, written under a report; empty is nobody.
	By func() string
	// Folder is where the register is exported to; it is made where it is not
	// there.
	Folder string
}

// Model is the register without its widgets. It belongs to one goroutine.
type Model struct {
	opt    Options
	faults []incident.Fault // newest first
}

// NewModel makes a register that has read nothing yet.
func NewModel(opt Options) *Model { return &Model{opt: opt} }

// Load reads the register.
func (m *Model) Load(ctx context.Context) error {
	faults, err := m.opt.Ledger.Faults(ctx)
	if err == nil {
		m.faults = faults
	}
	return err
}

// sameWithin is how long the same report by the same person is taken for a key
// that was held or pressed twice.
const sameWithin = 10 * time.Second

// reported says whether this person reported this symptom just now.
func (m *Model) reported(symptom incident.Symptom) bool {
	now, by := m.opt.Now(), m.opt.By()
	return slices.ContainsFunc(m.faults, func(f incident.Fault) bool {
		return f.Origin == incident.OriginPerson && f.Symptom == symptom && f.ReportedBy == by && now.Sub(f.ReportedAt).Abs() < sameWithin
	})
}

// Report opens a fault and tells the watch, which weighs it with the probes. The
// same again within 10 s is refused.
func (m *Model) Report(ctx context.Context, symptom incident.Symptom) error {
	if err := m.Load(ctx); err != nil {
		return err
	}
	if m.reported(symptom) {
		return errors.New(m.t(i18n.RegisterJustReported, panel.SymptomWord(m.opt.Texts, symptom)))
	}
	f := incident.Fault{
		ID: receipts.NewID(), Incident: m.opt.Incident(), Symptom: symptom, Origin: incident.OriginPerson,
		ReportedBy: m.opt.By(), ReportedAt: incident.Stamp(m.opt.Now()),
	}
	if err := m.opt.Ledger.RecordFault(ctx, f); err != nil {
		return err
	}
	err := m.opt.Watch.Order(ctx, incident.Order{Kind: incident.OrderReport, By: f.ReportedBy, Symptom: symptom})
	return errors.Join(err, m.Load(ctx))
}

// step changes one fault as it stands in the ledger now: the detector or another
// program may have added to it meanwhile.
func (m *Model) step(ctx context.Context, id string, change func(*incident.Fault) error) error {
	f, ok, err := m.opt.Ledger.Fault(ctx, id)
	switch {
	case err != nil:
		return err
	case !ok:
		return errors.New(m.t(i18n.RegisterGone))
	case !f.Open():
		return errors.New(m.t(i18n.RegisterClosedAlready))
	}
	if err := change(&f); err != nil {
		return err
	}
	if err := m.opt.Ledger.RecordFault(ctx, f); err != nil {
		return err
	}
	return m.Load(ctx)
}

// Verify writes down that a person has looked (plan R3).
func (m *Model) Verify(ctx context.Context, id, by string) error {
	return m.step(ctx, id, func(f *incident.Fault) error {
		if !f.VerifiedAt.IsZero() {
			return errors.New(m.t(i18n.RegisterVerifiedAlready))
		}
		f.VerifiedBy, f.VerifiedAt = by, incident.Stamp(m.opt.Now())
		return nil
	})
}

// Class gives the fault its class with the reason for it (plan R7 to R9).
func (m *Model) Class(ctx context.Context, id, class, reason string) error {
	c, err := incident.ParseClass(strings.TrimSpace(class))
	if err != nil || c == incident.ClassUnknown {
		return errors.New(m.t(i18n.OrderNoClass))
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return errors.New(m.t(i18n.RefusedReason))
	}
	return m.step(ctx, id, func(f *incident.Fault) error {
		f.Class, f.ClassReason = c, reason
		return nil
	})
}

// FeedBack writes down that the workstations were told (plan R3). What is told
// has been verified before.
func (m *Model) FeedBack(ctx context.Context, id string) error {
	return m.step(ctx, id, func(f *incident.Fault) error {
		switch {
		case f.VerifiedAt.IsZero():
			return errors.New(m.t(i18n.RegisterVerifyFirst))
		case !f.FedBackAt.IsZero():
			return errors.New(m.t(i18n.RegisterToldAlready))
		}
		f.FedBackAt = incident.Stamp(m.opt.Now())
		return nil
	})
}

// Close ends a fault with its cause (plan R5).
func (m *Model) Close(ctx context.Context, id, by, cause string) error {
	cause = strings.TrimSpace(cause)
	if cause == "" {
		return errors.New(m.t(i18n.RegisterNoCause))
	}
	return m.step(ctx, id, func(f *incident.Fault) error {
		f.Cause, f.ClosedBy, f.ClosedAt = cause, by, incident.Stamp(m.opt.Now())
		return nil
	})
}

// At is the fault in a row; ok is false where there is none.
func (m *Model) At(row int) (f incident.Fault, ok bool) {
	if row < 0 || row >= len(m.faults) {
		return f, false
	}
	return m.faults[row], true
}

// Columns are the titles of the list, in the order of Cell.
func (m *Model) Columns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.RegisterReported), Min: 150}, {Title: m.t(i18n.RegisterSymptom), Min: 150, Share: 2},
		{Title: m.t(i18n.RegisterOrigin), Min: 100, Share: 1}, {Title: m.t(i18n.RegisterClass), Min: 130, Share: 1},
		{Title: m.t(i18n.RegisterState), Min: 140, Share: 1}, {Title: m.t(i18n.RegisterCause), Min: 100, Share: 2},
	}
}

// Len completes kit.Rows.
func (m *Model) Len() int { return len(m.faults) }

// Cell completes kit.Rows.
func (m *Model) Cell(row, col int) string {
	f := m.faults[row]
	switch col {
	case 0:
		return m.time(f.ReportedAt)
	case 1:
		return m.what(f)
	case 2:
		return m.origin(f)
	case 3:
		return panel.ClassWord(m.opt.Texts, f.Class)
	case 4:
		return m.State(f)
	}
	return f.Cause
}

// Tone completes kit.Toned: what nobody has verified stands out.
func (m *Model) Tone(row int) kit.Tone {
	f := m.faults[row]
	switch {
	case !f.Open():
		return kit.Stale
	case f.VerifiedAt.IsZero():
		return kit.Alarm
	}
	return kit.Warning
}

// State is how far a fault is.
func (m *Model) State(f incident.Fault) string {
	switch {
	case !f.Open():
		return m.t(i18n.RegisterClosed)
	case !f.FedBackAt.IsZero():
		return m.t(i18n.RegisterTold)
	case !f.VerifiedAt.IsZero():
		return m.t(i18n.RegisterVerified)
	}
	return m.t(i18n.RegisterNew)
}

func (m *Model) origin(f incident.Fault) string {
	switch {
	case f.Origin == incident.OriginDetector:
		return m.t(i18n.RegisterDetector)
	case f.ReportedBy == "":
		return m.t(i18n.RegisterPerson)
	}
	return f.ReportedBy
}

// what is the symptom, or the order that opened the fault.
func (m *Model) what(f incident.Fault) string {
	if kind, _, ok := watch.OrderOf(f.Note); ok {
		return panel.OrderWord(m.opt.Texts, kind)
	}
	return panel.SymptomWord(m.opt.Texts, f.Symptom)
}

// note is what the reporter wrote to it.
func (m *Model) note(f incident.Fault) string {
	if _, reason, ok := watch.OrderOf(f.Note); ok {
		return reason
	}
	return f.Note
}

// Detail says everything of a fault, a line each.
func (m *Model) Detail(f incident.Fault) string {
	lines := []string{m.t(i18n.RegisterDetailReported, m.time(f.ReportedAt), m.origin(f), m.what(f))}
	if note := m.note(f); note != "" {
		lines = append(lines, m.t(i18n.RegisterDetailNote, note))
	}
	if !f.VerifiedAt.IsZero() {
		lines = append(lines, m.t(i18n.RegisterDetailVerified, m.time(f.VerifiedAt), f.VerifiedBy))
	}
	if f.ClassReason != "" {
		lines = append(lines, m.t(i18n.RegisterDetailClass, panel.ClassWord(m.opt.Texts, f.Class), f.ClassReason))
	}
	if !f.FedBackAt.IsZero() {
		lines = append(lines, m.t(i18n.RegisterDetailTold, m.time(f.FedBackAt)))
	}
	if !f.Open() {
		lines = append(lines, m.t(i18n.RegisterDetailClosed, m.time(f.ClosedAt), f.ClosedBy, f.Cause))
	}
	return strings.Join(lines, "\n")
}

// Export writes the register as CSV into the export folder and returns where.
func (m *Model) Export(ctx context.Context) (string, error) {
	if err := m.Load(ctx); err != nil {
		return "", err
	}
	if err := os.MkdirAll(m.opt.Folder, 0o700); err != nil {
		return "", fmt.Errorf("making the export folder: %w", err)
	}
	path := filepath.Join(m.opt.Folder, fmt.Sprintf("faults-%s.csv", m.opt.Identity.Local(m.opt.Now()).Format("20060102-150405")))
	return path, printer.Save(ctx, path, m.csv())
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.opt.Texts.T(key, args...) }

// time is a time in the window's zone, empty where there is none.
func (m *Model) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return m.opt.Texts.DateTime(m.opt.Identity.Local(t))
}
