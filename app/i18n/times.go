package i18n

import (
	"fmt"
	"time"
)

// Texts of dates, spans and ages.
const (
	spanSeconds Key = "time.seconds"
	spanMinutes Key = "time.minutes"
	spanHours   Key = "time.hours"
	spanDays    Key = "time.days"
	agoJustNow  Key = "time.just-now"
	agoSpan     Key = "time.ago"
	agoNever    Key = "time.never"
)

func times() []entry {
	return []entry{
		{spanSeconds, "%d s", "%d 秒"},
		{spanMinutes, "%d min", "%d 分钟"},
		{spanHours, "%d h %02d min", "%d 小时 %02d 分"},
		{spanDays, "%d d %d h", "%d 天 %d 小时"},
		{agoJustNow, "just now", "刚刚"},
		{agoSpan, "%s ago", "%s前"},
		{agoNever, "never", "从未"},
	}
}

// Date is t's day in t's own zone as 2026-11-23: the same in both languages, and no day is taken for a month.
func (c *Catalog) Date(t time.Time) string { return t.Format(time.DateOnly) }

// Time is t's time of day in t's own zone as 09:12.
func (c *Catalog) Time(t time.Time) string { return t.Format("15:04") }

// DateTime is t's day and time of day to the second in t's own zone, as 2026-11-23 09:12:05.
func (c *Catalog) DateTime(t time.Time) string { return t.Format(time.DateTime) }

// Duration is a span in its two largest units, "2 h 03 min" or "2 小时 03 分"; what is smaller is cut off, never
// rounded up. The sign is left to the words around it.
func (c *Catalog) Duration(d time.Duration) string {
	d = d.Abs()
	hours := int(d / time.Hour)
	minutes := int(d / time.Minute % 60)
	switch {
	case d < time.Minute:
		return c.T(spanSeconds, int(d/time.Second))
	case d < time.Hour:
		return c.T(spanMinutes, minutes)
	case d < 24*time.Hour:
		return c.T(spanHours, hours, minutes)
	}
	return c.T(spanDays, hours/24, hours%24)
}

// Ago says how old something from the time t is at now: "3 min ago". A zero t has never been; a t that lies in the
// future by a differing clock counts as just now.
func (c *Catalog) Ago(t, now time.Time) string {
	age := now.Sub(t)
	switch {
	case t.IsZero():
		return c.T(agoNever)
	case age < time.Second:
		return c.T(agoJustNow)
	}
	return c.T(agoSpan, c.Duration(age))
}

// Clock is the time left on a count-down, 17:05 or 2:03:00, rounded up to the second so that 0:00 means that it is
// over; a negative rest is written with a minus sign (U+2212): how long it has been over.
func (c *Catalog) Clock(rest time.Duration) string {
	sign := ""
	seconds := int64((rest + time.Second - 1) / time.Second)
	if rest < 0 {
		sign, seconds = "−", int64(-rest/time.Second)
	}
	if seconds < 3600 {
		return fmt.Sprintf("%s%d:%02d", sign, seconds/60, seconds%60)
	}
	return fmt.Sprintf("%s%d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
}
