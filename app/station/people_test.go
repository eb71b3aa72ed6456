package station

import (
	"errors"
	"testing"
	"time"

	"outpost/store"
)

// How long a PIN lasts is the hospital's to say, and 0 is for ever.
func TestTheSettingsSayHowLongAPINLasts(t *testing.T) {
	now := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	s, err := Setup(t.Context(), t.TempDir(), id, "test", []byte("[people]\npin_days = 30\n"), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.Ledger.FirstAdmin(t.Context(), "wu", "Wu Anshan", "739164"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		days     int
		settings string
		want     error
	}{
		{30, "", nil}, {1, "", store.ErrPINOld}, {0, "[people]\npin_days = 0\n", nil}, {9000, "", nil}, {0, "language = \"en\"\n", store.ErrPINOld},
	} {
		now = now.AddDate(0, 0, c.days)
		if c.settings != "" {
			if err := s.Accept(t.Context(), "test", []byte(c.settings), "wu"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Ledger.Login(t.Context(), "wu", "739164"); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := s.Accept(t.Context(), "test", []byte("[people]\npin_days = -1\n"), "wu"); err == nil {
		t.Error("-1 days were accepted")
	}
}
