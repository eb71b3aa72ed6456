package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"outpost/store/incident"
	"outpost/store/journal"
)

// damageMark ends the name of the file that says why a ledger which had opened
// took no more entries. Opening looks at the last entries only, for a till must
// open at once; what it did not see is met by a sale.
const damageMark = "-damaged"

// noteDamage keeps a ledger in which a write met damage from opening again as if
// nothing were wrong: it is restored or set aside first.
func (l *Ledger) noteDamage(err error) {
	if !errors.Is(err, journal.ErrDamaged) {
		return
	}
	l.opt.Log.Error("the ledger is damaged and takes no more entries", "error", err)
	f, opened := l.opt.Disk.OpenFile(l.folder.path(ledgerFile+damageMark), os.O_CREATE|os.O_WRONLY)
	if opened == nil {
		_, opened = f.WriteAt([]byte(err.Error()+"\n"), 0)
		opened = errors.Join(opened, f.Sync(), f.Close())
	}
	if opened != nil {
		l.opt.Log.Error("that was not noted beside the ledger", "error", opened)
	}
}

// OfferRestore has the ledger, of which a check found that it does not verify, refuse
// to open the next time, so that the window offers to restore it. It goes on taking
// entries until then. It takes a net_admin (ErrRole).
func (l *Ledger) OfferRestore(ctx context.Context, by Actor, found string) error {
	if err := l.may(ctx, by, incident.RoleNetAdmin, "have the ledger restored"); err != nil {
		return err
	}
	l.noteDamage(fmt.Errorf("%w: %s", journal.ErrDamaged, found))
	return l.folder.damageMissing()
}

// damageMissing is the error of a note that could not be written.
func (f folder) damageMissing() error {
	if f.has(ledgerFile + damageMark) {
		return nil
	}
	return fmt.Errorf("%w did not take the note that the ledger is to be restored", ErrDisk)
}

// damageNoted is the error of a ledger in which a write met damage; nil for any
// other.
func (f folder) damageNoted() error {
	if !f.has(ledgerFile + damageMark) {
		return nil
	}
	why, err := f.disk.ReadFile(f.path(ledgerFile + damageMark))
	if err != nil {
		return wrap(err, "reading why the ledger took no more entries")
	}
	return fmt.Errorf("%w: it took no more entries: %s", journal.ErrDamaged, why)
}

// forgetDamage lets a ledger that verifies whole open again.
func (f folder) forgetDamage() error {
	err := f.disk.Remove(f.path(ledgerFile + damageMark))
	if missing(err) {
		return nil
	}
	return wrap(err, "letting the ledger open again")
}
