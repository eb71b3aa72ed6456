package register

import (
	"bytes"
	"encoding/csv"
	"strings"

	"outpost/app/desktop/panel"
	"outpost/app/i18n"
)

// csv is the register as spreadsheet programs open it: UTF-8 with a byte-order
// mark, times in the window's zone, ids last.
func (m *Model) csv() []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true // RFC 4180
	head := []i18n.Key{
		i18n.RegisterReported, i18n.RegisterSymptom, i18n.RegisterOrigin, i18n.RegisterVerifiedAt, i18n.RegisterVerifiedBy,
		i18n.RegisterClass, i18n.RegisterClassReason, i18n.RegisterToldAt, i18n.RegisterClosedAt, i18n.RegisterClosedBy,
		i18n.RegisterCause, i18n.RegisterIncident, i18n.RegisterID,
	}
	row := make([]string, len(head))
	for i, key := range head {
		row[i] = m.t(key)
	}
	_ = w.Write(row) // a bytes.Buffer takes everything
	for _, f := range m.faults {
		row := []string{
			m.time(f.ReportedAt), panel.SymptomWord(m.opt.Texts, f.Symptom), m.origin(f), m.time(f.VerifiedAt), f.VerifiedBy,
			panel.ClassWord(m.opt.Texts, f.Class), f.ClassReason, m.time(f.FedBackAt), m.time(f.ClosedAt), f.ClosedBy,
			f.Cause, f.Incident, f.ID,
		}
		for i := range row {
			row[i] = harmless(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	return out.Bytes()
}

// harmless keeps a cell from being taken for a formula: a spreadsheet program
// runs what begins with one of these signs (OWASP, CSV injection).
func harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}
