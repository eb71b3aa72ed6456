package proof

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
	"outpost/sync/reconcile"
)

// paper writes one proof in one language.
type paper struct {
	texts *i18n.Catalog
	id    store.Identity
	rules receipts.Rules
	proof reconcile.Proof
}

// Document is the proof as pages to sign, in the language of texts. id and
// rules are those of the ledger that it was made from. It names no patient.
func Document(p reconcile.Proof, id store.Identity, rules receipts.Rules, texts *i18n.Catalog) report.Report {
	w := paper{texts: texts, id: id, rules: rules, proof: p}
	r := report.Report{
		Title: w.t(i18n.ProofTitle), Subtitle: id.Hospital, Created: p.Made, Language: string(texts.Lang()),
		Facts:      w.facts(),
		Sections:   []report.Section{w.outages(), w.sums(), w.numbers(), w.tenders(), w.shifts(), w.findings(), w.cases()},
		Signatures: []string{w.t(i18n.ProofSignCashier), w.t(i18n.ProofSignInformation), w.t(i18n.ProofSignFinance)},
		Foot:       w.t(i18n.ProofFoot, id.Station, p.Ledger.Seq, short(p.Ledger.Head)), PageFormat: w.t(i18n.ProofPage),
	}
	if len(p.Closed) > 0 { // beside what is open
		r.Sections = slices.Insert(r.Sections, len(r.Sections)-1, w.closed())
	}
	if id.Drill {
		r.Mark = w.t(i18n.ProofDrillMark)
	}
	return r
}

// short is the part of a head that is printed and typed back in.
func short(head string) string { return head[:min(16, len(head))] }

func (w paper) t(key i18n.Key, args ...any) string { return w.texts.T(key, args...) }

func (w paper) money(m receipts.Money) string { return w.proof.Currency.Display(m) }

// at is a time in the window's zone, or the word for one that is not there.
func (w paper) at(t time.Time, none i18n.Key) string {
	if t.IsZero() {
		return w.t(none)
	}
	return w.texts.DateTime(w.id.Local(t))
}

func (w paper) facts() []report.Fact {
	p := w.proof
	verified := i18n.ProofNotVerified
	if p.Ledger.Verified {
		verified = i18n.ProofVerified
	}
	facts := []report.Fact{
		{Name: w.t(i18n.ProofResult), Value: Verdict(w.texts, p), Strong: true},
		{Name: w.t(i18n.ProofWindow), Value: w.id.Station},
		{Name: w.t(i18n.ProofDataAsOf), Value: w.at(p.Outage.DataAsOf, i18n.ProofNoData)},
		{Name: w.t(i18n.ProofMade), Value: w.at(p.Made, i18n.ProofNoData)},
		{Name: w.t(i18n.ProofHead), Value: p.Ledger.Head},
		{Name: w.t(i18n.ProofChain), Value: w.t(verified, p.Ledger.Seq)},
	}
	if p.Paper.Count > 0 {
		facts = append(facts, report.Fact{Name: w.t(i18n.ProofPaper), Value: w.texts.N(i18n.ProofPaperSum, p.Paper.Count, w.money(p.Paper.Amount))})
	}
	return append(facts, report.Fact{Name: w.t(i18n.ProofUnconfirmed), Value: w.texts.N(i18n.HandedSum, int(p.Unconfirmed))})
}

// Verdict says in one sentence whether a proof is complete.
func Verdict(texts *i18n.Catalog, p reconcile.Proof) string {
	if p.Complete {
		return texts.T(i18n.ProofComplete)
	}
	return texts.N(i18n.ProofIncomplete, len(p.Findings))
}

// Sum is one line of the sums: its name in the language of the screen, and what
// it comes to.
type Sum struct {
	Name string
	reconcile.Sum
}

