package kit

// Rows is what a table shows. Cell is asked only for the rows on screen, in Fyne's goroutine: it must answer at once.
type Rows interface {
	// Len is the number of rows.
	Len() int
	// Cell is the text in row and column, both counted from 0.
	Cell(row, col int) string
}

// Toned is a Rows whose rows stand out, such as a voided receipt.
type Toned interface {
	// Tone is the tone in which the row is written.
	Tone(row int) Tone
}

// pagesKept is how many pages Pages keeps: the one on screen and its neighbours in both directions.
const pagesKept = 4

// Pages is a Rows over a query too long to hold, fetched a page at a time and sorted where the data lies.
// Make it with [NewPages]. A page that cannot be read is shown empty and reported.
type Pages struct {
	count  int
	size   int
	fetch  func(offset, limit int) ([][]string, error)
	failed func(error)
	pages  map[int][][]string
	order  []int // page numbers, the oldest first
}

// NewPages makes rows of count rows; fetch reads at most limit of them from offset on, each as its cells. failed hears
// of a page that could not be read; the page is tried again when it comes on screen again. size below 1 means 100.
func NewPages(count, size int, fetch func(offset, limit int) ([][]string, error), failed func(error)) *Pages {
	if size < 1 {
		size = 100
	}
	return &Pages{count: count, size: size, fetch: fetch, failed: failed, pages: map[int][][]string{}}
}

// Len is the number of rows.
func (p *Pages) Len() int { return p.count }

// Cell is the text in row and column, empty beyond what the query gave.
func (p *Pages) Cell(row, col int) string {
	page := p.page(row / p.size)
	if i := row % p.size; i < len(page) && col < len(page[i]) {
		return page[i][col]
	}
	return ""
}

func (p *Pages) page(number int) [][]string {
	if page, ok := p.pages[number]; ok {
		return page
	}
	page, err := p.fetch(number*p.size, p.size)
	if err != nil {
		p.failed(err)
		return nil
	}
	if len(p.order) == pagesKept {
		delete(p.pages, p.order[0])
		p.order = p.order[1:]
	}
	p.pages[number] = page
	p.order = append(p.order, number)
	return page
}
