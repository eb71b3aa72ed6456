package till

import "outpost/store"

// Shift is the open shift; its ID is empty where none is.
func (m *Model) Shift() store.Shift { return m.deps.Station.Ledger.Shift() }

// Actor is who works at the till now; zero while nobody is logged in.
func (m *Model) Actor() store.Actor { return m.deps.Desk.Actor() }
