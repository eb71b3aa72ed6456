// Command typist plans what a cashier would type for seeded bills, as a script
// of xdotool, and checks afterwards that the ledger holds just these bills.
//
//	typist plan FOLDER BILLS PLAN >SCRIPT    the keys, and in PLAN what must come of them
//	typist check FOLDER PLAN                 fails where the ledger holds anything else
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store/catalog"
)

// bill is one bill of the plan.
type bill struct {
	Patient string          `json:"patient"` // id
	Items   []string        `json:"items"`   // keys
	Qty     []string        `json:"qty"`
	Keys    int             `json:"keys"`
	Script  []string        `json:"-"`
	Lines   []receipts.Line `json:"-"`
	Total   receipts.Money  `json:"total"`
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "typist:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) < 3 {
		return errors.New("usage: typist plan FOLDER BILLS PLAN | typist check FOLDER PLAN")
	}
	s, err := station.Open(ctx, args[1], station.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	switch {
	case args[0] == "check":
		return check(ctx, s, args[2])
	case args[0] == "plan" && len(args) == 4:
		n, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		return plan(s, n, args[3])
	}
	return errors.New("plan or check?")
}

func plan(s *station.Station, n int, file string) error {
	random := rand.New(rand.NewPCG(7, 11))
	items := slices.DeleteFunc(slices.Collect(s.Index().All), func(i catalog.Item) bool { return len(i.Initials) == 0 || i.Price == 0 })
	people := s.Register().Find("9900000000", 50) // by the beginning of their cards
	if len(items) < 8 || len(people) == 0 {
		return fmt.Errorf("%d items and %d patients are too few", len(items), len(people))
	}
	var bills []bill
	for i := range n {
		b, err := one(s, random, items, people[i%len(people)])
		if err != nil {
			return err
		}
		bills = append(bills, b)
		fmt.Println(strings.Join(b.Script, "\n"))
	}
	raw, err := json.MarshalIndent(bills, "", " ")
	if err != nil {
		return err
	}
	counts := make([]int, len(bills))
	for i, b := range bills {
		counts[i] = b.Keys
	}
	slices.Sort(counts)
	fmt.Fprintf(os.Stderr, "%d bills of 8 lines, 3 quantities other than 1, cash typed: keystrokes median %d, p90 %d, most %d\n",
		n, counts[n/2], counts[n*9/10], counts[n-1])
	return os.WriteFile(file, raw, 0o600)
}

// whom is the shortest that a cashier can type so that only this patient is
// found: the initials of the name, the end of the phone number, the number or
// the card.
func whom(s *station.Station, patient receipts.Patient) string {
	typed := catalog.Initials(patient.Name)
	for n := 4; n <= len(patient.Phone); n++ {
		typed = append(typed, patient.Phone[len(patient.Phone)-n:])
	}
	shortest := patient.Card
	for _, text := range append(typed, patient.Number) {
		if found := s.Register().Find(text, 2); len(found) == 1 && len(text) < len(shortest) {
			shortest = text
		}
	}
	return shortest
}

// one plans one bill: a known patient, eight items, three quantities other than 1, cash in whole tens.
func one(s *station.Station, random *rand.Rand, items []catalog.Item, patient receipts.Patient) (bill, error) {
	b := bill{Patient: patient.ID}
	b.types(whom(s, patient))
	b.press("Return")
	odd := random.Perm(8)[:3]
	for i := range 8 {
		item, qty := items[random.IntN(len(items))], receipts.One
		if slices.Contains(odd, i) {
			qty = receipts.Quantity(2+random.IntN(8)) * receipts.One
		}
		b.item(s, item, qty)
	}
	total, err := s.Ledger.Rules().Price(b.Lines)
	if err != nil {
		return b, err
	}
	b.Total = total
	b.press("Return") // from the empty item box to the payment
	b.types(strconv.FormatInt((int64(total)+9_99)/10_00*10, 10))
	b.press("F2")
	b.Script = append(b.Script, "key F2") // held or doubled, it completes once; not counted
	return b, nil
}

func (b *bill) types(text string) {
	b.Script = append(b.Script, fmt.Sprintf("type --delay 8 %q", text))
	b.Keys += len(text)
}

func (b *bill) press(key string) {
	b.Script = append(b.Script, "key --delay 8 "+key)
	b.Keys++
}

// look is how many rows a cashier takes in at a glance.
const look = 5

func (b *bill) item(s *station.Station, want catalog.Item, qty receipts.Quantity) {
	query, row := search(s, want)
	text := query
	if qty != receipts.One {
		text = qty.String() + "*" + query
	}
	b.types(text)
	for range row {
		b.press("Down")
	}
	b.press("Return")
	b.Items, b.Qty = append(b.Items, want.Key), append(b.Qty, qty.String())
	b.Lines = append(b.Lines, want.Line(qty))
}

// search finds what a cashier types before an item stands among the first rows.
func search(s *station.Station, want catalog.Item) (query string, row int) {
	row = 1 << 20
	for _, initials := range want.Initials {
		for n := 3; n <= len(initials)+3; n++ {
			typed := initials[:min(n, len(initials))]
			at := slices.IndexFunc(s.Index().Find(typed, 100), func(i catalog.Item) bool { return i.Key == want.Key })
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

// check compares the ledger with the plan, bill by bill.
func check(ctx context.Context, s *station.Station, file string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var bills []bill
	if err := json.Unmarshal(raw, &bills); err != nil {
		return err
	}
	rows, err := s.Ledger.Outbox(ctx, 0, len(bills)+1)
	if err != nil {
		return err
	}
	for i, b := range bills[:min(len(bills), len(rows))] {
		r := rows[i].Receipt
		if r.Patient.ID != b.Patient || r.Total != b.Total || len(r.Lines) != len(b.Items) {
			return fmt.Errorf("receipt %s is not bill %d of the plan", r.Number, i+1)
		}
		for n, l := range r.Lines {
			if l.Item != b.Items[n] || l.Quantity.String() != b.Qty[n] {
				return fmt.Errorf("receipt %s, line %d: %s × %s, meant were %s × %s", r.Number, n+1, l.Quantity, l.Item, b.Qty[n], b.Items[n])
			}
		}
	}
	if len(rows) != len(bills) {
		return fmt.Errorf("the ledger holds %d receipts, typed were %d", len(rows), len(bills))
	}
	fmt.Printf("%d receipts, every line as meant\n", len(bills))
	return nil
}
