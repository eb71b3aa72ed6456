package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/incident"
	"outpost/sync/mirror"
)

func (a *app) ordersCommand() *cobra.Command {
	var flags importFlags
	var asOf string
	bring := flags.on(a.acts(&cobra.Command{
		Use: "import FILE", Short: "Preview a file of orders that are unpaid in the HIS, or accept it in place of the earlier one", Args: cobra.ExactArgs(1),
		Long: `Reads a CSV, XLSX or other file of orders that are not paid in the HIS; a row is one
item. The columns are proposed from their headings; a mapping corrects them. Its
fields are ` + strings.Join(mirror.OrderFields(), ", ") + `.

With --accept they take the place of all orders copied before. The till shows them
with the time of the copy, for they may be paid in the HIS since.`,
		RunE: a.run(func(ctx context.Context, args []string) error { return a.importOrders(ctx, args[0], asOf, flags) }),
	}))
	bring.Flags().StringVar(&asOf, "as-of", "", "when they stood so in the HIS, as YYYY-MM-DD HH:MM of the hospital's clock (default: the file's own time)")
	find := &cobra.Command{
		Use: "find PATIENT", Short: "Open orders of a patient by card, number, phone or name, and which are not charged here yet", Args: cobra.MinimumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error { return a.findOrders(ctx, strings.Join(args, " ")) }),
	}
	return a.group("orders", "Orders that were unpaid in the HIS when they were copied", bring, find)
}

func (a *app) importOrders(ctx context.Context, file, asOf string, flags importFlags) error {
	mapping, err := flags.read()
	if err != nil {
		return err
	}
	if _, err := time.Parse(asOfForm, asOf); asOf != "" && err != nil {
		return usage("--as-of %q: write it like \"2026-11-20 09:40\"", asOf)
	}
	p, err := mirror.PreviewOrders(ctx, file, mapping)
	if err != nil {
		return err
	}
	v := importView{File: p.File, Rows: p.Rows, Accepted: len(p.Orders), Mapping: p.Mapping, Warnings: append([]string{}, p.Warnings...)}
	if err := flags.write(&v, file, p.Refused, p.WriteRefused); err != nil {
		return err
	}
	if !flags.accept {
		version := p.Version(a.Now())
		v.Version = version.Hash
		return a.showImport(v, version.String())
	}
	if len(p.Orders) == 0 && (p.Rows > 0) {
		return fmt.Errorf("%s has no row that can be taken; look at the refused rows and correct the mapping", p.File)
	}
	return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error {
		at, err := copiedAt(s, p, asOf)
		if err != nil {
			return err
		}
		version := p.Version(at)
		if err := s.AcceptOrders(ctx, version, p.Orders); err != nil {
			return err
		}
		v.Version, v.InForce = version.Hash, true
		return a.showImport(v, version.String())
	})
}

// asOfForm is how --as-of is written.
const asOfForm = "2006-01-02 15:04"

// copiedAt is when the HIS's data stood as the file says: what a person says, else
// the file's own time. Neither is later than now.
func copiedAt(s *station.Station, p *mirror.Orders, asOf string) (time.Time, error) {
	now := s.Now()
	if asOf != "" {
		at, err := time.ParseInLocation(asOfForm, asOf, s.Ledger.Identity().Local(now).Location())
		if err == nil && at.After(now) {
			err = fmt.Errorf("--as-of %s is later than now; look at the clock, or write the time of the copy", asOf)
		}
		return at, err
	}
	return p.CopiedAt(now), nil
}

// ordersView is a patient with the open orders copied.
type ordersView struct {
	Patient receipts.Patient    `json:"patient"`
	Orders  []catalog.OpenOrder `json:"orders"`
	// Left are those not charged at this window in this outage.
	Left []catalog.OpenOrder `json:"left"`
}

func (a *app) findOrders(ctx context.Context, query string) error {
	return a.reading(ctx, func(s *station.Station) error {
		if err := s.Trouble(); err != nil {
			return err
		}
		all := []ordersView{}
		for _, p := range s.Register().Find(query, mostPatients) {
			left, err := s.OrdersLeft(ctx, p)
			if err != nil {
				return err
			}
			if orders := s.OpenOrders().Of(p); len(orders) > 0 {
				all = append(all, ordersView{p, orders, append([]catalog.OpenOrder{}, left...)})
			}
		}
		at := s.OpenOrders().At()
		return a.answerWith(map[string]any{"query": query, "as_of": at, "patients": all}, func() {
			for _, v := range all {
				a.say("%-14s %s: %d open {order/orders}, %d of them not charged here", v.Patient.Number, v.Patient.Name, len(v.Orders), len(v.Left))
				for _, o := range v.Left {
					a.say("  %-14s %s × %s %s  %s %s %s %s", o.Number, o.Quantity, o.Item, o.Name, o.Prescription, o.Doctor, o.Department, o.Ordered)
				}
			}
			a.say("%d {patient/patients} with open orders as of %s; they may be paid in the HIS already", len(all), stamp(at, s.Ledger.Identity().Local(at).Location()))
		})
	})
}

// mostPatients is how many patients one query looks at.
const mostPatients = 20
