//go:build unix

package probe

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// pgServer is a PostgreSQL of the test's own, on loopback.
type pgServer struct {
	t         *testing.T
	bin, data string
	port      int
	owner     *pgx.Conn // for looking on and getting in the way
}

const pgPassword = "probe-password"

// skipOrFail: with OUTPOST_REQUIRE_PG=1 a machine without PostgreSQL is a failure.
func skipOrFail(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("OUTPOST_REQUIRE_PG") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// startPG makes a cluster in a temporary folder and starts it; it is stopped when the test ends.
func startPG(t *testing.T) *pgServer {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		skipOrFail(t, "no PostgreSQL server installed (looked for /usr/lib/postgresql/*/bin/initdb)")
	}
	base, err := os.MkdirTemp("", "pgtest") // short: a socket's path may not be long
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	s := &pgServer{t: t, bin: filepath.Dir(found[len(found)-1]), data: filepath.Join(base, "data"), port: freePort(t)}
	if os.Getuid() == 0 {
		s.giveTo(base, "postgres")
	}
	pw := filepath.Join(base, "pw")
	if err := os.WriteFile(pw, []byte(pgPassword), 0o644); err != nil {
		t.Fatal(err)
	}
	s.must("initdb", "-D", s.data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", pw, "-N", "-E", "UTF8", "--locale", "C")
	t.Cleanup(func() { _ = s.ctl("stop", "-m", "immediate") })
	s.start()
	s.prepare()
	return s
}

func (s *pgServer) giveTo(dir, name string) {
	u, err := user.Lookup(name)
	if err != nil {
		skipOrFail(s.t, "PostgreSQL does not run as root, and there is no user "+name)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		s.t.Fatal(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

func (s *pgServer) run(tool string, args ...string) ([]byte, error) {
	argv := append([]string{filepath.Join(s.bin, tool)}, args...)
	if os.Getuid() == 0 {
		argv = append([]string{"runuser", "-u", "postgres", "--"}, argv...)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = filepath.Dir(s.data)
	return cmd.CombinedOutput()
}

func (s *pgServer) must(tool string, args ...string) {
	s.t.Helper()
	if out, err := s.run(tool, args...); err != nil {
		s.t.Fatalf("%s: %v\n%s", tool, err, out)
	}
}

func (s *pgServer) ctl(args ...string) error {
	_, err := s.run("pg_ctl", append([]string{"-D", s.data, "-w", "-t", "20"}, args...)...)
	return err
}

func (s *pgServer) start() {
	s.t.Helper()
	opts := fmt.Sprintf("-c listen_addresses=127.0.0.1 -p %d -c unix_socket_directories=%s -c fsync=off -c max_connections=6 -c superuser_reserved_connections=2",
		s.port, filepath.Dir(s.data))
	if err := s.ctl("start", "-l", filepath.Join(filepath.Dir(s.data), "log"), "-o", opts); err != nil {
		log, _ := os.ReadFile(filepath.Join(filepath.Dir(s.data), "log"))
		s.t.Fatalf("start PostgreSQL: %v\n%s", err, log)
	}
}

func (s *pgServer) dsn(userName, password string) string {
	return fmt.Sprintf("postgres://%s:%s@127.0.0.1:%d/postgres?sslmode=disable", userName, password, s.port)
}

// prepare makes the probe's own login, table and row.
func (s *pgServer) prepare() {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.dsn("owner", pgPassword))
	if err != nil {
		s.t.Fatal(err)
	}
	s.owner = conn
	s.t.Cleanup(func() { hangUp(conn) })
	prepareCanary(s.t, conn)
	if _, err := conn.Exec(s.t.Context(), "CREATE ROLE probe LOGIN PASSWORD '"+pgPassword+"'; GRANT UPDATE, SELECT ON outpost_canary TO probe"); err != nil {
		s.t.Fatal(err)
	}
}

func prepareCanary(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	for _, q := range []string{
		"CREATE TABLE IF NOT EXISTS outpost_canary(station text PRIMARY KEY, at timestamptz)",
		"INSERT INTO outpost_canary VALUES ('w1', now()) ON CONFLICT DO NOTHING",
	} {
		if _, err := conn.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
}

// settle waits until no login of the probe is left in the server.
func (s *pgServer) settle() {
	s.t.Helper()
	for range 200 {
		var n int
		const q = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'probe'"
		if err := s.owner.QueryRow(s.t.Context(), q).Scan(&n); err != nil {
			s.t.Fatal(err)
		}
		if n == 0 {
			return
		}
		if _, err := s.owner.Exec(s.t.Context(), "SELECT pg_sleep(0.01)"); err != nil {
			s.t.Fatal(err)
		}
	}
	s.t.Fatal("logins of the probe stay in the server")
}

// pid returns the server's own process.
func (s *pgServer) pid() int {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
	if err != nil {
		s.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		s.t.Fatal(err)
	}
	return pid
}
