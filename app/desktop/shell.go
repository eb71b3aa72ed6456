package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/till"
	"outpost/app/i18n"
)

// page is a screen of the window with its name and the digit that leads there.
type page struct {
	screen Screen
	name   i18n.Key
	button *kit.KeyButton
	open   bool // shown while nobody is logged in too
}

// shell is the window around the screens. It belongs to Fyne's goroutine, but
// for post.
type shell struct {
	window fyne.Window
	texts  *i18n.Catalog
	guard  kit.Guard
	work   *background // nil beside a desktop that keeps the watch
	gate   *gate       // nil where nobody logs in: beside another desktop
	// shift opens or closes the cashier's shift (F10); nil where there is no till.
	shift func()
	// closers end what screens have running in the background, after the window
	// was closed.
	closers []func(context.Context) error
	// demo is the stand-in HIS's key (Ctrl+D); nil in a hospital.
	demo *standIn

	pages   []page
	current int
	facts   Facts

	banner     *kit.Banner
	question   *kit.Banner
	strip      [2]*widget.RichText
	stripRow   *fyne.Container
	body, root *fyne.Container
	nav        *fyne.Container
	language   *kit.KeyButton
	shiftKey   *kit.KeyButton
	loginKey   *kit.KeyButton
	helpKey    *kit.KeyButton
	demoKey    *kit.KeyButton
	message    *kit.Message
	clock      *kit.Banner // shown while the clock is not believed
	secondCopy *kit.Banner // shown while the second copy is not written
	loud       bool        // the message is an alarm: it stays when another screen is shown
	tone       kit.Tone
	said       func() string // the message in the language spoken then
	// keepLanguage keeps the language chosen for the next start; nil keeps none.
	keepLanguage func(i18n.Lang)
}

func newShell(w fyne.Window, texts *i18n.Catalog, guard kit.Guard) *shell {
	s := &shell{
		window: w, texts: texts, guard: guard, banner: kit.NewBanner(), question: kit.NewBanner(), secondCopy: kit.NewBanner(), clock: kit.NewBanner(),
		strip: [2]*widget.RichText{widget.NewRichText(), widget.NewRichText()}, body: container.NewStack(), nav: container.NewHBox(), message: kit.NewMessage(),
	}
	s.strip[0].Truncation = fyne.TextTruncateEllipsis
	s.strip[1].Wrapping = fyne.TextWrapWord // the rarer things: none is hidden where there are many
	s.question.Hide()
	s.secondCopy.Hide()
	s.clock.Hide()
	s.message.Hide()
	s.guard.Tell = s.crashed
	return s
}

// post is the only crossing from the background into Fyne's goroutine.
func (s *shell) post(f func()) { fyne.Do(s.guard.Wrap("screen", f)) }

// crashed tells the cashier that a part of the screen failed. What was
// acknowledged lies in the ledger.
func (s *shell) crashed(report string, err error) {
	if err != nil {
		s.tell(kit.Alarm, i18n.ShellCrashedUnwritten, err.Error())
		return
	}
	s.tell(kit.Alarm, i18n.ShellCrashed, report)
}

// add makes a screen known that is for whoever is logged in; the first added has
// the digit 1.
func (s *shell) add(name i18n.Key, screen Screen) { s.addPage(page{screen: screen, name: name}) }

// addOpen makes a screen known that is shown while nobody is logged in too.
func (s *shell) addOpen(name i18n.Key, screen Screen) {
	s.addPage(page{screen: screen, name: name, open: true})
}

func (s *shell) addPage(p page) {
	number := len(s.pages)
	digit := string(rune('0' + (number+1)%10)) // the tenth has 0
	p.button = kit.NewKeyButton(digit, "", func() { s.show(number) })
	s.pages = append(s.pages, p)
	keys := p.screen.Keys()
	ownAlive := keys.Alive
	keys.Alive = func() {
		s.alive()
		if ownAlive != nil {
			ownAlive()
		}
	}
	own := keys.OnKey
	keys.OnKey = func(name fyne.KeyName) (took bool) {
		s.guard.Run("key "+string(name), func() { took = own != nil && own(name) || s.key(name) })
		return took
	}
	shortcut := &desktop.CustomShortcut{KeyName: fyne.KeyName(digit), Modifier: fyne.KeyModifierControl}
	s.window.Canvas().AddShortcut(shortcut, func(fyne.Shortcut) { s.show(number) })
}

// build puts the window together after every screen was added.
func (s *shell) build() {
	s.language = kit.NewKeyButton("Ctrl+L", "", s.nextLanguage)
	s.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl},
		func(fyne.Shortcut) { s.nextLanguage() })
	if len(s.pages) > 1 {
		s.nav.Add(widget.NewLabelWithStyle("Ctrl +", fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
	}
	for _, p := range s.pages {
		if len(s.pages) > 1 {
			s.nav.Add(p.button)
		}
		p.screen.Object().Hide()
		s.body.Add(p.screen.Object())
	}
	s.nav.Add(layout.NewSpacer())
	s.helpKey = kit.NewKeyButton("F1", "", func() { s.pages[s.current].screen.Keys().OnKey(fyne.KeyF1) })
	s.nav.Add(s.helpKey)
	right := container.NewHBox()
	if s.demo != nil {
		s.demoKey = kit.NewKeyButton("Ctrl+D", "", s.toggleDemo)
		s.nav.Add(s.demoKey)
		s.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyD, Modifier: fyne.KeyModifierControl},
			func(fyne.Shortcut) { s.toggleDemo() })
	}
	if s.gate != nil {
		s.body.Add(s.gate.object)
		s.loginKey = kit.NewKeyButton("Ctrl+U", "", s.gate.leave)
		right.Add(s.loginKey)
	}
	if s.shift != nil {
		s.shiftKey = kit.NewKeyButton("F10", "", s.openShift)
		s.nav.Add(s.shiftKey)
	}
	right.Add(s.language)
	ground := canvas.NewRectangle(kit.Plain.Ground())
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-2*theme.Padding()), s.strip[0], s.strip[1])
	s.stripRow = container.NewStack(ground, container.NewBorder(nil, nil, nil, container.NewCenter(right), lines))
	top := container.NewVBox(s.banner, s.clock, s.secondCopy, s.question, s.stripRow, s.nav, s.message)
	s.root = container.NewBorder(top, nil, nil, nil, s.body)
	s.window.SetContent(kit.Watch(s.root, s.alive))
	s.texts.OnChange(s.retext)
	s.retext()
}

