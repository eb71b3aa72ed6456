package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"github.com/google/uuid"

	"outpost/receipts"
)

// Sealer keeps personal fields unreadable on disk (authenticated encryption).
// A sealed field opens only with the context that it was sealed with.
type Sealer interface {
	Seal(plain, context []byte) ([]byte, error)
	Open(sealed, context []byte) ([]byte, error)
}

// PatientID derives the id of a patient copied from the HIS from the list and
// the HIS's own key (UUID version 5, RFC 9562), so that copying the list again
// keeps it.
func PatientID(list, hisKey string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:outpost:patients"))
	return uuid.NewSHA1(space, []byte(list+"\x00"+hisKey)).String()
}

// AddPatients replaces the patients of v.List by these, in one transaction;
// when it fails the old ones stay. Every record is sealed whole. ErrItem names
// the place of a patient who cannot be kept, never the name.
func (c *Catalog) AddPatients(ctx context.Context, v Version, patients []receipts.Patient, sealer Sealer) error {
	if v.Count != len(patients) {
		return fmt.Errorf("add patient list %s: %w: it says %d patients and has %d", v.List, ErrItem, v.Count, len(patients))
	}
	sealed, sum, err := sealAll(v.List, patients, sealer)
	if err != nil {
		return fmt.Errorf("add patient list %s: %w", v.List, err)
	}
	err = c.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM patient_lists WHERE list = ?", v.List); err != nil {
			return err
		}
		if err := insertPatientList(ctx, tx, v, sum); err != nil {
			return err
		}
		return insertPatients(ctx, tx, v.List, patients, sealed)
	})
	if err != nil {
		return fmt.Errorf("add patient list %s: %w", v.List, err)
	}
	return nil
}

// sealAll seals the records and hashes the sealed form.
func sealAll(list string, patients []receipts.Patient, sealer Sealer) ([][]byte, string, error) {
	sealed, sum := make([][]byte, len(patients)), sha256.New()
	seen := make(map[string]bool, len(patients))
	for n, p := range patients {
		if err := p.Validate(); err != nil {
			return nil, "", fmt.Errorf("%w: patient %d: %w", ErrItem, n+1, err)
		}
		if seen[p.ID] {
			return nil, "", fmt.Errorf("%w: patient %d has the id of an earlier one", ErrItem, n+1)
		}
		seen[p.ID] = true
		plain, err := json.Marshal(p)
		if err != nil {
			return nil, "", fmt.Errorf("patient %d: %w", n+1, err)
		}
		if sealed[n], err = sealer.Seal(plain, sealContext(list, p.ID)); err != nil {
			return nil, "", fmt.Errorf("seal patient %d: %w", n+1, err)
		}
		hashPatient(sum, p.ID, sealed[n])
	}
	return sealed, hex.EncodeToString(sum.Sum(nil)), nil
}

// sealContext binds a sealed record to its row.
func sealContext(list, id string) []byte { return []byte("outpost catalog patient/" + list + "/" + id) }

func hashPatient(sum hash.Hash, id string, sealed []byte) {
	length := binary.BigEndian.AppendUint32(nil, uint32(len(sealed)))
	sum.Write([]byte(id + string(itemEnd)))
	sum.Write(length)
	sum.Write(sealed)
}

func insertPatientList(ctx context.Context, tx *sql.Tx, v Version, sum string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO patient_lists (list, hash, count, source, source_hash, at_us, sealed_hash)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, v.List, v.Hash, v.Count, v.Source, v.SourceHash, v.At.UnixMicro(), sum)
	return err
}

func insertPatients(ctx context.Context, tx *sql.Tx, list string, patients []receipts.Patient, sealed [][]byte) error {
	insert, err := tx.PrepareContext(ctx, "INSERT INTO patients (list, pos, id, sealed) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for pos, p := range patients {
		if _, err := insert.ExecContext(ctx, list, pos, p.ID, sealed[pos]); err != nil {
			return fmt.Errorf("patient %d: %w", pos+1, err)
		}
	}
	return nil
}

// PatientLists says which patient lists are here, from which file and when;
// Currency is empty.
func (c *Catalog) PatientLists(ctx context.Context) ([]Version, error) {
	lists, _, err := c.patientLists(ctx)
	return lists, err
}

func (c *Catalog) patientLists(ctx context.Context) (lists []Version, sums map[string]string, err error) {
	rows, err := c.db.QueryContext(ctx, `SELECT 0, hash, list, count, source, source_hash, at_us, '', sealed_hash
		FROM patient_lists ORDER BY list`)
	if err != nil {
		return nil, nil, fmt.Errorf("list the patient lists: %w", err)
	}
	defer rows.Close()
	sums = map[string]string{}
	for rows.Next() {
		var sum string
		_, v, err := scanVersion(func(to ...any) error { return rows.Scan(append(to, &sum)...) })
		if err != nil {
			return nil, nil, fmt.Errorf("list the patient lists: %w", err)
		}
		lists, sums[v.List] = append(lists, v), sum
	}
	return lists, sums, rows.Err()
}

// LoadPatients opens every patient list into a Register. ErrDamaged names a
// list whose rows were changed or that the sealer does not open.
func (c *Catalog) LoadPatients(ctx context.Context, sealer Sealer) (*Register, error) {
	lists, sums, err := c.patientLists(ctx)
	if err != nil {
		return nil, err
	}
	var all []receipts.Patient
	for _, v := range lists {
		patients, err := c.loadPatients(ctx, v, sums[v.List], sealer)
		if err != nil {
			return nil, fmt.Errorf("load patient list %s from %s: %w", v.List, v.Source, err)
		}
		all = append(all, patients...)
	}
	return NewRegister(all), nil
}

// Patients opens one patient list, as AddPatients took it. ErrDamaged as with
// LoadPatients; a list that is not here is empty.
func (c *Catalog) Patients(ctx context.Context, list string, sealer Sealer) ([]receipts.Patient, error) {
	lists, sums, err := c.patientLists(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range lists {
		if v.List == list {
			return c.loadPatients(ctx, v, sums[list], sealer)
		}
	}
	return nil, nil
}

func (c *Catalog) loadPatients(ctx context.Context, v Version, want string, sealer Sealer) ([]receipts.Patient, error) {
	rows, err := c.db.QueryContext(ctx, "SELECT id, sealed FROM patients WHERE list = ? ORDER BY pos", v.List)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	patients, sum := make([]receipts.Patient, 0, min(v.Count, 1<<20)), sha256.New()
	for rows.Next() {
		var id string
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return nil, err
		}
		hashPatient(sum, id, sealed)
		plain, err := sealer.Open(sealed, sealContext(v.List, id))
		if err != nil {
			return nil, fmt.Errorf("%w: patient %d does not open: %w; copy the patients again", ErrDamaged, len(patients)+1, err)
		}
		var p receipts.Patient
		if err := json.Unmarshal(plain, &p); err != nil {
			return nil, fmt.Errorf("%w: patient %d cannot be read; copy the patients again", ErrDamaged, len(patients)+1)
		}
		patients = append(patients, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w; copy the patients again", ErrDamaged, err)
	}
	if len(patients) != v.Count || hex.EncodeToString(sum.Sum(nil)) != want {
		return nil, fmt.Errorf("%w: %d of %d patients are here or some were changed; copy the patients again", ErrDamaged, len(patients), v.Count)
	}
	return patients, nil
}
