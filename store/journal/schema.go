package journal

// Schema makes the journal's table and its guards. UPDATE and DELETE are
// refused by triggers; REPLACE and out-of-order inserts by the insert guard
// (REPLACE would slip past the other two; ledger.md).
const Schema = `
CREATE TABLE IF NOT EXISTS journal (
	seq      INTEGER PRIMARY KEY,
	version  INTEGER NOT NULL,
	ledger   TEXT NOT NULL,
	station  TEXT NOT NULL,
	at_us    INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	id       TEXT NOT NULL UNIQUE,
	receipts INTEGER NOT NULL,
	sales    INTEGER NOT NULL,
	voids    INTEGER NOT NULL,
	body     BLOB NOT NULL,
	prev     BLOB NOT NULL CHECK (length(prev) = 32),
	hash     BLOB NOT NULL CHECK (length(hash) = 32),
	sig      BLOB NOT NULL CHECK (length(sig) = 64)
) STRICT;
CREATE TRIGGER IF NOT EXISTS journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_in_order BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM journal WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'the journal takes only the next entry'); END;
`

const (
	insertSQL = `INSERT INTO journal (seq, version, ledger, station, at_us, kind, id, receipts, sales, voids, body, prev, hash, sig)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`
	selectSQL = `SELECT seq, version, ledger, station, at_us, kind, id, receipts, sales, voids, body, prev, hash, sig FROM journal`
)
