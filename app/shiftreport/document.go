// Package shiftreport writes a shift's report (收费员日结报表) in the language of the
// screen: as pages to sign, whose parts a screen shows as they are. What it says
// is the ledger's; nothing is computed here but words.
package shiftreport

import (
	"strconv"
	"time"

	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
)

// paper writes one report in one language.
type paper struct {
	texts *i18n.Catalog
	id    store.Identity
	rules receipts.Rules
	r     store.ShiftReport
}

// Document is a shift's report as pages with two lines to sign on. A screen
// takes Facts and Sections of it. id and rules are those of its ledger; made is
// when the document is made, for one of a shift that is still open.
func Document(r store.ShiftReport, id store.Identity, rules receipts.Rules, texts *i18n.Catalog, made time.Time) report.Report {
	w := paper{texts: texts, id: id, rules: rules, r: r}
	title := i18n.ShiftTitle
	if r.Closed.IsZero() {
		title = i18n.ShiftOpenTitle
	} else {
		made = r.Closed
	}
	out := report.Report{
		Title: w.t(title), Subtitle: id.Hospital, Created: made, Language: string(texts.Lang()), Facts: w.facts(),
		Sections:   []report.Section{w.receipts(), w.tenders(), w.cash(), w.categories(), w.credit(), w.forms(), w.his()},
		Signatures: []string{w.t(i18n.ShiftSignCashier), w.t(i18n.ShiftSignReceiver)},
		Foot:       w.t(i18n.ProofFoot, id.Station, w.seq(), short(r.Head)), PageFormat: w.t(i18n.ProofPage),
	}
	if id.Drill {
		out.Mark = w.t(i18n.ProofDrillMark)
	}
	return out
}

// short is the part of a head that is printed at the foot and typed back in.
func short(head string) string { return head[:min(16, len(head))] }

func (w paper) t(key i18n.Key, args ...any) string { return w.texts.T(key, args...) }

func (w paper) money(m receipts.Money) string { return w.rules.Currency.Display(m) }

func (w paper) at(t time.Time) string { return w.texts.DateTime(w.id.Local(t)) }

func (w paper) seq() int64 {
	if w.r.Checkpoint != nil {
		return w.r.Checkpoint.Seq
	}
	return 0
}

func (w paper) facts() []report.Fact {
	r := w.r
	closed := w.t(i18n.ShiftStillOpen)
	if !r.Closed.IsZero() {
		closed = w.at(r.Closed)
	}
	station := r.Station
	if station == "" {
		station = w.id.Station
	}
	var all []report.Fact
	switch {
	case r.Signed != nil:
		all = append(all, report.Fact{Name: w.t(i18n.ShiftCompleted), Value: w.t(i18n.ShiftCompletedText, w.rules.Currency.Display(r.Signed.FromPayments), w.rules.Currency.Display(r.Signed.Expected)), Strong: true})
	case !r.NotJoinedBefore.IsZero():
		all = append(all, report.Fact{Name: w.t(i18n.ShiftIncomplete), Value: w.t(i18n.ShiftNotJoined, w.at(r.NotJoinedBefore)), Strong: true})
	}
	all = append(all, []report.Fact{
		{Name: w.t(i18n.ShiftTotals), Value: Agreement(w.texts, w.rules, r), Strong: true},
		{Name: w.t(i18n.ShiftCashier), Value: r.Cashier},
		{Name: w.t(i18n.ShiftWindow), Value: station},
		{Name: w.t(i18n.ShiftOpened), Value: w.at(r.Opened)},
		{Name: w.t(i18n.ShiftClosed), Value: closed},
	}...)
	if r.ClosedBy != "" {
		all = append(all, report.Fact{Name: w.t(i18n.ShiftClosedBy), Value: w.t(i18n.ShiftByApproved, r.ClosedBy, r.ApprovedBy), Strong: true})
	}
	all = append(all, w.others()...)
	if r.Drafts > 0 {
		all = append(all, report.Fact{Name: w.t(i18n.ShiftDrafts), Value: strconv.FormatInt(r.Drafts, 10), Strong: true})
	}
	if r.Reprints > 0 {
		all = append(all, report.Fact{Name: w.t(i18n.ShiftReprints), Value: strconv.FormatInt(r.Reprints, 10)})
	}
	all = append(all, report.Fact{Name: w.t(i18n.ShiftID), Value: r.Shift}, report.Fact{Name: w.t(i18n.ShiftHead), Value: r.Head})
	if c := r.Checkpoint; c != nil {
		all = append(all, report.Fact{Name: w.t(i18n.ShiftCheckpoint), Value: w.t(i18n.ShiftCheckpointAt, c.Seq, signature(c.Signature))})
	}
	return all
}

// Agreement says whether the two independent totals of a shift are the same.
func Agreement(texts *i18n.Catalog, rules receipts.Rules, r store.ShiftReport) string {
	if r.Agrees() {
		return texts.T(i18n.ShiftAgree, rules.Currency.Display(r.FromPayments))
	}
	return texts.T(i18n.ShiftDisagree, rules.Currency.Display(r.FromPayments), rules.Currency.Display(r.FromLines))
}

// others are the shifts before and after this one, and those at other windows.
func (w paper) others() (all []report.Fact) {
	add := func(name i18n.Key, value string) { all = append(all, report.Fact{Name: w.t(name), Value: value}) }
	r := w.r
	if r.Follows != "" {
		add(i18n.ShiftFollows, r.Follows)
	}
	if n := r.Next; n != nil {
		add(i18n.ShiftHandedTo, w.t(i18n.ShiftHandedOver, n.Cashier, w.money(n.Float), n.Shift))
	}
	if r.Continues.Station != "" {
		add(i18n.ShiftContinues, w.elsewhere(r.Continues))
	}
	if r.ContinuedAt.Station != "" {
		add(i18n.ShiftContinuedAt, w.elsewhere(r.ContinuedAt))
	}
	return all
}

func (w paper) elsewhere(e store.Elsewhere) string {
	if e.Shift == "" {
		e.Shift = "?"
	}
	return w.t(i18n.ShiftElsewhere, e.Station, e.Shift)
}

// FateWord is what became of a number, as a person reads it.
func FateWord(texts *i18n.Catalog, f store.Fate) string {
	switch f {
	case store.FateUsed:
		return texts.T(i18n.FateUsed)
	case store.FateVoided:
		return texts.T(i18n.FateVoided)
	case store.FateLost:
		return texts.T(i18n.FateLost)
	case store.FateUnused:
		return texts.T(i18n.FateUnused)
	case store.FateGivenBack:
		return texts.T(i18n.FateGivenBack)
	}
	return texts.T(i18n.FateMissing)
}

func (w paper) his() report.Section {
	t := report.Table{Empty: w.t(i18n.ShiftNoHIS), Columns: []report.Column{
		{Heading: w.t(i18n.ShiftColumnState), Width: 3},
		{Heading: w.t(i18n.ShiftColumnCount), Width: 1, Align: report.Right},
		{Heading: w.t(i18n.ShiftColumnAmount), Width: 2, Align: report.Right},
	}}
	for _, s := range w.r.Outbox {
		t.Rows = append(t.Rows, report.Row{
			Cells: []string{proof.StateWord(w.texts, s.State), strconv.FormatInt(s.Receipts, 10), w.money(s.Amount)}, Strong: !s.State.Final(),
		})
	}
	return report.Section{Heading: w.t(i18n.ShiftHIS), Table: t}
}
