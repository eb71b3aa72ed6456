package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"outpost/app/desktop/kit"
)

// colorName is the theme's colour for a tone.
func colorName(t kit.Tone) fyne.ThemeColorName {
	switch t {
	case kit.Good:
		return theme.ColorNameSuccess
	case kit.Notice:
		return theme.ColorNamePrimary
	case kit.Stale:
		return theme.ColorNamePlaceHolder
	case kit.Warning:
		return theme.ColorNameWarning
	case kit.Alarm:
		return theme.ColorNameError
	}
	return theme.ColorNameForeground
}
