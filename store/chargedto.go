package store

import (
	"context"

	"outpost/receipts"
)

// ChargedTo lists the lines that this window charged to a patient in the present
// outage and that still stand: of no receipt that was voided or refunded. Without an
// outage, as in a drill, all of the ledger counts.
func (l *Ledger) ChargedTo(ctx context.Context, p receipts.Patient) (lines []receipts.Line, err error) {
	since, err := l.outageSince(ctx)
	if err != nil {
		return nil, err
	}
	for before := int64(0); ; {
		rows, err := l.Receipts(ctx, before, findPage)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			r := row.Receipt
			if before = r.Seq; before < since {
				return lines, nil
			}
			if samePerson(r.Patient, p) && r.Kind != receipts.KindRed && r.Void == nil && r.Refunded == nil {
				lines = append(lines, r.Lines...)
			}
		}
		if len(rows) < findPage {
			return lines, nil
		}
	}
}

// samePerson says whether two records are one patient's: the same record, or the
// same number.
func samePerson(a, b receipts.Patient) bool {
	return a.ID != "" && a.ID == b.ID || a.Number != "" && a.Number == b.Number
}
