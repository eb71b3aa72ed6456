package command

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"path/filepath"

	"outpost/store"
	"outpost/store/journal"
	"outpost/store/seal"
)

// auditFlags say what is verified, and with what.
type auditFlags struct {
	key, copied, file, head string
	each                    bool
}

// audit verifies a copy of a journal with a public key alone.
func (a *app) audit(ctx context.Context, f auditFlags) error {
	public, err := a.publicKey(ctx, f.key)
	if err != nil {
		return err
	}
	ask := store.AuditRequest{Public: public, Head: f.head, EverySignature: f.each}
	var v store.Audit
	if f.file != "" {
		v, err = store.AuditFile(ctx, f.file, ask)
	} else {
		v, err = store.AuditCopy(ctx, f.copied, ask)
	}
	if err != nil {
		return err
	}
	err = a.answerWith(v, func() {
		a.say("%s, window %s: %d {entry/entries}, head %s, verified with key %s", v.Hospital, v.Station, v.Entries, v.Head, v.KeyID)
		a.sayWrong(v.Wrong)
		if v.HeadAt > 0 {
			a.say("The chain stood at %s after entry %d.", f.head, v.HeadAt)
		}
	})
	if err == nil && !v.OK {
		if !a.json {
			a.warn("not all verifies; keep what was looked at as it is, and hold it against the window's database and its other copies")
		}
		return errShown
	}
	return err
}

func (a *app) sayWrong(wrong []journal.Finding) {
	for _, w := range wrong {
		at := ""
		if w.Seq > 0 {
			at = fmt.Sprintf(" at entry %d", w.Seq)
		}
		a.say("WRONG in the %s%s: %s", w.Where, at, w.What)
	}
}

// publicKey reads a public key's file; without one it is this window's own.
func (a *app) publicKey(ctx context.Context, file string) (ed25519.PublicKey, error) {
	if file == "" {
		id, err := store.Founded(ctx, a.dir(), a.ledgerOptions())
		return id.PublicKey, err
	}
	text, err := readFile(file)
	if err != nil {
		return nil, err
	}
	public, err := seal.ParsePublic(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return public, nil
}
