package desktop

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
)

// mostSettings bounds a settings file that is read whole, in bytes.
const mostSettings = 1 << 20

// Setup is what the first start of a window asks.
type Setup struct {
	Hospital, Station, Prefix, TimeZone, DayStart string
	// File is the hospital's settings file; empty takes the plan's defaults.
	File string
	// Above and PatientsAbove are the highest numbers on paper of a lost ledger
	// that had the prefix; empty where none had.
	Above, PatientsAbove string
	// Borrowed is set where a cashier carries on at a borrowed PC: then Above and
	// PatientsAbove are not asked, and hospital, zone, day and settings are the
	// other window's where one is named.
	Borrowed *Borrowing
}

// Field names a field of the set-up, to show an error beside it.
type Field int

// The fields of the set-up, in the order in which they are asked.
const (
	FieldHospital Field = iota
	FieldStation
	FieldPrefix
	FieldTimeZone
	FieldDayStart
	FieldFile
	FieldLike
	FieldPeople
	FieldPassphrase
	FieldLogin
	FieldPIN
	FieldAbove
	FieldPatientsAbove
	fieldCount
)

// plainFields and borrowedFields are the fields of each kind of first start, in
// the order in which they are asked.
func plainFields() []Field {
	return []Field{FieldHospital, FieldStation, FieldPrefix, FieldTimeZone, FieldDayStart, FieldFile, FieldAbove, FieldPatientsAbove}
}

func borrowedFields() []Field {
	return []Field{
		FieldStation, FieldPrefix, FieldLike, FieldHospital, FieldTimeZone, FieldDayStart, FieldFile, FieldPeople, FieldPassphrase, FieldLogin, FieldPIN,
	}
}

// ErrEmpty marks a field that must be filled in.
var ErrEmpty = errors.New("this field must be filled in")

// Identity is what the ledger is founded with.
func (s Setup) Identity() store.Identity {
	t := strings.TrimSpace
	return store.Identity{
		Hospital: t(s.Hospital), Station: t(s.Station), Prefix: strings.ToUpper(t(s.Prefix)),
		TimeZone: t(s.TimeZone), DayStart: t(s.DayStart),
	}
}

// Check returns what is wrong, by field; an empty map founds a ledger.
func (s Setup) Check() map[Field]error {
	if s.Borrowed != nil {
		return s.checkBorrowed()
	}
	wrong, id := s.checkIdentity(), s.Identity()
	if err := id.ContinueAbove(s.Above, ""); err != nil {
		wrong[FieldAbove] = err
	}
	if err := id.ContinueAbove("", s.PatientsAbove); err != nil {
		wrong[FieldPatientsAbove] = err
	}
	if _, _, err := s.settings(); err != nil {
		wrong[FieldFile] = err
	}
	return wrong
}

// checkIdentity returns what is wrong with what the ledger is founded with.
func (s Setup) checkIdentity() map[Field]error {
	wrong, id := map[Field]error{}, s.Identity()
	for field, text := range map[Field]string{FieldHospital: id.Hospital, FieldStation: id.Station, FieldPrefix: id.Prefix} {
		if text == "" {
			wrong[field] = ErrEmpty
		}
	}
	// One field at a time is tried on a sound identity, so that the rule that
	// refuses it, which is the ledger's, is said beside it.
	sound := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "UTC", DayStart: "00:00"}
	for field, one := range map[Field]store.Identity{
		FieldHospital: with(sound, func(i *store.Identity) { i.Hospital = id.Hospital }),
		FieldStation:  with(sound, func(i *store.Identity) { i.Station = id.Station }),
		FieldPrefix:   with(sound, func(i *store.Identity) { i.Prefix = id.Prefix }),
		FieldTimeZone: with(sound, func(i *store.Identity) { i.TimeZone = id.TimeZone }),
		FieldDayStart: with(sound, func(i *store.Identity) { i.DayStart = id.DayStart }),
	} {
		if err := one.Validate(); err != nil && wrong[field] == nil {
			wrong[field] = err
		}
	}
	return wrong
}

func with(id store.Identity, change func(*store.Identity)) store.Identity {
	change(&id)
	return id
}

// settings reads the settings file; the defaults where none is named.
func (s Setup) settings() (name string, text []byte, err error) {
	path := strings.TrimSpace(s.File)
	if path == "" {
		return "the default settings", nil, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("the settings file cannot be read; look at its name: %w", err)
	case info.IsDir() || info.Size() > mostSettings:
		return "", nil, fmt.Errorf("%s is not a settings file", path)
	}
	if text, err = os.ReadFile(path); err != nil {
		return "", nil, fmt.Errorf("the settings file cannot be read: %w", err)
	}
	name = filepath.Base(path)
	_, err = settings.Parse(name, text)
	return name, text, err
}

// found founds the ledger in dir and opens it.
func (d *desktopWindow) found(s Setup) (*station.Station, error) {
	if s.Borrowed != nil {
		return s.borrowed(d.ctx, d.opt.DataDir, station.Options{Log: d.opt.Log, Unlock: d.opt.Unlock})
	}
	name, text, err := s.settings()
	if err != nil {
		return nil, err
	}
	id := s.Identity()
	if err := id.ContinueAbove(s.Above, s.PatientsAbove); err != nil {
		return nil, err
	}
	return station.Setup(d.ctx, d.opt.DataDir, id, name, text, station.Options{Log: d.opt.Log, Unlock: d.opt.Unlock})
}

// proposal is what the set-up begins with.
func proposal() Setup {
	zone := time.Local.String()
	if zone == "Local" || zone == "" {
		zone = "Asia/Shanghai"
	}
	return Setup{Station: "W01", Prefix: "W01", TimeZone: zone, DayStart: "00:00"}
}
