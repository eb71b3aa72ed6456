package reconcile

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/paper"
	"outpost/app/proof"
	"outpost/store/incident"
	"outpost/sync/his"
	"outpost/sync/reconcile"
	"outpost/sync/reentry"
)

// MayRun says in words why a re-entry cannot start now; "" when it can. The HIS
// is not asked here: it is what the watch thinks of it.
func (m *Model) MayRun(v outage.View) string {
	if v.State == incident.StateOutage || v.Verdict == outage.VerdictDown {
		return m.t(i18n.ReconcileHISDown)
	}
	return ""
}

// Running says how far a re-entry is.
func (m *Model) Running(p reentry.Progress) string {
	return m.t(i18n.ReconcileProgress, p.Done, max(p.Known, p.Done), p.Number, proof.StateWord(m.texts, p.State))
}

// Ended says what a re-entry came to, and what to do next where it ended early.
func (m *Model) Ended(s reentry.Summary, err error) (kit.Tone, string) {
	came := m.t(i18n.ReconcileEnded, s.Done, s.Confirmed, s.Refused, s.Differs, s.Unknown)
	switch {
	case errors.Is(err, context.Canceled):
		return kit.Notice, m.t(i18n.ReconcileStopped) + " " + came
	case err != nil:
		text := m.t(i18n.ReconcileFailed, err)
		if hint := his.Hint(err); hint != "" {
			text += " " + hint
		}
		if s.Done > 0 {
			text += " " + came
		}
		return kit.Alarm, text
	case s.Refused+s.Differs+s.Unknown > 0:
		return kit.Warning, came + " " + m.t(i18n.ReconcileDecideNext)
	}
	return kit.Good, came
}

// Paper writes a proof as a PDF into the export folder and, where a printer is
// set, sends it there. It returns the file, and the printer's trouble apart:
// then the file is there all the same.
func (m *Model) Paper(ctx context.Context, p reconcile.Proof) (path string, notPrinted, err error) {
	at := m.st.Ledger.Identity().Local(p.Made)
	return paper.Sheet(ctx, m.st, "proof-"+at.Format("20060102-150405")+".pdf",
		proof.Document(p, m.st.Ledger.Identity(), m.st.Ledger.Rules(), m.texts))
}

// Proved is a proof as rows: what, and what it comes to.
type Proved struct {
	cells [][]string
	tones []kit.Tone
	// findings are those that a person may close, by row.
	findings map[int]reconcile.Finding
}

// Finding is the finding in a row that a person may close; ok is false where
// there is none.
func (p *Proved) Finding(row int) (f reconcile.Finding, ok bool) {
	f, ok = p.findings[row]
	return f, ok
}

// ProofRows makes the rows of a proof: its outages, sums, numbers, payments and what does
// not agree.
func (m *Model) ProofRows(p reconcile.Proof) *Proved {
	out := &Proved{findings: map[int]reconcile.Finding{}}
	verdict := kit.Alarm
	if p.Complete {
		verdict = kit.Good
	}
	out.add(verdict, m.t(i18n.ProofResult), proof.Verdict(m.texts, p), "")
	for _, i := range p.Outage.Incidents {
		said := proof.Incident(m.texts, m.st.Ledger.Identity(), i)
		out.add(kit.Plain, m.t(i18n.ProofOutages), m.t(i18n.ReconcileOutage, said[0], said[1], said[2]), "")
	}
	for _, s := range proof.Sums(m.texts, p) {
		out.add(kit.Plain, m.t(i18n.ProofSums), m.t(i18n.ReconcileSum, s.Name, m.texts.N(i18n.PanelReceipts, s.Count)), p.Currency.Display(s.Amount))
	}
	for _, n := range p.Numbers {
		out.add(kit.Plain, m.t(i18n.ProofNumbers), m.t(i18n.ReconcileNumbers, proof.NumberRange(n), n.Issued, n.Used, n.Voided, n.Ruined, n.Unused, n.Missing), "")
	}
	rules := m.st.Ledger.Rules()
	for _, t := range p.Tenders {
		name := proof.TenderWord(m.texts, rules, t.Tender)
		out.add(kit.Plain, m.t(i18n.ProofTenders), m.t(i18n.ReconcileTender, name, p.Currency.Display(t.Shifts)), p.Currency.Display(t.Receipts))
	}
	out.add(kit.Plain, m.t(i18n.ProofUnconfirmed), m.texts.N(i18n.HandedSum, int(p.Unconfirmed)), "")
	for _, f := range p.Findings {
		if f.Decidable() {
			out.findings[out.Len()] = f
		}
		out.add(kit.Alarm, proof.FindingWord(m.texts, f), proof.FindingText(m.texts, rules, f), "")
	}
	for _, d := range p.Closed {
		finding, decision := proof.ClosedText(m.texts, m.st.Ledger.Identity(), rules, d)
		out.add(kit.Stale, m.t(i18n.ProofClosed), m.t(i18n.ReconcileSum, finding, decision), "")
	}
	return out
}

func (p *Proved) add(tone kit.Tone, cells ...string) {
	p.cells, p.tones = append(p.cells, cells), append(p.tones, tone)
}

// Len completes kit.Rows.
func (p *Proved) Len() int { return len(p.cells) }

// Cell completes kit.Rows.
func (p *Proved) Cell(row, col int) string { return p.cells[row][col] }

// Tone completes kit.Toned.
func (p *Proved) Tone(row int) kit.Tone { return p.tones[row] }

// ProofColumns are the titles of ProofRows.
func (m *Model) ProofColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.ReconcilePart), Min: 150, Share: 1},
		{Title: m.t(i18n.ProofColumnFinding), Min: 200, Share: 4},
		{Title: m.t(i18n.ProofColumnAmount), Min: 130, Align: fyne.TextAlignTrailing},
	}
}
