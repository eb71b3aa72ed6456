package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// GoingOver is what is asked once when a window goes over to stand-alone: the
// last receipt that the HIS made, and whose payment it did not answer.
type GoingOver struct {
	// Outage is the incident's id; the ledger sets it.
	Outage string `json:"outage"`
	// LastHIS is the number of the last receipt that the HIS printed here; empty
	// where nobody knows or there was none.
	LastHIS   string     `json:"last_his,omitempty"`
	Questions []Question `json:"questions"`
	By        string     `json:"by"`
	At        time.Time  `json:"at"`
	// Held are the numbers of receipts that were charged before this was written
	// down and match it; they are held back too.
	Held []string `json:"held,omitempty"`
}

// Question is a payment whose answer from the HIS never came: it may have been
// charged there. What is known of the patient is personal data and sealed.
type Question struct {
	Patient receipts.Patient `json:"patient"`
	// Total is what it came to, in minor units; 0 where nobody knows.
	Total receipts.Money `json:"total,omitempty"`
	// Items are keys or codes of what was on it; empty where nobody knows.
	Items []string `json:"items,omitempty"`
	// At is about when the HIS was asked; zero where nobody knows.
	At time.Time `json:"at,omitzero"`
}

// ReasonCharged begins the reason of a receipt that is held back because the HIS
// may have charged it already.
const ReasonCharged = "charged in the HIS and here"

// Matches says whether a receipt may be what was asked of the HIS: the same
// patient by any key or number, or by name and phone, and the same total or an
// item in common. Where the question knows neither total nor items, or nothing
// of the patient but the name, the rest decides: a person looks at it anyway.
func (q Question) Matches(r receipts.Receipt) bool {
	return q.samePatient(r.Patient) && q.sameCharge(r)
}

func (q Question) samePatient(p receipts.Patient) bool {
	known := q.Patient
	anyNumber := false
	for _, pair := range [][2]string{
		{known.ID, p.ID}, {known.HISKey, p.HISKey}, {known.Number, p.Number}, {known.IDNumber, p.IDNumber},
		{known.Card, p.Card}, {known.InsuranceNumber, p.InsuranceNumber},
	} {
		if pair[0] == "" {
			continue
		}
		anyNumber = true
		if strings.EqualFold(pair[0], pair[1]) {
			return true
		}
	}
	sameName := known.Name != "" && known.Name == p.Name
	switch {
	case known.Phone != "":
		return sameName && known.Phone == p.Phone
	case anyNumber:
		return false
	}
	return sameName
}

func (q Question) sameCharge(r receipts.Receipt) bool {
	if q.Total == 0 && len(q.Items) == 0 {
		return true
	}
	if q.Total != 0 && (q.Total == r.Total || q.Total == r.Total-r.Rounding) {
		return true
	}
	return slices.ContainsFunc(r.Lines, func(l receipts.Line) bool {
		return slices.Contains(q.Items, l.Item) || l.Code != "" && slices.Contains(q.Items, l.Code)
	})
}

// check refuses a question that would match nobody, or everybody.
func (q Question) check() error {
	p := q.Patient
	if p.ID+p.HISKey+p.Number+p.IDNumber+p.Card+p.InsuranceNumber+strings.TrimSpace(p.Name) == "" {
		return refuse(ErrInput, "say which patient's payment did not answer: a number, a card, or the name")
	}
	if q.Total < 0 || q.Total > receipts.MaxMoney {
		return refuse(ErrInput, "the amount of a payment that did not answer is 0 (not known) or more")
	}
	return nil
}

// reason is why a receipt that matches is held back. It names no patient.
func (q Question) reason(l *Ledger) string {
	var known []string
	if !q.At.IsZero() {
		known = append(known, l.Identity().Local(q.At).Format("15:04"))
	}
	if q.Total != 0 {
		known = append(known, l.Rules().Currency.Format(q.Total))
	}
	which := ""
	if len(known) > 0 {
		which = " (" + strings.Join(known, ", ") + ")"
	}
	return fmt.Sprintf("%s: the HIS did not answer a payment of this patient%s; look there: refund or link this receipt if it stands there, else order it sent", ReasonCharged, which)
}

// chargedBefore is why a sale is held back from the HIS; empty where nothing
// speaks against sending it.
func (l *Ledger) chargedBefore(r receipts.Receipt) string {
	for _, q := range l.current().asked {
		if q.Matches(r) {
			return q.reason(l)
		}
	}
	return ""
}

// Unanswered are the payments of a patient that the HIS did not answer in this
// outage, so that somebody asks before charging again.
func (l *Ledger) Unanswered(p receipts.Patient) (all []Question) {
	for _, q := range l.current().asked {
		if q.samePatient(p) {
			all = append(all, q)
		}
	}
	return all
}

// MayBeCharged says whether a receipt matches such a payment, and so is held back.
func (l *Ledger) MayBeCharged(r receipts.Receipt) bool { return l.chargedBefore(r) != "" }

