package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// recoveryFile, in the folder of each copy, is a key file that only the printed
// recovery key opens: what a window needs that lost its data folder.
const recoveryFile = "station.key.recovery"

const kindKey = "key"

// keyKinds are the entries about what guards the station's keys.
var keyKinds = []kind{stateKind[keyBody](kindKey, kindKey)}

// keyBody says what was done to the key file, and what guards it since.
type keyBody struct {
	Change string `json:"change"`
	seal.Protection
	By string `json:"by"`
}

// The changes that a keyBody tells of.
const (
	keyGuarded   = "guarded"
	keyPrinted   = "recovery key printed"
	keyRecovered = "recovered"
)

// KeyState is what guards the station's keys, and what opened them this time.
type KeyState struct {
	seal.Protection
	KeyID string `json:"key_id"`
	// OpenedBy the recovery key: what usually opens them is lost; guard them anew.
	OpenedBy seal.Way `json:"opened_by,omitempty"`
}

// KeyProtection is what guards the station's keys. It never waits.
func (l *Ledger) KeyProtection() KeyState {
	if s := l.guarded.Load(); s != nil {
		return *s
	}
	return KeyState{}
}

// inspectKey reads what guards the key file.
func (l *Ledger) inspectKey() error {
	p, err := seal.Inspect(l.folder.path(keyFile))
	if err != nil {
		return err
	}
	l.guarded.Store(&KeyState{Protection: p, KeyID: seal.KeyID(l.keys.Public()), OpenedBy: l.keys.OpenedBy()})
	return nil
}

// guardNew guards new keys by the machine's key store, where it works. A
// rehearsal's keys lie open: its names are invented. A key store that fails keeps
// no window from its first start; the screen says that the keys lie open.
func (l *Ledger) guardNew(id Identity) {
	if id.Drill || l.opt.Unlock.Store == nil {
		return
	}
	if err := l.keys.Guard(l.folder.path(keyFile), seal.Guards{Store: l.opt.Unlock.Store}); err != nil {
		l.opt.Log.Warn("keys not guarded", "error", err)
	}
}

// printRecovery makes the recovery key that a new ledger's founder takes away.
func (l *Ledger) printRecovery() error {
	paper, err := l.keys.NewRecovery(l.folder.path(keyFile))
	if err == nil {
		l.recovery.Store(&paper)
	}
	return err
}

// TakeRecoveryKey gives the recovery key of a ledger that was just founded, once,
// to be printed and put into the safe; empty afterwards. It stands nowhere else.
func (l *Ledger) TakeRecoveryKey() string {
	if paper := l.recovery.Swap(nil); paper != nil {
		return *paper
	}
	return ""
}

// GuardKey puts the station's keys behind a key store, a passphrase or both, and
// takes every other lock off but the recovery key's. It takes a network
// administrator (ErrRole); seal.ErrGuard and seal.ErrKeyStore change nothing.
func (l *Ledger) GuardKey(ctx context.Context, by Actor, g seal.Guards) error {
	return l.changeKey(ctx, by, keyGuarded, func(path string) error { return l.keys.Guard(path, g) })
}

// NewRecoveryKey makes a new recovery key and returns it as it is printed, once.
// The one before opens nothing any more. It takes a network administrator
// (ErrRole).
func (l *Ledger) NewRecoveryKey(ctx context.Context, by Actor) (paper string, err error) {
	err = l.changeKey(ctx, by, keyPrinted, func(path string) (err error) {
		paper, err = l.keys.NewRecovery(path)
		return err
	})
	return paper, err
}

