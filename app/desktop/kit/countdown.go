package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"outpost/app/i18n"
)

// Countdown shows what is awaited and the time left to it, growing louder: a notice, a warning from warn on, an alarm
// once it is over. It has no clock of its own: the screen calls Tick. Make it with [NewCountdown].
type Countdown struct {
	widget.BaseWidget

	texts   *i18n.Catalog
	warn    time.Duration
	until   time.Time
	tone    Tone
	caption *canvas.Text
	clock   *canvas.Text

	captionSize, clockSize float32 // of the letters; 0 is the theme's
}

// NewCountdown makes a count-down that shows nothing yet; warn is the time left from which on it warns.
func NewCountdown(texts *i18n.Catalog, warn time.Duration) *Countdown {
	c := &Countdown{
		texts:   texts,
		warn:    warn,
		caption: canvas.NewText("", Plain.Text()),
		clock:   canvas.NewText("", Plain.Text()),
	}
	c.clock.TextStyle.Bold = true
	c.ExtendBaseWidget(c)
	return c
}

// Set says what is awaited and when; a zero time shows the caption without a clock.
func (c *Countdown) Set(caption string, until, now time.Time) {
	c.caption.Text = caption
	c.until = until
	c.Tick(now)
}

// Tick shows the time left at now.
func (c *Countdown) Tick(now time.Time) {
	rest := c.until.Sub(now)
	switch {
	case c.until.IsZero():
		c.tone, c.clock.Text = Plain, ""
		c.Refresh()
		return
	case rest <= 0:
		c.tone = Alarm
	case rest <= c.warn:
		c.tone = Warning
	default:
		c.tone = Notice
	}
	c.clock.Text = c.tone.Symbol() + " " + c.texts.Clock(rest)
	c.Refresh()
}

// SetSizes makes the letters of the caption and the digits as large, in Fyne's units; 0 is the theme's size.
func (c *Countdown) SetSizes(caption, clock float32) {
	c.captionSize, c.clockSize = caption, clock
	c.Refresh()
}

// Text is what the count-down shows, as one line.
func (c *Countdown) Text() string {
	if c.clock.Text == "" {
		return c.caption.Text
	}
	return c.caption.Text + " " + c.clock.Text
}

// Tone is how urgent it is.
func (c *Countdown) Tone() Tone { return c.tone }

// Refresh draws the count-down as it is now.
func (c *Countdown) Refresh() {
	th := c.Theme()
	c.caption.TextSize, c.clock.TextSize = c.captionSize, c.clockSize
	if c.captionSize == 0 {
		c.caption.TextSize = th.Size(theme.SizeNameText)
	}
	if c.clockSize == 0 {
		c.clock.TextSize = th.Size(theme.SizeNameHeadingText)
	}
	c.clock.Color = c.tone.Text()
	c.caption.Refresh()
	c.clock.Refresh()
	c.BaseWidget.Refresh()
}

// CreateRenderer completes fyne.Widget.
func (c *Countdown) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewVBox(c.caption, c.clock))
}
