package command

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
)

func (a *app) peopleCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "List who works at this window", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listPeople(ctx) }),
	}
	var limit int
	approvals := &cobra.Command{
		Use: "approvals", Short: "List who approved what, newest first", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.listApprovals(ctx, limit) }),
	}
	approvals.Flags().IntVar(&limit, "limit", 50, "how many approvals at most")
	return a.group("people", "Who works at this window: logins, roles, PINs",
		list, a.peopleAdd(), a.peopleRole(), a.peoplePIN(),
		a.peopleChange("disable", "Shut a person out", "%s is shut out.", (*store.Ledger).Disable),
		a.peopleChange("enable", "Let a person in again", "%s may log in again.", (*store.Ledger).Enable),
		a.peopleChange("unlock", "End a person's wait after wrong tries", "%s waits no more.", (*store.Ledger).Unlock),
		a.peopleBreakGlass(), a.peopleExport(), a.peopleImport(), approvals)
}

func parseRole(word string) (incident.Role, error) {
	role, err := incident.ParseRole(word)
	if err != nil {
		return role, usage("role %q: write cashier, supervisor, net_admin, info_head or leader", word)
	}
	return role, nil
}

func (a *app) peopleAdd() *cobra.Command {
	var n store.NewPerson
	var role, file string
	cmd := &cobra.Command{
		Use: "add ID", Short: "Let a person in, with a PIN that the owner changes at the first login", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) (err error) {
			n.ID = args[0]
			if n.Role, err = parseRole(role); err != nil {
				return err
			}
			if n.PIN, err = a.readPIN(file); err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.AddPerson(ctx, by, n); err != nil {
					return err
				}
				return a.answer(map[string]any{"id": n.ID, "role": n.Role}, "%s may log in as a %s, and changes the PIN first ('outpost people pin').", n.ID, n.Role)
			})
		}),
	}
	cmd.Flags().StringVar(&n.Name, "name", "", "name, as the screen shows it")
	cmd.Flags().StringVar(&role, "role", "", "cashier, supervisor, net_admin, info_head or leader")
	cmd.Flags().StringVar(&file, "new-pin-file", "", "file whose first line is the person's first PIN")
	return a.acts(need(cmd, "name", "role", "new-pin-file"))
}

func (a *app) peopleRole() *cobra.Command {
	return a.acts(&cobra.Command{
		Use: "role ID ROLE", Short: "Give a person another role", Args: cobra.ExactArgs(2),
		RunE: a.run(func(ctx context.Context, args []string) error {
			role, err := parseRole(args[1])
			if err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.SetRole(ctx, by, args[0], role); err != nil {
					return err
				}
				return a.answer(map[string]any{"id": args[0], "role": role}, "%s is a %s now.", args[0], role)
			})
		}),
	})
}

// peopleChange is a command that does one thing to one person.
func (a *app) peopleChange(word, short, words string, change func(*store.Ledger, context.Context, store.Actor, string) error) *cobra.Command {
	return a.acts(&cobra.Command{
		Use: word + " ID", Short: short, Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := change(s.Ledger, ctx, by, args[0]); err != nil {
					return err
				}
				return a.answer(map[string]string{"id": args[0], "done": word}, words, args[0])
			})
		}),
	})
}

func (a *app) peoplePIN() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "pin [ID]", Short: "Change the own PIN, or give a person who forgot it a new one", Args: cobra.MaximumNArgs(1),
		Long: "Without ID, or with the own one, the PIN of --as is changed: --pin-file holds the old PIN, which\n" +
			"may have expired. With somebody else's ID that person gets a new PIN and changes it at the next login.",
		RunE: a.run(func(ctx context.Context, args []string) error {
			pin, err := a.readPIN(file)
			if err != nil {
				return err
			}
			if len(args) == 0 || strings.EqualFold(args[0], a.who.id) {
				return a.ownPIN(ctx, pin)
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.ResetPIN(ctx, by, args[0], pin); err != nil {
					return err
				}
				return a.answer(map[string]string{"id": args[0]}, "%s has a new PIN, and changes it at the next login.", args[0])
			})
		}),
	}
	cmd.Flags().StringVar(&file, "new-pin-file", "", "file whose first line is the new PIN")
	return a.acts(need(cmd, "new-pin-file"))
}

// ownPIN changes the PIN of --as against the old one, without a login: an old
// PIN that has expired is enough.
func (a *app) ownPIN(ctx context.Context, pin string) error {
	return a.writing(ctx, func(s *station.Station) error {
		if a.who.id == "" || a.who.pinFile == "" {
			return errNobody()
		}
		old, err := a.readPIN(a.who.pinFile)
		if err != nil {
			return err
		}
		by, err := s.Ledger.ChangePIN(ctx, a.who.id, old, pin)
		if err != nil {
			return err
		}
		return a.answer(map[string]string{"id": by.ID()}, "The PIN of %s is changed.", by.ID())
	})
}

