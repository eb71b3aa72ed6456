package panel

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
)

// orderKinds lists the orders that a person can give here, in the order in
// which they are offered. Reports are given in the fault register.
func orderKinds() []incident.OrderKind {
	return []incident.OrderKind{
		incident.OrderAck, incident.OrderForceStandalone, incident.OrderNoFix30, incident.OrderHold, incident.OrderDeclare,
		incident.OrderCause, incident.OrderFalseAlarm, incident.OrderReturn, incident.OrderForceReturn,
		incident.OrderNeighboursOK, incident.OrderNeighboursDown, incident.OrderMaint,
	}
}

// Orders lists the orders that make sense as things stand, in the order in which
// they are offered; before anything is known, all of them. The engine still
// decides about each.
func (m *Model) Orders() []incident.OrderKind {
	if !m.known {
		return orderKinds()
	}
	v := m.facts.View
	return slices.DeleteFunc(orderKinds(), func(kind incident.OrderKind) bool { return !sensible(kind, v) })
}

// sensible says whether an order has something to act on.
func sensible(kind incident.OrderKind, v outage.View) bool {
	alone, open := v.Mode == incident.ModeStandalone, v.Incident != ""
	down := v.State == incident.StateOutage || v.Verdict == outage.VerdictDown
	switch kind {
	case incident.OrderForceStandalone:
		return !alone
	case incident.OrderNoFix30, incident.OrderFalseAlarm:
		return open && !alone
	case incident.OrderHold:
		return open && !alone && !v.SwitchAt.IsZero() && v.HoldsLeft > 0
	case incident.OrderAck, incident.OrderCause, incident.OrderNeighboursOK, incident.OrderNeighboursDown:
		return open
	case incident.OrderReturn:
		return alone && v.State == incident.StateReady
	case incident.OrderForceReturn:
		return alone && !down && !v.CanReturn
	case incident.OrderMaint:
		return v.State != incident.StateOutage && v.State != incident.StateBrownout && v.State != incident.StateRecovering
	}
	return true
}

// OrderWord is an order's name as a person reads it.
func OrderWord(texts *i18n.Catalog, kind incident.OrderKind) string {
	return speaker{texts: texts}.order(kind)
}

// order is an order's name.
func (s speaker) order(kind incident.OrderKind) string {
	keys := map[incident.OrderKind]i18n.Key{
		incident.OrderForceStandalone: i18n.OrderForceStandalone, incident.OrderHold: i18n.OrderHold,
		incident.OrderDeclare: i18n.OrderDeclare, incident.OrderNoFix30: i18n.OrderNoFix30, incident.OrderAck: i18n.OrderAck,
		incident.OrderCause: i18n.OrderCause, incident.OrderFalseAlarm: i18n.OrderFalseAlarm,
		incident.OrderReturn: i18n.OrderReturn, incident.OrderForceReturn: i18n.OrderForceReturn,
		incident.OrderMaint: i18n.OrderMaint, incident.OrderNeighboursOK: i18n.OrderNeighboursOK,
		incident.OrderNeighboursDown: i18n.OrderNeighboursDown, incident.OrderReport: i18n.OrderReport,
	}
	if key, ok := keys[kind]; ok {
		return s.t(key)
	}
	return string(kind)
}

// Unanswered says that an order ends the outage before this window's question of
// the switch has an answer, which cannot be given any more afterwards.
func (m *Model) Unanswered(kind incident.OrderKind) bool {
	return m.facts.Unanswered && (kind == incident.OrderReturn || kind == incident.OrderForceReturn)
}

// orders is the list of orders as rows: name, and who may give it.
type orders struct {
	kinds []incident.OrderKind
	speak speaker
}

// Len completes kit.Rows.
func (o orders) Len() int { return len(o.kinds) }

// Cell completes kit.Rows.
func (o orders) Cell(row, col int) string {
	if col == 0 {
		return o.speak.order(o.kinds[row])
	}
	least, _ := outage.LeastRole(o.kinds[row])
	if least == incident.RoleNone {
		return o.speak.t(i18n.PersonNobody)
	}
	return o.speak.t(i18n.OrderRoleUp, person.Word(o.speak.texts, least))
}

// Form is what was typed for an order.
type Form struct {
	Kind     incident.OrderKind
	Reason   string
	Class    string // DECLARE: 1, 2 or 3
	From, To string // MAINT: "HH:MM", today or, when that is over, tomorrow
}

// Order makes the order of what was typed, which somebody has still to give; its
// error says what to type.
func (m *Model) Order(f Form, now time.Time) (o incident.Order, err error) {
	o = incident.Order{Kind: f.Kind, Reason: strings.TrimSpace(f.Reason)}
	if _, needsReason := outage.LeastRole(f.Kind); needsReason && o.Reason == "" {
		return o, errors.New(m.texts.T(i18n.RefusedReason))
	}
	switch f.Kind {
	case incident.OrderDeclare:
		if o.Class, err = incident.ParseClass(strings.TrimSpace(f.Class)); err != nil || o.Class == incident.ClassUnknown {
			return o, errors.New(m.texts.T(i18n.OrderNoClass))
		}
	case incident.OrderMaint:
		o.From, o.To, err = m.window(f.From, f.To, now)
	}
	return o, err
}

// window reads the two times of a maintenance window in the window's own zone.
func (m *Model) window(from, to string, now time.Time) (start, end time.Time, err error) {
	start, err = m.timeOfDay(from, now)
	if err == nil {
		end, err = m.timeOfDay(to, now)
	}
	if err != nil {
		return start, end, errors.New(m.texts.T(i18n.OrderNoTime))
	}
	if !end.After(start) {
		end = end.AddDate(0, 0, 1)
	}
	return start, end, nil
}

func (m *Model) timeOfDay(typed string, now time.Time) (time.Time, error) {
	there := m.id.Local(now)
	at, err := time.ParseInLocation("2006-01-02 15:04", there.Format(time.DateOnly)+" "+strings.TrimSpace(typed), there.Location())
	return at, err
}

// Give hands somebody's order to the watch, which decides whether it may be
// carried out. The error is a sentence in the language of the screen.
func (m *Model) Give(ctx context.Context, watch Watch, o incident.Order, by person.By) error {
	o.By, o.Role = by.ID(), by.Role()
	err := watch.Order(ctx, o)
	if err == nil {
		return nil
	}
	return errors.New(RefusalText(m.texts, err))
}

// answerStands is how long at least the sentence after an order stands: until
// then its own consequences are no news.
const answerStands = 15 * time.Second

// given is the last order that was carried out here, and how things stood then.
type given struct {
	kind   incident.OrderKind
	at     time.Time
	stands standing
}

// standing is what makes the sentence after an order old when it changes.
type standing struct {
	state    incident.State
	mode     incident.Mode
	incident string
}

// Given keeps that an order was carried out, for Answer.
func (m *Model) Given(kind incident.OrderKind, now time.Time) { m.given = given{kind: kind, at: now} }

// Answer is the sentence after the last order, in the language spoken now; empty
// once things stand otherwise than the order left them.
func (m *Model) Answer(now time.Time) string {
	if m.given.kind == "" {
		return ""
	}
	v := m.facts.View
	stands := standing{v.State, v.Mode, v.Incident}
	if now.Sub(m.given.at) < answerStands {
		m.given.stands = stands
	}
	if stands != m.given.stands {
		m.given = given{}
		return ""
	}
	return m.texts.T(i18n.OrderGiven, m.speaker(now).order(m.given.kind))
}
