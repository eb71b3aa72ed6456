package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"outpost/store/disk"
	"outpost/store/seal"
)

// A first start that the power cut off leaves a database without an entry: the
// next first start goes on, whatever the tables are like.
func TestAFirstStartThatWasCutOffIsBegunAnew(t *testing.T) {
	for name, leave := range map[string]func(dir string) error{
		"an empty file": func(dir string) error { return os.WriteFile(filepath.Join(dir, ledgerFile), nil, 0o600) },
		"tables only": func(dir string) error {
			db, err := openWriter(disk.OS{}, filepath.Join(dir, ledgerFile))
			if err == nil {
				_, err = db.Exec(schema)
			}
			return errors.Join(err, db.Close())
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := leave(dir); err != nil {
				t.Fatal(err)
			}
			keys, err := seal.Generate()
			if err == nil {
				err = keys.Save(filepath.Join(dir, keyFile))
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrNoLedger) {
				t.Errorf("opened: %v", err)
			}
			l, err := Create(t.Context(), dir, founding(true), Options{Now: testClock()})
			if err != nil {
				t.Fatal(err)
			}
			sell(t, l, bill("Lin Yuejiang", 100_00))
			mustVerify(t, l)
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := Create(t.Context(), dir, founding(true), Options{}); !errors.Is(err, ErrExists) {
				t.Errorf("founded over a ledger: %v", err)
			}
		})
	}
}

// What cannot be read may hold a ledger.
func TestAFileThatIsNoDatabaseIsNotFoundedOver(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, ledgerFile)
	if err := os.WriteFile(path, []byte("what was once a ledger, and cannot be read any more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(t.Context(), dir, founding(true), Options{}); !errors.Is(err, ErrExists) {
		t.Errorf("founded: %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