func (a *app) peopleBreakGlass() *cobra.Command {
	return a.acts(&cobra.Command{
		Use: "break-glass", Short: "Make a new break-glass code; the former one counts no more", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				code, err := s.Ledger.RenewBreakGlass(ctx, by)
				if err != nil {
					return err
				}
				return a.showCode(by, code, "There is a new break-glass code.")
			})
		}),
	})
}

// personView is a person without anything that a PIN could be guessed from.
type personView struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Role       incident.Role `json:"role"`
	Disabled   bool          `json:"disabled"`
	PINSince   time.Time     `json:"pin_since"`
	MustChange bool          `json:"must_change_pin"`
	// Waits is how many seconds wrong tries still keep the person out.
	Waits int64 `json:"waits_s"`
}

func (a *app) listPeople(ctx context.Context) error {
	return a.reading(ctx, func(s *station.Station) error {
		all, err := s.Ledger.People(ctx)
		if err != nil {
			return err
		}
		due, err := s.Ledger.BreakGlassDue(ctx)
		if err != nil {
			return err
		}
		views := make([]personView, 0, len(all))
		for _, p := range all {
			views = append(views, personView{p.ID, p.Name, p.Role, p.Disabled, p.PINSince, p.MustChange, int64(p.Waits.Seconds())})
		}
		return a.answerWith(map[string]any{"people": views, "break_glass_due": due}, func() {
			for _, p := range all {
				a.say("%-16s %-12s %-24s %s", p.ID, p.Role, p.Name, standing(p))
			}
			a.say("%d {person/people}", len(all))
			if due {
				a.say("The break-glass code was used; make a new one with 'outpost people break-glass'.")
			}
		})
	})
}

// standing says in words how a person stands with the window.
func standing(p store.Person) string {
	switch {
	case p.Disabled:
		return "shut out"
	case p.Waits > 0:
		return fmt.Sprintf("waits %s after wrong tries", p.Waits.Round(time.Second))
	case p.MustChange:
		return "must change the PIN"
	}
	return ""
}

func (a *app) listApprovals(ctx context.Context, limit int) error {
	if limit < 1 {
		return usage("--limit %d: write 1 or more", limit)
	}
	return a.reading(ctx, func(s *station.Station) error {
		all, err := s.Ledger.Approvals(ctx, limit)
		if err != nil {
			return err
		}
		return a.answerWith(map[string]any{"approvals": append([]store.ApprovalRow{}, all...)}, func() {
			for _, r := range all {
				used := "not used"
				if r.Used > 0 {
					used = fmt.Sprintf("entry %d", r.Used)
				}
				a.say("%s  %s (%s) for %s: %s, %s  %s", s.Ledger.Identity().Local(r.At).Format("2006-01-02 15:04"), r.By, r.Role, r.Asker, r.What, r.Subject, used)
			}
			a.say("%d {approval/approvals}", len(all))
		})
	})
}

func (a *app) peopleExport() *cobra.Command {
	var file string
	var nameless bool
	cmd := &cobra.Command{
		Use: "export FILE", Short: "Write everybody into a file for another window, sealed with a passphrase", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			if _, err := os.Lstat(args[0]); err == nil {
				return fmt.Errorf("%s is there already; name a new file", args[0])
			}
			if err := checkTarget(args[0]); err != nil {
				return err
			}
			passphrase, err := a.readPIN(file)
			if err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				sealed, n, err := s.Ledger.ExportPeople(ctx, by, passphrase, !nameless)
				if err == nil {
					err = os.WriteFile(args[0], sealed, 0o600)
				}
				if err != nil {
					return fmt.Errorf("writing the people out: %w", err)
				}
				return a.answer(map[string]any{"file": args[0], "people": n}, "%d {person stands/people stand} sealed in %s; 'outpost people import' takes them over at another window.", n, args[0])
			})
		}),
	}
	cmd.Flags().StringVar(&file, "people-passphrase-file", "", fmt.Sprintf("file whose first line is the passphrase of FILE, %d characters or more", people.LeastPassphrase))
	cmd.Flags().BoolVar(&nameless, "without-names", false, "leave the names out; logins, roles and PINs stay")
	return a.acts(need(cmd, "people-passphrase-file"))
}

func (a *app) peopleImport() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Take people over from another window's file", Args: cobra.ExactArgs(1),
		Long: "Who is new here is added with role and PIN; who is known gets the role and, where it is newer, the\n" +
			"PIN. Nobody is let in again who was shut out here.",
		RunE: a.run(func(ctx context.Context, args []string) error {
			passphrase, err := a.readPIN(file)
			if err != nil {
				return err
			}
			sealed, err := readFile(args[0])
			if err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				done, err := s.Ledger.ImportPeople(ctx, by, sealed, passphrase)
				if err != nil {
					return err
				}
				for _, list := range []*[]string{&done.Added, &done.Changed, &done.Left} {
					*list = append([]string{}, *list...)
				}
				return a.answer(done, "%d {person is/people are} new here, %d changed, %d stay as they are.", len(done.Added), len(done.Changed), len(done.Left))
			})
		}),
	}
	cmd.Flags().StringVar(&file, "people-passphrase-file", "", "file whose first line is the passphrase of FILE")
	return a.acts(need(cmd, "people-passphrase-file"))
}
