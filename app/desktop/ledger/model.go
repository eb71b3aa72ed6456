// Package ledger is the screen of the ledger itself: what guards the station's
// keys, how copies and backups stand, and the checks that somebody asks for.
package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/named"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/seal"
)

// Keeper makes backups and checks the ledger.
type Keeper interface {
	Look(ctx context.Context) (upkeep.View, error)
	Now(ctx context.Context, task upkeep.Task) (upkeep.Done, error)
}

// Model is the ledger's state without widgets. It is safe for concurrent use.
type Model struct {
	st     *station.Station
	keeper Keeper
	texts  *i18n.Catalog
	// store is the machine's key store; nil where there is none. unlock opens a
	// restored ledger's keys with it.
	store   seal.KeyStore
	unlock  seal.Unlock
	program string
}

// NewModel is the state of a station's ledger.
func NewModel(st *station.Station, keeper Keeper, store seal.KeyStore, program string, texts *i18n.Catalog) *Model {
	return &Model{st: st, keeper: keeper, texts: texts, store: store, unlock: seal.Unlock{Store: store}, program: program}
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Said is err as a dialog shows it.
func (m *Model) Said(err error) error { return refusal.Error(m.texts, err) }

// found is what the screen shows.
type found struct {
	key     store.KeyState
	copies  []store.CopyState
	places  int
	upkeep  upkeep.View
	backups []backup.Info
	away    []string // backups' folders that are not there now
}

// Read reads what the screen shows; a slow share keeps only the screen waiting.
func (m *Model) Read(ctx context.Context) (f found, err error) {
	f.key = m.st.Ledger.KeyProtection()
	if f.copies, err = m.st.Copies(ctx); err != nil {
		return f, err
	}
	last, err := m.st.Ledger.LastReceipt(ctx)
	if err != nil {
		return f, err
	}
	if last > 0 {
		f.places = store.CopiesOf(f.copies, last)
	}
	if f.upkeep, err = m.keeper.Look(ctx); err != nil {
		return f, err
	}
	folders := m.st.Settings().Backup.Folders(m.st.Dir)
	f.backups, f.away, err = backup.ListAll(folders, m.st.Ledger.Identity().Ledger)
	f.away = slices.DeleteFunc(f.away, func(folder string) bool { return filepath.Dir(folder) == m.st.Dir }) // made with the first backup
	return f, err
}

// said is a sentence with how loudly it is said.
type said struct {
	tone kit.Tone
	text string
}

// Guarded says what guards the keys, and what to do where nothing does.
func (m *Model) Guarded(k store.KeyState) said {
	switch {
	case m.st.Ledger.Identity().Drill && k.Unprotected:
		return said{kit.Plain, m.t(i18n.LedgerKeyDrill)}
	case k.OpenedBy == seal.ByRecovery:
		return said{kit.Alarm, m.t(i18n.LedgerKeyRecovered)}
	case k.Unprotected:
		return said{kit.Alarm, m.t(i18n.LedgerKeyOpen)}
	case k.System && k.Passphrase:
		return said{kit.Good, m.t(i18n.LedgerKeyBoth, k.Store)}
	case k.System:
		return said{kit.Good, m.t(i18n.LedgerKeySystem, k.Store)}
	}
	return said{kit.Good, m.t(i18n.LedgerKeyPhrase)}
}

// Recovery says whether a recovery key was printed.
func (m *Model) Recovery(k store.KeyState) said {
	switch {
	case k.Recovery:
		return said{kit.Good, m.t(i18n.LedgerRecoveryKept)}
	case m.st.Ledger.Identity().Drill:
		return said{kit.Plain, m.t(i18n.LedgerRecoveryDrill)}
	}
	return said{kit.Warning, m.t(i18n.LedgerRecoveryNone)}
}

// Room says in how many places the last receipt stands and what room is left.
func (m *Model) Room(f found) said {
	room := m.t(i18n.LedgerRoom, f.upkeep.Room.Free>>20, f.upkeep.Room.Ballast>>20)
	if f.places > 0 {
		room = m.texts.N(i18n.LedgerPlaces, f.places) + " " + room
	}
	if f.upkeep.RoomLow {
		return said{kit.Alarm, m.t(i18n.SafeRoomLow, f.upkeep.Room.Free>>20)}
	}
	return said{kit.Plain, room}
}

// guardWays are what may guard the keys, in the order of their digits.
const (
	bySystem = iota + 1
	byPassphrase
	byBoth
)

// phraseForm is what was typed about what is to guard the keys. Way is a digit;
// it is not asked where the machine has no key store.
type phraseForm struct{ Way, First, Again string }

// ways are the words of what may guard the keys.
func (m *Model) ways() []string {
	return []string{m.store.Name(), m.t(i18n.LedgerWayPhrase), m.t(i18n.LedgerWayBoth)}
}

// Guards makes of what was typed what is to guard the keys.
func (m *Model) Guards(f phraseForm) (g seal.Guards, err error) {
	way := byPassphrase
	if m.store != nil {
		if way, err = m.digit(f.Way, byBoth); err != nil {
			return g, err
		}
	}
	if way != byPassphrase {
		g.Store = m.store
	}
	if way == bySystem {
		return g, nil
	}
	if f.First != f.Again {
		return g, errors.New(m.t(i18n.LedgerPhraseDiffers))
	}
	g.Passphrase = f.First
	if g.Passphrase == "" {
		return g, errors.New(m.t(i18n.LedgerPhraseNone))
	}
	return g, nil
}

// digit is the choice from 1 to most that was typed.
func (m *Model) digit(typed string, most int) (int, error) {
	if len(typed) != 1 || typed[0] < '1' || int(typed[0]-'0') > most {
		return 0, errors.New(m.t(i18n.NumbersChoice, most))
	}
	return int(typed[0] - '0'), nil
}

// Guard guards the keys anew.
func (m *Model) Guard(ctx context.Context, by store.Actor, g seal.Guards) error {
	return m.Said(m.st.Ledger.GuardKey(ctx, by, g))
}

// publicFile is the name that is proposed for the file of the public key.
func (m *Model) publicFile() string {
	return named.Proposed("outpost-" + m.st.Ledger.Identity().Station + "-public-key.pem")
}

// SavePublic saves the public key as a file for whoever checks.
func (m *Model) SavePublic(_ context.Context, path string) (string, error) {
	text, err := m.st.Ledger.Identity().PublicText()
	if err != nil {
		return "", m.Said(err)
	}
	return named.Write(m.texts, path, text)
}
