package journal

import (
	"context"
	"crypto/ed25519"
	"slices"

	"outpost/store/disk"
)

// Pieces reads what stands whole of a ledger that no longer verifies, in the
// database, in its second copy, or in both, whether or not the entries between
// are lost and even where the two tell different histories: each such entry
// happened. want chooses among those whose hash fits their content; each gets
// the chosen ones that public signed, once, by rising number, the database's
// before the copy's. db is nil where the database is lost. Memory: the copy's
// chosen entries.
func Pieces(ctx context.Context, d disk.Disk, db Reader, copyDir, ledger string, public ed25519.PublicKey, want func(Entry) bool, each func(Entry) error) error {
	p := pieces{disk: d, db: db, ledger: ledger, public: public, want: want, each: each, held: map[Hash]bool{}}
	if err := p.copied(copyDir); err != nil {
		return err
	}
	if db != nil {
		if err := p.database(ctx, func(e Entry) error { p.held[e.Hash] = true; return nil }); err != nil {
			return err
		}
	}
	p.copyOnly = slices.DeleteFunc(p.copyOnly, func(e Entry) bool { return p.held[e.Hash] })
	if db != nil {
		if err := p.database(ctx, p.inOrder); err != nil {
			return err
		}
	}
	for _, e := range p.copyOnly {
		if err := p.each(e); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// pieces is one reading of a ledger that does not verify.
type pieces struct {
	disk     disk.Disk
	db       Reader
	ledger   string
	public   ed25519.PublicKey
	want     func(Entry) bool
	each     func(Entry) error
	held     map[Hash]bool // what the database holds
	copyOnly []Entry       // by number; what is given is taken off
	highest  int64         // in the copy
}

// chosen says whether e is whole, this ledger's, wanted and signed.
func (p *pieces) chosen(e Entry) bool {
	return e.Ledger == p.ledger && e.checkHash() == nil && p.want(e) && e.Check(p.public) == nil
}

func (p *pieces) database(ctx context.Context, do func(Entry) error) error {
	var last int64
	if err := p.db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&last); err != nil {
		last = p.highest + tailLength
	}
	var failed error
	_ = salvageRows(ctx, p.db, 1, last, func(e Entry) error { // what it cannot read is why we are here
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
				p.copyOnly, p.highest = append(p.copyOnly, e), max(p.highest, e.Seq)
			}
		}
	}
	slices.SortStableFunc(p.copyOnly, func(a, b Entry) int { return int(a.Seq - b.Seq) })
	return nil
}

// inOrder gives an entry of the database, after those of the copy before it.
func (p *pieces) inOrder(e Entry) error {
	for len(p.copyOnly) > 0 && p.copyOnly[0].Seq < e.Seq {
		first := p.copyOnly[0]
		p.copyOnly = p.copyOnly[1:]
		if err := p.each(first); err != nil {
			return err
		}
	}
	return p.each(e)
}
