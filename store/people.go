package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
	"outpost/store/seal"
)

// The kinds of entries about people.
const (
	kindPerson      = "person"
	kindPIN         = "pin"
	kindLogin       = "login"
	kindLoginFailed = "login failed"
	kindUnlock      = "unlock"
	kindBreakGlass  = "break glass"
	kindApproval    = "approval"
	kindExport      = "people export"
)

// peopleKinds are the entries about people.
var peopleKinds = []kind{
	kindOf(kindPerson, projector.person),
	kindOf(kindPIN, projector.pin),
	kindOf(kindLogin, projector.login),
	kindOf(kindLoginFailed, projector.loginFailed),
	kindOf(kindUnlock, projector.unlock),
	kindOf(kindBreakGlass, projector.breakGlass),
	kindOf(kindApproval, projector.approval),
	kindOf(kindExport, projector.exported),
}

var peoplePart = part{ // who works here, and who approved what
	tables: []string{"people", "pins", "tries", "break_glass", "approvals"},
	sql: `
CREATE TABLE IF NOT EXISTS people (
	id          TEXT PRIMARY KEY,
	seq         INTEGER NOT NULL,
	role        TEXT NOT NULL,
	disabled    INTEGER NOT NULL,
	name_sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pins (
	person   TEXT NOT NULL,
	seq      INTEGER NOT NULL,
	since_us INTEGER NOT NULL,
	fresh    INTEGER NOT NULL,
	sealed   BLOB NOT NULL,
	PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tries (
	person TEXT PRIMARY KEY,
	failed INTEGER NOT NULL,
	at_us  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS break_glass (
	seq     INTEGER PRIMARY KEY,
	sealed  BLOB NOT NULL,
	used_us INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS approvals (
	id       TEXT PRIMARY KEY,
	seq      INTEGER NOT NULL,
	at_us    INTEGER NOT NULL,
	approver TEXT NOT NULL,
	role     TEXT NOT NULL,
	asker    TEXT NOT NULL,
	what     TEXT NOT NULL,
	subject  TEXT NOT NULL,
	used_seq INTEGER
) STRICT, WITHOUT ROWID;
`,
}

// personBody is a person as he stands after the entry: login, rank, and the
// display name sealed.
type personBody struct {
	Person   string        `json:"person"`
	Change   string        `json:"change"` // what the entry is about, for whoever reads the journal
	Role     incident.Role `json:"role"`
	Disabled bool          `json:"disabled,omitempty"`
	Name     []byte        `json:"name_sealed"`
	By       string        `json:"by"`
	// PIN is the first PIN of a person who is new here.
	PIN *pinBody `json:"pin,omitempty"`
	// BreakGlass is the hash of the first break-glass code, sealed; only in the
	// first administrator's entry.
	BreakGlass []byte `json:"break_glass_sealed,omitempty"`
}

// The changes that a personBody tells of.
const (
	changeFirst    = "first administrator"
	changeAdded    = "added"
	changeRole     = "role"
	changeDisabled = "shut out"
	changeEnabled  = "let in again"
	changeImported = "imported"
)

// pinBody is a PIN: its Argon2id hash, sealed.
type pinBody struct {
	Person string    `json:"person"`
	PIN    []byte    `json:"pin_sealed"`
	Since  time.Time `json:"since"`
	// Fresh says that another person set it, so that the owner must change it
	// before anything else.
	Fresh bool   `json:"fresh,omitempty"`
	By    string `json:"by"`
}

type loginBody struct {
	Person string        `json:"person"`
	Role   incident.Role `json:"role"`
}

// loginFailedBody is a wrong try, or the moment in which the clock was seen to
// have been set back during a wait.
type loginFailedBody struct {
	Person    string `json:"person"` // empty for the break-glass code
	Failed    int    `json:"failed"` // in a row, this one counted
	ClockBack bool   `json:"clock_back,omitempty"`
}

type unlockBody struct {
	Person string `json:"person"`
	By     string `json:"by"`
}

func nameContext(id string) []byte { return []byte(kindPerson + "|" + id) }
func pinContext(id string) []byte  { return []byte(kindPIN + "|" + id) }

func (p projector) person(ctx context.Context, e journal.Entry, b personBody) error {
	err := p.exec(ctx, `INSERT INTO people (id, seq, role, disabled, name_sealed) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (id) DO UPDATE SET seq = ?2, role = ?3, disabled = ?4, name_sealed = ?5`,
		b.Person, e.Seq, b.Role.String(), b.Disabled, b.Name)
	if err == nil && b.PIN != nil {
		err = p.pin(ctx, e, *b.PIN)
	}
	if err == nil && b.BreakGlass != nil {
		err = p.newCode(ctx, e.Seq, b.BreakGlass)
	}
	return err
}

