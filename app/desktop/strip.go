package desktop

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/store"
)

// read reads the banner's facts in the background and draws them.
func (s *shell) read() {
	if s.work == nil {
		return
	}
	go func() {
		f, err := s.work.gather(context.Background())
		if err != nil {
			s.work.station.Log.Error("banner not read", "error", err)
		}
		s.post(func() {
			s.facts = f
			s.draw()
		})
	}()
}

// draw writes the banner from the facts read last.
func (s *shell) draw() {
	if s.work == nil || s.facts.Now.IsZero() {
		return
	}
	currency := s.work.station.Ledger.Rules().Currency
	speak := speaker{texts: s.texts, facts: s.facts, money: func(b store.Backlog) string { return currency.Display(b.Money) }}
	s.banner.Set(speak.headline())
	if text, ok := speak.question(); ok {
		s.question.Set(kit.Warning, text, "")
		s.question.Show()
	} else {
		s.question.Hide()
	}
	if text, bad := speak.copyFailed(); bad {
		s.secondCopy.Set(kit.Alarm, text, "")
		s.secondCopy.Show()
	} else {
		s.secondCopy.Hide()
	}
	if text, bad := speak.clockDoubtful(); bad {
		s.clock.Set(kit.Warning, text, "")
		s.clock.Show()
	} else {
		s.clock.Hide()
	}
	first, second := speak.lines()
	for i, said := range [][]Said{first, second} {
		s.strip[i].Segments = segments(said, stripLetters[i])
		s.strip[i].Refresh()
	}
}

// stripLetters are the sizes of the two lines' letters, in Fyne's units.
var stripLetters = [2]float32{15, 13}

// segments writes a line of the strip: each part in its tone, with its symbol.
func segments(said []Said, letters float32) []widget.RichTextSegment {
	var out []widget.RichTextSegment
	for i, one := range said {
		text := strings.TrimSpace(one.Tone.Symbol() + " " + one.Text)
		if i > 0 {
			text = "   " + text
		}
		out = append(out, &widget.TextSegment{Text: text, Style: widget.RichTextStyle{
			Inline: true, ColorName: colorName(one.Tone), SizeName: kit.Letters(letters), TextStyle: fyne.TextStyle{Bold: one.Tone == kit.Alarm},
		}})
	}
	return out
}
