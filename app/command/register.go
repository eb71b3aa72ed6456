package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func (a *app) registerPatient() *cobra.Command {
	return a.acts(&cobra.Command{
		Use: "register [FILE|-]", Short: "Register a patient under a temporary number of this window", Args: cobra.MaximumNArgs(1),
		Long: `Reads one patient, as 'outpost charge --help' writes it in full, from FILE or
standard input, so that no name stands in the list of processes:

  {"name":"…","id_number":"…","phone":"…"}

A resident ID number's check character is verified, and birth date and sex are taken
from it. Without a phone it takes a guardian (guardian, guardian_phone) or the
reason why there is none (no_phone_reason: unidentified, infant, none).`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				line := <-readLines(ctx, in)
				if line.err != nil {
					return line.err
				}
				var p receipts.Patient
				if err := billform.Decode(line.text, &p); err != nil {
					return err
				}
				p.ID, p.Insured = receipts.NewID(), p.Insured || p.InsuranceNumber != ""
				p, err := s.RegisterPatient(ctx, p)
				if err != nil {
					return err
				}
				return a.answer(p, "The patient has the number %s.", p.Number)
			})
		}),
	})
}

// packageView is one package of the settings at today's prices.
type packageView struct {
	Code  string     `json:"code"`
	Name  string     `json:"name"`
	Items []itemView `json:"items"`
	Total string     `json:"total,omitempty"`
	// Error says why it cannot be charged today.
	Error string `json:"error,omitempty"`
}

func (a *app) listPackages() *cobra.Command {
	return &cobra.Command{
		Use: "packages", Short: "List the packages of the settings at today's prices", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				for _, p := range s.Packages() {
					v := viewPackage(s, p)
					if err := a.answer(v, "%-10s %s  %d {item/items}  %s%s", v.Code, v.Name, len(p.Items), v.Total, v.Error); err != nil {
						return err
					}
				}
				return nil
			})
		}),
	}
}

func viewPackage(s *station.Station, p receipts.Package) packageView {
	v := packageView{Code: p.Code, Name: p.Name, Items: []itemView{}}
	for _, i := range p.Items {
		if item, ok := s.Index().ByKey(i.Item); ok {
			v.Items = append(v.Items, viewItem(item))
		}
	}
	rules := s.Ledger.Rules()
	lines, err := p.Expand(receipts.One, s.ItemLine)
	if err == nil {
		var sum receipts.Money
		if sum, err = rules.Price(lines); err == nil {
			v.Total = rules.Currency.Format(sum)
		}
	}
	if err != nil {
		v.Error = err.Error()
	}
	return v
}
