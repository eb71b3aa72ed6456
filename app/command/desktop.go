package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

// ErrNoWindow: this build has no window, or the machine no display.
var ErrNoWindow = errors.New("this build has no window; 'outpost --help' lists the commands, and a build with CGO_ENABLED=1 opens it")

func (a *app) panelCommand() *cobra.Command {
	return &cobra.Command{
		Use: "panel", Short: "Open only the outage panel", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.desktop(ctx, true) }),
	}
}

func (a *app) desktop(ctx context.Context, panel bool) error {
	if a.Desktop == nil {
		return ErrNoWindow
	}
	return a.Desktop(ctx, Desktop{DataDir: a.dir(), Demo: a.demo, PanelOnly: panel, Unlock: a.unlock(), Version: a.Version, Log: a.log})
}
