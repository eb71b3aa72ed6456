package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"outpost/app/demo"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

// drillFolder holds the drill ledger beside a hospital's own.
const drillFolder = "drill"

// drillTill opens the drill ledger of the data folder, and makes it and its
// price list when absent.
func (a *app) drillTill(ctx context.Context, prices string) (*station.Station, error) {
	var list *mirror.Prices
	if prices != "" {
		var err error
		if list, err = mirror.PreviewPrices(ctx, prices, nil); err != nil {
			return nil, err
		}
	}
	s, err := a.drillStation(ctx, list)
	if err != nil {
		return nil, err
	}
	err = checkDrill(s)
	if err == nil && list != nil {
		_, err = acceptPrices(ctx, s, list, "drill")
	}
	if err == nil {
		err = s.Trouble()
	}
	if err == nil && s.Index().Len() == 0 {
		err = demo.Fill(ctx, s)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// drillStation is the data folder itself where it is a drill ledger, else its
// folder "drill".
func (a *app) drillStation(ctx context.Context, list *mirror.Prices) (*station.Station, error) {
	dir := a.dir()
	id := store.Identity{Hospital: "演练医院 Drill Hospital", Station: "DRILL", Prefix: "DRILL", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	rules := settings.Default()
	rules.Language = "en"
	if list == nil { // the demo hospital's prices have its packages
		if err := packages(&rules); err != nil {
			return nil, err
		}
	}
	if list != nil && list.Mapping.Currency == receipts.USD().Code {
		rules.Currency = receipts.USD()
	}
	if store.Exists(dir) {
		drill, err := a.likeReal(ctx, &id, &rules)
		if err != nil {
			return nil, err
		}
		if drill {
			return station.Open(ctx, dir, a.options())
		}
	}
	dir = filepath.Join(dir, drillFolder)
	if store.Exists(dir) {
		return station.Open(ctx, dir, a.options())
	}
	text, err := toml.Marshal(rules)
	if err != nil {
		return nil, fmt.Errorf("making the drill's settings: %w", err)
	}
	return station.Setup(ctx, dir, id, "the drill's settings", text, a.options())
}

// packages gives a drill the demo hospital's packages.
func packages(rules *settings.Settings) error {
	own, err := settings.Parse("demo settings", settings.Demo("http://127.0.0.1:1"))
	rules.Packages = own.Packages
	return err
}

// likeReal looks at the ledger in the data folder. A drill ledger is used as it
// is; after a hospital's, the drill is called and rounds like it, but names no
// HIS, no probe and no printer of it.
func (a *app) likeReal(ctx context.Context, id *store.Identity, rules *settings.Settings) (drill bool, err error) {
	err = a.reading(ctx, func(s *station.Station) error {
		own := s.Ledger.Identity()
		if drill = own.Drill; drill {
			return nil
		}
		id.Hospital, id.Station, id.TimeZone, id.DayStart = own.Hospital, own.Station, own.TimeZone, own.DayStart
		id.Prefix = "X" + own.Prefix[:min(len(own.Prefix), 7)]
		kept := s.Settings()
		rules.Language, rules.Currency, rules.Rounding, rules.Tenders, rules.Receipt = kept.Language, kept.Currency, kept.Rounding, kept.Tenders, kept.Receipt
		rules.Limits, rules.Insurers, rules.Benefits, rules.Packages = kept.Limits, kept.Insurers, kept.Benefits, kept.Packages
		return nil
	})
	return drill, err
}
