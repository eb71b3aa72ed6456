package drill

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/app/station"
	"outpost/fixtures/hospital"
	"outpost/fixtures/sales"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/sync/mirror"
)

//go:embed drill.toml
var settingsTOML string

// copyData founds the drill's ledger and copies prices and patients, while the
// HIS is up.
func (d *day) copyData(ctx context.Context) (string, error) {
	prices, err := d.file(hospital.Prices(), d.opt.Prices)
	if err != nil {
		return "", err
	}
	list, err := mirror.PreviewPrices(ctx, prices, nil)
	if err != nil {
		return "", err
	}
	currency := receipts.CNY()
	if list.Mapping.Currency != "" && list.Mapping.Currency != currency.Code {
		currency = receipts.USD()
	}
	s, err := d.found(ctx, currency)
	if err != nil {
		return "", err
	}
	defer s.Close()
	version, err := list.Version(d.opt.Now(), currency.Code)
	if err != nil {
		return "", err
	}
	if err := s.AcceptPrices(ctx, version, list.Items, "drill"); err != nil {
		return "", err
	}
	if err := d.copyPatients(ctx, s); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d items, %d refused, %d patients", len(list.Items), len(list.Refused), len(d.people)), d.makeBills(s.Index())
}

// file is the price file to import: the given one, or the demo hospital's laid
// into the drill's folder.
func (d *day) file(builtIn hospital.File, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	path := filepath.Join(d.opt.Folder, builtIn.Name)
	if err := os.WriteFile(path, builtIn.Data, 0o600); err != nil {
		return "", fmt.Errorf("laying out %s: %w", builtIn.Name, err)
	}
	return path, nil
}

func (d *day) found(ctx context.Context, currency receipts.Currency) (*station.Station, error) {
	text := strings.NewReplacer(
		"@FHIR@", d.his.address(), "@HEALTH@", d.his.health(),
		"@CURRENCY@", currency.Code, "@SYMBOL@", currency.Symbol,
	).Replace(settingsTOML)
	id := store.Identity{Hospital: "演练医院 Drill Hospital", Station: "DRILL", Prefix: "DRILL", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	return station.Setup(ctx, d.ledgerFolder(), id, "drill.toml", []byte(text), station.Options{Now: d.opt.Now, Log: d.opt.Log})
}

func (d *day) copyPatients(ctx context.Context, s *station.Station) error {
	path, err := d.file(hospital.Patients(), "")
	if err != nil {
		return err
	}
	people, err := mirror.PreviewPatients(ctx, path, nil)
	if err != nil {
		return err
	}
	for _, p := range people.Patients {
		p.HISKey = "" // this HIS starts empty: it gets them from the re-entry
		d.people = append(d.people, p)
	}
	return s.AcceptPatients(ctx, people.Version(d.opt.Now()), people.Patients)
}

// makeBills makes the day's bills from items that cost something and whose
// price is whole in the minor unit.
func (d *day) makeBills(index *catalog.Index) error {
	d.items = map[string]receipts.Line{}
	var items []sales.Item
	for item := range index.All {
		if item.Price <= 0 || item.Price%100 != 0 || item.Price > 1_000_000_0000 {
			continue
		}
		items = append(items, sales.Item{Key: item.Key, Price: int64(item.Price) / 100})
		d.items[item.Key] = item.Line(receipts.One)
	}
	d.report.Items = index.Len()
	var err error
	d.bills, err = sales.Bills(sales.Plan{
		Seed: d.opt.Seed, Bills: d.opt.Charges, Items: items, Patients: len(d.people), Start: d.opt.Now().Truncate(time.Second),
	})
	return err
}
