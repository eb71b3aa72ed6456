package incident

import (
	"strings"
	"time"
)

// Code names what happened: one line of an incident's timeline, and the key under which its sentence is found.
type Code string

// Who is told, and what is offered (outage/README, States).
const (
	CodeReportInfoCenter     Code = "REPORT_INFO_CENTER"
	CodeNotifyLeaders        Code = "NOTIFY_LEADERS" // args: determined, undetermined or no_cause
	CodeNotifyNetAdmin       Code = "NOTIFY_NET_ADMIN"
	CodeNotifyDeptHeads      Code = "NOTIFY_DEPT_HEADS"
	CodeNotifySoftwareVendor Code = "NOTIFY_SOFTWARE_VENDOR"
	CodeOfferBorrow          Code = "OFFER_BORROW"
	CodeRegisterFault        Code = "REGISTER_FAULT"
	CodeFaultRegistered      Code = "FAULT_REGISTERED" // args: symptom
)

// What the clocks and the verdict did.
const (
	CodeClassUp            Code = "CLASS_UP"              // args: class
	CodeClassDown          Code = "CLASS_DOWN"            // args: class
	CodeWarnBeforeSwitch   Code = "WARN_BEFORE_SWITCH"    // args: at=time of the switch
	CodeAskSwitch          Code = "ASK_SWITCH"            // args: until=time, neighbours when nobody is heard
	CodeSwitchWaitsForBill Code = "SWITCH_WAITS_FOR_BILL" //
	CodeStandaloneStart    Code = "STANDALONE_START"      // args: auto, confirmed or order, class=c
	CodeDeptsToManual      Code = "DEPTS_TO_MANUAL"       // args: area in class 2 (plan R18), none in class 1 (R16)
	CodeRecoveryCandidate  Code = "RECOVERY_CANDIDATE"
	CodeRelapse            Code = "RELAPSE"         // args: count in the last hour
	CodeReadyToReturn      Code = "READY_TO_RETURN" // args: hold=seconds it had to be stable
	CodeIncidentClosed     Code = "INCIDENT_CLOSED"
	CodeMaintenanceOverrun Code = "MAINTENANCE_OVERRUN"
	CodeLocalHealthDiscard Code = "LOCAL_HEALTH_DISCARD" // args: gap or clock
	CodeProbeConfigWarn    Code = "PROBE_CONFIG_WARN"    // args: rung
)

// What an order did.
const (
	CodeOrderRejected      Code = "ORDER_REJECTED" // args: kind, why
	CodeAcked              Code = "ACKED"
	CodeCauseRecorded      Code = "CAUSE_RECORDED"
	CodeDeclared           Code = "DECLARED" // args: class
	CodeHoldOn             Code = "HOLD_ON"  // args: until=time
	CodeIncidentFalseAlarm Code = "INCIDENT_FALSE_ALARM"
	CodeMaintenanceSet     Code = "MAINTENANCE_SET" // args: from=time, to=time
	CodeNeighbours         Code = "NEIGHBOURS"      // args: ok or down
	CodeReturnedToHIS      Code = "RETURNED_TO_HIS" // args: forced when it was FORCE_RETURN
	CodeReconcileStart     Code = "RECONCILE_START"
)

// Event is one line of the timeline, with mode and state as they are after it.
type Event struct {
	At       time.Time `json:"at"`
	Code     Code      `json:"code"`
	Args     []string  `json:"args,omitempty"`
	Incident string    `json:"incident,omitempty"`
	Order    string    `json:"order,omitempty"` // id of the order that caused it
	Mode     Mode      `json:"mode"`
	State    State     `json:"state"`
}

// String writes the line as the timeline shows it to a technician, e.g. "STANDALONE_START auto class=1".
func (e Event) String() string {
	return strings.Join(append([]string{string(e.Code)}, e.Args...), " ")
}

// Arg returns the value of an argument written key=value, "" when there is none.
func (e Event) Arg(key string) string {
	for _, a := range e.Args {
		if v, ok := strings.CutPrefix(a, key+"="); ok {
			return v
		}
	}
	return ""
}

// Has reports whether the bare word is among the arguments.
func (e Event) Has(word string) bool {
	for _, a := range e.Args {
		if a == word {
			return true
		}
	}
	return false
}
