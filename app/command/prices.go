package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/incident"
	"outpost/sync/mirror"
)

// importFlags are those of both imports.
type importFlags struct {
	accept                         bool
	mapping, writeMapping, refused string
}

func (f *importFlags) on(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().BoolVar(&f.accept, "accept", false, "take the good rows over as the new version; without it a preview that changes nothing")
	cmd.Flags().StringVar(&f.mapping, "mapping", "", "how to understand the columns (TOML or .json); without it they are proposed")
	cmd.Flags().StringVar(&f.writeMapping, "write-mapping", "", "write the mapping used to this file, to correct it")
	cmd.Flags().StringVar(&f.refused, "refused", "", "write the refused rows to this CSV file (with --accept: FILE.refused.csv by itself)")
	return cmd
}

// read gives the mapping that a person corrected; nil where none is named.
func (f importFlags) read() (*mirror.Mapping, error) {
	if f.mapping == "" {
		return nil, nil
	}
	return mirror.ReadMapping(f.mapping)
}

// refusedFile is where the refused rows go: nowhere in a mere preview that was
// not told to.
func (f importFlags) refusedFile(source string, refused int) string {
	switch {
	case refused == 0:
		return ""
	case f.refused == "" && f.accept:
		return source + ".refused.csv"
	}
	return f.refused
}

// importView is what an import came to.
type importView struct {
	File        string         `json:"file"`
	Rows        int            `json:"rows"`
	Accepted    int            `json:"accepted"`
	Refused     int            `json:"refused"`
	RefusedFile string         `json:"refused_file"`
	Mapping     mirror.Mapping `json:"mapping"`
	Encoding    string         `json:"encoding"`
	Version     string         `json:"version"`
	InForce     bool           `json:"in_force"`
	// Examples are the first refused rows.
	Examples []mirror.Refusal `json:"examples"`
	Warnings []string         `json:"warnings"`
}

// write completes a view with what was refused, and writes the files that were
// asked for: the mapping, and the refused rows by writeRefused.
func (f importFlags) write(v *importView, source string, refused []mirror.Refusal, writeRefused func(path string) error) error {
	v.Encoding, v.Refused, v.Examples = v.Mapping.Encoding, len(refused), examples(refused)
	v.RefusedFile = f.refusedFile(source, len(refused))
	if f.writeMapping != "" {
		if err := v.Mapping.Write(f.writeMapping); err != nil {
			return err
		}
	}
	if v.RefusedFile == "" {
		return nil
	}
	return writeRefused(v.RefusedFile)
}

// mostExamples is how many refused rows an answer shows.
const mostExamples = 5

func examples(all []mirror.Refusal) []mirror.Refusal {
	return append([]mirror.Refusal{}, all[:min(len(all), mostExamples)]...)
}

func (a *app) pricesCommand() *cobra.Command {
	var flags importFlags
	bring := flags.on(a.acts(&cobra.Command{
		Use: "import FILE", Short: "Preview a price file, or accept it as the new version of its list", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error { return a.importPrices(ctx, args[0], flags) }),
	}))
	var limit int
	find := &cobra.Command{
		Use: "find QUERY", Short: "Find charge items by code, pinyin initials or name", Args: cobra.MinimumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.findPrices(ctx, strings.Join(args, " "), limit)
		}),
	}
	find.Flags().IntVar(&limit, "limit", 20, "how many items at most")
	list := &cobra.Command{
		Use: "list", Short: "List the price lists in force", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listPrices(ctx) }),
	}
	return a.group("prices", "Price lists and their items", bring, find, list, a.listPackages())
}

func (a *app) importPrices(ctx context.Context, file string, flags importFlags) error {
	mapping, err := flags.read()
	if err != nil {
		return err
	}
	p, err := mirror.PreviewPrices(ctx, file, mapping)
	if err != nil {
		return err
	}
	v := importView{File: p.File, Rows: p.Rows, Accepted: len(p.Items), Mapping: p.Mapping, Warnings: append([]string{}, p.Warnings...)}
	if err := flags.write(&v, file, p.Refused, p.WriteRefused); err != nil {
		return err
	}
	if !flags.accept {
		return a.previewPrices(ctx, p, v)
	}
	return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, by store.Actor) error {
		version, err := acceptPrices(ctx, s, p, by.ID())
		if err != nil {
			return err
		}
		v.Version, v.InForce = version.Hash, true
		return a.showImport(v, version.String())
	})
}

// acceptPrices makes a preview the version in force.
func acceptPrices(ctx context.Context, s *station.Station, p *mirror.Prices, by string) (catalog.Version, error) {
	if len(p.Items) == 0 {
		return catalog.Version{}, fmt.Errorf("%s has no row that can be taken; look at the refused rows and correct the mapping", p.File)
	}
	version, err := p.Version(s.Now(), s.Settings().Currency.Code)
	if err != nil {
		return version, err
	}
	return version, s.AcceptPrices(ctx, version, p.Items, by)
}

