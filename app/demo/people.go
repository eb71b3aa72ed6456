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

// hire lets the demo's people in, once.
func hire(ctx context.Context, s *station.Station) error {
	if some, err := s.Ledger.HasPeople(ctx); err != nil || some {
		return err
	}
	all := staff()
	for i := range all {
		var err error
		if all[i].PIN, err = drawPIN(all[i].ID); err != nil {
			return err
		}
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	if err == nil { // before the people: a demo that is cut off here draws again
		err = os.WriteFile(filepath.Join(s.Dir, peopleFile), raw, 0o600)
	}
	if err != nil {
		return fmt.Errorf("writing the demo's people down: %w", err)
	}
	admin, _, err := s.Ledger.FirstAdmin(ctx, all[0].ID, all[0].Name, all[0].PIN)
	if err != nil {
		return err
	}
	for _, p := range all[1:] {
		first, err := drawPIN(p.ID)
		if err == nil {
			err = s.Ledger.AddPerson(ctx, admin, store.NewPerson{ID: p.ID, Name: p.Name, Role: p.Role, PIN: first})
		}
		if err == nil {
			_, err = s.Ledger.ChangePIN(ctx, p.ID, first, p.PIN)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
