package incident

import (
	"fmt"
	"time"
)

// OrderKind is what a person orders or tells.
type OrderKind string

// The orders of outage/README. The last three need neither role nor reason.
const (
	OrderForceStandalone OrderKind = "FORCE_STANDALONE" // switch now; supervisor up
	OrderHold            OrderKind = "HOLD"             // postpone the switch; info_head up (plan reading 9)
	OrderDeclare         OrderKind = "DECLARE"          // fix the class; net_admin up (plan R7 to R9, R13)
	OrderNoFix30         OrderKind = "NO_FIX_30"        // forecast: not mended in 30 min, switch now; info_head up (reading 3)
	OrderAck             OrderKind = "ACK"              // the information department has seen it; net_admin up
	OrderCause           OrderKind = "CAUSE"            // the cause is known, the reason names it; net_admin up (plan R6)
	OrderFalseAlarm      OrderKind = "FALSE_ALARM"      // close and mute; net_admin up
	OrderReturn          OrderKind = "RETURN"           // back to the HIS; info_head up, only when READY
	OrderForceReturn     OrderKind = "FORCE_RETURN"     // back before it is stable; info_head up
	OrderMaint           OrderKind = "MAINT"            // maintenance window From to To; net_admin up
	OrderNeighboursOK    OrderKind = "NEIGHBOURS_OK"    // the windows beside work
	OrderNeighboursDown  OrderKind = "NEIGHBOURS_DOWN"  // the windows beside are down too
	OrderReport          OrderKind = "REPORT"           // a fault report with its symptom (plan R1)
)

// ParseOrderKind reads the word of an order as written above.
func ParseOrderKind(s string) (OrderKind, error) {
	k := OrderKind(s)
	switch k {
	case OrderForceStandalone, OrderHold, OrderDeclare, OrderNoFix30, OrderAck, OrderCause, OrderFalseAlarm,
		OrderReturn, OrderForceReturn, OrderMaint, OrderNeighboursOK, OrderNeighboursDown, OrderReport:
		return k, nil
	}
	return "", fmt.Errorf("order %q is not known: %w", s, ErrUnknownWord)
}

// Order is what one person ordered or told, with the role it was given in and the reason.
type Order struct {
	ID      string    `json:"id"` // UUIDv7, made at the window
	Kind    OrderKind `json:"kind"`
	Role    Role      `json:"role"`
	By      string    `json:"by"` // user id, never a personal name
	Reason  string    `json:"reason,omitempty"`
	At      time.Time `json:"at"`
	Class   Class     `json:"class,omitzero"`    // DECLARE: 1, 2 or 3
	From    time.Time `json:"from,omitzero"`     // MAINT
	To      time.Time `json:"to,omitzero"`       // MAINT
	Symptom Symptom   `json:"symptom,omitempty"` // REPORT
}

// Refusal is why an order was refused, the last word of ORDER_REJECTED.
type Refusal string

// The refusals. The first five are those of outage/README; the others keep an impossible order apart from a forbidden one.
const (
	RefusedRole      Refusal = "role"       // the role is too low
	RefusedReason    Refusal = "reason"     // no reason given
	RefusedLimit     Refusal = "limit"      // as often or as long as allowed already
	RefusedNotStable Refusal = "not_stable" // the HIS is up, but not long enough
	RefusedHISDown   Refusal = "his_down"   // the HIS is down, or not known to be up
	RefusedState     Refusal = "state"      // nothing there that the order could act on
	RefusedForm      Refusal = "form"       // unknown kind, or a field missing or impossible
	RefusedBillOpen  Refusal = "bill_open"  // a bill is open at this window: complete or park it first
)
