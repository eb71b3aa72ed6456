//go:build cgo

package main

import (
	"context"

	"outpost/app/command"
	"outpost/app/desktop"
)

// openDesktop opens the window.
func openDesktop(ctx context.Context, d command.Desktop) error {
	return desktop.Run(ctx, desktop.Options{DataDir: d.DataDir, Demo: d.Demo, PanelOnly: d.PanelOnly, Unlock: d.Unlock, Version: d.Version, Log: d.Log})
}