// changeKey changes the key file and then says so in the journal: an entry that
// is not true would be worse than a change without one.
func (l *Ledger) changeKey(ctx context.Context, by Actor, change string, do func(path string) error) error {
	if err := l.may(ctx, by, incident.RoleNetAdmin, "change what guards the keys"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	if err := do(l.folder.path(keyFile)); err != nil {
		return err
	}
	if err := l.inspectKey(); err != nil {
		return err
	}
	l.keepRecovery()
	return l.noteKey(ctx, change, by.ID())
}

// noteKey writes down what was done to the key file. The caller holds l.mu.
func (l *Ledger) noteKey(ctx context.Context, change, by string) error {
	body := keyBody{Change: change, Protection: l.KeyProtection().Protection, By: by}
	_, err := l.put(ctx, kindKey, receipts.NewID(), body, journal.Totals{})
	return wrap(err, "the keys are guarded, but that was not written down")
}

// keepRecovery brings the recovery file beside the second copy up to date.
func (l *Ledger) keepRecovery() { l.keepRecoveryIn(l.opt.CopyDir) }

// keepRecoveryIn keeps the recovery file beside a copy. It is not worth stopping
// for: the next start, or the copy's next entry, tries again.
func (l *Ledger) keepRecoveryIn(dir string) {
	raw, ok, err := seal.RecoveryOnly(l.folder.path(keyFile))
	if err == nil && ok {
		err = keepFile(l.opt.Disk, filepath.Join(dir, recoveryFile), raw)
	}
	if err != nil {
		l.opt.Log.Warn("recovery file not kept beside a copy", "folder", dir, "error", err)
	}
}

// keepFile puts content in the place of a file that says something else.
func keepFile(d disk.Disk, path string, content []byte) error {
	if there, err := d.ReadFile(path); err == nil && bytes.Equal(there, content) {
		return nil
	}
	making := path + ".new"
	f, err := d.OpenFile(making, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(content, 0)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = d.Rename(making, path)
	}
	if err == nil {
		err = d.SyncDir(filepath.Dir(path))
	}
	return err
}

// KeyRecovery is what recovering the keys needs.
type KeyRecovery struct {
	// Paper is the recovery key as it was typed.
	Paper string
	// Passphrase guards the keys from now on; empty for none.
	Passphrase string
	// Copy is the folder of a copy that the recovery file lies in; empty is the
	// second copy's.
	Copy string
}

// RecoverKey opens the keys with the printed recovery key, out of the key file or
// out of the recovery file beside a copy, and guards them anew: by the machine's
// key store where opt names one, by the passphrase where one is given, else not at
// all. A key file that is there and cannot be read is kept aside. A ledger that is
// lost is restored afterwards. Errors match seal.ErrAnswer, seal.ErrNoKeys,
// seal.ErrGuard and ErrInUse.
func RecoverKey(ctx context.Context, dir string, opt Options, k KeyRecovery) error {
	f, err := takeFolder(opt.fill(dir))
	if err != nil {
		return err
	}
	path, ask := f.path(keyFile), seal.Unlock{Ask: func(context.Context) (string, error) { return k.Paper, nil }}
	keys, first := seal.Recover(ctx, path, ask)
	if first != nil {
		beside := filepath.Join(cmp.Or(k.Copy, opt.CopyDir), recoveryFile)
		if keys, err = seal.Recover(ctx, beside, ask); err == nil {
			err = f.bringKey(beside, opt.Now())
		} else if !errors.Is(err, seal.ErrAnswer) { // no recovery file lies there
			err = first
		}
		if err != nil {
			return errors.Join(err, f.release())
		}
	}
	guards := seal.Guards{Store: opt.Unlock.Store, Passphrase: k.Passphrase}
	if guards == (seal.Guards{}) {
		err = keys.Bare(path)
	} else {
		err = keys.Guard(path, guards)
	}
	if err = errors.Join(err, f.release()); err != nil {
		return err
	}
	return noteRecovered(ctx, dir, opt, ask)
}

// bringKey copies a key file into its place and keeps what was there aside.
func (f folder) bringKey(from string, now time.Time) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return wrap(err, "bringing the keys back")
	}
	err = os.Rename(f.path(keyFile), f.path(keyFile+now.UTC().Format(asideFormat)))
	if err != nil && !missing(err) {
		return wrap(err, "keeping the damaged key file aside")
	}
	return replaceFile(f.path(keyFile), raw)
}

// noteRecovered writes into the journal that the recovery key was used. A ledger
// that does not open is mended first; the keys are there already.
func noteRecovered(ctx context.Context, dir string, opt Options, ask seal.Unlock) error {
	ask.Store = opt.Unlock.Store
	opt.Unlock = ask
	l, err := Open(ctx, dir, opt)
	if errors.Is(err, ErrNoLedger) || errors.Is(err, ErrLost) {
		return nil // it comes back from a copy or a backup, with the keys that are here now
	}
	if err != nil {
		return wrap(err, "the keys are recovered, but the ledger did not open")
	}
	l.mu.Lock()
	err = l.noteKey(ctx, keyRecovered, "")
	l.mu.Unlock()
	return errors.Join(err, l.Close())
}

// InspectKey says what guards the keys of the ledger in dir. They need not be
// open.
func InspectKey(dir string) (KeyState, error) {
	path := filepath.Join(dir, keyFile)
	p, err := seal.Inspect(path)
	if err != nil {
		return KeyState{}, err
	}
	public, err := seal.Public(path)
	return KeyState{Protection: p, KeyID: seal.KeyID(public)}, err
}

// PublicText is the public key of a ledger as a file (PEM), with lines before it
// that say whose it is: with it and a copy any machine verifies the entries.
func (id Identity) PublicText() ([]byte, error) {
	return seal.FormatPublic(id.PublicKey, fmt.Sprintf("Outpost ledger %s of window %s, %s", id.Ledger, id.Station, id.Hospital), "key "+seal.KeyID(id.PublicKey))
}

// LockedKey is the content of a key file that may leave the data folder: the
// whole one where it is guarded, else one that only the recovery key opens; empty
// where there is neither. The open keys never leave.
func (l *Ledger) LockedKey() (content []byte, whole bool, err error) {
	path := l.folder.path(keyFile)
	if p, err := seal.Inspect(path); err != nil || !p.Unprotected {
		if err != nil {
			return nil, false, err
		}
		content, err = os.ReadFile(path)
		return content, true, err
	}
	content, _, err = seal.RecoveryOnly(path)
	return content, false, err
}
