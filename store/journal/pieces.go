package journal

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"slices"

	"outpost/store/disk"
)

// Sources are where the entries of a ledger may lie.
type Sources struct {
	// Databases are read row by row: the first one twice, all others into memory.
	// None may be nil.
	Databases []Reader
	// Copies are folders of copies; one that is not there holds nothing.
	Copies []string
}

// Pieces reads what stands whole of a ledger that no longer verifies, in any of
// the sources, whether or not the entries between are lost and even where they
// tell different histories: each such entry happened. want chooses among those
// whose hash fits their content; each gets the chosen ones that public signed,
// once, by rising number, the first database's before the others'. Memory: the
// chosen entries that are not in the first database.
func Pieces(ctx context.Context, d disk.Disk, from Sources, ledger string, public ed25519.PublicKey, want func(Entry) bool, each func(Entry) error) error {
	p := pieces{disk: d, ledger: ledger, public: public, want: want, each: each, held: map[Hash]bool{}}
	for _, dir := range from.Copies {
		if err := p.copied(dir); err != nil {
			return err
		}
	}
	for i, db := range from.Databases {
		err := p.database(ctx, db, func(e Entry) error {
			if i == 0 {
				p.held[e.Hash] = true
			} else {
				p.beside = append(p.beside, e)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	p.sort()
	if len(from.Databases) > 0 {
		if err := p.database(ctx, from.Databases[0], p.inOrder); err != nil {
			return err
		}
	}
	for _, e := range p.beside {
		if err := p.each(e); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// sort puts what is beside the first database in order, each entry once.
func (p *pieces) sort() {
	p.beside = slices.DeleteFunc(p.beside, func(e Entry) bool {
		known := p.held[e.Hash]
		p.held[e.Hash] = true
		return known
	})
	slices.SortStableFunc(p.beside, func(a, b Entry) int { return cmp.Compare(a.Seq, b.Seq) })
}

// pieces is one reading of a ledger that does not verify.
type pieces struct {
	disk    disk.Disk
	ledger  string
	public  ed25519.PublicKey
	want    func(Entry) bool
	each    func(Entry) error
	held    map[Hash]bool // what the first database holds
	beside  []Entry       // what else there is; what is given is taken off
	highest int64         // in the copies
}

// chosen says whether e is whole, this ledger's, wanted and signed.
func (p *pieces) chosen(e Entry) bool {
	return e.Ledger == p.ledger && e.checkHash() == nil && p.want(e) && e.Check(p.public) == nil
}

func (p *pieces) database(ctx context.Context, db Reader, do func(Entry) error) error {
	var last int64
	if err := db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&last); err != nil {
		last = p.highest + tailLength
	}
	var failed error
	_ = salvageRows(ctx, db, 1, last, func(e Entry) error { // what it cannot read is why we are here
		if !p.chosen(e) {
			return nil
		}
		failed = do(e)
		return failed
	})
	return failed
}

// copied collects what the copy holds.
func (p *pieces) copied(dir string) error {
	paths, err := segments(p.disk, dir)
	if err != nil {
		return err
	}
	for _, path := range paths {
		raw, err := p.disk.ReadFile(path)
		if err != nil {
			continue // an unreadable file holds nothing whole
		}
		for e := range wholeEntries(raw) {
			if p.chosen(e) {
				p.beside, p.highest = append(p.beside, e), max(p.highest, e.Seq)
			}
		}
	}
	return nil
}

// inOrder gives an entry of the first database, after those beside it that stand
// before it.
func (p *pieces) inOrder(e Entry) error {
	for len(p.beside) > 0 && p.beside[0].Seq < e.Seq {
		first := p.beside[0]
		p.beside = p.beside[1:]
		if err := p.each(first); err != nil {
			return err
		}
	}
	return p.each(e)
}
