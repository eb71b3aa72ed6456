package store

import (
	"strings"

	"outpost/store/journal"
)

// SchemaVersion is PRAGMA user_version of the ledger's database, and stands in its
// application_id too (setForm). An older
// program refuses a newer ledger; an older ledger is migrated when it is opened
// for writing.
const SchemaVersion = 2

// part is the tables of one subject. All are projections, computed from the
// journal: rebuilding empties and refills them.
type part struct {
	tables []string
	sql    string
}

// parts are the subjects, in the order in which they are rebuilt.
var parts = []part{windowPart, salePart, rangePart, shiftPart, outboxPart, outagePart, peoplePart, goingOverPart, settlementPart, waitingPart, refundPart, dispensingPart}

// projections are the tables of all parts.
var projections = func() (all []string) {
	for _, p := range parts {
		all = append(all, p.tables...)
	}
	return all
}()

// schema makes the journal, the projections and the drafts, which are none: they
// hold what is not yet sold.
var schema = func() string {
	var b strings.Builder
	b.WriteString(journal.Schema)
	for _, p := range parts {
		b.WriteString(p.sql)
	}
	b.WriteString(schemaDrafts)
	b.WriteString(setForm)
	return b.String()
}()

var windowPart = part{ // what the window is and runs on
	tables: []string{"state", "price_lists", "patients"},
	sql: `
CREATE TABLE IF NOT EXISTS state (
	name  TEXT PRIMARY KEY,
	seq   INTEGER NOT NULL,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS price_lists (
	hash   TEXT PRIMARY KEY,
	list   TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	body   TEXT NOT NULL,
	active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS patients (
	id     TEXT PRIMARY KEY,
	seq    INTEGER NOT NULL,
	number TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
`,
}

var salePart = part{ // what was charged
	tables: []string{"receipts", "lines", "payments", "prints"},
	sql: `
CREATE TABLE IF NOT EXISTS receipts (
	seq      INTEGER PRIMARY KEY,
	id       TEXT NOT NULL UNIQUE,
	kind     TEXT NOT NULL,
	number   TEXT NOT NULL UNIQUE,
	form     TEXT NOT NULL,
	cites    TEXT NOT NULL,
	at_us    INTEGER NOT NULL,
	day      TEXT NOT NULL,
	shift    TEXT NOT NULL,
	cashier  TEXT NOT NULL,
	total    INTEGER NOT NULL,
	rounding INTEGER NOT NULL,
	void_seq INTEGER,
	refunded_seq INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS receipts_by_shift ON receipts (shift, seq);
CREATE TABLE IF NOT EXISTS lines (
	receipt  INTEGER NOT NULL,
	n        INTEGER NOT NULL,
	item     TEXT NOT NULL,
	category TEXT NOT NULL,
	price_e4 INTEGER NOT NULL,
	qty_e3   INTEGER NOT NULL,
	amount   INTEGER NOT NULL,
	PRIMARY KEY (receipt, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS payments (
	receipt   INTEGER NOT NULL,
	n         INTEGER NOT NULL,
	tender    TEXT NOT NULL,
	amount    INTEGER NOT NULL,
	change    INTEGER NOT NULL,
	reference TEXT NOT NULL,
	PRIMARY KEY (receipt, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS payments_by_reference ON payments (tender, reference) WHERE reference <> '';
CREATE TABLE IF NOT EXISTS prints (
	seq     INTEGER PRIMARY KEY,
	receipt INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	at_us   INTEGER NOT NULL,
	way     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS prints_by_receipt ON prints (receipt);
`,
}

var outboxPart = part{ // what goes back to the HIS
	tables: []string{"outbox", "answers"},
	sql: `
CREATE TABLE IF NOT EXISTS outbox (
	receipt    INTEGER PRIMARY KEY,
	state      TEXT NOT NULL,
	attempts   INTEGER NOT NULL,
	his_number TEXT NOT NULL,
	reason     TEXT NOT NULL,
	updated_us INTEGER NOT NULL,
	decision   TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_open ON outbox (state, receipt) WHERE state NOT IN ('confirmed', 'by hand', 'voided', 'refunded');
CREATE TABLE IF NOT EXISTS answers (
	seq     INTEGER PRIMARY KEY,
	receipt INTEGER NOT NULL,
	at_us   INTEGER NOT NULL,
	state   TEXT NOT NULL,
	reason  TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS answers_by_receipt ON answers (receipt);
`,
}

var outagePart = part{ // the outage and the fault register
	tables: []string{"outage_events", "orders", "faults"},
	sql: `
CREATE TABLE IF NOT EXISTS outage_events (
	seq      INTEGER NOT NULL,
	n        INTEGER NOT NULL,
	at_us    INTEGER NOT NULL,
	incident TEXT NOT NULL,
	event    TEXT NOT NULL,
	PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outage_by_incident ON outage_events (incident, seq);
CREATE TABLE IF NOT EXISTS orders (
	id   TEXT PRIMARY KEY,
	seq  INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS faults (
	id        TEXT PRIMARY KEY,
	seq       INTEGER NOT NULL,
	opened_us INTEGER NOT NULL,
	closed    INTEGER NOT NULL,
	body      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
}

const schemaDrafts = `
CREATE TABLE IF NOT EXISTS drafts (
	id         TEXT PRIMARY KEY,
	parked     INTEGER NOT NULL,
	updated_us INTEGER NOT NULL,
	sealed     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`
