package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"outpost/receipts"
)

// Draft is a bill that is not completed: the one being worked on, or a parked
// one. It is kept so that a crash loses no typing; it is not an entry.
type Draft struct {
	Bill    receipts.Bill
	Parked  bool
	Updated time.Time
}

// SaveDraft keeps a bill that is being worked on. Its personal fields are
// sealed with everything else of it.
func (l *Ledger) SaveDraft(ctx context.Context, bill receipts.Bill, parked bool) error {
	raw, err := json.Marshal(bill)
	if err != nil {
		return wrap(err, "keeping the draft")
	}
	sealed, err := l.keys.Seal(raw, draftContext(bill.ID))
	if err != nil {
		return wrap(err, "keeping the draft")
	}
	return l.drafts(ctx, `INSERT INTO drafts (id, parked, updated_us, sealed) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET parked = ?2, updated_us = ?3, sealed = ?4`,
		bill.ID, parked, l.opt.Now().UnixMicro(), sealed)
}

// DropDraft forgets a draft that was completed or given up.
func (l *Ledger) DropDraft(ctx context.Context, id string) error {
	return l.drafts(ctx, `DELETE FROM drafts WHERE id = ?`, id)
}

func (l *Ledger) drafts(ctx context.Context, query string, args ...any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	_, err := l.write.ExecContext(ctx, query, args...)
	return wrap(diskError(err), "keeping the draft")
}

func draftContext(id string) []byte { return []byte("draft|" + id) }

// Drafts lists the drafts, oldest first. Those whose bill was completed before
// they could be dropped are left out.
func (l *Ledger) Drafts(ctx context.Context) ([]Draft, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT id, parked, updated_us, sealed FROM drafts
		WHERE id NOT IN (SELECT id FROM receipts) ORDER BY updated_us`)
	return collect(rows, err, "reading the drafts", func(rows *sql.Rows) (d Draft, err error) {
		var (
			id     string
			at     int64
			sealed []byte
		)
		if err := rows.Scan(&id, &d.Parked, &at, &sealed); err != nil {
			return d, err
		}
		d.Updated = time.UnixMicro(at).UTC()
		plain, err := l.keys.Open(sealed, draftContext(id))
		if err != nil {
			return d, err
		}
		return d, json.Unmarshal(plain, &d.Bill)
	})
}
