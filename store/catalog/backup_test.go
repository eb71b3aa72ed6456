package catalog

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
)

func TestACopiedCatalogueIsWholeAndChangesAreNoticed(t *testing.T) {
	c := openTest(t)
	items := drugs()
	if err := c.Add(t.Context(), versionOf("drug", items), items); err != nil {
		t.Fatal(err)
	}
	addPatients(t, c, newGCM(t), patients())
	for name, statement := range map[string]string{
		"":                  `UPDATE items SET price_e4 = price_e4 WHERE pos = 1`,
		"a changed price":   `UPDATE items SET price_e4 = price_e4 + 1 WHERE pos = 1`,
		"a missing item":    `DELETE FROM items WHERE pos = 1`,
		"a changed patient": `UPDATE patients SET sealed = x'00' WHERE pos = 1`,
		"a missing patient": `DELETE FROM patients WHERE pos = 1`,
	} {
		to := filepath.Join(t.TempDir(), "backup.db")
		if err := c.CopyTo(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", to)
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Exec(statement)
		if err != nil {
			t.Fatal(err)
		}
		if n, _ := r.RowsAffected(); n == 0 {
			t.Fatalf("%s: nothing was changed", name)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := CheckFile(t.Context(), to); (err == nil) != (name == "") || err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := CheckFile(t.Context(), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing catalogue is whole")
	}
}
