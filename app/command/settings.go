package command

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
)

func (a *app) settingsCommand() *cobra.Command {
	check := &cobra.Command{
		Use: "check FILE", Short: "Say whether a settings file can be used; changes nothing", Args: cobra.ExactArgs(1),
		RunE: a.run(func(_ context.Context, args []string) error { return a.checkSettings(args[0]) }),
	}
	accept := &cobra.Command{
		Use: "accept FILE", Short: "Make a settings file the one that this window runs on", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			text, err := readFile(args[0])
			if err != nil {
				return err
			}
			return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, by store.Actor) error {
				if err := s.Accept(ctx, filepath.Base(args[0]), text, by.ID()); err != nil {
					return err
				}
				return a.answer(map[string]any{"accepted": filepath.Base(args[0]), "head": s.Ledger.Head().Hash.String()}, "This window runs on %s now.", args[0])
			})
		}),
	}
	show := &cobra.Command{
		Use: "show", Short: "Show the accepted settings", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				kept, err := s.Ledger.Settings(ctx)
				if err != nil {
					return err
				}
				if kept.TOML == "" && !a.json {
					a.say("This window runs on the default settings; none were accepted yet. 'outpost settings example' prints them, explained.")
					return nil
				}
				return a.answer(map[string]string{"toml": kept.TOML, "by": kept.By}, "%s", strings.TrimRight(kept.TOML, "\n"))
			})
		}),
	}
	example := &cobra.Command{
		Use: "example", Short: "Print a settings file with every setting, its default, its range and what it is for", Args: cobra.NoArgs,
		RunE: a.run(func(context.Context, []string) error {
			return a.answer(map[string]string{"toml": settings.Example()}, "%s", strings.TrimRight(settings.Example(), "\n"))
		}),
	}
	secret := &cobra.Command{
		Use: "secret NAME", Short: "Keep a password that the settings name; it is read from standard input", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error { return a.keepSecret(ctx, args[0]) }),
	}
	return a.group("settings", "The hospital's settings", example, check, a.acts(accept), show, a.acts(secret))
}

func (a *app) checkSettings(file string) error {
	text, err := readFile(file)
	if err != nil {
		return err
	}
	s, err := settings.ParseNew(filepath.Base(file), text)
	if err != nil {
		return err
	}
	probes := len(s.Probes.Application) + len(s.Probes.Canary) + len(s.Probes.Postgres)
	out := map[string]any{
		"ok": true, "file": file, "language": s.Language, "currency": s.Currency.Code, "rounding": s.Rounding,
		"tenders": len(s.Tenders), "his": s.HIS.URL, "probes": probes, "shortened": s.Plan.Shortened(),
	}
	return a.answerWith(out, func() {
		a.say("%s can be used: %s, rounding %s, %d {tender/tenders}, %d {probe/probes}, HIS %s", file, s.Currency.Code, s.Rounding, len(s.Tenders), probes, s.HIS.URL)
		if s.Plan.Shortened() {
			a.say("note: limits of the plan are changed; the screen says so")
		}
		if probes == 0 {
			a.say("note: no probe asks the HIS, so that an outage is noticed by people only")
		}
	})
}

// mostSecret bounds a password, in bytes.
const mostSecret = 4096

// keepSecret reads the password from standard input and never from the command
// line, where other users of the machine could see it.
func (a *app) keepSecret(ctx context.Context, name string) error {
	secret, err := bufio.NewReader(io.LimitReader(a.In, mostSecret)).ReadString('\n')
	if err != nil && err != io.EOF {
		return fmt.Errorf("reading the secret: %w", err)
	}
	secret = strings.TrimRight(secret, "\r\n")
	return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error {
		if err := s.Ledger.SetSecret(name, secret); err != nil {
			return err
		}
		return a.answer(map[string]string{"secret": name}, "The secret %s is kept, sealed.", name)
	})
}
