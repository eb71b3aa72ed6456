// Package demo puts the built-in demo hospital together: a window with its
// prices and patients, and the stand-in HIS as a process of its own on the
// loopback. The stand-in is the demo and not the proof.
package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/fixtures/hospital"
	"outpost/store"
	"outpost/sync/mirror"
)

// by is who accepts what the demo brings with it.
const by = "demo"

// Options are what the demo needs from outside.
type Options struct {
	// Program is the outpost binary that the stand-in HIS runs as; empty is
	// this one.
	Program string
	// Now is the clock; nil means the computer's.
	Now func() time.Time
	// Window says that a window is to open here: a folder that another program
	// writes is refused (store.ErrInUse) before a stand-in HIS is started, which
	// the open window would take for its HIS coming back.
	Window bool
	// Log never gets personal data; nil means none.
	Log *slog.Logger
}

func (o Options) station() station.Options { return station.Options{Now: o.Now, Log: o.Log} }

// Identity is the demo hospital's first window.
func Identity() store.Identity {
	return store.Identity{Hospital: "Outpost Demo Hospital 示范医院", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
}

// Prepare makes dir the demo hospital's first window, if it is not yet one,
// starts its stand-in HIS if it does not run, and returns its origin
// (http://127.0.0.1:port). What was charged there before stays. A folder with a
// hospital's own ledger is refused and stays as it is.
func Prepare(ctx context.Context, dir string, opt Options) (origin string, err error) {
	if store.Exists(dir) {
		return again(ctx, dir, opt)
	}
	his, err := StartHIS(ctx, dir, opt.Program, "")
	if err == nil {
		err = Seed(ctx, his.Origin)
	}
	if err != nil {
		return "", err
	}
	s, err := station.Setup(ctx, dir, Identity(), "demo settings", settings.Demo(his.Origin), opt.station())
	if err != nil {
		return "", err
	}
	return his.Origin, errors.Join(Fill(ctx, s), hire(ctx, s), s.Close())
}

// again starts the HIS of a demo that was prepared before, at its old address
// where that is free, and tells the window where it is now.
func again(ctx context.Context, dir string, opt Options) (string, error) {
	s, err := station.Open(ctx, dir, opt.station())
	if errors.Is(err, store.ErrInUse) && !opt.Window {
		return beside(ctx, dir, opt)
	}
	if err != nil {
		return "", err
	}
	defer s.Close()
	before, err := formerOrigin(s)
	if err != nil {
		return "", err
	}
	his, err := StartHIS(ctx, dir, opt.Program, strings.TrimPrefix(before, "http://"))
	if err != nil {
		his, err = StartHIS(ctx, dir, opt.Program, "")
	}
	if err == nil {
		err = Seed(ctx, his.Origin)
	}
	if err != nil {
		return "", err
	}
	if his.Origin != before {
		if err := s.Accept(ctx, "demo settings", settings.Demo(his.Origin), by); err != nil {
			return "", err
		}
	}
	if s.Index().Len() == 0 || s.Register().Len() == 0 { // the first preparation was cut off
		if err := Fill(ctx, s); err != nil {
			return "", err
		}
	}
	return his.Origin, hire(ctx, s)
}

// beside starts the HIS while the demo's window is open: at its old address,
// because nobody else may tell the window another one.
func beside(ctx context.Context, dir string, opt Options) (string, error) {
	look := opt.station()
	look.ReadOnly = true
	s, err := station.Open(ctx, dir, look)
	if err != nil {
		return "", err
	}
	defer s.Close()
	origin, err := formerOrigin(s)
	if err != nil {
		return "", err
	}
	his, err := StartHIS(ctx, dir, opt.Program, strings.TrimPrefix(origin, "http://"))
	if err != nil {
		return "", fmt.Errorf("%w; close the demo's window and open it again, it then takes another address", err)
	}
	return his.Origin, Seed(ctx, his.Origin)
}

// formerOrigin is where the demo's HIS listened before; a hospital's own window
// is refused.
func formerOrigin(s *station.Station) (string, error) {
	if s.Ledger.Identity().Hospital != Identity().Hospital {
		return "", fmt.Errorf("the data folder %s is the window of a hospital, not the demo's; name another folder with --data", s.Dir)
	}
	return strings.TrimSuffix(s.Settings().HIS.URL, "/fhir/R4"), nil
}

// Fill accepts the demo hospital's prices and patients at a window.
func Fill(ctx context.Context, s *station.Station) error {
	folder, err := os.MkdirTemp("", "outpost-demo-")
	if err != nil {
		return fmt.Errorf("unpacking the demo hospital: %w", err)
	}
	defer os.RemoveAll(folder)
	if s.Index().Len() == 0 {
		if err := fillPrices(ctx, s, folder); err != nil {
			return err
		}
	}
	path, err := unpack(folder, hospital.Patients())
	if err != nil {
		return err
	}
	patients, err := mirror.PreviewPatients(ctx, path, nil)
	if err != nil {
		return err
	}
	return s.AcceptPatients(ctx, patients.Version(s.Now()), patients.Patients)
}

func fillPrices(ctx context.Context, s *station.Station, folder string) error {
	path, err := unpack(folder, hospital.Prices())
	if err != nil {
		return err
	}
	prices, err := mirror.PreviewPrices(ctx, path, nil)
	if err != nil {
		return err
	}
	version, err := prices.Version(s.Now(), s.Settings().Currency.Code)
	if err != nil {
		return err
	}
	return s.AcceptPrices(ctx, version, prices.Items, by)
}

func unpack(folder string, f hospital.File) (string, error) {
	path := filepath.Join(folder, f.Name)
	if err := os.WriteFile(path, f.Data, 0o600); err != nil {
		return "", fmt.Errorf("unpacking the demo hospital: %w", err)
	}
	return path, nil
}
