package reentry

import (
	"context"

	"outpost/receipts"
	"outpost/store"
)

// Outbox is the durable list of receipts on their way to the HIS; the ledger is
// one.
type Outbox interface {
	// Unsent returns at most limit rows that are pending, sent or unknown, in
	// the order of sale. A row that a person sent back keeps its Decision
	// (VerdictResend).
	Unsent(ctx context.Context, limit int) ([]store.OutboxRow, error)
	// MarkSent makes "a request is on its way" durable before it returns, with the
	// receipt that is to be sent, which may have been paid since Unsent; only then
	// may a byte leave. An error means that nothing is sent.
	MarkSent(ctx context.Context, receiptID string) (receipts.Receipt, error)
	// RecordAnswer makes the answer durable. Pending puts a row back that was
	// certainly never sent.
	RecordAnswer(ctx context.Context, receiptID string, answer store.Answer) error
}
