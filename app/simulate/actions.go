package simulate

import "context"

// actions is all that may happen, by its weight.
func actions() []action {
	return []action{
		{"sale", 300, (*epoch).sell},
		{"void", 30, (*epoch).void},
		{"sign-off", 10, (*epoch).signOff},
		{"refund", 30, (*epoch).refund},
		{"foreign refund", 3, (*epoch).refundForeign},
		{"money back", 8, (*epoch).payBack},
		{"later payment", 10, (*epoch).payLater},
		{"paper", 8, (*epoch).keyIn},
		{"cash", 6, (*epoch).dropCash},
		{"hand-over", 3, (*epoch).handOver},
		{"clock confirmed", 3, (*epoch).confirmClock},
		{"going over", 2, (*epoch).goOver},
		{"print", 40, (*epoch).print},
		{"shift", 8, (*epoch).openShift},
		{"end of shift", 6, (*epoch).closeShift},
		{"mode", 4, (*epoch).turn},
		{"patient", 10, (*epoch).register},
		{"range", 6, (*epoch).takeForms},
		{"form", 8, (*epoch).spoil},
		{"fault", 4, (*epoch).report},
		{"draft", 15, (*epoch).draft},
		{"re-entry", 30, (*epoch).reenter},
		{"decision", 30, (*epoch).decide},
		{"rebuild", 1, (*epoch).rebuild},
		{"catch up", 4, (*epoch).catchUp},
		{"stick", 8, (*epoch).useStick},
		{"disk breaks", 4, alone((*epoch).breakDisk)},
		{"copy hangs", 3, alone((*epoch).hangCopy)},
		{"clock", 3, alone((*epoch).jump)},
		{"backup", 2, (*epoch).backUp},
		{"fire", 5, (*epoch).burn},
		{"ruin", 2, (*epoch).ruin},
		{"join", 6, (*epoch).join},
		{"power cut", 3, (*epoch).cutPower},
		{"kill", 2, (*epoch).kill},
		{"restart", 2, (*epoch).restart},
	}
}

// alone is something that happens to no ledger.
func alone(do func(*epoch)) func(*epoch, context.Context) {
	return func(p *epoch, _ context.Context) { do(p) }
}
