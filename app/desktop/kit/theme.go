package kit

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"outpost/receipts/typeface"
)

// Theme is the look of every window: light, high in contrast, dense enough for a bill of eight lines on 1366×768.
// Every text style is drawn in Outpost Sans. Make it with [NewTheme].
type Theme struct {
	regular, bold fyne.Resource
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme makes the theme.
func NewTheme() *Theme {
	return &Theme{
		regular: fyne.NewStaticResource("OutpostSans-Regular.ttf", typeface.Regular()),
		bold:    fyne.NewStaticResource("OutpostSans-Bold.ttf", typeface.Bold()),
	}
}

// Font gives Outpost Sans for every style, monospace, italic and symbol too: another font could draw one letter as
// another, which once made "0.25g" read "0.25q". Its digits are all of one width, so columns of money line up.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold && !style.Symbol {
		return t.bold
	}
	return t.regular
}

// Icon gives Fyne's own icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// letters is what the names of sizes begin with that Letters makes.
const letters = "letters "

// Letters names a size of letters, in Fyne's units, for widgets that take a name and no number.
func Letters(size float32) fyne.ThemeSizeName {
	return fyne.ThemeSizeName(letters + strconv.FormatFloat(float64(size), 'f', 2, 32))
}

// Size gives one scale for all screens, in Fyne's units: pixels at a scale of 1.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 15
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameSubHeadingText:
		return 18
	case theme.SizeNameHeadingText:
		return 24
	case theme.SizeNamePadding:
		return 3
	case theme.SizeNameInnerPadding:
		return 5
	case theme.SizeNameInputBorder:
		return 2
	}
	if number, ok := strings.CutPrefix(string(name), letters); ok {
		if size, err := strconv.ParseFloat(number, 32); err == nil {
			return float32(size)
		}
	}
	return theme.DefaultTheme().Size(name)
}

// Color gives the light colours whatever the desktop prefers: a window at a counter looks the same at every station.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if own, ok := ownColor(name); ok {
		return own
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

func ownColor(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground:
		return rgb(0xf6f7f9), true
	case theme.ColorNameForeground:
		return rgb(0x11161c), true
	case theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return rgb(0xffffff), true
	case theme.ColorNameInputBorder:
		return rgb(0x6b7680), true
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return rgb(0x4f5963), true
	case theme.ColorNameButton, theme.ColorNameHeaderBackground:
		return rgb(0xe3e7ec), true
	case theme.ColorNameDisabledButton:
		return rgb(0xeceef1), true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return rgb(0x0b4fb3), true
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x0b, G: 0x4f, B: 0xb3, A: 0x60}, true
	case theme.ColorNameSelection:
		return rgb(0xc9dcfa), true
	case theme.ColorNameSeparator:
		return rgb(0xccd2d9), true
	case theme.ColorNameError:
		return rgb(0xa8201a), true
	case theme.ColorNameSuccess:
		return rgb(0x11612a), true
	case theme.ColorNameWarning:
		return rgb(0x7a4a00), true
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError,
		theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return rgb(0xffffff), true
	}
	return nil, false
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}
