// Command empty opens an empty window with the program's own theme and font:
// what the window's memory is measured against (.ci/rss.sh).
package main

import (
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
)

func main() {
	a := app.NewWithID("org.outpost.empty")
	a.Settings().SetTheme(kit.NewTheme())
	w := a.NewWindow("empty")
	w.SetContent(widget.NewLabel("空 empty"))
	w.ShowAndRun()
}
