// Package prices is the screen on which the information staff take a price list
// a patient list or open orders over from a file: a preview that changes nothing, the
// proposed mapping corrected by a person, then one new version in one step.
package prices

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store/catalog"
	"outpost/sync/mirror"
)

// Kind is what a file is a list of.
type Kind int

// The kinds of lists.
const (
	Prices Kind = iota
	Patients
	Orders // open, unpaid
)

// exportFolder is where files for people are written, in the data folder.
const exportFolder = "export"

// Preview is a file as it would be taken over; exactly one of the three is set.
type Preview struct {
	Prices   *mirror.Prices
	Patients *mirror.Patients
	Orders   *mirror.Orders
}

// Read makes the preview of a file; mapping nil has everything proposed. A large
// file takes seconds: it belongs in the background.
func Read(ctx context.Context, kind Kind, path string, mapping *mirror.Mapping) (p Preview, err error) {
	switch kind {
	case Patients:
		p.Patients, err = mirror.PreviewPatients(ctx, path, mapping)
	case Orders:
		p.Orders, err = mirror.PreviewOrders(ctx, path, mapping)
	default:
		p.Prices, err = mirror.PreviewPrices(ctx, path, mapping)
	}
	return p, err
}

// Mapping is how the file was understood.
func (p Preview) Mapping() mirror.Mapping {
	switch {
	case p.Patients != nil:
		return p.Patients.Mapping
	case p.Orders != nil:
		return p.Orders.Mapping
	}
	return p.Prices.Mapping
}

// Columns are the file's own columns.
func (p Preview) Columns() []string {
	switch {
	case p.Patients != nil:
		return p.Patients.Columns
	case p.Orders != nil:
		return p.Orders.Columns
	}
	return p.Prices.Columns
}

// Counts are the rows of the file, those that can be taken and those that cannot.
func (p Preview) Counts() (rows, good, refused int) {
	switch {
	case p.Patients != nil:
		return p.Patients.Rows, len(p.Patients.Patients), len(p.Patients.Refused)
	case p.Orders != nil:
		return p.Orders.Rows, len(p.Orders.Orders), len(p.Orders.Refused)
	}
	return p.Prices.Rows, len(p.Prices.Items), len(p.Prices.Refused)
}

// Refused are the rows that cannot be taken, in the file's order.
func (p Preview) Refused() []mirror.Refusal {
	switch {
	case p.Patients != nil:
		return p.Patients.Refused
	case p.Orders != nil:
		return p.Orders.Refused
	}
	return p.Prices.Refused
}

// Warnings are what a person should look at before accepting.
func (p Preview) Warnings() []string {
	switch {
	case p.Patients != nil:
		return p.Patients.Warnings
	case p.Orders != nil:
		return p.Orders.Warnings
	}
	return p.Prices.Warnings
}

// Model is the screen without its widgets. It belongs to one goroutine; Accept
// and WriteRefused work on what they are given and belong in the background.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
	kind  Kind
	path  string   // of the file that is previewed
	shown *Preview // nil while a file is being chosen
	force []Force
}

