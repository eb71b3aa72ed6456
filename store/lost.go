package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"outpost/store/journal"
	"outpost/store/seal"
)

var errFound = errors.New("found")

// firstEntry is the journal's first entry; ok is false where it cannot be read.
func firstEntry(ctx context.Context, db journal.Reader) (first journal.Entry, ok bool, err error) {
	err = journal.Entries(ctx, db, 1, 1, func(e journal.Entry) error { first, ok = e, true; return errFound })
	if ok {
		err = nil
	}
	return first, ok, err
}

// FoundedAt is when the ledger began: the time of its first entry.
func (l *Ledger) FoundedAt(ctx context.Context) (time.Time, error) {
	first, ok, err := firstEntry(ctx, l.read)
	if err == nil && !ok {
		err = ErrNoLedger
	}
	return first.At, wrap(err, "looking when the ledger began")
}

// genesis is what a first entry founds; ok is false where it does not verify
// under the key that it names itself.
func genesis(e journal.Entry) (id Identity, ok bool) {
	if e.Seq != 1 || e.Kind != kindFounded {
		return id, false
	}
	id, err := decode[Identity](e)
	if err != nil || len(id.PublicKey) != 32 || e.Check(id.PublicKey) != nil {
		return id, false
	}
	return id, true
}

// wrongKey refuses a station.key that is not the one that founded the ledger.
func wrongKey(id Identity, public ed25519.PublicKey) error {
	if bytes.Equal(id.PublicKey, public) {
		return nil
	}
	return refuse(ErrKey, "station.key is not this ledger's key (window %s was founded with key %s, this one is %s); bring the right one back; nothing was changed",
		id.Station, seal.KeyID(id.PublicKey), seal.KeyID(public))
}

// notOurs refuses a copy whose first entry another key founded, where no
// database says whose ledger this folder's is.
func notOurs(id Identity, dir string, public ed25519.PublicKey) error {
	if bytes.Equal(id.PublicKey, public) {
		return nil
	}
	return refuse(errors.Join(ErrKey, journal.ErrForeign),
		"the second copy in %s is another station's (window %s, key %s), or station.key (%s) is not this ledger's key; bring the right one back; nothing was changed",
		dir, id.Station, seal.KeyID(id.PublicKey), seal.KeyID(public))
}

// founding is the identity in the first entry, which stands in the database or,
// when that is lost, in the second copy. A wrong key is ErrKey.
func (l *Ledger) founding(ctx context.Context) (Identity, error) {
	first, ok, err := firstEntry(ctx, l.write)
	if err != nil {
		return Identity{}, err
	}
	if ok {
		id, sound := genesis(first)
		if !sound {
			return Identity{}, fmt.Errorf("%w: the first entry does not verify", journal.ErrDamaged)
		}
		return id, wrongKey(id, l.keys.Public())
	}
	first, ok, err = journal.FirstCopied(l.opt.Disk, l.opt.CopyDir)
	switch {
	case err != nil:
		return Identity{}, err
	case !ok:
		return Identity{}, refuse(ErrNoLedger, "the ledger holds no first entry; where it held any, bring its folder back from the backup; else run 'outpost setup'")
	}
	id, sound := genesis(first)
	if !sound {
		return Identity{}, fmt.Errorf("%w: the database holds no entry and the second copy in %s no whole first entry; nothing was changed; bring both back from the backup or call the information staff", journal.ErrDamaged, l.opt.CopyDir)
	}
	return id, notOurs(id, l.opt.CopyDir, l.keys.Public())
}

// lost is why a folder without a ledger's database cannot be read: it holds
// nothing yet, or its second copy holds what is lost.
func lost(f folder, opt Options) error {
	if f.has(restoredFile) {
		return refuse(ErrLost, "a restore in the data folder %s was cut off; run 'outpost ledger restore' to end it", f.dir)
	}
	e, ok, err := journal.FirstCopied(opt.Disk, opt.CopyDir)
	if err != nil {
		return err
	}
	if ok {
		return refuse(ErrLost, "the data folder %s lost its database (%s), but the second copy in %s holds entries of window %s; run 'outpost ledger restore'", f.dir, ledgerFile, opt.CopyDir, e.Station)
	}
	if f.has(ledgerFile) {
		return refuse(ErrNoLedger, "%s in the data folder %s holds no ledger, nor does the second copy in %s; bring the folder back from the backup", ledgerFile, f.dir, opt.CopyDir)
	}
	return refuse(ErrNoLedger, "the data folder %s holds no ledger yet; start the program there once, or run 'outpost setup'", f.dir)
}
