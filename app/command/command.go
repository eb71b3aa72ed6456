// Package command is the program without a window: one file for each command.
// Every command does one thing on a data folder, answers in words or with --json
// in one JSON object, and ends with 0 (done), 1 (refused, with the reason) or 2
// (wrong usage).
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/seal"
	"outpost/sync/his"
)

// The exit codes.
const (
	ExitDone    = 0
	ExitRefused = 1
	ExitUsage   = 2
)

// Desktop is what opening the window needs.
type Desktop struct {
	DataDir string
	// Demo opens the built-in demo hospital with its stand-in HIS.
	Demo bool
	// PanelOnly opens only the outage panel.
	PanelOnly bool
	// Unlock opens the station's keys; Ask is the window's own.
	Unlock seal.Unlock
	// Version is this program's.
	Version string
	Log     *slog.Logger
}

// Env is the world that a run of the program sees.
type Env struct {
	Args     []string
	In       io.Reader
	Out, Err io.Writer
	// Folder is the data folder where --data does not name one.
	Folder string
	// Program is this program's own file, for the processes it starts.
	Program string
	Version string
	// Now is the clock; nil means the computer's.
	Now func() time.Time
	// KeyStore is the machine's key store; nil where there is none to be used.
	KeyStore seal.KeyStore
	// PassphraseFile opens the keys where --passphrase-file names none.
	PassphraseFile string
	// Desktop opens the window.
	Desktop func(context.Context, Desktop) error
}

// app is one run of the program.
type app struct {
	Env
	folder string // --data as given
	demo   bool   // of the demo hospital
	json   bool
	who    person // who does it
	second person // who approves it
	phrase string // --passphrase-file as given
	began  bool   // a command began: from then on errors are refusals
	log    *slog.Logger
	done   func() error // closes the log
}

// usageError is an error of whoever typed the command line.
type usageError struct{ text string }

func (u usageError) Error() string { return u.text }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// errShown ends a command with 1 whose result says itself what is wrong.
var errShown = errors.New("the result says what is wrong")

// Run carries out one command line and returns the exit code. A panic becomes a
// report in the data folder and a sentence.
func Run(ctx context.Context, env Env) (exit int) {
	if env.Now == nil {
		env.Now = time.Now
	}
	a := &app{Env: env}
	defer func() {
		if cause := recover(); cause != nil {
			exit = a.crashed(cause)
		}
		a.closeLog(exit)
	}()
	root := a.root()
	root.SetArgs(env.Args)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	cmd, err := root.ExecuteContextC(ctx)
	a.json = a.json || asksJSON(env.Args)
	return a.exit(err, cmd.CommandPath())
}

// asksJSON looks for --json itself, for a command line that could not be read as
// far as that.
func asksJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// exit says what went wrong and chooses the exit code. command is the path of
// the command that was meant, whose help says how it is used.
func (a *app) exit(err error, command string) int {
	var wrong usageError
	switch {
	case err == nil:
		return ExitDone
	case errors.Is(err, errShown):
		return ExitRefused
	}
	text := sentence(err)
	if a.json {
		a.line(map[string]string{"error": text})
	}
	if !a.began || errors.As(err, &wrong) {
		a.warn("%s\nSee '%s --help'.", stopped(text), command)
		return ExitUsage
	}
	a.warn("%s", text)
	return ExitRefused
}

// sentence is an error in one line with what to do next, where that is known.
func sentence(err error) string {
	if errors.Is(err, context.Canceled) && strings.Contains(err.Error(), context.Canceled.Error()) {
		return "stopped before it was done; what was written down is kept, run the command again"
	}
	text := strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "; ")
	if hint := his.Hint(err); hint != "" && !strings.Contains(text, hint) {
		text = strings.TrimSuffix(text, ".") + ". " + hint
	}
	return text
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "outpost",
		Short: "Charging at the window while the hospital information system is down",
		Long: "Without a command the window opens. Each command does one thing on the data folder.\n" +
			"Exit code: 0 done, 1 refused with a reason, 2 wrong usage.",
		Version: a.Version, SilenceErrors: true, SilenceUsage: true, Args: cobra.NoArgs,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              a.run(func(ctx context.Context, _ []string) error { return a.desktop(ctx, false) }),
	}
	root.PersistentFlags().StringVar(&a.folder, "data", "", "data folder (default $OUTPOST_FOLDER, else "+a.Folder+")")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "answer in JSON")
	root.PersistentFlags().StringVar(&a.phrase, "passphrase-file", "", "file whose first line opens the station's keys: the passphrase or the recovery key (default $OUTPOST_PASSPHRASE_FILE)")
	root.PersistentFlags().BoolVar(&a.demo, "demo", false, "the built-in demo hospital, whose data folder is demo in the data folder")
	root.AddCommand(
		a.setupCommand(), a.peopleCommand(), a.statusCommand(), a.shiftCommand(), a.rangeCommand(), a.orderCommand(), a.faultCommand(),
		a.pricesCommand(), a.patientsCommand(), a.ordersCommand(), a.chargeCommand(), a.receiptCommand(), a.ledgerCommand(), a.keyCommand(),
		a.hisCommand(), a.reenterCommand(), a.reconcileCommand(), a.decideCommand(), a.settingsCommand(),
		a.clockCommand(), a.goingOverCommand(), a.insuredCommand(), a.demoCommand(), a.drillCommand(), a.simulateCommand(), a.panelCommand(), a.backupCommand(),
		a.upkeepCommand(),
	)
	return root
}

