package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

// ErrNoWindow: this build has no window, or the machine no display.
var ErrNoWindow = errors.New("this build has no window; 'outpost --help' lists the commands, and a build with CGO_ENABLED=1 opens it")

func (a *app) panelCommand() *cobra.Command {
	var demo bool
	cmd := &cobra.Command{
		Use: "panel", Short: "Open only the outage panel", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.desktop(ctx, demo, true) }),
	}
	cmd.Flags().BoolVar(&demo, "demo", false, "of the built-in demo hospital")
	return cmd
}

func (a *app) desktop(ctx context.Context, demo, panel bool) error {
	if a.Desktop == nil {
		return ErrNoWindow
	}
	dir := a.dir()
	if demo {
		dir = a.demoDir()
	}
	return a.Desktop(ctx, Desktop{DataDir: dir, Demo: demo, PanelOnly: panel, Unlock: a.unlock(), Version: a.Version, Log: a.log})
}
