package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/mirror"
)

func (a *app) patientsCommand() *cobra.Command {
	var flags importFlags
	bring := flags.on(a.acts(&cobra.Command{
		Use: "import FILE", Short: "Preview a patient file, or accept it in place of the earlier one", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error { return a.importPatients(ctx, args[0], flags) }),
	}))
	var limit int
	find := &cobra.Command{
		Use: "find QUERY", Short: "Find patients by card, number, phone, name or pinyin initials", Args: cobra.MinimumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.findPatients(ctx, strings.Join(args, " "), limit)
		}),
	}
	find.Flags().IntVar(&limit, "limit", 20, "how many patients at most")
	return a.group("patients", "The copied register of patients", bring, find, a.registerPatient())
}

func (a *app) importPatients(ctx context.Context, file string, flags importFlags) error {
	mapping, err := flags.read()
	if err != nil {
		return err
	}
	p, err := mirror.PreviewPatients(ctx, file, mapping)
	if err != nil {
		return err
	}
	v := importView{File: p.File, Rows: p.Rows, Accepted: len(p.Patients), Mapping: p.Mapping, Warnings: append([]string{}, p.Warnings...)}
	if err := flags.write(&v, file, p.Refused, p.WriteRefused); err != nil {
		return err
	}
	version := p.Version(a.Now())
	v.Version = version.Hash
	if !flags.accept {
		return a.showImport(v, version.String())
	}
	if len(p.Patients) == 0 {
		return fmt.Errorf("%s has no row that can be taken; look at the refused rows and correct the mapping", p.File)
	}
	return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error {
		if err := s.AcceptPatients(ctx, version, p.Patients); err != nil {
			return err
		}
		v.InForce = true
		return a.showImport(v, version.String())
	})
}

func (a *app) findPatients(ctx context.Context, query string, limit int) error {
	if limit < 1 {
		return usage("--limit %d: write 1 or more", limit)
	}
	return a.reading(ctx, func(s *station.Station) error {
		if err := s.Trouble(); err != nil {
			return err
		}
		found := append([]receipts.Patient{}, s.Register().Find(query, limit)...)
		return a.answerWith(map[string]any{"query": query, "patients": found}, func() {
			for _, p := range found {
				a.say("%-14s %s  %s %s  %s", p.Number, p.Name, p.Sex, p.BirthDate, receipts.Masked(p.IDNumber))
			}
			a.say("%d {patient/patients}", len(found))
		})
	})
}
