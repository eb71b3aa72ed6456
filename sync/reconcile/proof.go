package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// Sum is a number of receipts and their amount in minor units.
type Sum struct {
	Count  int            `json:"count"`
	Amount receipts.Money `json:"amount"`
}

func (s *Sum) add(m receipts.Money) { s.Count, s.Amount = s.Count+1, s.Amount+m }

// Proof is the proof of completeness (his.md, "Reconciliation" 8): local total =
// confirmed + linked + accepted + written off + open + voided + refunded + red, numbers issued =
// used + voided + spoiled + unused, cash = shift reports. It holds no personal
// data.
type Proof struct {
	Made     time.Time         `json:"made"`
	Outage   Outage            `json:"outage"`
	Ledger   Ledger            `json:"ledger"`
	Currency receipts.Currency `json:"currency"`

	// Local are all receipts, voided ones included; red ones count with what they
	// took back, negative.
	Local      Sum `json:"local"`
	Confirmed  Sum `json:"confirmed"`
	Linked     Sum `json:"linked"`
	Accepted   Sum `json:"accepted"`
	WrittenOff Sum `json:"written_off"`
	Open       Sum `json:"open"`
	Voided     Sum `json:"voided"`
	// Refunded are the receipts that red ones took back before they were sent, Red
	// are those, with negative amounts: none of them goes to the HIS. A red receipt
	// over another window's is a case, until a person has matched it.
	Refunded Sum `json:"refunded"`
	Red      Sum `json:"red"`
	// Paper are those of Local that were written on paper and keyed in: they bear
	// the paper's numbers, none of the window's.
	Paper Sum `json:"paper"`
	// Unconfirmed is how many lines that stand charged no department said to be
	// handed out, done or neither. They are told, and keep no proof open.
	Unconfirmed int64 `json:"unconfirmed"`

	Numbers []NumberProof `json:"numbers"`
	Tenders []TenderProof `json:"tenders"`
	Shifts  []Shift       `json:"shifts"`
	Cases   []Exception   `json:"cases"`
	// Findings is what does not agree; Complete is true when there is none.
	Findings []Finding `json:"findings"`
	// Closed is what does not agree either, and what a person decided on it.
	Closed   []store.FindingDecision `json:"closed,omitempty"`
	Complete bool                    `json:"complete"`
}

// NumberProof accounts for every number of a range.
type NumberProof struct {
	Range
	Issued  int64 `json:"issued"`
	Used    int64 `json:"used"` // receipts that stand
	Voided  int64 `json:"voided"`
	Ruined  int64 `json:"ruined"` // spoiled or lost
	Unused  int64 `json:"unused"`
	Missing int64 `json:"missing"` // given out, and nobody says what became of them
}

// TenderProof compares what receipts say was taken with the shift reports, in
// minor units.
type TenderProof struct {
	Tender   string         `json:"tender"`
	Receipts receipts.Money `json:"receipts"`
	Shifts   receipts.Money `json:"shifts"`
}

// Finding is one thing that keeps the proof from being complete.
type Finding struct {
	Code his.Code `json:"code"`
	// Subject is what it is about: a number, a shift, a tender.
	Subject string `json:"subject"`
	// Want and Have are the two that should be the same; empty where it is not
	// a comparison.
	Want string `json:"want,omitempty"`
	Have string `json:"have,omitempty"`
}

// Sentence says the finding in English; a screen in another language builds its
// own from the parts.
func (f Finding) Sentence() string {
	if f.Want == "" && f.Have == "" {
		return fmt.Sprintf("%s: %s", f.Code, f.Subject)
	}
	return fmt.Sprintf("%s: %s is %s and should be %s", f.Code, f.Subject, f.Have, f.Want)
}

// Prove makes the proof. It never fails: what does not agree is a Finding.
func Prove(in Input) Proof {
	p := Proof{
		Made: in.Now.UTC(), Outage: in.Outage, Ledger: in.Ledger, Currency: in.Currency, Shifts: in.Shifts,
		Cases: Exceptions(in.Rows, in.Now), Unconfirmed: in.Unconfirmed,
	}
	p.sums(in.Rows)
	p.ledger(in.Rows)
	p.numbers(in)
	p.forms(in)
	p.cash(in)
	p.decided(in.Decided)
	p.Complete = len(p.Findings) == 0
	return p
}

func (p *Proof) find(code his.Code, subject, want, have string) {
	p.Findings = append(p.Findings, Finding{code, subject, want, have})
}

func (p *Proof) sums(rows []store.OutboxRow) {
	seen := map[string]bool{}
	for _, row := range rows {
		total := row.Receipt.Total
		p.Local.add(total)
		p.sum(classify(row)).add(total)
		if row.Receipt.Paper {
			p.Paper.add(total)
		}
		if seen[row.Receipt.ID] {
			p.find(his.CodeTotals, "receipt "+row.Receipt.Number+" stands twice", "", "")
		}
		seen[row.Receipt.ID] = true
		if row.Receipt.Money.Code != p.Currency.Code {
			p.find(his.CodeTotals, "currency of receipt "+row.Receipt.Number, p.Currency.Code, row.Receipt.Money.Code)
		}
	}
	p.bills(rows)
	for _, c := range p.Cases {
		if c.Open {
			p.find(c.Code, "receipt "+c.Number+" is not settled", "", "")
		}
	}
}

