//go:build !cgo

package main

import (
	"context"

	"outpost/app/command"
)

// openDesktop says that a build without C has everything but the window.
func openDesktop(context.Context, command.Desktop) error { return command.ErrNoWindow }
