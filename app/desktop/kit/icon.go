package kit

import (
	_ "embed"

	"fyne.io/fyne/v2"
)

// iconPNG is icon.svg drawn at 256 pixels.
//
//go:embed icon.png
var iconPNG []byte

// Icon is the program's icon, for windows and notices.
func Icon() fyne.Resource { return fyne.NewStaticResource("outpost.png", iconPNG) }
