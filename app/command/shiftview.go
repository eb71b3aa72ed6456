package command

import (
	"outpost/app/i18n"
	"outpost/app/shiftreport"
	"outpost/receipts"
	"outpost/store"
)

// shiftView is a shift report with its amounts as decimals.
type shiftView struct {
	store.ShiftReport
	Sales          string                       `json:"sales"`
	Voided         string                       `json:"voided"`
	Refunded       string                       `json:"refunded"`
	FromPayments   string                       `json:"from_payments"`
	FromLines      string                       `json:"from_lines"`
	Rounding       string                       `json:"rounding"`
	Tenders        map[string]string            `json:"tenders"`
	Categories     map[receipts.Category]string `json:"categories"`
	CreditGiven    string                       `json:"credit_given"`
	CreditSettled  string                       `json:"credit_settled"`
	ElectronicOwed string                       `json:"electronic_owed"`
	Float          string                       `json:"float"`
	CashTaken      string                       `json:"cash_taken"`
	Drops          []dropView                   `json:"drops"`
	Dropped        string                       `json:"dropped"`
	Expected       string                       `json:"expected"`
	// Counted and Difference are empty where nobody counted.
	Counted      string               `json:"counted,omitempty"`
	Difference   string               `json:"difference,omitempty"`
	Explained    string               `json:"explained,omitempty"`
	Pieces       map[string]int64     `json:"pieces,omitempty"`
	TenderCounts map[string]countView `json:"tender_counts,omitempty"`
	Next         *nextView            `json:"next,omitempty"`
	Outbox       []stateView          `json:"outbox"`
	Forms        []store.AccountSpan  `json:"forms"`
	Agrees       bool                 `json:"agrees"`
}

type dropView struct {
	store.Drop
	Amount string `json:"amount"`
}

type countView struct {
	Expected   string `json:"expected"`
	Counted    string `json:"counted"`
	Difference string `json:"difference"`
}

type nextView struct {
	store.NextShift
	Float string `json:"float"`
}

type stateView struct {
	store.StateTotal
	Amount string `json:"amount"`
}

func viewDrop(d store.Drop, money amounts) dropView { return dropView{d, money.of(d.Amount)} }

func viewShift(r store.ShiftReport, rules receipts.Rules) shiftView {
	money := amounts(rules.Currency)
	v := shiftView{
		ShiftReport: r, Agrees: r.Agrees(), Explained: r.Explained, Forms: append([]store.AccountSpan{}, r.Forms...),
		Sales: money.of(r.Sales), Voided: money.of(r.Voided), Refunded: money.of(r.Refunded),
		FromPayments: money.of(r.FromPayments), FromLines: money.of(r.FromLines), Rounding: money.of(r.Rounding),
		Tenders: map[string]string{}, Categories: map[receipts.Category]string{},
		CreditGiven: money.of(r.CreditGiven), CreditSettled: money.of(r.CreditSettled), ElectronicOwed: money.of(r.ElectronicOwed),
		Float: money.of(r.Float), CashTaken: money.of(r.CashTaken), Drops: []dropView{}, Dropped: money.of(r.Dropped), Expected: money.of(r.Expected),
		Outbox: []stateView{},
	}
	for _, t := range r.Tenders {
		v.Tenders[t.Tender] = money.of(t.Amount)
	}
	for _, c := range r.Categories {
		v.Categories[c.Category] = money.of(c.Amount)
	}
	for _, d := range r.Drops {
		v.Drops = append(v.Drops, viewDrop(d, money))
	}
	for _, s := range r.Outbox {
		v.Outbox = append(v.Outbox, stateView{s, money.of(s.Amount)})
	}
	v.counted(r, money)
	if n := r.Next; n != nil {
		v.Next = &nextView{*n, money.of(n.Float)}
	}
	return v
}

func (v *shiftView) counted(r store.ShiftReport, money amounts) {
	if r.Counted != nil {
		v.Counted, v.Difference = money.of(*r.Counted), money.of(*r.Difference)
	}
	if len(r.Pieces) > 0 {
		v.Pieces = map[string]int64{}
	}
	for _, p := range r.Pieces {
		v.Pieces[money.of(p.Value)] += p.Pieces
	}
	if len(r.TenderCounts) > 0 {
		v.TenderCounts = map[string]countView{}
	}
	for _, t := range r.TenderCounts {
		v.TenderCounts[t.Tender] = countView{money.of(t.Expected), money.of(t.Counted), money.of(t.Difference())}
	}
}

// describeShift says the report in words: what the paper says, line by line.
func (a *app) describeShift(r store.ShiftReport, id store.Identity, rules receipts.Rules, pdf string) {
	money := amounts(rules.Currency)
	switch {
	case r.Signed != nil:
		a.say("COMPLETED: the former ledger was joined after this shift had closed; the report signed then said total %s, cash expected %s.", money.of(r.Signed.FromPayments), money.of(r.Signed.Expected))
	case !r.NotJoinedBefore.IsZero():
		a.say("INCOMPLETE: a former ledger of this window is set aside and not yet joined; what was charged in this shift before %s is not in these figures. Run 'outpost ledger join'.", id.Local(r.NotJoinedBefore).Format("2006-01-02 15:04"))
	}
	a.say("Shift of %s: %d {receipt/receipts} (%s to %s), %d void, %d refunded", r.Cashier, r.Receipts, r.First, r.Last, r.Voids, r.Refunds)
	a.say("charged %s, voided %s, refunded %s, total %s", money.of(r.Sales), money.of(r.Voided), money.of(r.Refunded), money.of(r.FromPayments))
	agree := "agree"
	if !r.Agrees() {
		agree = "DO NOT AGREE: do not sign, call the information staff"
	}
	a.say("from the payments %s, from the lines and %s of rounding %s: they %s", money.of(r.FromPayments), money.of(r.Rounding), money.of(r.FromLines), agree)
	for _, t := range r.Tenders {
		a.say("  %-22s %14s", t.Tender, money.of(t.Amount))
	}
	for _, c := range r.Categories {
		a.say("  %-22s %14s", c.Category.English(), money.of(c.Amount))
	}
	a.say("cash: float %s, taken %s, handed over %s, expected %s", money.of(r.Float), money.of(r.CashTaken), money.of(r.Dropped), money.of(r.Expected))
	switch {
	case r.Counted != nil:
		a.say("counted %s, difference %s", money.of(*r.Counted), money.of(*r.Difference))
	case r.NotCounted != "":
		a.say("NOT COUNTED: %s", r.NotCounted)
	}
	a.describeForms(r)
	if n, amount := r.Unsettled(); n > 0 {
		a.say("not settled with the HIS: %d {receipt/receipts} over %s", n, money.of(amount))
	}
	if r.Drafts > 0 {
		a.say("bills begun and not completed: %d; they are kept", r.Drafts)
	}
	if n := r.Next; n != nil {
		a.say("handed over to %s with a float of %s", n.Cashier, money.of(n.Float))
	}
	a.say("ledger head %s", r.Head)
	if pdf != "" {
		a.say("The report stands in %s.", pdf)
	}
	if !r.Agrees() {
		a.say("The totals of payments and lines DO NOT AGREE (%s and %s); run 'outpost ledger verify'.", money.of(r.FromPayments), money.of(r.FromLines))
	}
}

func (a *app) describeForms(r store.ShiftReport) {
	texts := i18n.New(i18n.English)
	for _, s := range r.Forms {
		a.say("  forms %s to %s: %d %s %s", s.From, s.To, s.Count, shiftreport.FateWord(texts, s.Fate), s.Reason)
	}
}
