// Outpost keeps a hospital's cashiers charging while the hospital information
// system is down, and enters every receipt into it afterwards exactly once.
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"outpost/app/command"
	"outpost/store/seal/keystore"
)

// folderVariable names the data folder where --data does not.
const folderVariable = "OUTPOST_FOLDER"

// passphraseVariable names the file that opens the station's keys where
// --passphrase-file does not.
const passphraseVariable = "OUTPOST_PASSPHRASE_FILE"

func main() {
	private()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	exit := command.Run(ctx, command.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Folder: folder(), KeyStore: keystore.System(), PassphraseFile: os.Getenv(passphraseVariable), Version: version(), Desktop: openDesktop,
	})
	stop()
	os.Exit(exit)
}

// folder is the data folder: the variable's, or "outpost" among the user's
// settings (~/.config on Linux, %AppData% on Windows).
func folder() string {
	if named := os.Getenv(folderVariable); named != "" {
		return named
	}
	if settings, err := os.UserConfigDir(); err == nil {
		return filepath.Join(settings, "outpost")
	}
	return "outpost-data"
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	text := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			text += " " + s.Value[:12]
		}
	}
	return text
}
