package kit

import (
	"bytes"
	"errors"
	"image/color"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"outpost/app/i18n"
	"outpost/receipts/typeface"
)

var tones = []Tone{Plain, Good, Notice, Stale, Warning, Alarm}

// contrast is WCAG 2.1's ratio of relative luminances.
func contrast(a, b color.Color) float64 {
	l := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		part := func(v uint32) float64 {
			s := float64(v) / 0xffff
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b) + 0.05
	}
	high, low := max(l(a), l(b)), min(l(a), l(b))
	return high / low
}

func TestEveryToneCanBeReadAndIsNotColourAlone(t *testing.T) {
	th := NewTheme()
	seen := map[string]Tone{}
	for _, tone := range tones {
		if c := contrast(tone.Ground(), tone.Ink()); c < 4.5 {
			t.Errorf("tone %d: ink on its ground has a contrast of %.1f", tone, c)
		}
		for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameSelection} {
			if c := contrast(tone.Text(), th.Color(ground, theme.VariantDark)); c < 4.5 {
				t.Errorf("tone %d on %s has a contrast of %.1f", tone, ground, c)
			}
		}
		if other, ok := seen[tone.Symbol()]; ok {
			t.Errorf("tones %d and %d share the symbol %q", tone, other, tone.Symbol())
		}
		seen[tone.Symbol()] = tone
		for _, r := range tone.Symbol() + "…−" {
			if !typeface.Covers(r) {
				t.Errorf("the font lacks %q", r)
			}
		}
	}
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForeground, theme.ColorNameButton}, {theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
		{theme.ColorNamePrimary, theme.ColorNameButton}, {theme.ColorNameDisabled, theme.ColorNameDisabledButton},
	}
	for _, p := range pairs {
		if c := contrast(th.Color(p[0], 0), th.Color(p[1], 0)); c < 4.5 {
			t.Errorf("%s on %s has a contrast of %.1f", p[0], p[1], c)
		}
	}
}

func TestEveryStyleIsDrawnInOurFont(t *testing.T) {
	th := NewTheme()
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Monospace: true}, {Symbol: true}, {Bold: true, Italic: true}} {
		if name := th.Font(style).Name(); !strings.HasPrefix(name, "OutpostSans-") {
			t.Errorf("style %+v is drawn in %s", style, name)
		}
	}
}

func TestBannerShowsSymbolWordAndShortensTheDetail(t *testing.T) {
	b := NewBanner()
	w := newWindow(t, b)
	b.Set(Alarm, "STAND-ALONE", strings.Repeat("since 09:42 ", 40))
	if got := b.Text(); !strings.HasPrefix(got, "■ STAND-ALONE  since 09:42") {
		t.Errorf("the banner says %q", got)
	}
	r := b.CreateRenderer().(*bannerRenderer)
	r.Layout(fyne.NewSize(400, 40))
	if !strings.HasSuffix(r.detail.Text, "…") || r.detail.Position().X+r.detail.MinSize().Width > 400 {
		t.Errorf("detail %q ends at %.0f of 400", r.detail.Text, r.detail.Position().X+r.detail.MinSize().Width)
	}
	b.Set(Good, "ONLINE", "")
	if b.Text() != "✓ ONLINE" {
		t.Errorf("the banner says %q", b.Text())
	}
	if h := b.MinSize().Height; h > 60 {
		t.Errorf("the banner is %.0f high, no longer one line", h)
	}
	w.Resize(fyne.NewSize(50, 50)) // narrower than the word: no detail, no panic
}

func TestMessageSaysWhatToDoNext(t *testing.T) {
	m := NewMessage()
	newWindow(t, m)
	m.Say(Alarm, "The payment is 3.00 short.", "Type the missing amount.")
	if want := "■ The payment is 3.00 short. Type the missing amount."; m.Text() != want || m.label.Text != want {
		t.Errorf("the line says %q", m.Text())
	}
	m.Clear()
	if m.Text() != "" || m.label.Text != "" {
		t.Errorf("a cleared line says %q", m.Text())
	}
}

func TestCountdownGrowsLouder(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC)
	c := NewCountdown(i18n.New(i18n.English), 10*time.Minute)
	newWindow(t, c)
	c.Set("Others go manual", now.Add(30*time.Minute), now)
	for _, step := range []struct {
		after time.Duration
		text  string
		tone  Tone
	}{
		{0, "Others go manual ◆ 30:00", Notice},
		{20 * time.Minute, "Others go manual ▲ 10:00", Warning},
		{30 * time.Minute, "Others go manual ■ 0:00", Alarm},
		{31 * time.Minute, "Others go manual ■ −1:00", Alarm},
	} {
		c.Tick(now.Add(step.after))
		if c.Text() != step.text || c.Tone() != step.tone {
			t.Errorf("after %v: %q in tone %d", step.after, c.Text(), c.Tone())
		}
	}
	c.Set("Nothing awaited", time.Time{}, now)
	if c.Text() != "Nothing awaited" {
		t.Errorf("without an end it shows %q", c.Text())
	}
}

// file is a report kept in memory.
type file struct{ bytes.Buffer }

func (*file) Close() error { return nil }

func TestGuardWritesAReportWithoutData(t *testing.T) {
	written := map[string]*file{}
	var told []string
	g := Guard{
		Now: func() time.Time { return time.Date(2026, 11, 23, 9, 12, 5, 7e6, time.UTC) },
		Create: func(name string) (io.WriteCloser, error) {
			written[name] = &file{}
			return written[name], nil
		},
		Tell: func(report string, err error) { told = append(told, report); _ = err },
	}
	if !g.Run("till", func() {}) || len(told) != 0 {
		t.Error("work that went well was reported")
	}
	if g.Run("till", func() { panic("Zhang San 110101199003070011") }) {
		t.Error("a panic counted as done")
	}
	const name = "crash-20261123T091205.007Z.txt"
	if len(told) != 1 || told[0] != name || written[name] == nil {
		t.Fatalf("told %v", told)
	}
	text := written[name].String()
	if strings.Contains(text, "Zhang") || !strings.Contains(text, "where till") || !strings.Contains(text, "guard_test") && !strings.Contains(text, "widgets_test.go") {
		t.Errorf("the report reads:\n%s", text)
	}
	g.Wrap("till", func() { var rows []int; _ = rows[len(told)] })()
	if !strings.Contains(written[name].String(), "index out of range") {
		t.Error("the words of a runtime error are missing")
	}
}

func TestGuardSaysWhenNoReportCanBeWritten(t *testing.T) {
	full := errors.New("no space left on device")
	var got error
	g := Guard{
		Now:    time.Now,
		Create: func(string) (io.WriteCloser, error) { return nil, full },
		Tell:   func(_ string, err error) { got = err },
	}
	g.Run("till", func() { panic(1) })
	if !errors.Is(got, full) {
		t.Errorf("told %v", got)
	}
}

func TestIconIsAPicture(t *testing.T) {
	picture, err := png.Decode(bytes.NewReader(Icon().Content()))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 256 || size.Y != 256 {
		t.Errorf("the icon measures %v", size)
	}
}
