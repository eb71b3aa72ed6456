package station

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestAPasswordGoesIntoEitherConnectionString(t *testing.T) {
	const password = `p w'\@/:%`
	for _, dsn := range []string{"postgres://outpost@db.example:5433/his?sslmode=disable", "host=db.example port=5433 user=outpost dbname=his sslmode=disable"} {
		c, err := pgx.ParseConfig(withPassword(dsn, password))
		if err != nil || c.Password != password || c.User != "outpost" || c.Host != "db.example" || c.Port != 5433 || c.Database != "his" {
			t.Errorf("%s: %+v, %v", dsn, c, err)
		}
	}
}
