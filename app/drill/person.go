package drill

import (
	"context"
	"fmt"

	"outpost/app/station"
	"outpost/store"
)

// decide is the scripted person of the information department: looks each open
// case up in the HIS itself and decides what a careful person would.
func (d *day) decide(ctx context.Context) (string, error) {
	s, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	for pass := 0; pass < 3; pass++ {
		cases, err := s.Ledger.Outbox(ctx, 0, d.opt.Charges+1, store.Differs, store.Refused, store.Unknown)
		if err != nil {
			return "", err
		}
		if len(cases) == 0 {
			break
		}
		resend, err := d.decideAll(ctx, s, cases)
		if err != nil {
			return "", err
		}
		if !resend {
			break
		}
		check, err := s.Commissioning(ctx)
		if err != nil {
			return "", err
		}
		if err := d.runOnce(ctx, s, check, 0); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%v", d.report.Decisions), nil
}

func (d *day) decideAll(ctx context.Context, s *station.Station, cases []store.OutboxRow) (resend bool, err error) {
	shelf, err := d.list(ctx)
	if err != nil {
		return false, err
	}
	for _, row := range cases {
		decision := d.word(shelf, row)
		if err := s.Ledger.Decide(ctx, row.Receipt.ID, decision); err != nil {
			return resend, err
		}
		d.report.Decisions[string(decision.Verdict)]++
		if decision.Verdict == store.VerdictResend {
			resend = true
			continue
		}
		d.decided[row.Receipt.ID] = string(decision.Verdict)
	}
	return resend, nil
}

// word is what the person says of one case.
func (d *day) word(shelf shelf, row store.OutboxRow) store.Decision {
	decision := store.Decision{By: "drill", Role: "info_head"}
	switch number := d.byHand[row.Receipt.ID]; {
	case number != "":
		decision.Verdict, decision.HISNumber = store.VerdictLinked, number
		decision.Reason = "drill: entered by hand from paper before the re-entry"
	case len(shelf.invoices[row.Receipt.ID]) == 0:
		decision.Verdict, decision.Reason = store.VerdictResend, "drill: looked in the HIS, nothing of it stands there"
	default:
		decision.Verdict = store.VerdictAccepted
		decision.Reason = "drill: looked at in the HIS; the difference is corrected there and settled with the patient: " + row.Reason
	}
	return decision
}
