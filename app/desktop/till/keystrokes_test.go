package till

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store/catalog"
	"outpost/sync/mirror"
)

// goal is the median of key presses for a charge of eight lines (users.md).
const goal = 60

// look is how many rows of the list a cashier takes in at a glance; what lies
// lower is found by typing on.
const look = 5

// dataFile finds a file of the real input, or skips the test with a line.
func dataFile(t testing.TB, name string) string {
	t.Helper()
	roots := []string{os.Getenv("OUTPOST_DATA")}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for up := dir; up != filepath.Dir(up); up = filepath.Dir(up) {
		roots = append(roots, filepath.Join(filepath.Dir(up), "shared", "data"))
	}
	for _, root := range roots {
		if path := filepath.Join(root, name); root != "" {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	t.Skipf("skipped: %s is not here; set OUTPOST_DATA to the folder of the real input", name)
	return ""
}

func acceptFile(t *testing.T, s *station.Station, path string) {
	t.Helper()
	p, err := mirror.PreviewPrices(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Version(s.Now(), "CNY")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AcceptPrices(t.Context(), v, p.Items, "test"); err != nil {
		t.Fatal(err)
	}
}

// typist charges by the keyboard and counts every key that is pressed, as the
// screen forwards it to the model.
type typist struct {
	*bench
	keys int
}

// item types the initials of an item until it stands among the rows looked at,
// walks down to it and takes it.
func (p *typist) item(t *testing.T, want catalog.Item, qty receipts.Quantity) {
	t.Helper()
	query, row := p.search(want)
	if query == "" {
		t.Fatalf("%s (%s) is not found by %v", want.Key, want.Name, want.Initials)
	}
	text := query
	if qty != receipts.One {
		text = qty.String() + "*" + query
	}
	if _, clear := p.EnterItem(text, row); !clear {
		t.Fatalf("%q was not taken: %+v", text, p.Note())
	}
	p.keys += len(text) + row + 1
}

func (p *typist) search(want catalog.Item) (query string, row int) {
	row = 1 << 20
	for _, initials := range want.Initials {
		for n := 3; n <= len(initials)+3; n++ { // nobody stops to look after two letters
			typed := initials[:min(n, len(initials))]
			at := slices.IndexFunc(p.FindItems(typed), func(i catalog.Item) bool { return i.Key == want.Key })
			if at >= 0 && (at < look || n >= len(initials)) && len(typed)+at < len(query)+row {
				query, row = typed, at
			}
			if at >= 0 && at < look {
				break
			}
		}
	}
	return query, row
}

func (p *typist) bill(t *testing.T, patient receipts.Patient, lines []catalog.Item, qty []receipts.Quantity) {
	t.Helper()
	if p.EnterPatient(patient.Phone[len(patient.Phone)-4:], -1) != ItemBox {
		t.Fatalf("patient: %+v", p.Note())
	}
	p.keys += 4 + 1
	for i, line := range lines {
		p.item(t, line, qty[i])
	}
	if next, _ := p.EnterItem("", 0); next != PayBox {
		t.Fatal("Enter in the empty box does not lead to the payment")
	}
	// The patient hands over whole tens, typed without decimals.
	cash := (p.Total() + 9_99) / 10_00 * 10
	text := strings.TrimSuffix(p.Rules().Currency.Format(cash*100), ".00")
	p.Type(text, "")
	p.keys += 1 + len(text) + 1 // Enter, the cash, F2
	p.Complete()
	p.next(t, 2)
}

func TestKeystrokesOfAHundredBills(t *testing.T) {
	s := newStation(t, true)
	acceptFile(t, s, dataFile(t, "his-zainzhao/dms_drug.csv"))
	acceptFile(t, s, dataFile(t, "his-zainzhao/dms_non_drug.csv"))
	all := slices.DeleteFunc(slices.Collect(s.Index().All), func(i catalog.Item) bool { return len(i.Initials) == 0 })
	b := newBench(t, s)
	random := rand.New(rand.NewPCG(1, 2))
	people := patients()
	var counts []int
	for n := range 100 {
		p := &typist{bench: b}
		lines, qty := make([]catalog.Item, 8), make([]receipts.Quantity, 8)
		for i := range lines {
			lines[i], qty[i] = all[random.IntN(len(all))], receipts.One
		}
		for _, i := range random.Perm(8)[:3] {
			qty[i] = receipts.Quantity(2+random.IntN(8)) * receipts.One
		}
		p.bill(t, people[n%len(people)], lines, qty)
		counts = append(counts, p.keys)
		check(t, s, b.Last().Number, lines, qty)
	}
	b.finish(t)
	slices.Sort(counts)
	t.Logf("keys of a charge of eight lines: median %d, p90 %d, most %d", counts[50], counts[90], counts[99])
	if counts[50] > goal {
		t.Errorf("median %d keys, goal %d", counts[50], goal)
	}
}

// check compares what the ledger holds with what was meant.
func check(t *testing.T, s *station.Station, number string, lines []catalog.Item, qty []receipts.Quantity) {
	t.Helper()
	row, err := s.Ledger.Receipt(t.Context(), number)
	if err != nil || len(row.Receipt.Lines) != len(lines) {
		t.Fatalf("receipt %s: %d lines, %v", number, len(row.Receipt.Lines), err)
	}
	for i, l := range row.Receipt.Lines {
		if l.Item != lines[i].Key || l.Quantity != qty[i] || l.Price != lines[i].Price {
			t.Errorf("receipt %s, line %d: %s × %s, want %s × %s", number, i+1, l.Quantity, l.Item, qty[i], lines[i].Key)
		}
	}
}
