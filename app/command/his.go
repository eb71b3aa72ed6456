package command

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/his"
)

func (a *app) hisCommand() *cobra.Command {
	check := &cobra.Command{
		Use: "check", Short: "Commissioning check: may receipts be posted to this HIS, and may they be sent again?", Args: cobra.NoArgs,
		Long: "Sends a receipt marked as a test twice, reads it back and judges every kind of record.\n" +
			"It leaves records marked as a test in the HIS. Exit code 1 when the HIS fails it.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error { return a.checkHIS(ctx, s) })
		}),
	}
	return a.group("his", "The hospital information system", a.acts(check))
}

func (a *app) checkHIS(ctx context.Context, s *station.Station) error {
	if err := a.drillStaysHome(ctx, s); err != nil {
		return err
	}
	c, err := s.Commission(ctx)
	if err != nil {
		return err
	}
	out := struct {
		his.Commissioning
		Passed            bool `json:"passed"`
		DuplicatesRefused bool `json:"duplicates_refused"`
	}{c, c.Passed(), c.DuplicatesRefused()}
	err = a.answerWith(out, func() {
		a.say("%s at %s", c.Protocol, c.System)
		for _, f := range c.Findings {
			verdict := "ok"
			if !f.Passed {
				verdict = "FAILED: " + f.Why
			}
			a.say("  %-12s %d expected, %d found after sending twice, %s", f.Object, f.Expected, f.Found, verdict)
		}
		a.say("receipts may be posted: %t; may be sent again: %t", out.Passed, out.DuplicatesRefused)
	})
	if err == nil && !c.Passed() {
		if !a.json {
			a.warn("the HIS failed the check; nothing is posted to it by itself, enter the receipts by hand")
		}
		return errShown
	}
	return err
}

// drillStaysHome keeps a drill's receipts on this machine, and off every address
// that a hospital's settings name: they must never reach a real HIS.
func (a *app) drillStaysHome(ctx context.Context, s *station.Station) error {
	if !s.Ledger.Identity().Drill {
		return nil
	}
	address := s.Settings().HIS.URL
	if address == "" {
		return station.ErrNoHIS
	}
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("his.url cannot be read: %w", err)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("this is a drill's ledger and %s is not on this machine; a drill's receipts go to the stand-in HIS only", u.Host)
	}
	named, err := a.hospitals(ctx, filepath.Dir(a.dir()))
	if err != nil {
		return err
	}
	for _, other := range named {
		if o, err := url.Parse(other); err == nil && o.Port() == u.Port() {
			return fmt.Errorf("this is a drill's ledger and %s stands in a hospital's settings; a drill's receipts go to the stand-in HIS only", u.Host)
		}
	}
	return nil
}
