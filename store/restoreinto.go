package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outpost/store/disk"
	"outpost/store/journal"
	"outpost/store/seal"
)

// Source is where a ledger is restored from into a fresh folder.
type Source struct {
	// Disk is what the database and the copies lie on; nil means the machine's own.
	Disk disk.Disk
	// Database is the file of a backup.
	Database string
	// Key is the key file that goes with it.
	Key string
	// Copies are folders of copies that may hold what was written since: the second
	// copy, a further one, or the folder that a further one lies in.
	Copies []string
	// OnPaper is the highest receipt number on paper at the window; empty where
	// nobody has looked. Then, where no copy says what was sold since the backup, a
	// hundred numbers are left free.
	OnPaper string
}

func (s Source) disk() disk.Disk {
	if s.Disk == nil {
		return disk.OS{}
	}
	return s.Disk
}

// Preview is what a restore would give.
type Preview struct {
	// Backup is what stands in the backup itself.
	Backup Contents `json:"backup"`
	// After is the head that the restored ledger would have.
	After journal.Head `json:"-"`
	// Entries, Receipts, Sales and Voids are those of the restored ledger, To the
	// time of its last entry, Head its hash.
	Entries  int64     `json:"entries"`
	Receipts int64     `json:"receipts"`
	Sales    int64     `json:"sales"`
	Voids    int64     `json:"voids"`
	To       time.Time `json:"to"`
	Head     string    `json:"head"`
	// From is the copy that adds the most, Added how many entries it adds and
	// AddedReceipts how many receipts; empty and 0 where none adds anything.
	From          string `json:"from_copy,omitempty"`
	Added         int64  `json:"added_entries"`
	AddedReceipts int64  `json:"added_receipts"`
	// Followed says that a copy reaches at least as far as the backup; else nobody
	// knows what was sold since.
	Followed bool `json:"followed"`
}

// PreviewRestore says what RestoreInto would give. It changes nothing and needs
// no key: the public one stands in the backup.
func PreviewRestore(ctx context.Context, src Source) (p Preview, err error) {
	d := src.disk()
	db, err := openStillFile(d, src.Database)
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if p.Backup, err = contents(ctx, db, src.Database); err != nil {
		return p, diskError(err)
	}
	if err := p.gather(ctx, db, d, src); err != nil {
		return p, err
	}
	if p.After.Seq < p.Backup.Entries {
		return p, fmt.Errorf("%w: entry %d of the backup does not verify", journal.ErrDamaged, p.After.Seq+1)
	}
	p.Entries, p.Head = p.After.Seq, p.After.Hash.String()
	p.Receipts, p.Sales, p.Voids = p.After.Totals.Receipts, p.After.Totals.Sales, p.After.Totals.Voids
	p.Added, p.AddedReceipts = p.Entries-p.Backup.Entries, p.Receipts-p.Backup.Receipts
	return p, nil
}

// gather looks for the source that reaches furthest: the backup alone, or with one
// of the copies. A copy that is damaged counts where another reaches as far.
func (p *Preview) gather(ctx context.Context, db journal.Reader, d disk.Disk, src Source) error {
	id := p.Backup.Identity
	var damaged error
	var best *journal.Union
	var ends []journal.Head
	reached := int64(0)
	for _, folder := range append([]string{""}, src.folders(d, id.Ledger)...) { // first the backup alone
		u, err := journal.Gather(ctx, db, d, folder, id.Ledger, id.PublicKey)
		if err != nil {
			return err
		}
		if u.Copy.Foreign > 0 && u.Copy.Signed == 0 {
			return refuse(journal.ErrForeign, "the copy in %s is another station's (window %s); name this window's own copy", folder, u.Copy.Station)
		}
		if err := u.Check(); err != nil {
			err = fmt.Errorf("the backup with the copy in %s: %w; nothing was changed: keep both and call the information staff", folder, err)
			if !errors.Is(err, journal.ErrDamaged) || errors.Is(err, journal.ErrFork) {
				return err
			}
			damaged, reached = err, max(reached, u.Highest())
			continue
		}
		p.Followed = p.Followed || u.Copy.Highest >= p.Backup.Entries
		head, at := u.End()
		if ends = append(ends, head); head.Seq > p.After.Seq {
			p.After, p.To, best = head, at, u
			if head.Seq > p.Backup.Entries {
				p.From = folder
			}
		}
	}
	if reached > p.After.Seq {
		return damaged
	}
	if best == nil {
		return nil
	}
	for _, end := range ends {
		if hash, ok := best.At(end.Seq); end.Seq > 0 && (!ok || hash != end.Hash) {
			return fmt.Errorf("%w: two of the copies tell two histories up to entry %d; nothing was changed: keep both and call the information staff", journal.ErrFork, end.Seq)
		}
	}
	return nil
}

