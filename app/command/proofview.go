package command

import (
	"time"

	"outpost/store"
	"outpost/sync/reconcile"
)

// proofView is the proof of completeness with its amounts as decimals and
// without times that are not known.
type proofView struct {
	Made       time.Time  `json:"made"`
	Outage     outageView `json:"outage"`
	Ledger     chainView  `json:"ledger"`
	Currency   string     `json:"currency"`
	Local      sumView    `json:"local"`
	Confirmed  sumView    `json:"confirmed"`
	Linked     sumView    `json:"linked"`
	Accepted   sumView    `json:"accepted"`
	WrittenOff sumView    `json:"written_off"`
	Open       sumView    `json:"open"`
	Voided     sumView    `json:"voided"`
	Refunded   sumView    `json:"refunded"`
	Red        sumView    `json:"red"`
	Paper      sumView    `json:"paper"`
	// Unconfirmed is how many lines no department confirmed.
	Unconfirmed int64 `json:"unconfirmed"`

	Numbers  []reconcile.NumberProof `json:"numbers"`
	Tenders  []tenderView            `json:"tenders"`
	Shifts   []provenShift           `json:"shifts"`
	Cases    []caseView              `json:"cases"`
	Findings []reconcile.Finding     `json:"findings"`
	// Closed are findings that a person closed.
	Closed   []store.FindingDecision `json:"closed,omitempty"`
	Complete bool                    `json:"complete"`
}

// sumView is a number of receipts and what they come to.
type sumView struct {
	Count  int    `json:"count"`
	Amount string `json:"amount"`
}

type outageView struct {
	From     time.Time `json:"from,omitzero"`
	To       time.Time `json:"to,omitzero"`
	DataAsOf time.Time `json:"data_as_of,omitzero"`
	// Incidents are the outages one by one, oldest first.
	Incidents []reconcile.Incident `json:"incidents,omitempty"`
}

type chainView struct {
	Sold     int    `json:"sold"`
	Total    string `json:"total"`
	Back     string `json:"taken_back"`
	Head     string `json:"head"`
	Seq      int64  `json:"seq"`
	Verified bool   `json:"verified"`
}

type tenderView struct {
	Tender   string `json:"tender"`
	Receipts string `json:"receipts"`
	Shifts   string `json:"shifts"`
}

type provenShift struct {
	reconcile.Shift
	Tenders  map[string]string `json:"tenders"`
	Expected string            `json:"expected"`
	Counted  string            `json:"counted"`
}

type caseView struct {
	reconcile.Exception
	Amount string `json:"amount"`
}

func viewProof(p reconcile.Proof) proofView {
	money := amounts(p.Currency)
	sum := func(s reconcile.Sum) sumView { return sumView{s.Count, money.of(s.Amount)} }
	v := proofView{
		Made: p.Made, Outage: outageView(p.Outage), Currency: p.Currency.Code,
		Ledger: chainView{p.Ledger.Sold, money.of(p.Ledger.Total), money.of(p.Ledger.TakenBack), p.Ledger.Head, p.Ledger.Seq, p.Ledger.Verified},
		Local:  sum(p.Local), Confirmed: sum(p.Confirmed), Linked: sum(p.Linked), Accepted: sum(p.Accepted),
		WrittenOff: sum(p.WrittenOff), Open: sum(p.Open), Voided: sum(p.Voided), Refunded: sum(p.Refunded), Red: sum(p.Red), Paper: sum(p.Paper), Unconfirmed: p.Unconfirmed,
		Numbers: append([]reconcile.NumberProof{}, p.Numbers...), Tenders: []tenderView{}, Shifts: []provenShift{}, Cases: []caseView{},
		Findings: append([]reconcile.Finding{}, p.Findings...), Closed: p.Closed, Complete: p.Complete,
	}
	for _, t := range p.Tenders {
		v.Tenders = append(v.Tenders, tenderView{t.Tender, money.of(t.Receipts), money.of(t.Shifts)})
	}
	for _, s := range p.Shifts {
		one := provenShift{Shift: s, Tenders: map[string]string{}, Expected: money.of(s.Expected), Counted: money.of(s.Counted)}
		for tender, m := range s.Tenders {
			one.Tenders[tender] = money.of(m)
		}
		v.Shifts = append(v.Shifts, one)
	}
	for _, c := range p.Cases {
		v.Cases = append(v.Cases, caseView{c, money.of(c.Amount)})
	}
	return v
}
