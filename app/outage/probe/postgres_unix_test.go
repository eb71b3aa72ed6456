//go:build unix

package probe

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"outpost/app/outage"
)

// pair makes the read probe and the write canary of station w1.
func pair(t *testing.T, dsn string) (read, write *Postgres) {
	t.Helper()
	s := PostgresSettings{DSN: dsn, Station: "w1"}
	read, err := NewPostgresRead(s)
	if err != nil {
		t.Fatal(err)
	}
	write, err = NewPostgresCanary(s)
	if err != nil {
		t.Fatal(err)
	}
	return read, write
}

func try(t *testing.T, p Prober, limit time.Duration) Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	began := time.Now()
	r := p.Probe(ctx)
	if d := time.Since(began); d > limit+2*time.Second {
		t.Errorf("a try limited to %v took %v", limit, d)
	}
	if strings.Contains(r.Detail, pgPassword) {
		t.Errorf("the detail holds the password: %s", r.Detail)
	}
	return r
}

func want(t *testing.T, what string, r Result, o outage.Outcome, spoke bool) {
	t.Helper()
	if r.Outcome != o || r.Spoke != spoke {
		t.Errorf("%s: %+v, want %s, spoke %v", what, r, o, spoke)
	}
}

func TestPostgresGiven(t *testing.T) {
	dsn := os.Getenv("OUTPOST_PG")
	if dsn == "" {
		t.Skip("OUTPOST_PG names no server; the private one is tested instead")
	}
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer hangUp(conn)
	prepareCanary(t, conn)
	read, write := pair(t, dsn)
	want(t, "read", try(t, read, 5*time.Second), outage.OutcomeOK, true)
	want(t, "write", try(t, write, 5*time.Second), outage.OutcomeOK, true)
}

func TestPostgresFaults(t *testing.T) {
	s := startPG(t)
	read, write := pair(t, s.dsn("probe", pgPassword))
	t.Run("ok", func(t *testing.T) {
		want(t, "read", try(t, read, 5*time.Second), outage.OutcomeOK, true)
		want(t, "write", try(t, write, 5*time.Second), outage.OutcomeOK, true)
		var fresh bool
		if err := s.owner.QueryRow(t.Context(), "SELECT at > now() - interval '10 s' FROM outpost_canary WHERE station = 'w1'").Scan(&fresh); err != nil || !fresh {
			t.Errorf("the canary did not save: %v, %v", fresh, err)
		}
	})
	t.Run("our own faults", func(t *testing.T) { testOwnFaults(t, s) })
	t.Run("table locked", func(t *testing.T) { testLocked(t, s, read, write) })
	t.Run("read-only", func(t *testing.T) {
		conn := s.owner
		if _, err := conn.Exec(t.Context(), "ALTER ROLE probe SET default_transaction_read_only = on"); err != nil {
			t.Fatal(err)
		}
		r := try(t, write, 5*time.Second)
		want(t, "write", r, outage.OutcomeFailed, true)
		want(t, "read", try(t, read, 5*time.Second), outage.OutcomeOK, true)
		if _, err := conn.Exec(t.Context(), "ALTER ROLE probe RESET default_transaction_read_only"); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("out of connections", func(t *testing.T) { testFull(t, s, read) })
	t.Run("frozen", func(t *testing.T) {
		pid := s.pid()
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		r := try(t, read, 500*time.Millisecond)
		if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		want(t, "read", r, outage.OutcomeFailed, false)
		if r.Detail != "timeout" {
			t.Errorf("detail %q", r.Detail)
		}
		want(t, "after", try(t, read, 5*time.Second), outage.OutcomeOK, true)
	})
	t.Run("stopped", func(t *testing.T) {
		if err := s.ctl("stop", "-m", "fast"); err != nil {
			t.Fatal(err)
		}
		r := try(t, read, 2*time.Second)
		want(t, "read", r, outage.OutcomeFailed, true)
		if r.Detail != "refused" {
			t.Errorf("detail %q", r.Detail)
		}
	})
}

func testOwnFaults(t *testing.T, s *pgServer) {
	wrong, _ := pair(t, s.dsn("probe", "not-the-one"))
	want(t, "wrong password", try(t, wrong, 5*time.Second), outage.OutcomeConfig, true)
	for what, set := range map[string]PostgresSettings{
		"no row":   {DSN: s.dsn("probe", pgPassword), Station: "w99"},
		"no table": {DSN: s.dsn("probe", pgPassword), Station: "w1", Table: "nowhere"},
	} {
		p, err := NewPostgresCanary(set)
		if err != nil {
			t.Fatal(err)
		}
		want(t, what, try(t, p, 5*time.Second), outage.OutcomeConfig, true)
	}
	_, err := NewPostgresRead(PostgresSettings{DSN: "postgres://probe:" + pgPassword + "@:bad port/"})
	if !errors.Is(err, ErrSettings) || strings.Contains(err.Error(), pgPassword) {
		t.Errorf("a bad connection string gave %v", err)
	}
}

// testLocked: reading goes on, saving waits; the server itself ends the waiting, so that nothing stays behind in it.
func testLocked(t *testing.T, s *pgServer, read, write *Postgres) {
	conn := s.owner
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "LOCK TABLE outpost_canary IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	r := try(t, write, time.Second)
	want(t, "write", r, outage.OutcomeFailed, true)
	if r.Detail != "SQLSTATE 57014" || r.RTT < 500*time.Millisecond {
		t.Errorf("%+v", r)
	}
	want(t, "read", try(t, read, 5*time.Second), outage.OutcomeOK, true)
	var waiting int
	if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").Scan(&waiting); err != nil || waiting != 0 {
		t.Errorf("%d canaries still wait in the server: %v", waiting, err)
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, "write after", try(t, write, 5*time.Second), outage.OutcomeOK, true)
}

func testFull(t *testing.T, s *pgServer, read *Postgres) {
	var taken []*pgx.Conn
	for range 8 {
		conn, err := pgx.Connect(t.Context(), s.dsn("probe", pgPassword))
		if err != nil {
			break
		}
		taken = append(taken, conn)
	}
	r := try(t, read, 5*time.Second)
	for _, conn := range taken {
		hangUp(conn)
	}
	s.settle()
	want(t, "read", r, outage.OutcomeFailed, true)
	if r.Detail != "SQLSTATE 53300" {
		t.Errorf("detail %q", r.Detail)
	}
}
