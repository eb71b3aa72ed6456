package kit

import "image/color"

// Tone says how something stands, always by colour and by symbol together, for a person who cannot tell red from green
// and for a screen across the room. The word comes from the one who shows it.
type Tone int

// The tones, from quiet to loud.
const (
	Plain   Tone = iota // nothing to say
	Good                // as it should be
	Notice              // to be known, nothing to do
	Stale               // too old to be trusted
	Warning             // to be watched or done soon
	Alarm               // to be acted upon now
)

// Symbol is the tone's sign, one character that Outpost Sans has; Plain has none.
func (t Tone) Symbol() string {
	switch t {
	case Good:
		return "✓"
	case Notice:
		return "◆"
	case Stale:
		return "○"
	case Warning:
		return "▲"
	case Alarm:
		return "■"
	}
	return ""
}

// Text is the tone's colour for letters on a light ground, at least 4.5 : 1 against it (WCAG 2.1, 1.4.3).
func (t Tone) Text() color.Color {
	switch t {
	case Good:
		return rgb(0x11612a)
	case Notice:
		return rgb(0x0b4fb3)
	case Stale:
		return rgb(0x4f5963)
	case Warning:
		return rgb(0x7a4a00)
	case Alarm:
		return rgb(0xa8201a)
	}
	return rgb(0x11161c)
}

// Ground is the tone's colour for a surface, and Ink the colour of letters on it, at least 4.5 : 1 apart.
func (t Tone) Ground() color.Color {
	switch t {
	case Good:
		return rgb(0x11612a)
	case Notice:
		return rgb(0x0b4fb3)
	case Stale:
		return rgb(0x4f5963)
	case Warning:
		return rgb(0xf5b301)
	case Alarm:
		return rgb(0xa8201a)
	}
	return rgb(0xe3e7ec)
}

// Ink is the colour of letters on the tone's Ground.
func (t Tone) Ink() color.Color {
	switch t {
	case Plain, Warning:
		return rgb(0x11161c)
	}
	return rgb(0xffffff)
}