// RecordGoingOver writes down what was asked when the window went over, and what
// turns out later in the same outage. What was charged here since, was not sent
// yet and matches, is held back with the entry (Held). Errors match ErrActor,
// ErrRole, ErrInput and ErrOnline where no outage is going on.
func (l *Ledger) RecordGoingOver(ctx context.Context, by Actor, g GoingOver) (GoingOver, error) {
	for i, q := range g.Questions {
		if err := q.check(); err != nil {
			return g, refuse(ErrInput, "payment %d: %v", i+1, err)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return g, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "write down what the HIS did not answer"); err != nil {
		return g, err
	}
	now := l.current()
	if now.outage == "" && !now.identity.Drill {
		return g, refuse(ErrOnline, "no outage is going on; what the HIS did not answer is looked up there")
	}
	g.Outage, g.By, g.Held = now.outage, by.ID(), nil
	body := goingOverBody{Outage: g.Outage, LastHIS: g.LastHIS, By: g.By}
	var err error
	if body.Holds, g.Held, err = l.matching(ctx, g.Questions); err != nil {
		return g, err
	}
	id := receipts.NewID()
	if body.Questions, err = l.sealQuestions(id, g.Questions); err != nil {
		return g, err
	}
	entry, err := l.put(ctx, kindGoingOver, id, body, journal.Totals{})
	if err != nil {
		return g, fmt.Errorf("what the HIS did not answer was not kept: %w", err)
	}
	g.At = entry.At
	l.change(func(c *current) { c.asked = append(slices.Clone(c.asked), g.Questions...) })
	return g, nil
}

// matching finds the receipts of the present outage that were not sent yet and
// match a question.
func (l *Ledger) matching(ctx context.Context, questions []Question) (holds []hold, numbers []string, err error) {
	after, err := l.outageSince(ctx)
	if err != nil || len(questions) == 0 {
		return nil, nil, err
	}
	for {
		rows, err := l.Outbox(ctx, after, findPage, Pending)
		if err != nil {
			return nil, nil, err
		}
		for _, row := range rows {
			at := slices.IndexFunc(questions, func(q Question) bool { return row.Attempts == 0 && q.Matches(row.Receipt) })
			if at >= 0 {
				holds = append(holds, hold{Receipt: row.Receipt.ID, Reason: questions[at].reason(l)})
				numbers = append(numbers, row.Receipt.Number)
			}
			after = row.Receipt.Seq
		}
		if len(rows) < findPage {
			return holds, numbers, nil
		}
	}
}

// GoingOver is what was asked in the present outage, all of it put together;
// asked is false where nobody was yet, and so the till asks.
func (l *Ledger) GoingOver(ctx context.Context) (g GoingOver, asked bool, err error) {
	g.Outage = l.current().outage
	err = l.goingOvers(ctx, g.Outage, func(e journal.Entry, b goingOverBody, questions []Question) {
		asked, g.By, g.At = true, b.By, e.At
		if b.LastHIS != "" {
			g.LastHIS = b.LastHIS
		}
		g.Questions = append(g.Questions, questions...)
	})
	return g, asked, err
}

// questions are those of an outage.
func (l *Ledger) questions(ctx context.Context, outage string) (all []Question, err error) {
	err = l.goingOvers(ctx, outage, func(_ journal.Entry, _ goingOverBody, questions []Question) { all = append(all, questions...) })
	return all, err
}

func (l *Ledger) goingOvers(ctx context.Context, outage string, each func(journal.Entry, goingOverBody, []Question)) error {
	rows, err := l.read.QueryContext(ctx, `SELECT j.seq, j.at_us, j.id, j.body FROM going_over g JOIN journal j ON j.seq = g.seq WHERE g.outage = ? ORDER BY g.seq`, outage)
	found, err := collect(rows, err, "reading what the HIS did not answer", func(rows *sql.Rows) (e journal.Entry, err error) {
		var at int64
		err = rows.Scan(&e.Seq, &at, &e.ID, &e.Body)
		e.At, e.Kind = time.UnixMicro(at).UTC(), kindGoingOver
		return e, err
	})
	if err != nil {
		return err
	}
	for _, e := range found {
		body, err := decode[goingOverBody](e)
		if err != nil {
			return err
		}
		plain, err := l.keys.Open(body.Questions, goingOverContext(e.ID))
		if errors.Is(err, seal.ErrSealed) { // with keys that were lost: the till asks again
			l.opt.Log.Warn("what the HIS did not answer is sealed with other keys", "entry", e.Seq)
			continue
		}
		if err != nil {
			return wrap(err, "reading what the HIS did not answer")
		}
		var questions []Question
		if err := json.Unmarshal(plain, &questions); err != nil {
			return wrap(err, "reading what the HIS did not answer")
		}
		each(e, body, questions)
	}
	return nil
}

func (l *Ledger) sealQuestions(id string, questions []Question) ([]byte, error) {
	raw, err := encode(questions)
	if err != nil {
		return nil, err
	}
	sealed, err := l.keys.Seal(raw, goingOverContext(id))
	return sealed, wrap(err, "sealing what the HIS did not answer")
}

func goingOverContext(id string) []byte { return []byte(kindGoingOver + "|" + id) }
