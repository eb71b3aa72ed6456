package store

import (
	"context"
	"database/sql"
	"strings"
)

// MissingNumbers are the receipt numbers that this window gave out and that stand
// on no receipt: their entries could be read nowhere when a former ledger was
// joined. The codes on their papers bring them back (RecordRecovered). What was
// left free or spared is none.
func (l *Ledger) MissingNumbers(ctx context.Context) ([]string, error) {
	id := l.Identity()
	c := id.Continues
	if c == nil || c.Ledger == "" {
		return nil, nil // an own journal has no gap
	}
	unjoined, err := l.Unjoined(ctx)
	if err != nil || unjoined {
		return nil, err
	}
	known := make([]bool, l.Head().Totals.Receipts+1)
	know := func(n int64) {
		if n > 0 && n < int64(len(known)) {
			known[n] = true
		}
	}
	rows, err := l.read.QueryContext(ctx, `SELECT number FROM receipts`)
	numbers, err := collect(rows, err, "reading the receipts' numbers", func(rows *sql.Rows) (n string, err error) {
		return n, rows.Scan(&n)
	})
	if err != nil {
		return nil, err
	}
	for _, number := range numbers {
		if n, err := id.serial(number); err == nil && strings.HasPrefix(number, id.Prefix+"-") {
			know(n)
		}
	}
	spared, err := l.SparedSerials(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range spared {
		know(n)
	}
	for _, span := range c.Free {
		for n := span.First; n <= span.Last; n++ {
			know(n)
		}
	}
	var missing []string
	for n := id.Above + 1; n < int64(len(known)); n++ { // those of a lost ledger are nobody's to join
		if !known[n] {
			missing = append(missing, id.number(n))
		}
	}
	return missing, nil
}
