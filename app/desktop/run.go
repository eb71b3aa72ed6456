//go:build cgo

package desktop

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// windowWidth and windowHeight are the least size, in Fyne's units.
const (
	windowWidth  = 1366
	windowHeight = 720
)

// Run opens the window and returns when it is closed. What stands in the way of
// opening a data folder is said in the window; an error is only what kept the
// window itself from opening. It must be called on the main goroutine.
func Run(ctx context.Context, opt Options) error {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	a := app.New() // without an id: preferences are not used, they are not written safely
	a.SetIcon(kit.Icon())
	a.Settings().SetTheme(kit.NewTheme())
	w := a.NewWindow("Outpost")
	w.SetMaster()
	w.Resize(fyne.NewSize(windowWidth, windowHeight))
	d := &desktopWindow{opt: opt, app: a, window: w, texts: i18n.New(systemLanguage())}
	d.speak(systemLanguage())
	d.guard = kit.Guard{Now: time.Now, Create: d.createReport, Tell: func(report string, err error) {
		opt.Log.Error("the window failed", "report", report, "error", err)
	}}
	ctx, d.cancel = context.WithCancel(ctx)
	d.ctx = ctx
	context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	w.SetCloseIntercept(d.askClose)
	d.open()
	a.Lifecycle().SetOnStarted(func() { maximise(w) })
	w.Show()
	d.guard.Run("window", a.Run)
	return d.end()
}