// run marks where usage ends and the command begins.
func (a *app) run(do func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		a.began = true
		a.openLog(cmd.CommandPath())
		return do(cmd.Context(), args)
	}
}

// group is a command that only holds others.
func (a *app) group(use, short string, children ...*cobra.Command) *cobra.Command {
	names := make([]string, 0, len(children))
	for _, c := range children {
		names = append(names, c.Name())
	}
	g := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		return usage("%s needs one of: %s", use, strings.Join(names, ", "))
	}}
	g.AddCommand(children...)
	return g
}

// need marks flags that must be given, and not empty: an order by nobody, for no
// reason, is a slip of whoever typed it.
func need(cmd *cobra.Command, flags ...string) *cobra.Command {
	for _, name := range flags {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag's name is misspelt in this program
		}
	}
	earlier := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		for _, name := range flags {
			if strings.TrimSpace(cmd.Flag(name).Value.String()) == "" {
				return usage("--%s must not be empty", name)
			}
		}
		if earlier != nil {
			return earlier(cmd, args)
		}
		return nil
	}
	return cmd
}

// dir is the data folder.
func (a *app) dir() string {
	if a.demo {
		return a.demoDir()
	}
	if a.folder != "" {
		return a.folder
	}
	return a.Folder
}

// demoDir is the demo's data folder: never the hospital's own by accident.
func (a *app) demoDir() string {
	if a.folder != "" {
		return a.folder
	}
	return filepath.Join(a.Folder, "demo")
}

func (a *app) options() station.Options {
	return station.Options{Now: a.Now, Log: a.log, Unlock: a.unlock()}
}

// writing opens the window's station for a command that changes something.
func (a *app) writing(ctx context.Context, do func(*station.Station) error) error {
	s, err := station.Open(ctx, a.dir(), a.options())
	if err == nil {
		a.tellMended(s)
	}
	return with(s, err, do)
}

// tellMended says what opening had to mend: a damaged log, entries that only the
// second copy held, numbers that are left out, a damaged catalogue.
func (a *app) tellMended(s *station.Station) {
	l := s.Ledger
	if m := s.CatalogueMended(); m.Kept != "" {
		a.warn("the file of the copied prices and patients was damaged on the disk; it is kept as %s, and what stood whole in it was taken over. Look at the disk's health.", m.Kept)
	}
	if m := s.CatalogueMended(); !m.From.IsZero() {
		a.warn("copied prices or patients were taken from the backup of %s.", l.Identity().Local(m.From).Format("2006-01-02 15:04"))
	}
	switch d := l.LogDamage(); {
	case d.Entries > 0:
		a.warn("the ledger's write-ahead log was damaged on the disk; the ledger was made anew from all that stood whole, %d {entry/entries}, and the damaged files are kept as %s. Look at the disk's health.", d.Entries, d.Kept)
	case d.Kept != "":
		a.warn("the end of the ledger's write-ahead log cannot be read, and the second copy was behind; the files are kept as %s. Compare the last printed receipt with 'outpost receipt list' and look at the disk's health.", d.Kept)
	}
	if n := l.Adopted(); n > 0 {
		a.warn("the database had lost %d {entry/entries}; they were taken over from a copy that held them, and nothing is missing. Look at the disk's health.", n)
	}
	if s := l.Spared(); s.Receipts.Count > 0 {
		numbers := []string{s.Receipts.From}
		for _, n := range []store.Numbers{s.Forms, s.Patients} {
			if n.Count > 0 {
				numbers = append(numbers, n.From)
			}
		}
		a.warn("the last entry could not be read, so the numbers that it may have taken are left out (%d each, from %s); where a receipt with such a number was printed, enter it again from its code ('outpost receipt recover').",
			s.Receipts.Count, strings.Join(numbers, ", "))
	}
}

// reading opens it beside whatever program writes it.
func (a *app) reading(ctx context.Context, do func(*station.Station) error) error {
	opt := a.options()
	opt.ReadOnly = true
	s, err := station.Open(ctx, a.dir(), opt)
	return with(s, err, do)
}

func with(s *station.Station, err error, do func(*station.Station) error) error {
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

// ledgerOptions are for what reads a ledger that may not open.
func (a *app) ledgerOptions() store.Options {
	return store.Options{Now: a.Now, Log: a.log, Unlock: a.unlock(), CopyDir: station.CopyFolder(a.dir())}
}
