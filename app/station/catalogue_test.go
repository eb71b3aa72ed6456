package station

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"outpost/app/settings"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/catalog"
)

// priced is a closed drill window with a price list of many pages and a patient
// list, and where asked with a backup of them.
func priced(t *testing.T, backedUp bool) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	id := store.Identity{Hospital: "示例医院", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := Setup(t.Context(), dir, id, "test", settings.Demo("http://127.0.0.1:1"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var items []catalog.Item
	for n := range 300 {
		items = append(items, catalog.Item{Key: fmt.Sprintf("drug/%d", n), Code: fmt.Sprint(n), Name: "Amoxicillin", Unit: "box", Category: receipts.CategoryWesternDrug, Price: receipts.Price(1_0000 + n)})
	}
	v := catalog.Version{List: "drug", Hash: catalog.Hash("drug", "CNY", items), Count: len(items), Source: "test.csv", At: s.Now(), Currency: "CNY"}
	err = s.AcceptPrices(t.Context(), v, items, "test")
	if err == nil {
		patients := []receipts.Patient{{ID: receipts.NewID(), Number: "P1", Name: "测试甲", Phone: "19900000001"}}
		err = s.AcceptPatients(t.Context(), catalog.Version{List: "patients", Hash: "x", Count: 1, Source: "test.csv", At: s.Now()}, patients)
	}
	if err == nil && backedUp {
		_, err = backup.Make(t.Context(), backup.Station{Dir: dir, Ledger: s.Ledger, Catalog: s.Catalog},
			backup.Options{Kind: backup.Daily, Folder: s.Settings().Backup.DailyFolder(dir), MakeFolder: true, Now: s.Now})
	}
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// hurt is a copy of the folder with a byte of the catalogue changed.
func hurt(t *testing.T, dir string, at int) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(to, store.CatalogFile)
	raw, err := os.ReadFile(path)
	if err == nil {
		raw[at] ^= 0xff
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// bytesToHurt are the first byte of every page and some in the middle, and those of
// the file's header.
func bytesToHurt(t *testing.T, dir string) (all []int) {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, store.CatalogFile))
	if err != nil {
		t.Fatal(err)
	}
	for at := range 100 {
		all = append(all, at)
	}
	for at := 4096; at < int(info.Size()); at += 4096 {
		all = append(all, at, at+2000)
	}
	return all
}

// charges sells one item by its price in the catalogue.
func charges(t *testing.T, s *Station) error {
	t.Helper()
	item, ok := s.Index().ByKey("drug/7")
	if !ok {
		return errors.New("the item is not there")
	}
	_, err := s.Ledger.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "c1", Patient: receipts.Patient{ID: receipts.NewID(), Name: "测试乙", Phone: "19900000002"},
		Lines:    []receipts.Line{{Item: item.Key, Code: item.Code, Name: item.Name, Unit: item.Unit, Category: item.Category, Price: item.Price, Quantity: 1000, List: item.List}},
		Payments: []receipts.Payment{{Tender: s.Ledger.Rules().Cash(), Tendered: 100_00}},
	})
	return err
}

// Whatever byte of the catalogue is changed, the window opens, charges by the prices
// in force, which a backup gives back, knows its patients, and keeps what it
// replaced.
func TestADamagedCatalogueIsMendedFromTheBackup(t *testing.T) {
	dir := priced(t, true)
	mended := 0
	for _, at := range bytesToHurt(t, dir) {
		path := hurt(t, dir, at)
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
		if err := errors.Join(s.Trouble(), charges(t, s)); err != nil {
			t.Errorf("byte %d: %v", at, err)
		}
		if len(s.Register().Find("测试甲", 5)) != 1 {
			t.Errorf("byte %d: the patient is not found", at)
		}
		if m := s.CatalogueMended(); m.Kept != "" {
			mended++
			info, err := os.Stat(filepath.Join(path, m.Kept))
			if err != nil || info.Mode().Perm() != 0o400 {
				t.Errorf("byte %d: the damaged file is not kept: %v", at, err)
			}
		}
		if s.Index().Len() == 0 {
			t.Fatalf("byte %d: no prices", at)
		}
		if err := s.AcceptPrices(t.Context(), s.Index().Versions()[0], all(s), "test"); err != nil {
			t.Errorf("byte %d: a list is not taken in: %v", at, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		again, err := Open(t.Context(), path, Options{})
		if err != nil || again.CatalogueMended() != (CatalogueMended{}) || again.Trouble() != nil {
			t.Fatalf("byte %d, opened again: %v", at, err)
		}
		again.Close()
	}
	if mended < 10 {
		t.Errorf("%d catalogues were mended", mended)
	}
}

func all(s *Station) (items []catalog.Item) {
	s.Index().All(func(i catalog.Item) bool { items = append(items, i); return true })
	return items
}

// Without a backup it opens all the same: with what stands whole, or saying that
// prices or patients are missing.
func TestADamagedCatalogueNeverStopsTheWindow(t *testing.T) {
	dir := priced(t, false)
	for _, at := range bytesToHurt(t, dir) {
		s, err := Open(t.Context(), hurt(t, dir, at), Options{})
		if err != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
		patients := len(s.Register().Find("测试甲", 5))
		if err := charges(t, s); s.Trouble() == nil && s.CatalogueMended().Kept == "" && (err != nil || patients != 1) {
			t.Errorf("byte %d: %v, %d patients, and no trouble is said", at, err, patients)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Beside a program that writes, a damaged catalogue is read as none, and stays.
func TestADamagedCatalogueReadBesideStays(t *testing.T) {
	dir := hurt(t, priced(t, true), 17)
	before, err := os.ReadFile(filepath.Join(dir, store.CatalogFile))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, Options{ReadOnly: true})
	if err != nil || s.Trouble() == nil {
		t.Fatalf("%v", err)
	}
	s.Close()
	if now, err := os.ReadFile(filepath.Join(dir, store.CatalogFile)); err != nil || string(now) != string(before) {
		t.Errorf("it was changed: %v", err)
	}
	if len(catalog.Asides(filepath.Join(dir, store.CatalogFile))) > 0 {
		t.Error("it was set aside")
	}
}

// A catalogue whose place does not let it be opened is left; nothing is taken into
// one that would be gone with the program.
func TestACatalogueThatCannotBeReachedStopsNothing(t *testing.T) {
	dir := priced(t, false)
	path := filepath.Join(dir, store.CatalogFile)
	if err := errors.Join(os.Rename(path, path+".away"), os.Mkdir(path, 0o700)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Trouble() == nil {
		t.Error("no trouble is said")
	}
	v := catalog.Version{List: "drug", Source: "t", At: time.Now(), Currency: "CNY", Hash: catalog.Hash("drug", "CNY", nil)}
	if err := s.AcceptPrices(t.Context(), v, nil, "test"); err == nil {
		t.Error("a list is taken in")
	}
}
