package desktop

import (
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// say shows a sentence under the navigation, in the language spoken then, until
// the next one comes; one that is no alarm only until another screen is shown.
func (s *shell) say(tone kit.Tone, text func() string) {
	s.loud, s.tone, s.said = tone == kit.Alarm, tone, text
	s.message.Say(tone, text(), "")
	s.message.Show()
}

// answer is say for a sentence that is made already: in another language it is not
// said again.
func (s *shell) answer(tone kit.Tone, text string) {
	lang := s.texts.Lang()
	s.say(tone, func() string {
		if s.texts.Lang() != lang {
			return ""
		}
		return text
	})
}

// tell is say for a text of the catalogue.
func (s *shell) tell(tone kit.Tone, key i18n.Key, args ...any) {
	s.say(tone, func() string { return s.texts.T(key, args...) })
}

// help shows the keys of the screen that is shown (F1); the till has its own.
func (s *shell) help() {
	name := s.pages[s.current].name
	text, ok := helpOf(name)
	if !ok {
		return
	}
	kit.NewForm(s.texts, s.window).Open(s.texts.T(name), s.texts.T(i18n.WidgetClose),
		kit.Field{Input: widget.NewLabel(s.texts.T(text))})
}

// helpOf is the help of a screen by its name; ok is false for one with its own.
func helpOf(screen i18n.Key) (text i18n.Key, ok bool) {
	switch screen {
	case i18n.ShellPanel:
		return i18n.ShellHelpPanel, true
	case i18n.ShellFaults:
		return i18n.ShellHelpFaults, true
	case i18n.ShellReconcile:
		return i18n.ShellHelpReconcile, true
	case i18n.ShellLists:
		return i18n.ShellHelpLists, true
	case i18n.ShiftScreen:
		return i18n.ShiftHelp, true
	case i18n.StaffScreen:
		return i18n.StaffHelp, true
	case i18n.LedgerScreen:
		return i18n.LedgerHelp, true
	case i18n.NumbersScreen:
		return i18n.NumbersHelp, true
	case i18n.DrillScreen:
		return i18n.ShellHelpDrill, true
	}
	return "", false
}