// Sums are the parts of the local total in the order in which they are shown;
// the local total itself, their sum, is the last.
func Sums(texts *i18n.Catalog, p reconcile.Proof) []Sum {
	return []Sum{
		{texts.T(i18n.ProofSumConfirmed), p.Confirmed},
		{texts.T(i18n.ProofSumLinked), p.Linked},
		{texts.T(i18n.ProofSumAccepted), p.Accepted},
		{texts.T(i18n.ProofSumWrittenOff), p.WrittenOff},
		{texts.T(i18n.ProofSumVoided), p.Voided},
		{texts.T(i18n.ProofSumRefunded), p.Refunded},
		{texts.T(i18n.ProofSumRed), p.Red},
		{texts.T(i18n.ProofSumOpen), p.Open},
		{texts.T(i18n.ProofSumLocal), p.Local},
	}
}

// Incident is one outage in the words of a screen: its T0, since when the window
// charged stand-alone, and when that ended.
func Incident(texts *i18n.Catalog, id store.Identity, i reconcile.Incident) [3]string {
	returned := texts.T(i18n.ProofNotReturned)
	if !i.Returned.IsZero() {
		returned = texts.DateTime(id.Local(i.Returned))
	}
	return [3]string{texts.DateTime(id.Local(i.T0)), texts.DateTime(id.Local(i.Standalone)), returned}
}

func (w paper) outages() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoOutage), Columns: []report.Column{
		{Heading: w.t(i18n.ProofOutageFrom), Width: 1}, {Heading: w.t(i18n.ProofStandaloneSince), Width: 1}, {Heading: w.t(i18n.ProofOutageTo), Width: 1},
	}}
	for _, i := range w.proof.Outage.Incidents {
		cells := Incident(w.texts, w.id, i)
		t.Rows = append(t.Rows, report.Row{Cells: cells[:]})
	}
	return report.Section{Heading: w.t(i18n.ProofOutages), Table: t}
}

func (w paper) sums() report.Section {
	t := report.Table{Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnKind), Width: 4},
		{Heading: w.t(i18n.ProofColumnReceipts), Width: 1, Align: report.Right},
		{Heading: w.t(i18n.ProofColumnAmount), Width: 2, Align: report.Right},
	}}
	sums := Sums(w.texts, w.proof)
	for i, s := range sums {
		t.Rows = append(t.Rows, report.Row{
			Cells: []string{s.Name, strconv.Itoa(s.Count), w.money(s.Amount)}, Strong: i == len(sums)-1,
		})
	}
	return report.Section{Heading: w.t(i18n.ProofSums), Table: t}
}

func (w paper) numbers() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoNumbers)}
	t.Columns = append(t.Columns, report.Column{Heading: w.t(i18n.ProofColumnRange), Width: 3})
	for _, key := range []i18n.Key{
		i18n.ProofColumnIssued, i18n.ProofColumnUsed, i18n.ProofColumnVoided, i18n.ProofColumnSpoiled,
		i18n.ProofColumnUnused, i18n.ProofColumnMissing,
	} {
		t.Columns = append(t.Columns, report.Column{Heading: w.t(key), Width: 1, Align: report.Right})
	}
	for _, n := range w.proof.Numbers {
		cells := []string{NumberRange(n)}
		for _, count := range []int64{n.Issued, n.Used, n.Voided, n.Ruined, n.Unused, n.Missing} {
			cells = append(cells, strconv.FormatInt(count, 10))
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	return report.Section{Heading: w.t(i18n.ProofNumbers), Table: t}
}

// NumberRange writes a range as its prefix with the first and last number.
func NumberRange(n reconcile.NumberProof) string {
	if n.Issued == 0 {
		return n.Prefix
	}
	s := receipts.Series{Digits: n.Digits}
	return n.Prefix + s.Number(n.First) + "–" + s.Number(n.Last)
}

func (w paper) tenders() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoTenders), Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnTender), Width: 2},
		{Heading: w.t(i18n.ProofColumnByReceipts), Width: 2, Align: report.Right},
		{Heading: w.t(i18n.ProofColumnByShifts), Width: 2, Align: report.Right},
	}}
	for _, tender := range w.proof.Tenders {
		t.Rows = append(t.Rows, report.Row{Cells: []string{
			TenderWord(w.texts, w.rules, tender.Tender), w.money(tender.Receipts), w.money(tender.Shifts),
		}})
	}
	return report.Section{Heading: w.t(i18n.ProofTenders), Table: t}
}

