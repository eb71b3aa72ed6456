package command

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/printer"
	"outpost/store"
	"outpost/store/incident"
)

func (a *app) faultCommand() *cobra.Command {
	words := make([]string, 0, len(incident.Symptoms()))
	for _, s := range incident.Symptoms() {
		words = append(words, string(s))
	}
	var symptom, note string
	report := &cobra.Command{
		Use: "report", Short: "Report a fault of the HIS", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.reportFault(ctx, symptom, note) }),
	}
	report.Flags().StringVar(&symptom, "symptom", "", "one of "+strings.Join(words, ", "))
	report.Flags().StringVar(&note, "note", "", "more words; no personal data")
	return a.group("fault", "The fault register", a.acts(need(report, "symptom")), a.faultList(), a.faultVerify(), a.faultClose())
}

func (a *app) faultList() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "list", Short: "List the register, newest first", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listFaults(ctx, file) }),
	}
	cmd.Flags().StringVar(&file, "csv", "", "write the register to this CSV file")
	return cmd
}

func (a *app) faultVerify() *cobra.Command {
	var class, reason string
	cmd := &cobra.Command{
		Use: "verify ID", Short: "Say that a fault was looked at, with its class and why", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.stepFault(ctx, args[0], func(f *incident.Fault, by string, now time.Time) (err error) {
				f.VerifiedBy, f.VerifiedAt, f.FedBackAt, f.ClassReason = by, now, now, reason
				if class == "" {
					return nil
				}
				if f.Class, err = incident.ParseClass(class); err != nil {
					return usage("--class %q: write 1, 2 or 3", class)
				}
				return nil
			})
		}),
	}
	cmd.Flags().StringVar(&class, "class", "", "1, 2 or 3")
	cmd.Flags().StringVar(&reason, "reason", "", "why this class")
	return a.acts(cmd)
}

func (a *app) faultClose() *cobra.Command {
	var cause string
	cmd := &cobra.Command{
		Use: "close ID", Short: "Close a fault with its cause", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.stepFault(ctx, args[0], func(f *incident.Fault, by string, now time.Time) error {
				f.ClosedBy, f.ClosedAt, f.Cause = by, now, cause
				return nil
			})
		}),
	}
	cmd.Flags().StringVar(&cause, "cause", "", "what caused it")
	return a.acts(need(cmd, "cause"))
}

func (a *app) reportFault(ctx context.Context, symptom, note string) error {
	s, err := incident.ParseSymptom(symptom)
	if err != nil {
		return usage("--symptom: %v", err)
	}
	return a.acting(ctx, func(st *station.Station, by store.Actor) error {
		f := incident.Fault{
			ID: receipts.NewID(), Symptom: s, Note: note, Origin: incident.OriginPerson, ReportedBy: by.ID(), ReportedAt: incident.Stamp(a.Now()),
		}
		last, ok, err := st.Ledger.Outage(ctx)
		if err != nil {
			return err
		}
		if ok && last.Current != nil {
			f.Incident = last.Current.ID
		}
		if err := st.Ledger.RecordFault(ctx, f); err != nil {
			return err
		}
		return a.answer(f, "Fault %s (%s) is reported.", f.ID, f.Symptom)
	})
}

// stepFault adds what a step knows to a fault: the information department's
// business. The id's last characters do.
func (a *app) stepFault(ctx context.Context, id string, step func(*incident.Fault, string, time.Time) error) error {
	return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, by store.Actor) error {
		f, err := findFault(ctx, s, id)
		if err != nil {
			return err
		}
		if err := step(&f, by.ID(), incident.Stamp(a.Now())); err != nil {
			return err
		}
		if err := s.Ledger.RecordFault(ctx, f); err != nil {
			return err
		}
		return a.answer(f, "Fault %s is written down.", f.ID)
	})
}

func findFault(ctx context.Context, s *station.Station, id string) (found incident.Fault, err error) {
	all, err := s.Ledger.Faults(ctx)
	if err != nil {
		return found, err
	}
	n := 0
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
		if len(id) >= 4 && strings.HasSuffix(f.ID, id) {
			found = f
			n++
		}
	}
	if n != 1 {
		return found, fmt.Errorf("%d faults have an id that ends in %q; look it up with 'outpost fault list'", n, id)
	}
	return found, nil
}

func (a *app) listFaults(ctx context.Context, file string) error {
	return a.reading(ctx, func(s *station.Station) error {
		all, err := s.Ledger.Faults(ctx)
		if err != nil {
			return err
		}
		if file != "" {
			table, err := faultTable(all)
			if err == nil {
				err = checkTarget(file)
			}
			if err == nil {
				err = printer.Save(ctx, file, table)
			}
			if err != nil {
				return err
			}
		}
		out := map[string]any{"faults": append([]incident.Fault{}, all...), "csv": file}
		return a.answerWith(out, func() {
			id := s.Ledger.Identity()
			for _, f := range all {
				state := "open"
				if !f.Open() {
					state = "closed: " + f.Cause
				}
				a.say("%s  %s  class %s  %-26s %s", f.ID, id.Local(f.ReportedAt).Format("2006-01-02 15:04"), f.Class, f.Symptom, state)
			}
			a.say("%d {fault/faults}", len(all))
		})
	})
}

// faultTable is the register as CSV with a mark, as spreadsheet programs want it.
func faultTable(all []incident.Fault) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	rows := [][]string{{
		"id", "incident", "symptom", "note", "origin", "reported_by", "reported_at", "verified_by", "verified_at",
		"class", "class_reason", "fed_back_at", "cause", "closed_by", "closed_at",
	}}
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	for _, f := range all {
		rows = append(rows, []string{
			f.ID, f.Incident, string(f.Symptom), formulaSafe(f.Note), string(f.Origin), formulaSafe(f.ReportedBy), at(f.ReportedAt),
			formulaSafe(f.VerifiedBy), at(f.VerifiedAt), f.Class.String(), formulaSafe(f.ClassReason), at(f.FedBackAt),
			formulaSafe(f.Cause), formulaSafe(f.ClosedBy), at(f.ClosedAt),
		})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing the register: %w", err)
	}
	return b.Bytes(), nil
}

// formulaSafe keeps a spreadsheet program from running what somebody typed
// (OWASP, CSV injection).
func formulaSafe(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
