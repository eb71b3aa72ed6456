package probe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"outpost/app/outage"
)

// PostgresSettings say how the HIS's database is asked. The password comes from outside the settings file.
type PostgresSettings struct {
	DSN     string `toml:"-"`       // connection string, password included
	Read    string `toml:"read"`    // query of the read probe; "" is SELECT 1
	Table   string `toml:"table"`   // canary's table; "" is outpost_canary(station text primary key, at timestamptz)
	Station string `toml:"station"` // this station's own row in it; the row must exist
}

// hangUpLimit is how long a goodbye to the server may take.
const hangUpLimit = 500 * time.Millisecond

// Postgres logs in and reads, or updates this station's own row.
type Postgres struct {
	rung   outage.Rung
	config *pgx.ConnConfig
	sql    string
	args   []any
}

// NewPostgresRead makes the probe of login and read.
func NewPostgresRead(s PostgresSettings) (*Postgres, error) {
	if s.Read == "" {
		s.Read = "SELECT 1"
	}
	return newPostgres(outage.RungDatabase, s.DSN, s.Read)
}

// NewPostgresCanary makes the write canary: UPDATE of the station's own row, never of anything else.
func NewPostgresCanary(s PostgresSettings) (*Postgres, error) {
	if s.Table == "" {
		s.Table = "outpost_canary"
	}
	if s.Station == "" {
		return nil, settingsError("the write canary needs the station whose row it updates")
	}
	sql := "UPDATE " + pgx.Identifier{s.Table}.Sanitize() + " SET at = clock_timestamp() WHERE station = $1"
	return newPostgres(outage.RungWrite, s.DSN, sql, s.Station)
}

func newPostgres(rung outage.Rung, dsn, sql string, args ...any) (*Postgres, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil { // the error's text may hold the password
		return nil, settingsError("the connection string of the %s probe cannot be read; write postgres://user@host:5432/database", rung)
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeExec // nothing prepared: poolers in between stay out of the way
	return &Postgres{rung: rung, config: config, sql: sql, args: args}, nil
}

// Rung returns outage.RungDatabase or outage.RungWrite.
func (p *Postgres) Rung() outage.Rung { return p.rung }

// errNoRow: the canary's row is missing, which is ours to mend.
var errNoRow = errors.New("no row for this station")

// Probe logs in on a new connection and runs the statement once.
func (p *Postgres) Probe(ctx context.Context) Result {
	r := Result{Rung: p.rung}
	began := time.Now()
	conn, err := pgx.ConnectConfig(ctx, p.config.Copy())
	if err != nil {
		r.RTT = time.Since(began)
		return pgFailure(r, err)
	}
	defer hangUp(conn)
	if p.rung == outage.RungWrite {
		began = time.Now()
		err = p.write(ctx, conn)
	} else {
		err = p.read(ctx, conn)
	}
	r.RTT = time.Since(began)
	if err != nil {
		return pgFailure(r, err)
	}
	r.Outcome, r.Spoke = outage.OutcomeOK, true
	return r
}

func (p *Postgres) read(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, p.sql)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if _, err := rows.Values(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// write updates the row in a transaction whose statement timeout ends a little before ours: a canary that waits for
// a lock must not stay behind in the server and use up its connections.
func (p *Postgres) write(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	if until, ok := ctx.Deadline(); ok {
		ms := max(100, (time.Until(until) - 200*time.Millisecond).Milliseconds())
		if _, err := tx.Exec(ctx, fmt.Sprintf("SET LOCAL statement_timeout = %d", ms)); err != nil {
			return err
		}
	}
	tag, err := tx.Exec(ctx, p.sql, p.args...)
	if err != nil {
		return err
	}
	if tag.RowsAffected() != 1 {
		return errNoRow
	}
	return tx.Commit(ctx)
}

// hangUp says goodbye; what was not committed is rolled back by the server.
func hangUp(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), hangUpLimit)
	defer cancel()
	_ = conn.Close(ctx) // the probe's answer is known already
}

// pgFailure tells our own faults (wrong password, no right, no table or row) from the server's.
func pgFailure(r Result, err error) Result {
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg):
		r.Outcome, r.Spoke, r.Detail = outage.OutcomeFailed, true, "SQLSTATE "+pg.Code
		if ours(pg.Code) {
			r.Outcome = outage.OutcomeConfig
		}
		return r
	case errors.Is(err, errNoRow):
		r.Outcome, r.Spoke, r.Detail = outage.OutcomeConfig, true, errNoRow.Error()
		return r
	}
	return netFailure(r, err)
}

// ours lists the SQLSTATEs that mean a probe set up wrongly.
func ours(code string) bool {
	switch code {
	case "28P01", "28000", // password, authorisation
		"3D000",          // no such database
		"42501",          // no right on the table
		"42P01", "42703", // no such table, no such column
		"42601": // the read query is no SQL
		return true
	}
	return false
}
