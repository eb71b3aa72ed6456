package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/people"
)

// Borrowing is what the first start asks besides on a borrowed PC, where a
// cashier of another window carries on.
type Borrowing struct {
	// Like is the data folder of a window whose hospital, settings, prices and
	// patients are taken over; empty where hospital and settings are written here.
	Like string
	// People is the file of another window's people, which Passphrase opens.
	People, Passphrase string
	// Login and PIN are whose who carries on here.
	Login, PIN string
}

// checkBorrowed returns what is wrong with a first start on a borrowed PC, by the
// rule of 'outpost setup borrowed': hospital, zone and day are the window's that is
// named, or are written here.
func (s Setup) checkBorrowed() map[Field]error {
	b, like := *s.Borrowed, s.like()
	if like != "" { // any sound ones in place of the other window's
		s.Hospital, s.TimeZone, s.DayStart = "H", "UTC", "00:00"
	}
	wrong := s.checkIdentity()
	for field, text := range map[Field]string{FieldPeople: b.People, FieldPassphrase: b.Passphrase, FieldLogin: b.Login, FieldPIN: b.PIN} {
		if strings.TrimSpace(text) == "" {
			wrong[field] = ErrEmpty
		}
	}
	if like != "" && !store.Exists(like) {
		wrong[FieldLike] = fmt.Errorf("%w in %s; name the data folder of a window", store.ErrNoLedger, b.Like)
	}
	if _, _, err := s.settings(); err != nil {
		wrong[FieldFile] = err
	}
	if len(wrong) > 0 {
		return wrong
	}
	file, err := s.people()
	if err == nil {
		err = store.CheckPeople(file, b.Passphrase, b.Login, b.PIN)
	}
	switch {
	case err == nil:
	case errors.Is(err, store.ErrPIN), errors.Is(err, store.ErrPINOld), errors.Is(err, store.ErrDisabled):
		wrong[FieldPIN] = err
	case errors.Is(err, people.ErrFile):
		wrong[FieldPassphrase] = err
	default:
		wrong[FieldPeople] = err
	}
	return wrong
}

// like is the folder of the other window; empty where none is named.
func (s Setup) like() string { return strings.TrimSpace(s.Borrowed.Like) }

func (s Setup) people() ([]byte, error) {
	path := strings.TrimSpace(s.Borrowed.People)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the file of the people cannot be read; look at its name: %w", err)
	case info.IsDir() || info.Size() > mostPeople:
		return nil, fmt.Errorf("%s is no file of people", path)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the file of the people cannot be read: %w", err)
	}
	return file, nil
}

// mostPeople bounds a file of people that is read whole, in bytes.
const mostPeople = 4 << 20

// borrowed founds the station of a borrowed PC in dir.
func (s Setup) borrowed(ctx context.Context, dir string, opt station.Options) (*station.Station, error) {
	file, err := s.people()
	if err != nil {
		return nil, err
	}
	given := station.Borrowed{Identity: s.Identity(), People: file, Passphrase: s.Borrowed.Passphrase, Login: s.Borrowed.Login, PIN: s.Borrowed.PIN}
	if given.SettingsName, given.Settings, err = s.settings(); err != nil {
		return nil, err
	}
	if s.like() != "" {
		like, err := station.Like(ctx, s.like(), opt)
		if err != nil {
			return nil, err
		}
		given.From(like)
	}
	out, _, err := station.SetupBorrowed(ctx, dir, given, opt)
	return out, err
}