// pin keeps the newest PINs of a person, so that a former one is not taken again.
func (p projector) pin(ctx context.Context, e journal.Entry, b pinBody) error {
	err := p.exec(ctx, `INSERT INTO pins (person, seq, since_us, fresh, sealed) VALUES (?, ?, ?, ?, ?)`,
		b.Person, e.Seq, b.Since.UnixMicro(), b.Fresh, b.PIN)
	if err == nil {
		err = p.exec(ctx, `DELETE FROM pins WHERE person = ?1 AND seq NOT IN (SELECT seq FROM pins WHERE person = ?1 ORDER BY seq DESC LIMIT ?2)`,
			b.Person, people.FormerPINs)
	}
	if err == nil {
		err = p.forgetTries(ctx, b.Person)
	}
	return err
}

func (p projector) login(ctx context.Context, _ journal.Entry, b loginBody) error {
	return p.forgetTries(ctx, b.Person)
}

func (p projector) loginFailed(ctx context.Context, e journal.Entry, b loginFailedBody) error {
	return p.exec(ctx, `INSERT INTO tries (person, failed, at_us) VALUES (?1, ?2, ?3) ON CONFLICT (person) DO UPDATE SET failed = ?2, at_us = ?3`,
		b.Person, b.Failed, e.At.UnixMicro())
}

func (p projector) unlock(ctx context.Context, _ journal.Entry, b unlockBody) error {
	return p.forgetTries(ctx, b.Person)
}

func (p projector) forgetTries(ctx context.Context, id string) error {
	return p.exec(ctx, `DELETE FROM tries WHERE person = ?`, id)
}

// Person is one who works at this window.
type Person struct {
	ID       string
	Name     string
	Role     incident.Role
	Disabled bool
	// PINSince is when the present PIN was set; MustChange says that it must be
	// changed at the next login: it is too old, or another person set it.
	PINSince   time.Time
	MustChange bool
	// Waits is how long wrong tries still keep the person out; 0 is not at all.
	Waits time.Duration
}

// personRow is a person as the projections hold him.
type personRow struct {
	id         string
	role       incident.Role
	disabled   bool
	nameSealed []byte
	pinSealed  []byte
	since      time.Time
	fresh      bool
	tries      people.Tries
}

const selectPeople = `SELECT p.id, p.role, p.disabled, p.name_sealed, n.sealed, n.since_us, n.fresh, coalesce(t.failed, 0), coalesce(t.at_us, 0)
	FROM people p JOIN pins n ON n.person = p.id AND n.seq = (SELECT max(seq) FROM pins WHERE person = p.id) LEFT JOIN tries t ON t.person = p.id`

func scanPerson(rows interface{ Scan(...any) error }) (r personRow, err error) {
	var role string
	var since, last int64
	err = rows.Scan(&r.id, &role, &r.disabled, &r.nameSealed, &r.pinSealed, &since, &r.fresh, &r.tries.Failed, &last)
	if err == nil {
		r.role, err = incident.ParseRole(role)
	}
	r.since, r.tries.Last = time.UnixMicro(since).UTC(), time.UnixMicro(last).UTC()
	return r, err
}

// person finds one by login; known is false where there is none.
func (l *Ledger) person(ctx context.Context, id string) (r personRow, known bool, err error) {
	if l.read == nil {
		return r, false, ErrReadOnly
	}
	r, err = scanPerson(l.read.QueryRowContext(ctx, selectPeople+` WHERE p.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, wrap(err, "looking up "+id)
}

// People lists everybody who ever worked at this window, by login.
func (l *Ledger) People(ctx context.Context) ([]Person, error) {
	now, days := l.opt.Now(), l.pinDays()
	rows, err := l.read.QueryContext(ctx, selectPeople+` ORDER BY p.id`)
	return collect(rows, err, "reading the people", func(rows *sql.Rows) (Person, error) {
		r, err := scanPerson(rows)
		if err != nil {
			return Person{}, err
		}
		name, err := l.keys.Open(r.nameSealed, nameContext(r.id))
		if errors.Is(err, seal.ErrSealed) {
			err = nil // sealed with keys that were lost; the login is left
		}
		waits, _ := r.tries.Left(now)
		return Person{
			ID: r.id, Name: string(name), Role: r.role, Disabled: r.disabled, PINSince: r.since,
			MustChange: r.fresh || people.Expired(r.since, now, days), Waits: waits,
		}, err
	})
}

// HasPeople says whether anybody can log in here; before that, FirstAdmin makes
// the first one. A PIN that was sealed with keys that are lost lets nobody in.
func (l *Ledger) HasPeople(ctx context.Context) (bool, error) {
	rows, err := l.read.QueryContext(ctx, selectPeople)
	all, err := collect(rows, err, "looking for people", func(rows *sql.Rows) (personRow, error) { return scanPerson(rows) })
	for _, p := range all {
		if _, sealed := l.keys.Open(p.pinSealed, pinContext(p.id)); sealed == nil {
			return true, err
		}
	}
	return false, err
}
