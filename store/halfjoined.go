package store

import (
	"context"

	"outpost/receipts"
)

// joinedWhole refuses to touch a receipt of a former ledger while joining was cut
// off (ErrState): what was done with it there may still come, and what is done now
// would be done twice.
func (l *Ledger) joinedWhole(ctx context.Context, r receipts.Receipt) error {
	half, err := l.Unjoined(ctx)
	if err != nil || !half {
		return err
	}
	var joined bool
	if err := l.read.QueryRowContext(ctx, `SELECT kind = ? FROM journal WHERE seq = ?`, kindJoined, r.Seq).Scan(&joined); err != nil {
		return wrap(err, "looking where the receipt comes from")
	}
	if joined {
		return refuse(ErrState, "receipt %s comes from the former ledger, and joining that was cut off; join it again first, what was done with the receipt may still come", r.Number)
	}
	return nil
}
