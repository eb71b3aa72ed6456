package paper

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"outpost/app/station"
	"outpost/receipts/printer"
	"outpost/receipts/report"
)

// exportFolder is where files for people are written, in the data folder.
const exportFolder = "export"

// a4 is the paper of a report, in mm.
func a4() printer.Paper { return printer.Paper{Width: 210, Height: 297} }

// Sheet writes a report as a PDF called name into the export folder and, where a
// printer is set, sends it there. It returns the file, and the printer's trouble
// apart: then the file is there all the same.
func Sheet(ctx context.Context, s *station.Station, name string, r report.Report) (path string, notPrinted, err error) {
	file, err := report.PDF(ctx, r)
	if err != nil {
		return "", nil, err
	}
	folder := filepath.Join(s.Dir, exportFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", nil, fmt.Errorf("making the export folder: %w", err)
	}
	path = filepath.Join(folder, name)
	if err := printer.Save(ctx, path, file); err != nil {
		return "", nil, err
	}
	if queue := s.Settings().Printer.Name; queue != "" {
		_, notPrinted = printer.CUPS{}.Print(ctx, queue, name, file, a4())
	}
	return path, notPrinted, nil
}

// Once prints a report that must lie in no file, such as a code for an envelope.
func Once(ctx context.Context, s *station.Station, r report.Report) error {
	file, err := report.PDF(ctx, r)
	if err != nil {
		return err
	}
	_, err = printer.CUPS{}.Print(ctx, s.Settings().Printer.Name, r.Title, file, a4())
	return err
}
