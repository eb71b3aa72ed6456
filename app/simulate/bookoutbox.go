package simulate

import (
	"fmt"

	"outpost/store"
	"outpost/store/journal"
)

// outbox takes in what an entry says of a receipt's way to the HIS.
func (b *book) outbox(e journal.Entry) error {
	if e.Kind == "going over" {
		return b.goingOver(e)
	}
	r, err := b.bill(e)
	if err != nil {
		return err
	}
	switch e.Kind {
	case "his sent":
		switch r.state {
		case store.Pending, store.Sent, store.Unknown:
		default:
			return fmt.Errorf("receipt %s is %s and was sent", r.Number, r.state)
		}
		r.state, r.attempts = store.Sent, r.attempts+1
		return nil
	case "his answer":
		a, err := decoded[store.Answer](e)
		if err == nil && (r.state.Final() || r.state == store.Held) {
			err = fmt.Errorf("receipt %s is %s and got the answer %s", r.Number, r.state, a.State)
		}
		r.state, r.number = a.State, a.HISNumber
		return err
	}
	return r.decide(e)
}

// goingOver holds receipts back that the HIS may have charged before.
func (b *book) goingOver(e journal.Entry) error {
	body, err := decoded[struct{ Holds []about }](e)
	for _, h := range body.Holds {
		r := b.byID[h.Receipt]
		if b.past != nil {
			b.heldBack[h.Receipt] = true // its receipt follows by joining
			continue
		}
		if r == nil || r.state != store.Pending {
			return fmt.Errorf("receipt %s is held back and was not waiting", h.Receipt)
		}
		r.state = store.Held
	}
	return err
}

func (r *bill) decide(e journal.Entry) error {
	d, err := decoded[store.Decision](e)
	if err != nil {
		return err
	}
	switch {
	case r.state.Final() || r.state == store.Sent:
		return fmt.Errorf("receipt %s is %s and was %s", r.Number, r.state, d.Verdict)
	case d.By == "" || d.Reason == "":
		return fmt.Errorf("nobody decided that receipt %s is %s", r.Number, d.Verdict)
	}
	r.decision, r.state = &d, store.ByHand
	if d.Verdict == store.VerdictResend {
		r.state = store.Pending
	}
	if d.HISNumber != "" {
		r.number = d.HISNumber
	}
	return nil
}

// states counts the receipts by what is known of them in the HIS.
func (b *book) states() map[store.OutboxState]int64 {
	all := map[store.OutboxState]int64{}
	for _, r := range b.bills {
		all[r.state]++
	}
	return all
}