// previewPrices shows which version accepting would make. A ledger is not
// needed for that; where one is, its currency counts.
func (a *app) previewPrices(ctx context.Context, p *mirror.Prices, v importView) error {
	currency := p.Mapping.Currency
	if store.Exists(a.dir()) {
		err := a.reading(ctx, func(s *station.Station) error {
			currency = s.Settings().Currency.Code
			return nil
		})
		if err != nil {
			return err
		}
	}
	if currency == "" {
		currency = receipts.CNY().Code
	}
	version, err := p.Version(a.Now(), currency)
	if err != nil {
		return err
	}
	v.Version = version.Hash
	return a.showImport(v, version.String())
}

func (a *app) showImport(v importView, name string) error {
	return a.answerWith(v, func() {
		a.say("%s: %d {row/rows}, %d good, %d refused (%s)", v.File, v.Rows, v.Accepted, v.Refused, v.Encoding)
		for _, field := range []string{
			mirror.OrderNumber, mirror.OrderPatient, mirror.OrderItem, mirror.OrderQuantity, mirror.OrderPrescription,
			mirror.OrderDoctor, mirror.OrderDepartment, mirror.OrderTime, mirror.FieldCode, mirror.FieldName, mirror.FieldSpec, mirror.FieldUnit, mirror.FieldMaker, mirror.FieldPrice,
			mirror.FieldCategory, mirror.FieldInitials, mirror.FieldBarcode, mirror.FieldNumber, mirror.FieldSex,
			mirror.FieldBirthDate, mirror.FieldIDNumber, mirror.FieldPhone, mirror.FieldCard, mirror.FieldInsurance,
		} {
			if column := v.Mapping.Columns[field]; column != "" {
				a.say("  %-16s from column %q", field, column)
			}
		}
		if len(v.Mapping.Key) > 0 {
			a.say("  %-16s from column %q", "key", strings.Join(v.Mapping.Key, " + "))
		}
		for _, w := range v.Warnings {
			a.say("  note: %s", w)
		}
		for _, r := range v.Examples {
			a.say("  refused row %d, %s: %s", r.Row, r.Field, r.Reason)
		}
		if v.RefusedFile != "" {
			a.say("The refused rows stand in %s.", v.RefusedFile)
		}
		if v.InForce {
			a.say("Version %s is in force.", name)
		} else {
			a.say("Nothing was changed; --accept makes version %s of the good rows.", name)
		}
	})
}

// itemView is a charge item as the commands show it.
type itemView struct {
	Key      string            `json:"key"`
	Code     string            `json:"code,omitempty"`
	Name     string            `json:"name"`
	Spec     string            `json:"spec,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Maker    string            `json:"maker,omitempty"`
	Category receipts.Category `json:"category"`
	Price    string            `json:"price"`
	List     string            `json:"list"`
}

func viewItem(i catalog.Item) itemView {
	return itemView{i.Key, i.Code, i.Name, i.Spec, i.Unit, i.Maker, i.Category, i.Price.String(), i.List}
}

func (a *app) findPrices(ctx context.Context, query string, limit int) error {
	if limit < 1 {
		return usage("--limit %d: write 1 or more", limit)
	}
	return a.reading(ctx, func(s *station.Station) error {
		if err := s.Trouble(); err != nil {
			return err
		}
		items := []itemView{}
		for _, i := range s.Index().Find(query, limit) {
			items = append(items, viewItem(i))
		}
		return a.answerWith(map[string]any{"query": query, "items": items}, func() {
			for _, i := range items {
				a.say("%-22s %10s  %s", i.Key, i.Price, strings.Join(strings.Fields(i.Name+" "+i.Spec+" "+i.Unit+" "+i.Maker), " "))
			}
			a.say("%d {item/items}", len(items))
		})
	})
}

func (a *app) listPrices(ctx context.Context) error {
	return a.reading(ctx, func(s *station.Station) error {
		lists, err := s.Ledger.PriceLists(ctx)
		if err != nil {
			return err
		}
		out := map[string]any{"lists": append([]store.PriceList{}, lists...), "items": s.Index().Len()}
		if err := s.Trouble(); err != nil {
			out["trouble"] = err.Error()
		}
		return a.answerWith(out, func() {
			for _, l := range lists {
				a.say("%-16s %7d items  %s  from %s", l.List, l.Count, l.Hash[:12], l.Source)
			}
			if err := s.Trouble(); err != nil {
				a.say("NOT LOADED: %v", err)
			}
			a.say("%d {item/items} in force", s.Index().Len())
		})
	})
}
