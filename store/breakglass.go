package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
)

// The break-glass code lies in a sealed envelope. It lets one person in as a
// supervisor, once, with own name and reason, when nobody with the rank can be
// reached.

// breakGlassBody is a new code or the use of the last one.
type breakGlassBody struct {
	// Code is the hash of a new code, sealed; empty where one was used.
	Code   []byte `json:"code_sealed,omitempty"`
	By     string `json:"by"`
	Reason string `json:"reason,omitempty"`
}

func codeContext() []byte { return []byte(kindBreakGlass) }

func (p projector) breakGlass(ctx context.Context, e journal.Entry, b breakGlassBody) error {
	if b.Code == nil {
		err := p.exec(ctx, `UPDATE break_glass SET used_us = ? WHERE used_us IS NULL`, e.At.UnixMicro())
		if err != nil {
			return err
		}
		return p.forgetTries(ctx, "")
	}
	return p.newCode(ctx, e.Seq, b.Code)
}

// newCode puts a code in place of the former one.
func (p projector) newCode(ctx context.Context, seq int64, sealed []byte) error {
	if err := p.exec(ctx, `DELETE FROM break_glass`); err != nil {
		return err
	}
	return p.exec(ctx, `INSERT INTO break_glass (seq, sealed) VALUES (?, ?)`, seq, sealed)
}

// newCode makes a code and what is kept of it.
func (l *Ledger) newCode() (code string, sealed []byte, err error) {
	code, hash, err := people.NewCode()
	if err == nil {
		sealed, err = l.keys.Seal([]byte(hash), codeContext())
	}
	return code, sealed, wrap(err, "making a break-glass code")
}

// RenewBreakGlass makes a new break-glass code; the former one counts no more.
// The code is in the answer and nowhere else: it goes into a sealed envelope.
// It takes a net_admin.
func (l *Ledger) RenewBreakGlass(ctx context.Context, by Actor) (code string, err error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return "", err
	}
	if err := l.may(ctx, by, incident.RoleNetAdmin, "renew the break-glass code"); err != nil {
		return "", err
	}
	code, sealed, err := l.newCode()
	if err != nil {
		return "", err
	}
	if _, err := l.note(ctx, kindBreakGlass, breakGlassBody{Code: sealed, By: by.id}); err != nil {
		return "", fmt.Errorf("the new code was not kept, the former one counts: %w", err)
	}
	return code, nil
}

// BreakGlassDue says whether a new break-glass code must be made: the last one
// was used.
func (l *Ledger) BreakGlassDue(ctx context.Context) (bool, error) {
	var due bool
	err := l.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM people) AND NOT EXISTS (SELECT 1 FROM break_glass WHERE used_us IS NULL)`).Scan(&due)
	return due, wrap(err, "looking for the break-glass code")
}

// BreakGlass lets id in as a supervisor with the sealed code, once: afterwards
// the code is used up and a new one is due. id is the person's own login or,
// for somebody unknown here, one of own choice; the reason stands in the
// journal. Errors match ErrBreakGlass, ErrLocked, ErrInput, people.ErrID,
// ErrDisk.
func (l *Ledger) BreakGlass(ctx context.Context, code, id, reason string) (Actor, error) {
	return l.breakGlass(ctx, Actor{}, code, id, reason)
}

// BreakGlassToApprove is BreakGlass for somebody who approves what asker asks for:
// one of the people here (ErrNoPerson, ErrDisabled) and not asker (ErrOwnRequest),
// so that nobody approves an own request under an invented name. The code is not
// used up by such a refusal.
func (l *Ledger) BreakGlassToApprove(ctx context.Context, asker Actor, code, id, reason string) (Actor, error) {
	if asker.IsZero() {
		return Actor{}, refuse(ErrActor, "nobody is logged in; log in before you ask for an approval")
	}
	return l.breakGlass(ctx, asker, code, id, reason)
}

// mayApproveByCode refuses who cannot approve what asker asks for.
func (l *Ledger) mayApproveByCode(ctx context.Context, asker Actor, id string) error {
	if asker.IsZero() {
		return nil
	}
	if id == asker.id {
		return refuse(ErrOwnRequest, "%s asks for it, so somebody else must approve it", asker.id)
	}
	p, known, err := l.person(ctx, id)
	switch {
	case err != nil:
		return err
	case !known:
		return refuse(ErrNoPerson, "there is no %s here; whoever approves with the break-glass code is one of this window's people", id)
	case p.disabled:
		return refuse(ErrDisabled, "%s is shut out", id)
	}
	return nil
}

func (l *Ledger) breakGlass(ctx context.Context, asker Actor, code, id, reason string) (Actor, error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return Actor{}, err
	}
	id, err := people.NormalID(id)
	if err != nil {
		return Actor{}, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Actor{}, refuse(ErrInput, "the break-glass code needs a reason: why is there nobody with the rank?")
	}
	if err := l.mayApproveByCode(ctx, asker, id); err != nil {
		return Actor{}, err
	}
	if err := l.checkCode(ctx, code); err != nil {
		return Actor{}, err
	}
	if _, err := l.note(ctx, kindBreakGlass, breakGlassBody{By: id, Reason: reason}); err != nil {
		return Actor{}, fmt.Errorf("the use of the code was not kept: %w", err)
	}
	l.opt.Log.Warn("the break-glass code was used; a new one is due", "by", id)
	a := l.actor(id, incident.RoleSupervisor)
	a.glass = true
	return a, nil
}

// checkCode compares with the code that is not used up, and counts a wrong try.
func (l *Ledger) checkCode(ctx context.Context, code string) error {
	var t people.Tries
	var last int64
	err := l.read.QueryRowContext(ctx, `SELECT failed, at_us FROM tries WHERE person = ''`).Scan(&t.Failed, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return wrap(err, "reading the wrong tries")
	}
	t.Last = time.UnixMicro(last).UTC()
	if err := l.mustWait(ctx, "", t); err != nil {
		return err
	}
	var sealed []byte
	err = l.read.QueryRowContext(ctx, `SELECT sealed FROM break_glass WHERE used_us IS NULL`).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return refuse(ErrBreakGlass, "the break-glass code was used up; a net_admin makes a new one")
	}
	if err != nil {
		return wrap(err, "reading the break-glass code")
	}
	hash, err := l.keys.Open(sealed, codeContext())
	if err != nil {
		return wrap(err, "reading the break-glass code")
	}
	right, err := people.Hash(hash).MatchesCode(code)
	if err == nil && !right {
		err = l.countWrong(ctx, "", t, refuse(ErrBreakGlass, "this is not the break-glass code"))
	}
	return err
}
