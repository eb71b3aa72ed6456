// Command empty opens an empty window of the till's size with the program's own
// theme and font, both weights of it: what the window's memory is measured
// against (.ci/rss.sh).
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
)

func main() {
	a := app.NewWithID("org.outpost.empty")
	a.Settings().SetTheme(kit.NewTheme())
	w := a.NewWindow("empty")
	bold := widget.NewLabel("空 empty")
	bold.TextStyle.Bold = true
	w.SetContent(container.NewVBox(widget.NewLabel("空 empty"), bold))
	w.Resize(fyne.NewSize(1366, 720))
	w.ShowAndRun()
}