// NewModel makes a screen with no file chosen.
func NewModel(st *station.Station, texts *i18n.Catalog) *Model {
	return &Model{st: st, texts: texts}
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Show takes in the preview of the file at path; nil goes back to choosing.
func (m *Model) Show(path string, p *Preview) { m.path, m.shown = path, p }

// Title says what is previewed, in counts.
func (m *Model) Title() string {
	if m.shown == nil {
		switch m.kind {
		case Patients:
			return m.t(i18n.PricesChoosePatients)
		case Orders:
			return m.t(i18n.PricesChooseOrders)
		}
		return m.t(i18n.PricesChoose)
	}
	rows, good, refused := m.shown.Counts()
	return m.t(i18n.PricesCounts, filepath.Base(m.path), rows, good, refused)
}

// Force is a list in force.
type Force struct {
	List, Source string
	Count        int
	At           time.Time
	Short        string // of its hash
}

// InForce reads which lists are in force: price lists first, then
// patients, then open orders.
func InForce(ctx context.Context, st *station.Station) ([]Force, error) {
	accepted, err := st.Ledger.PriceLists(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := st.Catalog.Versions(ctx)
	if err != nil {
		return nil, err
	}
	patients, err := st.Catalog.PatientLists(ctx)
	if err != nil {
		return nil, err
	}
	var out []Force
	for _, list := range accepted {
		for _, v := range kept {
			if v.Hash == list.Hash {
				out = append(out, force(v))
			}
		}
	}
	for _, v := range patients {
		out = append(out, force(v))
	}
	if orders := st.OpenOrders(); !orders.At().IsZero() {
		out = append(out, force(orders.Version()))
	}
	return out, nil
}

func force(v catalog.Version) Force {
	return Force{List: v.List, Source: v.Source, Count: v.Count, At: v.At, Short: v.Short()}
}

// forceRows shows the lists in force with their age.
type forceRows struct{ m *Model }

// Len completes kit.Rows.
func (f forceRows) Len() int { return len(f.m.force) }

// Cell completes kit.Rows.
func (f forceRows) Cell(row, col int) string {
	v := f.m.force[row]
	switch col {
	case 0:
		return v.List
	case 1:
		return strconv.Itoa(v.Count)
	case 2:
		return f.m.texts.Ago(v.At, f.m.st.Now())
	case 3:
		return v.Source
	}
	return v.Short
}

// Tone completes kit.Toned.
func (forceRows) Tone(int) kit.Tone { return kit.Plain }

// Accept makes a preview the version in force, whole or not at all, and writes
// the refused rows beside; it returns where those are, empty where there are
// none. by is who accepts.
func (m *Model) Accept(ctx context.Context, p Preview, by string) (refused string, err error) {
	if _, good, _ := p.Counts(); good == 0 {
		return "", errors.New(m.t(i18n.PricesNothingGood))
	}
	if refused, err = m.WriteRefused(p); err != nil {
		return "", err
	}
	if p.Patients != nil {
		return refused, m.st.AcceptPatients(ctx, p.Patients.Version(m.st.Now()), p.Patients.Patients)
	}
	if p.Orders != nil {
		return refused, m.st.AcceptOrders(ctx, p.Orders.Version(p.Orders.CopiedAt(m.st.Now())), p.Orders.Orders)
	}
	v, err := p.Prices.Version(m.st.Now(), m.st.Settings().Currency.Code)
	if err != nil {
		return refused, err
	}
	return refused, m.st.AcceptPrices(ctx, v, p.Prices.Items, by)
}

// WriteRefused writes the refused rows with row, field and reason into the
// export folder and returns where; empty where there are none.
func (m *Model) WriteRefused(p Preview) (string, error) {
	if len(p.Refused()) == 0 {
		return "", nil
	}
	folder := filepath.Join(m.st.Dir, exportFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the export folder: %w", err)
	}
	base := filepath.Base(p.file())
	path := filepath.Join(folder, strings.TrimSuffix(base, filepath.Ext(base))+".refused.csv")
	return path, p.writeRefused(path)
}

func (p Preview) file() string {
	switch {
	case p.Patients != nil:
		return p.Patients.File
	case p.Orders != nil:
		return p.Orders.File
	}
	return p.Prices.File
}

func (p Preview) writeRefused(path string) error {
	switch {
	case p.Patients != nil:
		return p.Patients.WriteRefused(path)
	case p.Orders != nil:
		return p.Orders.WriteRefused(path)
	}
	return p.Prices.WriteRefused(path)
}

// refusedRows shows the rows that cannot be taken.
type refusedRows struct{ all []mirror.Refusal }

// Len completes kit.Rows.
func (r refusedRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r refusedRows) Cell(row, col int) string {
	x := r.all[row]
	switch col {
	case 0:
		return strconv.Itoa(x.Row)
	case 1:
		return x.Field
	case 2:
		return x.Reason
	}
	return x.Raw
}
