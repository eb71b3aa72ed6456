package drill

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"outpost/app/demo"
	rehearsal "outpost/app/drill"
	"outpost/store/catalog"
)

// Run carries a drill out, as rehearsal.Run does.
type Run func(ctx context.Context, opt rehearsal.Options) (rehearsal.Report, error)

// Work is what a drill of this window needs. It belongs in the background.
type Work struct {
	// Data is the window's data folder.
	Data string
	// Prices are the items in force at the window, in their currency; without
	// one the drill takes the demo hospital's.
	Prices   *catalog.Index
	Currency string
	Run      Run
	Now      func() time.Time
}

// Carry carries one drill out in a folder of its own and keeps its record. The
// record says how it went; the error is only for a drill that could not be
// begun or whose record could not be kept.
func (w Work) Carry(ctx context.Context, opt rehearsal.Options) (Record, error) {
	r := Record{Began: w.Now()}
	if err := w.sweep(ctx); err != nil {
		return r, err
	}
	var err error
	if opt.Folder, err = newFolder(w.Data, r.Began); err != nil {
		return r, err
	}
	if opt.Prices == "" && w.Prices.Len() > 0 {
		opt.Prices = filepath.Join(opt.Folder, "prices.csv")
		if err := w.writePrices(opt.Prices); err != nil {
			return r, err
		}
	}
	r.Report, err = w.Run(ctx, opt)
	if errors.Is(err, rehearsal.ErrRefused) {
		return r, errors.Join(err, os.RemoveAll(opt.Folder))
	}
	r.Report.Folder = opt.Folder
	if r.Stopped = ctx.Err() != nil; err != nil && !r.Stopped {
		r.Error = sentence(err)
	}
	return r, r.Keep(context.WithoutCancel(ctx))
}

// sweep ends what drills left running whose window was killed: a stand-in HIS
// outlives the process that started it.
func (w Work) sweep(ctx context.Context) error {
	left, err := filepath.Glob(filepath.Join(w.Data, Folder, "*", "his"))
	if err != nil {
		return fmt.Errorf("looking for what former drills left: %w", err)
	}
	for _, dir := range left {
		if _, err := demo.StopHIS(ctx, dir); err != nil {
			return fmt.Errorf("ending what a former drill left: %w", err)
		}
	}
	return nil
}

// writePrices writes the list in force as a price file, so that the drill reads
// it as a hospital's file is read. An item's key, which is unique, is its code.
func (w Work) writePrices(path string) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the prices for the drill: %w", err)
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			err = fmt.Errorf("writing the prices for the drill: %w", err)
		}
	}()
	sign := ""
	if w.Currency == "USD" {
		sign = "$" // what tells the reader the currency
	}
	out := csv.NewWriter(file)
	if err := out.Write([]string{"code", "name", "spec", "unit", "maker", "price", "category"}); err != nil {
		return err
	}
	for item := range w.Prices.All {
		line := []string{item.Key, item.Name, item.Spec, item.Unit, item.Maker, sign + item.Price.String(), string(item.Category)}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
