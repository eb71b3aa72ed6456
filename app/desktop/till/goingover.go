package till

import (
	"context"
	"strings"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// Unanswered is a payment whose answer from the HIS never came, as it is typed.
type Unanswered struct {
	// Patient is a card, a number, a phone or a name.
	Patient string
	// Amount and Time are what is known: empty where nobody knows.
	Amount, Time string
}

// GoingOver reads what was asked already in this outage; done gets it on the
// model's goroutine.
func (m *Model) GoingOver(done func(g store.GoingOver, asked bool, err error)) {
	type answer struct {
		g     store.GoingOver
		asked bool
	}
	inBackground(m, func(ctx context.Context) (a answer, err error) {
		a.g, a.asked, err = m.deps.Station.Ledger.GoingOver(ctx)
		return a, err
	}, func(a answer, err error) { done(a.g, a.asked, err) })
}

// MayAskGoingOver says whether the question of the switch may be put now: this
// window charges, somebody works here, and no bill is begun.
func (m *Model) MayAskGoingOver() bool {
	l := m.deps.Station.Ledger
	return !l.Identity().Drill && l.Mode() == incident.ModeStandalone && !m.Actor().IsZero() && m.Empty()
}

// ReadUnanswered makes a question of what was typed. The patient is the one that
// a number means; a name that nobody has is taken as it is.
func (m *Model) ReadUnanswered(u Unanswered) (q store.Question, err error) {
	typed := strings.TrimSpace(u.Patient)
	if typed == "" {
		return q, no(i18n.OverNeedPatient)
	}
	found := m.FindPatients(typed)
	one, exact := exactly(found, typed)
	switch {
	case exact:
		q.Patient = one
	case len(found) == 1:
		q.Patient = found[0]
	case len(found) > 1:
		return q, no(i18n.OverSeveral, typed, len(found))
	case strings.ContainsAny(typed, "0123456789"):
		return q, no(i18n.OverNobody, typed)
	default:
		q.Patient = receipts.Patient{Name: typed}
	}
	if text := strings.TrimSpace(u.Amount); text != "" {
		if q.Total, err = m.Rules().Currency.Parse(text); err != nil {
			return q, err
		}
	}
	q.At, err = m.today(u.Time)
	return q, err
}

// askAgain says of the bill's patient that a payment may stand in the HIS.
func (m *Model) askAgain(q store.Question) Note {
	var known []string
	if q.Total > 0 {
		known = append(known, m.Money(q.Total))
	}
	if !q.At.IsZero() {
		known = append(known, m.deps.Station.Ledger.Identity().Local(q.At).Format("15:04"))
	}
	name := m.bill.Patient.Name
	if len(known) == 0 {
		return warn(i18n.OverAsk, name)
	}
	return warn(i18n.OverAskWhen, name, strings.Join(known, ", "))
}

// WhoUnanswered says while it is typed who is meant; nothing for nothing.
func (m *Model) WhoUnanswered(typed string) Note {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return Note{}
	}
	q, err := m.ReadUnanswered(Unanswered{Patient: typed})
	switch {
	case err != nil:
		return Note{Err: err}
	case q.Patient.ID == "":
		return say(i18n.OverByName, typed)
	}
	return say(i18n.OverMeant, q.Patient.Name, q.Patient.Number)
}

// today reads a time of day as the latest one before now; empty is no time.
func (m *Model) today(text string) (time.Time, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "：", ":")
	if text == "" {
		return time.Time{}, nil
	}
	at, ok := m.deps.Station.Ledger.Identity().LastAt(m.deps.Station.Now(), text)
	if !ok {
		return at, no(i18n.OverNeedTime)
	}
	return at, nil
}

// RecordGoingOver writes down the last HIS receipt and what did not answer; done
// gets it, with the receipts that are held back for it, on the model's goroutine.
func (m *Model) RecordGoingOver(lastHIS string, questions []store.Question, done func(store.GoingOver, error)) {
	by, g := m.Actor(), store.GoingOver{LastHIS: receipts.CleanNumber(lastHIS), Questions: questions}
	inBackground(m, func(ctx context.Context) (store.GoingOver, error) {
		return m.deps.Station.Ledger.RecordGoingOver(ctx, by, g)
	}, func(g store.GoingOver, err error) {
		if err == nil && g.Outage == m.over.outage {
			m.over.known, m.over.answered = true, true
		}
		done(g, err)
	})
}

// ClockDoubt says in the ledger's words why the clock is not believed; empty where
// it is.
func (m *Model) ClockDoubt() string { return m.deps.Station.Ledger.ClockDoubt() }

// ConfirmClock says that the clock was compared with a watch and is right.
func (m *Model) ConfirmClock(done func(error)) {
	by := m.Actor()
	inBackground(m, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, m.deps.Station.Ledger.ConfirmClock(ctx, by)
	}, func(_ struct{}, err error) { done(err) })
}

// Continues says whether this ledger went on for one that was set aside.
func (m *Model) Continues() bool {
	c := m.deps.Station.Ledger.Identity().Continues
	return c != nil && c.Ledger != ""
}

// Join brings the former ledger's entries in, each once, in a supervisor's name;
// charging goes on meanwhile, so it runs beside the line of sales.
func (m *Model) Join(by store.Actor, done func(store.Joined, error)) {
	go func() {
		joined, err := m.deps.Station.Ledger.Join(context.Background(), by)
		m.deps.Post(func() { done(joined, err) })
	}()
}