// bills finds a bill of the HIS that was taken for two receipts.
func (p *Proof) bills(rows []store.OutboxRow) {
	bearer := map[string]string{}
	for _, row := range rows {
		number := row.HISNumber
		if row.Receipt.Kind == receipts.KindRed {
			continue // the bill of what it took back
		}
		switch classify(row) {
		case confirmed:
		case linked:
			number = row.Decision.HISNumber
		default:
			continue
		}
		if first, twice := bearer[number]; twice {
			p.find(his.CodeDuplicate, "bill "+number+" of the HIS stands for both receipt "+first+" and receipt "+row.Receipt.Number, "", "")
			continue
		}
		bearer[number] = row.Receipt.Number
	}
}

func (p *Proof) sum(c class) *Sum {
	switch c {
	case confirmed:
		return &p.Confirmed
	case linked:
		return &p.Linked
	case accepted:
		return &p.Accepted
	case writtenOff:
		return &p.WrittenOff
	case voided:
		return &p.Voided
	case refunded:
		return &p.Refunded
	case red:
		return &p.Red
	}
	return &p.Open
}

// What the journal's own totals are compared for.
const (
	subjectSold    = "number of receipts"
	subjectCharged = "total of the receipts"
	subjectBack    = "total of what was taken back"
)

// ledger holds the rows against the journal's own totals, and the parts
// against the whole.
func (p *Proof) ledger(rows []store.OutboxRow) {
	if own := p.Local.Count - p.Paper.Count; p.Ledger.Sold != own {
		p.find(his.CodeTotals, subjectSold, fmt.Sprint(p.Ledger.Sold), fmt.Sprint(own))
	}
	charged, back := turnover(rows)
	p.same(subjectCharged, p.Ledger.Total, charged)
	p.same(subjectBack, p.Ledger.TakenBack, back)
	if !p.Ledger.Verified {
		p.find(his.CodeTotals, "the ledger's chain was not verified", "", "")
	}
	var count int
	var amount receipts.Money
	for _, s := range []Sum{p.Confirmed, p.Linked, p.Accepted, p.WrittenOff, p.Open, p.Voided, p.Refunded, p.Red} {
		count, amount = count+s.Count, amount+s.Amount
	}
	if count != p.Local.Count {
		p.find(his.CodeTotals, "number of settled and open receipts", fmt.Sprint(p.Local.Count), fmt.Sprint(count))
	}
	p.same("total of settled and open receipts", p.Local.Amount, amount)
}

// turnover is what the rows charged, and what voids and red receipts took back.
func turnover(rows []store.OutboxRow) (charged, back receipts.Money) {
	for _, row := range rows {
		total := row.Receipt.Total
		if row.Receipt.Kind == receipts.KindRed {
			back -= total
			continue
		}
		if charged += total; row.Receipt.Void != nil {
			back += total
		}
	}
	return charged, back
}

func (p *Proof) same(subject string, want, have receipts.Money) {
	if want != have {
		p.find(his.CodeTotals, subject, p.Currency.Format(want), p.Currency.Format(have))
	}
}

// cash holds the receipts' payments against the shift reports, shift by shift,
// and the counted cash against the expected.
func (p *Proof) cash(in Input) {
	taken, all := takings(in.Rows)
	known, reported := map[string]bool{"": true}, map[string]receipts.Money{}
	for _, shift := range in.Shifts {
		known[shift.ID] = true
		for tender, m := range shift.Tenders {
			reported[tender] += m
		}
		for _, tender := range union(taken[shift.ID], shift.Tenders) {
			p.same(tender+" of "+shift.Cashier+"'s shift at "+shift.Station, taken[shift.ID][tender], shift.Tenders[tender])
		}
		p.drawer(shift)
	}
	for id := range taken {
		if !known[id] {
			p.find(his.CodeTotals, "shift "+id+" has receipts and no report", "", "")
		}
	}
	for _, tender := range union(all, reported) {
		p.Tenders = append(p.Tenders, TenderProof{tender, all[tender], reported[tender]})
	}
	slices.SortStableFunc(p.Findings, func(a, b Finding) int {
		return slices.Index(his.Codes(), a.Code) - slices.Index(his.Codes(), b.Code)
	})
}

func (p *Proof) drawer(shift Shift) {
	name := shift.Cashier + "'s shift at " + shift.Station
	switch {
	case !shift.Closed:
		p.find(his.CodeCash, name+" is not closed", "", "")
	case shift.Counted != shift.Expected && shift.Explained == "":
		p.find(his.CodeCash, "cash of "+name, p.Currency.Format(shift.Expected), p.Currency.Format(shift.Counted))
	}
}

// takings sums the payments of the receipts that stand, by shift and in all: what
// was owed and paid later is taken off what is owed in the shift that took it.
func takings(rows []store.OutboxRow) (byShift map[string]map[string]receipts.Money, all map[string]receipts.Money) {
	byShift, all = map[string]map[string]receipts.Money{}, map[string]receipts.Money{}
	take := func(shift string, payments []receipts.Payment, sign receipts.Money) {
		if byShift[shift] == nil {
			byShift[shift] = map[string]receipts.Money{}
		}
		for _, pay := range payments {
			byShift[shift][pay.Tender] += sign * pay.Amount
			all[pay.Tender] += sign * pay.Amount
		}
	}
	for _, row := range rows {
		r := row.Receipt
		if r.Void != nil {
			continue
		}
		take(r.Shift, r.Payments, 1)
		if s := r.Settlement; s != nil {
			take(s.Shift, s.Owed, -1)
			take(s.Shift, s.Payments, 1)
		}
	}
	return byShift, all
}

func union(a, b map[string]receipts.Money) []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(names)
	return slices.Compact(names)
}