// folders are the copies' own folders: a stick holds one for each ledger.
func (s Source) folders(d disk.Disk, ledger string) []string {
	var all []string
	for _, folder := range s.Copies {
		if own := filepath.Join(folder, ledger); disk.Exists(d, own) {
			folder = own
		}
		all = append(all, folder)
	}
	return all
}

// RestoreInto makes a ledger in a fresh folder from a backup and whatever a copy
// holds since. The database is filled anew entry by entry, so that a former
// program's backup comes out in this one's form, and verified before it gets its
// name. A folder that is not empty is ErrExists; errors match those of Restore.
// The restored ledger continues the numbers, above those that were given out since
// as far as that is known (Source.OnPaper): from then on only one of the two may
// charge.
func RestoreInto(ctx context.Context, dir string, src Source, opt Options) (Restored, error) {
	p, err := PreviewRestore(ctx, src)
	if err != nil {
		return Restored{}, err
	}
	free, err := p.leftFree(src.OnPaper)
	if err != nil {
		return Restored{}, err
	}
	f := opt.fill(dir)
	if err := f.fresh(); err != nil {
		return Restored{}, err
	}
	f, err = takeFolder(f)
	if err != nil {
		return Restored{}, err
	}
	r := restorer{folder: f, opt: opt, fresh: true}
	r.opt.CopyDir = p.From
	if p.From == "" {
		r.opt.CopyDir = filepath.Join(dir, copyFolder)
	}
	var done Restored
	if err = f.leaveFree(free); err == nil {
		done, err = r.into(ctx, src)
	}
	if done.Free = free; err == nil && done.Torn {
		err = carryCopy(p.From, filepath.Join(dir, copyFolder))
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.path(keyFile)), f.clearNew(freeFile), f.clear(makingFile)) // nothing of it was ever used
	}
	return done, errors.Join(diskError(err), f.release())
}

// carryCopy takes a copy that ends in a piece of an entry along as the new
// ledger's own: opening sees the piece there and spares its number.
func carryCopy(from, to string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return fmt.Errorf("%w: taking the copy in %s along: %w", ErrDisk, from, err)
	}
	return nil
}

// fresh refuses a folder that something lies in.
func (f folder) fresh() error {
	names, err := f.disk.ReadDir(f.dir)
	if err != nil && !missing(err) {
		return fmt.Errorf("%w does not let the folder %s be read: %w", ErrDisk, f.dir, err)
	}
	for _, name := range names {
		if name != lockFile {
			return refuse(ErrExists, "the folder %s is not empty (%s lies in it); a ledger is restored into a fresh folder only, nothing was changed", f.dir, name)
		}
	}
	return nil
}

func (r *restorer) into(ctx context.Context, src Source) (done Restored, err error) {
	key, err := os.ReadFile(src.Key)
	if err != nil {
		return done, fmt.Errorf("reading the key file %s: %w", src.Key, err)
	}
	if err := replaceFile(r.path(keyFile), key); err != nil {
		return done, err
	}
	if r.public, err = seal.Public(r.path(keyFile)); err != nil {
		return done, err
	}
	if r.old, err = openStillFile(src.disk(), src.Database); err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, r.closeOld()) }()
	return r.fromUnion(ctx)
}

// OwnCopy is where the copy of the ledger in dir lies in a further copy's folder:
// in it or, as on a stick that serves several windows, in one of its subfolders,
// known by the station's key. ErrNoLedger where none is this station's, ErrInput
// where several are.
func OwnCopy(dir, folder string) (string, error) {
	if _, ok, err := journal.FirstCopied(disk.OS{}, folder); ok || err != nil {
		return folder, err
	}
	public, err := seal.Public(filepath.Join(dir, keyFile))
	if err != nil {
		return "", err
	}
	return copyOf(folder, public)
}

// copyOf is the folder that holds the copy of the key's ledger: folder itself, or
// one of those in it, as a stick holds one for each ledger.
func copyOf(folder string, public ed25519.PublicKey) (string, error) {
	d := disk.OS{}
	if _, ok, err := journal.FirstCopied(d, folder); ok || err != nil {
		return folder, err
	}
	names, err := d.ReadDir(folder)
	if err != nil {
		return "", fmt.Errorf("looking for the copy in %s: %w", folder, err)
	}
	var own []string
	for _, name := range names {
		first, ok, err := journal.FirstCopied(d, filepath.Join(folder, name))
		if id, sound := genesis(first); err == nil && ok && sound && public.Equal(ed25519.PublicKey(id.PublicKey)) {
			own = append(own, name)
		}
	}
	switch len(own) {
	case 0:
		return "", refuse(ErrNoLedger, "no copy of this window's ledger (key %s) lies in %s", seal.KeyID(public), folder)
	case 1:
		return filepath.Join(folder, own[0]), nil
	}
	return "", refuse(ErrInput, "several ledgers of this window's key lie in %s (%s); name the folder of the one to restore", folder, strings.Join(own, ", "))
}
