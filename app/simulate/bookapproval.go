package simulate

import (
	"fmt"
	"strings"

	"outpost/receipts"
	"outpost/store/journal"
)

// approvalBody is what the book reads of an approval.
type approvalBody struct {
	ID, By, Asker, What, Subject string
}

// approval is one that was given, and the entry that used it.
type approval struct {
	approvalBody
	used int64
}

func (b *book) approval(e journal.Entry) error {
	body, err := decoded[approvalBody](e)
	if err == nil && (body.By == body.Asker || body.By == "" || body.Subject == "") {
		err = fmt.Errorf("%q approved for %q about %q", body.By, body.Asker, body.Subject)
	}
	b.given[body.ID] = &approval{approvalBody: body}
	return err
}

// uses takes note that an entry used an approval.
func (b *book) uses(a approvalBody, seq int64, what, subject, asker string) error {
	given := b.given[a.ID]
	switch {
	case given == nil:
		return fmt.Errorf("nobody gave the approval %q of %s", a.ID, subject)
	case given.used != 0:
		return fmt.Errorf("the approval of %s was used by entry %d already", subject, given.used)
	case given.approvalBody != a || a.What != what || a.Subject != subject || a.By == a.Asker || a.Asker != asker && b.past == nil:
		return fmt.Errorf("the approval %+v was given for %+v, and used for %s of %s by %s", a, given.approvalBody, what, subject, asker)
	}
	given.used = seq
	return nil
}

// approved holds a sale against the approvals that it needs.
func (b *book) approved(r receipts.Receipt, with []approvalBody, asker string) error {
	needs := map[string]bool{}
	for _, l := range r.Lines {
		if l.FreeText() {
			needs["free-text item"] = true
		}
		if l.Repriced() {
			needs["price override"] = true
		}
	}
	for _, a := range with {
		if !needs[a.What] || !strings.HasPrefix(a.Subject, r.ID+" ") {
			return fmt.Errorf("receipt %s was sold with the approval %+v", r.Number, a)
		}
		delete(needs, a.What)
		if err := b.uses(a, b.head.Seq+1, a.What, a.Subject, asker); err != nil {
			return err
		}
	}
	for what := range needs {
		return fmt.Errorf("receipt %s lacks the approval of its %s", r.Number, what)
	}
	return nil
}
