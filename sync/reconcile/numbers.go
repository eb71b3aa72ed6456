package reconcile

import (
	"fmt"
	"strconv"
	"strings"

	"outpost/store"
	"outpost/sync/his"
)

// mostNamed is how many missing numbers of a range are named one by one.
const mostNamed = 20

// numbers accounts for every number of every range: used + voided + spoiled +
// unused must be what was issued.
func (p *Proof) numbers(in Input) {
	matched := make([]bool, len(in.Rows))
	for _, r := range in.Ranges {
		p.Numbers = append(p.Numbers, p.oneRange(r, in.Rows, matched))
	}
	for i, row := range in.Rows {
		if onPaper, twin := store.TwinOf(row.Receipt.Number); twin {
			p.find(his.CodeGap, "number "+onPaper+" stands on two receipts", "", "")
		} else if !matched[i] && len(in.Ranges) > 0 && !row.Receipt.Paper {
			p.find(his.CodeGap, "receipt "+row.Receipt.Number+" is of no issued range", "", "")
		}
	}
}

// oneRange sorts the numbers of one range and marks the rows that it accounts
// for.
func (p *Proof) oneRange(r Range, rows []store.OutboxRow, matched []bool) NumberProof {
	n := NumberProof{Range: r, Issued: max(0, r.Last-r.First+1), Unused: max(0, r.Last-max(r.Next, r.First)+1)}
	taken := map[int64]int{} // place of the row
	for i, row := range rows {
		number, ok := r.number(row.Receipt.Number)
		if !ok || matched[i] || row.Receipt.Paper {
			continue
		}
		matched[i] = true
		if _, twice := taken[number]; twice {
			p.find(his.CodeGap, "number "+row.Receipt.Number+" was used twice", "", "")
			continue
		}
		taken[number] = i
		if number >= r.Next {
			p.find(his.CodeGap, "number "+row.Receipt.Number+" was used and counts as unused", "", "")
			n.Unused--
		}
		if row.Receipt.Void == nil {
			n.Used++
		} else {
			n.Voided++
		}
	}
	p.spoiled(&n, taken)
	p.gaps(&n, taken, rows)
	return n
}

// spoiled counts the spoiled numbers; one that a receipt bears is a finding.
func (p *Proof) spoiled(n *NumberProof, taken map[int64]int) {
	for _, number := range n.Spoiled {
		_, used := taken[number]
		switch {
		case used:
			p.find(his.CodeGap, "number "+n.text(number)+" is recorded as spoiled and was used", "", "")
		case number < n.First || number > n.Last:
			p.find(his.CodeGap, "spoiled number "+n.text(number)+" is of another range", "", "")
		default:
			taken[number] = -1
			n.Ruined++
			if number >= n.Next {
				n.Unused--
			}
		}
	}
}

// gaps names what was given out and is nowhere, and receipts whose time runs
// against their numbers.
func (p *Proof) gaps(n *NumberProof, taken map[int64]int, rows []store.OutboxRow) {
	if n.Lost {
		known := n.Used + n.Voided
		if n.Missing = n.Issued - known; n.Missing > 0 {
			p.find(his.CodeGap, fmt.Sprintf("numbers %s to %s are of a lost ledger", n.text(n.First), n.text(n.Last)), strconv.FormatInt(n.Issued, 10), strconv.FormatInt(known, 10))
		}
		return
	}
	last := -1
	for number := n.First; number < min(n.Next, n.Last+1); number++ {
		place, ok := taken[number]
		switch {
		case !ok:
			if n.Missing++; n.Missing <= mostNamed {
				p.find(his.CodeGap, "number "+n.text(number)+" is missing", "", "")
			}
			continue
		case place < 0:
			continue
		case last >= 0 && rows[place].Receipt.At.Before(rows[last].Receipt.At):
			p.find(his.CodeClock, "receipt "+rows[place].Receipt.Number+" is dated before "+rows[last].Receipt.Number, "", "")
		}
		last = place
	}
	if n.Missing > mostNamed {
		p.find(his.CodeGap, fmt.Sprintf("numbers missing under %s", n.Prefix), "0", strconv.FormatInt(n.Missing, 10))
	}
}

// Holds says whether a receipt's number is of the range.
func (r Range) Holds(text string) bool {
	_, ok := r.number(text)
	return ok
}

// text is a number as it is printed.
func (r Range) text(n int64) string { return fmt.Sprintf("%s%0*d", r.Prefix, r.Digits, n) }

// number is the running number of a receipt of this range.
func (r Range) number(text string) (int64, bool) {
	digits, ok := strings.CutPrefix(text, r.Prefix)
	if !ok || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil && n >= r.First && n <= r.Last
}
