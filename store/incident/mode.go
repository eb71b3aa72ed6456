package incident

// Mode is where the window charges.
type Mode string

// The two modes. A drill is a ledger of its own, not a mode of an incident.
const (
	ModeOnline     Mode = "ONLINE"     // charging goes through the HIS
	ModeStandalone Mode = "STANDALONE" // charging goes to the window's own ledger (plan R15)
)

// State is how far the station is in noticing an outage and leaving it (outage/README, States).
type State string

// The states of the table in outage/README.
const (
	StateNormal     State = "NORMAL"     // the HIS is usable
	StateSuspect    State = "SUSPECT"    // a round failed; nobody is told
	StateBrownout   State = "BROWNOUT"   // slow, or failing now and then
	StateOutage     State = "OUTAGE"     // confirmed and published
	StateRecovering State = "RECOVERING" // up again, not yet stable
	StateReady      State = "READY"      // stable, waiting for a person's order to return (reading 5)
)