func (w paper) shifts() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoShifts), Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnCashier), Width: 2},
		{Heading: w.t(i18n.ProofColumnShift), Width: 2},
		{Heading: w.t(i18n.ProofColumnAmount), Width: 2, Align: report.Right},
	}}
	for _, s := range w.proof.Shifts {
		state := i18n.ProofShiftOpen
		if s.Closed {
			state = i18n.ProofShiftClosed
		}
		var total receipts.Money
		for _, m := range s.Tenders {
			total += m
		}
		t.Rows = append(t.Rows, report.Row{Cells: []string{s.Cashier, w.t(state), w.money(total)}})
	}
	return report.Section{Heading: w.t(i18n.ProofShifts), Table: t}
}

func (w paper) findings() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoFindings), Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnReason), Width: 1},
		{Heading: w.t(i18n.ProofColumnFinding), Width: 3},
	}}
	for _, f := range w.proof.Findings {
		t.Rows = append(t.Rows, report.Row{Cells: []string{
			FindingWord(w.texts, f), FindingText(w.texts, w.rules, f),
		}})
	}
	return report.Section{Heading: w.t(i18n.ProofFindings), Table: t}
}

// closed lists the findings that a person closed, with who did and why.
func (w paper) closed() report.Section {
	t := report.Table{Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnFinding), Width: 2},
		{Heading: w.t(i18n.ProofColumnDecision), Width: 3},
	}}
	for _, d := range w.proof.Closed {
		finding, decision := ClosedText(w.texts, w.id, w.rules, d)
		t.Rows = append(t.Rows, report.Row{Cells: []string{finding, decision}})
	}
	return report.Section{Heading: w.t(i18n.ProofClosed), Table: t}
}

// cases lists what is open first, then what was decided.
func (w paper) cases() report.Section {
	t := report.Table{Empty: w.t(i18n.ProofNoCases), Columns: []report.Column{
		{Heading: w.t(i18n.ProofColumnReceipt), Width: 3},
		{Heading: w.t(i18n.ProofColumnAmount), Width: 2, Align: report.Right},
		{Heading: w.t(i18n.ProofColumnReason), Width: 3},
		{Heading: w.t(i18n.ProofColumnDecision), Width: 5},
	}}
	all := slices.Clone(w.proof.Cases)
	slices.SortStableFunc(all, func(a, b reconcile.Exception) int { return cmp.Compare(open(b), open(a)) })
	for _, c := range all {
		t.Rows = append(t.Rows, report.Row{Cells: []string{
			c.Number, w.money(c.Amount), CodeWord(w.texts, c.Code), w.decision(c),
		}})
	}
	return report.Section{Heading: w.t(i18n.ProofCases), Table: t}
}

func open(e reconcile.Exception) int {
	if e.Open {
		return 1
	}
	return 0
}

func (w paper) decision(c reconcile.Exception) string {
	if c.Decision == nil {
		return w.t(i18n.ProofUndecided)
	}
	return DecisionText(w.texts, w.id, *c.Decision)
}

// DecisionText says who decided what, when and why.
func DecisionText(texts *i18n.Catalog, id store.Identity, d store.Decision) string {
	what := VerdictWord(texts, d.Verdict)
	if d.HISNumber != "" {
		what += " " + d.HISNumber
	}
	return texts.T(i18n.ProofDecision, what, d.By, texts.DateTime(id.Local(d.At)), d.Reason)
}
