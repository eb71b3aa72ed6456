package simulate

import (
	"context"
	"fmt"
	"path/filepath"

	"outpost/app/simulate/faultdisk"
	"outpost/store"
)

// backup is the last backup of the database that was made and checked.
type backup struct {
	path    string
	entries int64
}

// data is the window's data folder: a fresh one after each fire.
func (p *epoch) data() string { return filepath.Join(p.folder, fmt.Sprintf("data-%d", p.moves)) }

// backUp makes a backup while the till runs, and checks it as the daily one is
// checked.
func (p *epoch) backUp(ctx context.Context) {
	if p.ledger == nil {
		return
	}
	p.made++
	made := backup{path: filepath.Join(p.folder, "backups", fmt.Sprintf("%d.db", p.made))}
	o := &op{what: "backup", free: true, takes: kinds()}
	err := p.try(ctx, o, func(ctx context.Context) error {
		if !p.quiet && p.chance(4) {
			p.disk.Arm(faultdisk.Armed{
				Fault: pick(p, []faultdisk.Fault{faultdisk.FailedSync, faultdisk.TornWrite, faultdisk.Full, faultdisk.PowerCut}),
				Under: filepath.Dir(made.path), After: p.random.IntN(60), Times: 1,
			})
		}
		return p.ledger.CopyTo(ctx, made.path)
	})
	if err != nil || p.wrong != nil || p.disk.Dead() || len(p.unsure) > 0 {
		return
	}
	c, err := store.CheckFile(ctx, p.disk, made.path, "")
	switch {
	case err != nil:
		p.fail("the backup cannot be checked: %w", err)
	case len(c.Wrong) > 0 || len(c.Differ) > 0 || !c.Rebuilt:
		p.fail("the backup is not sound: %+v", c)
	case c.Entries != p.book.head.Seq || c.Head != p.book.head.Hash.String() || c.Receipts != p.book.head.Totals.Receipts:
		p.fail("the backup has %d entries up to %s, the book %d up to %s", c.Entries, c.Head, p.book.head.Seq, p.book.head.Hash)
	}
	made.entries = c.Entries
	p.tally.Rescue["backups"]++
	if p.backup.path != "" {
		p.disk.Drop(p.backup.path)
	}
	p.backup = made
}

// burn loses the data folder, at times with the second copy: the ledger is
// restored into a fresh folder from the last backup and from what a copy holds
// since, and the window goes on there.
func (p *epoch) burn(ctx context.Context) {
	if p.quiet || p.backup.path == "" || p.book.missing() > 0 {
		return
	}
	p.restart(ctx)
	p.bringUp(ctx)
	if p.disk.Dead() || p.wrong != nil {
		return
	}
	src := store.Source{Disk: p.disk, Database: p.backup.path, Key: filepath.Join(p.data(), "station.key"), Copies: []string{p.copies()}}
	if stick := !p.stick.out && p.stick.claimed == p.book.head.Seq; stick && p.chance(2) {
		src.Copies = []string{p.usb()}
		p.tally.Rescue["restored from backup and stick"]++
	}
	p.leave()
	p.tell("%s burns down; there are a backup up to entry %d and %s", p.data(), p.backup.entries, src.Copies)
	p.disk.Drop(p.data())
	if src.Copies[0] == p.usb() {
		p.disk.Drop(p.copies())
	}
	if p.restore(ctx, src); p.wrong != nil {
		return
	}
	p.tally.Rescue["restored from a backup"]++
	p.start(ctx)
	p.verify(ctx)
	if p.wrong == nil && !p.sameContent() {
		p.fail("the entries of the ledger from the backup are others")
	}
}

// restore makes the ledger in a fresh folder, through power cuts.
func (p *epoch) restore(ctx context.Context, src store.Source) {
	for p.wrong == nil {
		p.moves++
		v, err := store.PreviewRestore(ctx, src)
		if err != nil || v.Entries != p.book.head.Seq || v.Head != p.book.head.Hash.String() || v.Added != v.Entries-p.backup.entries {
			p.fail("the restore would give %+v, the book has %d entries: %v", v, p.book.head.Seq, err)
			return
		}
		if p.chance(3) {
			p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(200), Times: 1})
		}
		done, err := store.RestoreInto(ctx, p.data(), src, p.options())
		p.calm()
		switch {
		case p.disk.Dead(): // somebody begins again in another folder
			p.tell("power cut while it is restored (%v)", err)
			p.tally.Crashes++
			p.disk.Reboot()
		case err != nil || done.Entries != p.book.head.Seq || done.Head != p.book.head.Hash.String():
			p.fail("the ledger from the backup has %+v, the book %d entries: %v", done, p.book.head.Seq, err)
		default:
			p.tell("restored from the backup: %+v", done)
			return
		}
	}
}
