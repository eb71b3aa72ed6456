package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"outpost/app/desktop/kit"
)

func TestLettersGrowWithTheScreen(t *testing.T) {
	for _, test := range []struct {
		size   fyne.Size
		onWall bool
		want   float32
	}{
		{fyne.NewSize(1366, 600), false, 1},
		{fyne.NewSize(800, 300), false, 1},
		{fyne.NewSize(2732, 2000), false, 2},
		{fyne.NewSize(2732, 2000), true, 2.8},
		{fyne.NewSize(2732, 870), false, 1.5},
		{fyne.NewSize(99999, 99999), true, 4},
	} {
		if got := scaleFor(test.size, test.onWall); got != test.want {
			t.Errorf("%v, on a wall %t: %v, want %v", test.size, test.onWall, got, test.want)
		}
	}
	th := scaled{Theme: kit.NewTheme(), scale: 2}
	if th.Size(theme.SizeNameText) != 2*th.Theme.Size(theme.SizeNameText) || th.Size(theme.SizeNamePadding) != th.Theme.Size(theme.SizeNamePadding) {
		t.Error("letters do not grow, or something else does")
	}
}
