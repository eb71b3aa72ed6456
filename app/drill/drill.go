package drill

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"outpost/app/station"
	"outpost/fixtures/sales"
	"outpost/receipts"
)

// Bounds of a drill.
const (
	// DefaultCharges is how many receipts a drill issues where none is said.
	DefaultCharges = 100
	// LeastCharges is how many it needs so that every fault finds a receipt.
	LeastCharges = 30
	// MostCharges is how many it issues at most.
	MostCharges = 1_000_000
)

// ErrRefused marks a drill that was not begun, with the reason.
var ErrRefused = errors.New("the drill was not begun")

// Options say how a drill runs.
type Options struct {
	// Program is this program's own file; till and HIS run it as processes.
	Program string
	// Folder is where the drill keeps its ledger, its HIS and its proof.
	Folder  string
	Charges int
	// Prices is a price file; empty is the demo hospital's.
	Prices string
	Seed   uint64
	// HIS is the address of another FHIR server; empty is the stand-in.
	HIS string
	// Forbidden are the addresses in any hospital's settings: a drill never goes
	// there.
	Forbidden []string
	Now       func() time.Time
	Log       *slog.Logger
	// Say is called with each step as it ends; nil says nothing.
	Say func(Step)
}

// StepName names a part of the day, in English.
type StepName string

// The parts of the day, in their order.
const (
	StepHISUp     StepName = "HIS up"
	StepCopy      StepName = "data copied"
	StepOutage    StepName = "outage noticed, window switched"
	StepCharge    StepName = "charging, till killed"
	StepVoid      StepName = "voids"
	StepReentry   StepName = "HIS back, re-entry with faults"
	StepDecisions StepName = "decisions"
	StepProof     StepName = "proof"
	StepJudge     StepName = "judge"
)

// Steps lists the parts of the day in their order.
func Steps() []StepName {
	return []StepName{StepHISUp, StepCopy, StepOutage, StepCharge, StepVoid, StepReentry, StepDecisions, StepProof, StepJudge}
}

// FaultByHand counts, among the faults, the receipts that a clerk had entered
// into the HIS by hand before the re-entry.
const FaultByHand = "by-hand record"

// Step is one part of the day that ended.
type Step struct {
	Name    StepName `json:"name"`
	Seconds float64  `json:"seconds"`
	Detail  string   `json:"detail"`
	// Failed says that the day could not be carried on after it.
	Failed bool `json:"failed,omitempty"`
}

// Report is what a drill came to.
type Report struct {
	OK bool `json:"ok"`
	// Wrong says what went wrong, a sentence each.
	Wrong   []string `json:"wrong"`
	Folder  string   `json:"folder"`
	HIS     string   `json:"his"`
	Seed    uint64   `json:"seed"`
	Items   int      `json:"items"`
	Charges int      `json:"charges"`
	Voids   int      `json:"voids"`
	Kills   int      `json:"kills"`
	// Repeated counts bills handed in again after a kill; the same receipt came.
	Repeated int `json:"repeated"`
	// DetectedAfter and SwitchedAfter count from the HIS's death, in seconds.
	DetectedAfter float64 `json:"detected_after"`
	SwitchedAfter float64 `json:"switched_after"`
	// Faults is how often each fault was hit.
	Faults    map[string]int `json:"faults"`
	Runs      int            `json:"runs"`
	Sendings  int            `json:"sendings"`
	Decisions map[string]int `json:"decisions"`
	Judge     Judgement      `json:"judge"`
	Proof     string         `json:"proof"`
	Complete  bool           `json:"proof_complete"`
	Seconds   float64        `json:"seconds"`
	Steps     []Step         `json:"steps"`
}

// day is one drill under way.
type day struct {
	opt    Options
	report Report
	his    system
	people []receipts.Patient
	items  map[string]receipts.Line
	bills  []sales.Bill
	// acked is what the till wrote out, by bill id. It is the judge's yardstick:
	// not the ledger, but what a cashier was told.
	acked   map[string]ack
	decided map[string]string
	byHand  map[string]string // bill id → HIS number of the record made by hand
}

// Run carries the drill out. The report says how it went; the error is for a
// drill that could not be begun or carried on.
func Run(ctx context.Context, opt Options) (Report, error) {
	if err := opt.check(); err != nil {
		return Report{}, err
	}
	began := opt.Now()
	d := &day{opt: opt, acked: map[string]ack{}, decided: map[string]string{}, byHand: map[string]string{}}
	d.report = Report{Folder: opt.Folder, Seed: opt.Seed, Faults: map[string]int{}, Decisions: map[string]int{}, Wrong: []string{}}
	err := d.run(ctx)
	if d.his != nil {
		err = errors.Join(err, d.his.close())
	}
	d.report.Seconds = opt.Now().Sub(began).Seconds()
	d.report.OK = err == nil && len(d.report.Wrong) == 0
	return d.report, err
}

func (o *Options) check() error {
	if o.Charges == 0 {
		o.Charges = DefaultCharges
	}
	if o.Charges < LeastCharges || o.Charges > MostCharges {
		return fmt.Errorf("%w: %d charges; it takes %d to %d, so that every fault finds a receipt", ErrRefused, o.Charges, LeastCharges, MostCharges)
	}
	for _, address := range o.Forbidden {
		if o.HIS != "" && sameServer(address, o.HIS) {
			return fmt.Errorf("%w: %s stands in a hospital's settings; a drill never goes to a real HIS", ErrRefused, o.HIS)
		}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

// run is the day, hour by hour.
func (d *day) run(ctx context.Context) error {
	do := map[StepName]func(context.Context) (string, error){
		StepHISUp: d.raiseHIS, StepCopy: d.copyData, StepOutage: d.outage, StepCharge: d.charge, StepVoid: d.void,
		StepReentry: d.reenter, StepDecisions: d.decide, StepProof: d.prove, StepJudge: d.judge,
	}
	for _, name := range Steps() {
		began := d.opt.Now()
		detail, err := do[name](ctx)
		step := Step{Name: name, Seconds: d.opt.Now().Sub(began).Seconds(), Detail: detail, Failed: err != nil}
		d.report.Steps = append(d.report.Steps, step)
		if d.opt.Say != nil {
			d.opt.Say(step)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// wrong notes what must not be; the drill goes on so that all of it is seen.
func (d *day) wrong(format string, args ...any) {
	d.report.Wrong = append(d.report.Wrong, fmt.Sprintf(format, args...))
}

func (d *day) ledgerFolder() string { return filepath.Join(d.opt.Folder, "ledger") }

func (d *day) open(ctx context.Context) (*station.Station, error) {
	return station.Open(ctx, d.ledgerFolder(), station.Options{Now: d.opt.Now, Log: d.opt.Log})
}

func (d *day) raiseHIS(ctx context.Context) (string, error) {
	if err := os.MkdirAll(d.opt.Folder, 0o700); err != nil {
		return "", fmt.Errorf("making the drill's folder: %w", err)
	}
	var err error
	if d.opt.HIS == "" {
		d.his, err = newStandin(ctx, d.opt)
	} else {
		d.his, err = newForeign(ctx, d.opt)
	}
	if err != nil {
		return "", err
	}
	d.report.HIS = d.his.address()
	return d.report.HIS, nil
}
