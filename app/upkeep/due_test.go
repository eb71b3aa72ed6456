package upkeep

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"outpost/store/journal"
)

var shanghai = time.FixedZone("CST", 8*3600)

// at reads "2026-11-20 02:30" in the window's zone.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	when, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func plan(t *testing.T, founded string) Plan {
	return Plan{Founded: at(t, founded), Zone: shanghai, At: 2*time.Hour + 30*time.Minute, Monthly: true, Removable: true}
}

// said are due tasks as "daily backup since 20.11. 02:30; …".
func said(due []Due) string {
	var all []string
	for _, d := range due {
		all = append(all, fmt.Sprintf("%s since %s", d.Task, d.Since.In(shanghai).Format("2.1. 15:04")))
	}
	return strings.Join(all, "; ")
}

func TestWhatIsDue(t *testing.T) {
	for _, c := range []struct {
		name, founded, daily, monthly, removable, check, now, want string
	}{
		{"a new ledger waits for its first night", "2026-11-20 09:00", "", "", "", "", "2026-11-21 02:29", ""},
		{"its first night", "2026-11-20 09:00", "", "", "", "", "2026-11-21 02:30", "daily backup since 21.11. 02:30; check since 21.11. 02:30"},
		{"all done", "2026-01-01 09:00", "2026-11-20 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-20 02:40", "2026-11-21 02:29", ""},
		{"the next night", "2026-01-01 09:00", "2026-11-20 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-20 02:40", "2026-11-21 02:30", "daily backup since 21.11. 02:30; check since 21.11. 02:30"},
		{"a by hand at 1 o'clock does not stand for the night", "2026-01-01 09:00", "2026-11-21 01:00", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-21 02:40", "2026-11-21 02:45", "daily backup since 21.11. 02:30"},
		{"three missed nights are one, due since the first", "2026-01-01 09:00", "2026-11-17 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-20 02:40", "2026-11-20 08:00", "daily backup since 18.11. 02:30"},
		{"the 1st", "2026-01-01 09:00", "2026-12-01 02:31", "2026-11-01 02:32", "2026-11-30 08:00", "2026-12-01 02:40", "2026-12-01 02:45", "monthly backup since 1.12. 02:30"},
		{"the 15th", "2026-01-01 09:00", "2026-11-15 02:31", "2026-11-01 02:32", "2026-10-31 08:00", "2026-11-15 02:40", "2026-11-15 02:45", "removable backup since 15.11. 02:30"},
		{"the end of November", "2026-01-01 09:00", "2026-11-30 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-30 02:40", "2026-11-30 02:45", "removable backup since 30.11. 02:30"},
		{"the end of February", "2027-01-01 09:00", "2027-02-28 02:31", "2027-02-01 02:32", "2027-02-15 08:00", "2027-02-28 02:40", "2027-02-28 02:45", "removable backup since 28.2. 02:30"},
		{"done late at the month's end counts for it", "2026-01-01 09:00", "2026-12-02 02:31", "2026-12-01 02:32", "2026-12-02 08:00", "2026-12-02 02:40", "2026-12-02 09:00", ""},
		{"the end of the year", "2026-01-01 09:00", "2027-01-01 02:31", "2027-01-01 02:32", "2026-12-15 08:00", "2027-01-01 02:40", "2027-01-02 01:00", "removable backup since 31.12. 02:30"},
		{"nothing before the ledger began", "2026-11-16 09:00", "2026-11-17 02:31", "", "", "2026-11-17 02:40", "2026-11-17 09:00", ""},
		{"the clock was in 2030 and is back", "2026-01-01 09:00", "2030-01-01 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-20 02:40", "2026-11-20 09:00", "daily backup since 20.11. 09:00"},
		{"the clock fell to 2015", "2026-01-01 09:00", "2026-11-20 02:31", "2026-11-01 02:32", "2026-11-15 08:00", "2026-11-20 02:40", "2015-01-01 09:00",
			"daily backup since 1.1. 09:00; monthly backup since 1.1. 09:00; removable backup since 1.1. 09:00; check since 1.1. 09:00"},
	} {
		s := State{Daily: Result{At: at(t, c.daily)}, Monthly: Result{At: at(t, c.monthly)}, Removable: Result{At: at(t, c.removable)}, Check: Result{At: at(t, c.check)}}
		if got := said(DueAt(at(t, c.now), plan(t, c.founded), s)); got != c.want {
			t.Errorf("%s: due %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatHasNoFolderIsNeverDue(t *testing.T) {
	p := plan(t, "2026-01-01 09:00")
	p.Monthly, p.Removable = false, false
	s := State{Daily: Result{At: at(t, "2026-11-20 02:31")}, Check: Result{At: at(t, "2026-11-20 02:31")}}
	if got := said(DueAt(at(t, "2026-11-20 09:00"), p, s)); got != "" {
		t.Error(got)
	}
}

// Nothing is skipped or done twice over three years of minutes around each
// moment, whatever a month's length.
func TestEachMomentIsDueOnce(t *testing.T) {
	p, s := plan(t, "2027-01-01 09:00"), State{}
	count := map[Task]int{}
	for now := p.Founded; now.Before(p.Founded.AddDate(3, 0, 0)); now = now.Add(30 * time.Minute) {
		for _, d := range DueAt(now, p, s) {
			if !d.Since.Equal(now) {
				t.Fatalf("%s of %s found at %s", d.Task, d.Since, now)
			}
			s.of(d.Task).At = now
			count[d.Task]++
		}
	}
	if want := map[Task]int{Daily: 1096, Monthly: 36, Removable: 72, Check: 1096}; fmt.Sprint(count) != fmt.Sprint(want) { // 2028 has a 29 February; the last night is over at 09:00
		t.Errorf("%v, want %v", count, want)
	}
}

func TestWhatFailedWaits(t *testing.T) {
	now := at(t, "2026-11-20 09:00")
	due := []Due{{Daily, now}, {Removable, now}}
	for _, c := range []struct {
		name string
		s    State
		want int
	}{
		{"never tried", State{}, 2},
		{"failed a moment ago", State{Daily: Result{Error: "x", Tried: now.Add(-time.Minute)}}, 1},
		{"failed an hour ago", State{Daily: Result{Error: "x", Tried: now.Add(-time.Hour)}}, 2},
		{"away a moment ago", State{Removable: Result{Error: "x", Away: true, Tried: now.Add(-time.Second)}}, 1},
		{"away a minute ago", State{Removable: Result{Error: "x", Away: true, Tried: now.Add(-time.Minute)}}, 2},
		{"the clock went back", State{Daily: Result{Error: "x", Tried: now.Add(time.Minute)}}, 2},
	} {
		if got := Ready(now, due, c.s); len(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestHowLoudATaskIs(t *testing.T) {
	p, now := plan(t, "2026-01-01 09:00"), at(t, "2026-11-20 09:00")
	good := Result{At: now.Add(-time.Hour)}
	for _, c := range []struct {
		name string
		task Task
		Result
		now  string
		want Level
	}{
		{"done", Daily, good, "2026-11-20 09:00", Good},
		{"about to be done", Daily, good, "2026-11-21 09:00", Good},
		{"failed once", Daily, Result{At: good.At, Error: "x"}, "2026-11-21 09:00", Late},
		{"failed a second night", Daily, Result{At: good.At, Error: "x"}, "2026-11-22 15:00", Alarm},
		{"not done for two nights", Daily, good, "2026-11-22 15:00", Alarm},
		{"found something", Check, Result{At: good.At, Wrong: []journal.Finding{{What: "x"}}}, "2026-11-20 09:00", Alarm},
		{"the stick is asked for", Removable, Result{At: at(t, "2026-11-16 09:00"), Away: true, Error: "x"}, "2026-12-01 09:00", Ask},
		{"the stick did not come", Removable, Result{At: at(t, "2026-11-16 09:00"), Away: true, Error: "x"}, "2026-12-04 09:00", Late},
		{"nobody cares", Removable, Result{At: at(t, "2026-11-16 09:00")}, "2026-12-05 09:00", Alarm},
	} {
		s := State{Daily: good, Monthly: good, Removable: good, Check: good}
		*s.of(c.task) = c.Result
		for _, v := range viewOf(at(t, c.now), p, s) {
			if v.Task == c.task && v.Level != c.want {
				t.Errorf("%s: %s, want %s", c.name, v.Level, c.want)
			}
		}
	}
}
