package store

import (
	"context"

	"outpost/store/journal"
)

// What the HIS left without an answer, as the journal names it.
const kindGoingOver = "going over"

var goingOverKinds = []kind{kindOf(kindGoingOver, projector.goingOver)}

// goingOverBody is what was asked when the window went over; its questions are
// personal data and sealed.
type goingOverBody struct {
	Outage    string `json:"outage"`
	LastHIS   string `json:"last_his,omitempty"`
	Questions []byte `json:"questions_sealed"`
	By        string `json:"by"`
	// Holds are receipts charged before this entry that match it.
	Holds []hold `json:"holds,omitempty"`
}

// hold keeps a receipt back from the HIS, with the reason.
type hold struct {
	Receipt string `json:"receipt"`
	Reason  string `json:"reason"`
}

var goingOverPart = part{ // what the HIS left without an answer
	tables: []string{"going_over"},
	sql: `
CREATE TABLE IF NOT EXISTS going_over (
	seq    INTEGER PRIMARY KEY,
	outage TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS going_over_by_outage ON going_over (outage, seq);
`,
}

func (p projector) goingOver(ctx context.Context, e journal.Entry, b goingOverBody) error {
	if err := p.exec(ctx, `INSERT INTO going_over (seq, outage) VALUES (?, ?)`, e.Seq, b.Outage); err != nil {
		return err
	}
	for _, h := range b.Holds {
		err := p.exec(ctx, `UPDATE outbox SET state = ?, reason = ?, updated_us = ?`+outboxRowOf, string(Held), h.Reason, e.At.UnixMicro(), h.Receipt)
		if err != nil {
			return err
		}
	}
	return nil
}
