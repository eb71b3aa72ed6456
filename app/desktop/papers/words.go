package papers

import (
	"path/filepath"
	"regexp"
	"strconv"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/sync/mirror"
)

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

func (m *Model) money(a receipts.Money) string { return m.st.Ledger.Rules().Currency.Display(a) }

// said is err as a dialog shows it.
func (m *Model) said(err error) error { return refusal.Error(m.texts, err) }

// Counts says what a file would come to.
func (m *Model) Counts(p Preview) string {
	open, known := p.Sums()
	return m.t(i18n.PapersCounts, filepath.Base(p.Path), p.File.Rows, open.Count, m.money(open.Money), known.Count, m.money(known.Money), len(p.Refused()))
}

// Became says what became of a file.
func (m *Model) Became(r Result) string {
	_, known := r.Sums()
	text := m.t(i18n.PapersBecame, filepath.Base(r.Path), r.Entered.Count, m.money(r.Entered.Money), known.Count, len(r.Refused()))
	if r.RefusedFile != "" {
		text += "\n" + m.t(i18n.PricesRefusedIn, r.RefusedFile)
	}
	return text
}

// fault is a form in which a file's fault is written and the text that says it.
type fault struct {
	form string // regular expression over the whole reason
	key  i18n.Key
}

// faults lists the reasons of sync/mirror and app/billform for a file of receipts
// on paper.
func faults() []fault {
	return []fault{
		{`(?:line \d+: )?no item has the code "(.*)"; .*`, i18n.PapersNoCode},
		{`(?:line \d+: )?there is no item "(.*)" in the price lists; .*`, i18n.PapersNoItem},
		{`(?:line \d+: )?it names no item`, i18n.PapersNamesNone},
		{`patient: the register has no (?:number|id) "(.*)"; give the name too`, i18n.PapersNoPatient},
		{`row (\d+) of the same receipt cannot be taken, and no receipt is taken half`, i18n.PapersSameReceipt},
		{`another row of the receipt cannot be taken, and no receipt is taken half`, i18n.PapersOtherRow},
		{`the receipt's number is empty`, i18n.PapersNoNumber},
		{`the time is none like .*`, i18n.PapersNoTime},
		{`the birth date is not a date like .*`, i18n.PapersNoBirth},
		{`row (\d+) has the same receipt number and another (\S+); no two receipts have one number`, i18n.PapersTwice},
		{`it has (\d+) cells, the header has (\d+).*`, i18n.PapersCells},
		{`it holds a control character; .*`, i18n.PapersControl},
		{`it holds characters that are broken .*`, i18n.PapersBroken},
		{`it is longer than 500 characters`, i18n.PapersLong},
	}
}

// Why says why a row is refused, in the language spoken.
func (m *Model) Why(r mirror.Refusal) string {
	if m.texts.Lang() == i18n.English {
		return r.Reason
	}
	for _, f := range faults() {
		if found := regexp.MustCompile(`^(?:` + f.form + `)$`).FindStringSubmatch(r.Reason); found != nil {
			var args []any
			for _, part := range found[1:] {
				args = append(args, part)
			}
			return m.t(f.key, args...)
		}
	}
	if r.Cause != nil {
		return refusal.Text(m.texts, r.Cause)
	}
	return r.Reason
}

// field is a field of the file as a person reads it; those that are seldom at
// fault are named as a mapping names them.
func (m *Model) field(name string) string {
	words := map[string]i18n.Key{
		mirror.PaperNumber: i18n.TillColNumber, mirror.PaperTime: i18n.PaperTime, mirror.PaperItem: i18n.PapersItem, mirror.PaperAmount: i18n.TillColAmount,
	}
	if key, ok := words[name]; ok && m.texts.Lang() != i18n.English {
		return m.t(key)
	}
	return name
}

// rows shows the receipts of a file and what becomes of each, and before them the
// refused rows, because somebody must look at those.
type rows struct {
	model   *Model
	preview Preview
	refused []mirror.Refusal
	// done are the numbers that were keyed in now; nil in a preview.
	done map[string]bool
}

func (m *Model) rows(p Preview, done map[string]bool) rows {
	r := rows{model: m, preview: p, refused: p.Refused(), done: done}
	if done != nil { // what was refused since stands among the refused rows
		r.preview.Keyings = nil
		for _, k := range p.Keyings {
			if k.Known || done[k.Paper.Number] {
				r.preview.Keyings = append(r.preview.Keyings, k)
			}
		}
	}
	return r
}

// Len completes kit.Rows.
func (r rows) Len() int { return len(r.refused) + len(r.preview.Keyings) }

// Cell completes kit.Rows.
func (r rows) Cell(row, col int) string {
	m := r.model
	if row < len(r.refused) {
		x := r.refused[row]
		return [...]string{m.t(i18n.PapersRow, x.Row), x.Raw, "", m.t(i18n.PapersRefused, m.field(x.Field), m.Why(x))}[col]
	}
	k := r.preview.Keyings[row-len(r.refused)]
	at := m.st.Ledger.Identity().Local(k.Paper.At).Format("2006-01-02 15:04")
	return [...]string{k.Paper.Number, at, m.money(k.Total), r.outcome(row)}[col]
}

// outcome is what becomes of a receipt, or did.
func (r rows) outcome(row int) string {
	k, m := r.preview.Keyings[row-len(r.refused)], r.model
	switch {
	case k.Known:
		return m.t(i18n.PapersKnown)
	case r.done[k.Paper.Number]:
		return m.t(i18n.PapersEntered)
	case len(k.Needs) > 0:
		return m.t(i18n.PapersNeeds, strconv.Itoa(len(k.Needs)))
	}
	return m.t(i18n.PapersWill)
}

// Tone completes kit.Toned.
func (r rows) Tone(row int) kit.Tone {
	switch {
	case row < len(r.refused):
		return kit.Alarm
	case r.preview.Keyings[row-len(r.refused)].Known:
		return kit.Stale
	}
	return kit.Plain
}

// full is a row in whole sentences, for below the table.
func (r rows) full(row int) string {
	return r.Cell(row, 0) + "  " + r.Cell(row, 1) + "  " + r.Cell(row, 3)
}
