package demo

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
)

// peopleFile holds the demo's people with their PINs, in the demo's own folder.
const peopleFile = "demo.people"

// Login is one of the demo's people. Their PINs are drawn for each demo folder,
// and only a demo writes PINs down.
type Login struct {
	ID   string        `json:"id"`
	Name string        `json:"name"`
	Role incident.Role `json:"role"`
	PIN  string        `json:"pin"`
}

// staff are the demo's people, the one who looks after the others first.
func staff() []Login {
	return []Login{
		{ID: "wu", Name: "吴信息", Role: incident.RoleInfoHead}, {ID: "chen", Name: "陈收费", Role: incident.RoleCashier},
		{ID: "lin", Name: "林收费", Role: incident.RoleCashier}, {ID: "sun", Name: "孙组长", Role: incident.RoleSupervisor},
		{ID: "zhou", Name: "周网管", Role: incident.RoleNetAdmin}, {ID: "he", Name: "何院长", Role: incident.RoleLeader},
	}
}

// People are the demo's people; none where dir is no demo's folder.
func People(dir string) (all []Login, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, peopleFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the demo's people: %w", err)
	}
	return all, nil
}

// hire lets the demo's people in, once; where that was cut off, it does the rest.
func hire(ctx context.Context, s *station.Station) error {
	working, err := s.Ledger.People(ctx)
	if err != nil || len(working) >= len(staff()) {
		return err
	}
	all, err := People(s.Dir)
	if err == nil && len(all) != len(staff()) {
		all, err = drawPINs(s.Dir)
	}
	if err != nil {
		return err
	}
	var admin store.Actor
	if first := all[0]; len(working) == 0 {
		admin, _, err = s.Ledger.FirstAdmin(ctx, first.ID, first.Name, first.PIN)
	} else {
		admin, err = s.Ledger.Login(ctx, first.ID, first.PIN)
	}
	if err != nil {
		return err
	}
	return bringOver(ctx, s, admin, all[1:])
}

// bringOver lets people in who chose their PINs elsewhere, as from another window.
func bringOver(ctx context.Context, s *station.Station, admin store.Actor, all []Login) error {
	var records []people.Record
	for _, p := range all {
		hash, err := people.HashPIN(p.PIN, people.Cost{})
		if err != nil {
			return err
		}
		records = append(records, people.Record{ID: p.ID, Name: p.Name, Role: p.Role, PIN: hash, Since: s.Now()})
	}
	passphrase := rand.Text()
	file, err := people.Seal(records, passphrase)
	if err == nil {
		_, err = s.Ledger.ImportPeople(ctx, admin, file, passphrase)
	}
	return err
}

// drawPINs draws a PIN for each of the demo's people and writes them down before
// anybody is let in.
func drawPINs(dir string) ([]Login, error) {
	all := staff()
	for i := range all {
		var err error
		if all[i].PIN, err = drawPIN(all[i].ID); err != nil {
			return nil, err
		}
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, peopleFile), raw, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the demo's people down: %w", err)
	}
	return all, nil
}

func drawPIN(id string) (string, error) {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return "", fmt.Errorf("drawing a PIN: %w", err)
		}
		if pin := fmt.Sprintf("%06d", n); people.CheckPIN(pin, id) == nil {
			return pin, nil
		}
	}
}