// show brings a screen to the front and gives it the keyboard.
func (s *shell) show(number int) {
	if number >= len(s.pages) || s.window.Canvas().Overlays().Top() != nil {
		return
	}
	s.pages[s.current].screen.Object().Hide()
	s.current = number
	s.window.Canvas().Unfocus()
	s.showPage(s.pages[number])
	s.retextNav()
	if !s.loud {
		s.message.Hide()
		s.said = nil
	}
	s.dress()
}

// showPage shows a screen, or in its place that somebody must log in first.
func (s *shell) showPage(p page) {
	if s.gate != nil && s.gate.closed(p) {
		s.gate.object.Show()
		s.gate.keys.Listen(s.window.Canvas())
		return
	}
	if s.gate != nil {
		s.gate.object.Hide()
	}
	p.screen.Object().Show()
	p.screen.Keys().Listen(s.window.Canvas())
	p.screen.Refresh()
	p.screen.Focus()
}

// alive notes a sign of life.
func (s *shell) alive() {
	if s.gate != nil {
		s.gate.alive()
	}
}

// dress leaves a panel on a wall the whole screen: it says what the banner says,
// larger. The question whether to switch stays in sight.
func (s *shell) dress() {
	wall := s.window.FullScreen() && s.pages[s.current].name == i18n.ShellPanel
	for _, o := range []fyne.CanvasObject{s.banner, s.stripRow, s.nav} {
		if wall {
			o.Hide()
		} else {
			o.Show()
		}
	}
	s.root.Refresh()
}

// key handles what the shown screen left.
func (s *shell) key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyF12 && s.work != nil && s.work.asked():
		s.confirm()
	case name == fyne.KeyF10 && s.shift != nil:
		s.openShift()
	case name == fyne.KeyF1:
		s.help()
	default:
		return false
	}
	return true
}

// openShift is F10, of whoever is logged in.
func (s *shell) openShift() {
	if s.gate != nil && s.gate.asker.Desk.Free() {
		s.gate.ask()
		return
	}
	s.shift()
}

// confirm switches to stand-alone, in the background: the disk is asked.
func (s *shell) confirm() {
	go func() {
		err := s.work.confirm(context.Background())
		s.post(func() {
			if err != nil {
				s.say(kit.Alarm, func() string { return till.Explain(s.texts, err) })
			}
			s.read()
		})
	}()
}

// nextLanguage changes to the next language of the catalogue. A dialog keeps the
// words that it was opened with, so it is closed first.
func (s *shell) nextLanguage() {
	if s.window.Canvas().Overlays().Top() != nil {
		s.tell(kit.Notice, i18n.ShellDialogOpen)
		return
	}
	langs := i18n.Langs()
	for i, l := range langs {
		if l == s.texts.Lang() {
			next := langs[(i+1)%len(langs)]
			s.texts.Set(next)
			if s.keepLanguage != nil {
				s.keepLanguage(next)
			}
			return
		}
	}
}

func (s *shell) retext() {
	s.retextNav()
	if s.said != nil {
		if text := s.said(); text != "" {
			s.message.Say(s.tone, text, "")
		} else {
			s.said = nil
			s.message.Hide()
		}
	}
	s.draw()
	if len(s.pages) > 0 {
		s.pages[s.current].screen.Refresh()
	}
	if s.gate != nil {
		s.gate.retext()
	}
}

func (s *shell) retextNav() {
	for i, p := range s.pages {
		text := s.texts.T(p.name)
		if i == s.current {
			text = "● " + text
		}
		p.button.SetText(text)
	}
	for _, l := range i18n.Langs() {
		if l != s.texts.Lang() && s.language != nil {
			s.language.SetText(l.Name())
		}
	}
	if s.shiftKey != nil {
		s.shiftKey.SetText(s.texts.T(i18n.ShellShiftKey))
	}
	s.retextWho()
	if s.helpKey != nil {
		s.helpKey.SetText(s.texts.T(i18n.TillKeyHelp))
	}
	if s.demoKey != nil {
		s.demoKey.SetText(s.texts.T(i18n.ShellDemoKey))
	}
}

// retextWho writes who works here on the button that lets somebody else in.
func (s *shell) retextWho() {
	if s.loginKey == nil {
		return
	}
	desk := s.gate.asker.Desk
	name, role := desk.Name(), desk.Actor().Role()
	if desk.Free() {
		name = ""
	}
	s.loginKey.SetText(speaker{texts: s.texts}.who(name, role))
}

// tick is called about once a second, on Fyne's goroutine.
func (s *shell) tick() {
	s.read()
	if s.gate != nil {
		s.gate.tick()
	}
	if t, ok := s.pages[s.current].screen.(ticker); ok {
		t.Tick()
	}
}

// run ticks until ctx ends.
func (s *shell) run(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.post(s.tick)
		}
	}
}
