package store

import (
	"context"
	"fmt"
)

// migrate brings the tables of an older ledger to this program's form: the
// entries stay, everything computed from them is made anew.
func (l *Ledger) migrate(ctx context.Context) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, "starting the migration")
	}
	defer tx.Rollback()
	for _, table := range projections {
		if _, err := tx.ExecContext(ctx, `DROP TABLE IF EXISTS `+table); err != nil {
			return wrap(err, "dropping the former table "+table)
		}
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("making the ledger's tables: %w", err)
	}
	if err := replayInto(ctx, tx, l.read); err != nil {
		return err
	}
	return wrap(tx.Commit(), "finishing the migration")
}
