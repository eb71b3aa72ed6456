package till

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store/catalog"
)

// Typed is what stands in the item box, taken apart.
type Typed struct {
	Query string
	// Quantity is 0 where none was typed.
	Quantity receipts.Quantity
	// Err says why a typed quantity cannot be taken.
	Err error
}

// ParseTyped reads the item box: "amxl" is one, "3*amxl" and "amxl*3" are three
// of it, "*3" alone is three of the line that was chosen last. A star in a query
// of several words belongs to a specification ("amxl 0.25g*24").
func ParseTyped(text string) Typed {
	text = strings.NewReplacer("＊", "*", "×", "*").Replace(width.Narrow.String(strings.TrimSpace(text)))
	head, tail, star := strings.Cut(text, "*")
	switch {
	case !star:
		return Typed{Query: text}
	case head == "":
		return withQuantity("", tail)
	case isNumber(head):
		return withQuantity(strings.TrimSpace(tail), head)
	case isNumber(tail) && !strings.Contains(head, " "):
		return withQuantity(head, tail)
	}
	return Typed{Query: text}
}

func withQuantity(query, number string) Typed {
	q, err := receipts.ParseQuantity(strings.TrimSpace(number))
	return Typed{Query: query, Quantity: q, Err: err}
}

// leastCode is how many digits of a code find it; fewer were a quantity more
// often than a code.
const leastCode = 3

// bare says whether a query is a number and nothing else: "4", "0.5". It never
// means a part of a name ("24小时尿蛋白") or specification, only a code.
func bare(query string) bool {
	return strings.ContainsFunc(query, unicode.IsDigit) && !strings.ContainsFunc(query, unicode.IsLetter)
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// FindItems lists the items for a query: code or barcode, pinyin initials, name;
// in code mode, and for a number alone, only those whose code, barcode or key
// begins with it; a number of less than leastCode digits must be the whole code.
func (m *Model) FindItems(query string) []catalog.Item {
	number := bare(query)
	if !m.byCode && !number {
		return m.deps.Station.Index().Find(query, mostFound)
	}
	q := strings.ToLower(query)
	whole := number && len(q) < leastCode
	found := m.deps.Station.Index().Find(query, 500)
	found = slices.DeleteFunc(found, func(i catalog.Item) bool {
		_, key, _ := strings.Cut(i.Key, "/")
		return !slices.ContainsFunc([]string{i.Code, i.Barcode, key}, func(code string) bool {
			code = strings.ToLower(code)
			return code == q || !whole && strings.HasPrefix(code, q)
		})
	})
	return found[:min(len(found), mostFound)]
}

// notFound says that nothing has the query, and how a quantity is typed where it
// looks like one.
func notFound(query string) Note {
	if bare(query) {
		return warn(i18n.TillBareNumber, query)
	}
	return warn(i18n.TillNoItem, query)
}

// EnterItem is Enter in the item box; row is the selected row of the list.
func (m *Model) EnterItem(text string, row int) (next Place, clear bool) {
	typed := ParseTyped(text)
	switch {
	case typed.Err != nil:
		m.refuse(typed.Err)
		return Stay, false
	case typed.Query == "" && typed.Quantity > 0:
		return Stay, m.setQuantity(typed.Quantity)
	case typed.Query == "" && len(m.bill.Lines) > 0:
		return PayBox, true
	case typed.Query == "":
		m.note = say(i18n.TillTypeItem)
		return Stay, false
	}
	found := m.FindItems(typed.Query)
	if len(found) == 0 {
		m.note = notFound(typed.Query)
		return Stay, false
	}
	row = max(0, min(row, len(found)-1))
	if m.sharedCode(typed.Query, found, row) {
		return Stay, false
	}
	return Stay, m.addLine(found[row], typed.Quantity)
}

// sharedCode stops a code that several items have from being taken blindly, as
// a scanned one would be: the first Enter asks to choose, the second takes.
func (m *Model) sharedCode(query string, found []catalog.Item, row int) bool {
	same := func(i catalog.Item) bool {
		return strings.EqualFold(i.Code, query) || strings.EqualFold(i.Barcode, query)
	}
	if row > 0 || len(found) < 2 || !same(found[0]) || !same(found[1]) || m.doubtful == query {
		m.doubtful = ""
		return false
	}
	m.doubtful = query
	m.note = warn(i18n.TillSharedCode, query)
	return true
}

// addLine puts an item on the bill, of the quantity typed or one.
func (m *Model) addLine(item catalog.Item, qty receipts.Quantity) bool {
	if ok, why := m.CanCharge(); !ok {
		m.note = why
		return false
	}
	if qty == 0 {
		qty = receipts.One
	}
	line, err := m.bill.Order(item.Line(qty), m.prescription, qty)
	if err != nil {
		m.refuse(err)
		return false
	}
	return m.addLines(line)
}

// addLines puts lines on the bill, all of them or none.
func (m *Model) addLines(lines ...receipts.Line) bool {
	if len(m.bill.Lines)+len(lines) > receipts.MaxLines {
		m.note = warn(i18n.TillFull, receipts.MaxLines)
		return false
	}
	if _, err := m.Rules().Price(lines); err != nil {
		m.refuse(err)
		return false
	}
	m.bill.Lines = append(m.bill.Lines, lines...)
	m.selected = len(m.bill.Lines) - 1
	m.note = Note{}
	m.changed()
	return true
}

// setQuantity changes the quantity of the selected line.
func (m *Model) setQuantity(q receipts.Quantity) bool {
	if m.selected < 0 || m.selected >= len(m.bill.Lines) {
		m.note = say(i18n.TillNoLine)
		return false
	}
	line, err := m.bill.Order(m.bill.Lines[m.selected], m.bill.Lines[m.selected].Prescription, q)
	if err == nil {
		err = m.replace(m.selected, line)
	}
	if err != nil {
		m.refuse(err)
		return false
	}
	m.note = Note{}
	m.changed()
	return true
}

// replace puts a line in the place of another, at its price.
func (m *Model) replace(at int, line receipts.Line) (err error) {
	if line.Amount, err = m.Rules().Currency.Amount(line.Price, line.Quantity); err == nil {
		m.bill.Lines[at] = line
	}
	return err
}

// Selected is the line that Del and "*3" mean; -1 is none.
func (m *Model) Selected() int { return m.selected }

// Select makes a line the one that Del and "*3" mean.
func (m *Model) Select(line int) {
	if line >= 0 && line < len(m.bill.Lines) {
		m.selected = line
	}
}

// RemoveLine takes the selected line off the bill.
func (m *Model) RemoveLine() {
	if m.selected < 0 || m.selected >= len(m.bill.Lines) {
		m.note = say(i18n.TillNoLine)
		return
	}
	name := m.bill.Lines[m.selected].Name
	m.bill.Lines = slices.Delete(m.bill.Lines, m.selected, m.selected+1)
	m.selected = min(m.selected, len(m.bill.Lines)-1)
	m.note = say(i18n.TillRemoved, name)
	m.changed()
}
