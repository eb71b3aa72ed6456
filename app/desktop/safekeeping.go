package desktop

import (
	"context"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/upkeep"
	"outpost/store"
)

// Safe is where the ledger's copies and backups stand.
type Safe struct {
	// Places counts where the last receipt stands, the database included; 0 where
	// that is not known yet.
	Places int
	// Copies are the second copy and the further ones.
	Copies []store.CopyState
	Upkeep upkeep.View
}

// safe reads where copies and backups stand; it waits for no copy's disk.
func (b *background) safe(ctx context.Context) (Safe, error) {
	l := b.station.Ledger
	copies, err := l.Copies(ctx)
	if err != nil {
		return Safe{}, err
	}
	last, err := l.LastReceipt(ctx)
	if err != nil {
		return Safe{}, err
	}
	if last == 0 {
		last = l.Head().Seq
	}
	return Safe{Places: store.CopiesOf(copies, last), Copies: copies, Upkeep: b.keeper.View()}, nil
}

// safekeeping says what is not as it should be with further copies, backups, the
// nightly check and the room on the disk; nothing where all is.
func (s speaker) safekeeping() []Said {
	var said []Said
	for _, c := range s.facts.Safe.Copies {
		if c.Name == store.SecondCopy { // copies says it
			continue
		}
		switch c.Level(s.facts.Now) {
		case store.CopyFailing:
			said = append(said, Said{kit.Alarm, s.texts.N(i18n.SafeCopyFailing, int(c.Behind), c.Name, s.sinceCopy(c))})
		case store.CopyBehind:
			said = append(said, Said{kit.Warning, s.texts.N(i18n.SafeCopyBehind, int(c.Behind), c.Name, s.sinceCopy(c))})
		}
	}
	for _, t := range s.facts.Safe.Upkeep.Tasks {
		if one, ok := s.task(t); ok {
			said = append(said, one)
		}
	}
	if v := s.facts.Safe.Upkeep; v.RoomLow {
		said = append(said, Said{kit.Alarm, s.t(i18n.SafeRoomLow, v.Room.Free>>20)})
	}
	return said
}

// sinceCopy is since when a copy lacks entries; one of another history lacks none.
func (s speaker) sinceCopy(c store.CopyState) string {
	if c.Since.IsZero() {
		return s.since(s.facts.Now)
	}
	return s.since(c.Since)
}

// task says what somebody must know of a task of the upkeep.
func (s speaker) task(t upkeep.TaskView) (said Said, ok bool) {
	name := s.t(map[upkeep.Task]i18n.Key{
		upkeep.Daily: i18n.SafeDaily, upkeep.Monthly: i18n.SafeMonthly, upkeep.Removable: i18n.SafeRemovable, upkeep.Check: i18n.SafeCheck,
	}[t.Task])
	switch {
	case len(t.Wrong) > 0:
		return Said{kit.Alarm, s.t(i18n.SafeWrong, name)}, true
	case t.Level == upkeep.Ask:
		return Said{kit.Notice, s.t(i18n.SafeAsked, t.Where)}, true
	case t.Level == upkeep.Late:
		return Said{kit.Warning, s.t(i18n.SafeLate, name, s.since(t.DueSince))}, true
	case t.Level == upkeep.Alarm:
		return Said{kit.Alarm, s.t(i18n.SafeLate, name, s.since(t.DueSince))}, true
	}
	return Said{}, false
}
