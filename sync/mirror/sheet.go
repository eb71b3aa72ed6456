package mirror

import (
	"bytes"
	"context"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// headRows is how many rows are looked at to find the header and the sheet.
const headRows = 60

// workbook reads the sheets of an XLSX file as raw values: a price of 12.5
// that is shown as "¥12.50" comes as 12.5.
type workbook struct {
	name string
	file *excelize.File
}

func openWorkbook(name string, data []byte) (w *workbook, err error) {
	// The library panics on some damaged workbooks; a damaged file is a sentence.
	defer func() {
		if r := recover(); r != nil {
			w, err = nil, cannotRead(name, "is a damaged workbook; save it again as .xlsx, or as CSV")
		}
	}()
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked / 4,
	})
	if err != nil {
		return nil, cannotRead(name, "cannot be opened as a workbook (%v); save it again as .xlsx without a password", err)
	}
	return &workbook{name, file}, nil
}

func (w *workbook) sheets() []string { return w.file.GetSheetList() }
func (w *workbook) close() error     { return w.file.Close() }

// rows reads up to limit rows of a sheet, blank ones left out.
func (w *workbook) rows(ctx context.Context, sheet string, limit int) (rows []row, err error) {
	defer func() {
		if r := recover(); r != nil {
			rows, err = nil, cannotRead(w.name, "has a damaged sheet %q; save it again as .xlsx, or as CSV", sheet)
		}
	}()
	cursor, err := w.file.Rows(sheet)
	if err != nil {
		return nil, misfit("sheet", "%q cannot be read (%v); the sheets are %q", sheet, err, w.sheets())
	}
	defer cursor.Close()
	for number := 1; cursor.Next() && len(rows) < limit; number++ {
		if number%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := cursor.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("%s, sheet %q, row %d: %w", w.name, sheet, number, err)
		}
		if r := (row{number: number, cells: cells}); !r.blank() {
			rows = append(rows, r)
		}
	}
	if err := cursor.Error(); err != nil {
		return nil, cannotRead(w.name, "has a damaged sheet %q (%v); save it again as .xlsx, or as CSV", sheet, err)
	}
	return rows, nil
}
