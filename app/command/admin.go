package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
)

// codeView is a break-glass code, shown this once.
type codeView struct {
	ID   string        `json:"id"`
	Role incident.Role `json:"role"`
	// BreakGlass is for a sealed envelope; nothing keeps it.
	BreakGlass string `json:"break_glass"`
}

func (a *app) setupAdmin() *cobra.Command {
	var n store.NewPerson
	var file string
	cmd := &cobra.Command{
		Use: "admin", Short: "Make this window's first administrator, and the break-glass code", Args: cobra.NoArgs,
		Long: "Makes the first person of a window that knows nobody yet: an info_head, who lets the others in\n" +
			"('outpost people add'). Refused where anybody is there. The break-glass code is shown this once:\n" +
			"write it down and lay it into a sealed envelope; it lets one person in as a supervisor, once.",
		Example: `  outpost setup admin --id wu --name "Wu Anshan" --pin-file pin.txt`,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			pin, err := a.readPIN(file)
			if err != nil {
				return err
			}
			return a.writing(ctx, func(s *station.Station) error {
				admin, code, err := s.Ledger.FirstAdmin(ctx, n.ID, n.Name, pin)
				if err != nil {
					return err
				}
				return a.showCode(admin, code, "%s is this window's first administrator.", admin.ID())
			})
		}),
	}
	cmd.Flags().StringVar(&n.ID, "id", "", "login: letters a-z, digits, dots or dashes, such as wu or 0472")
	cmd.Flags().StringVar(&n.Name, "name", "", "name, as the screen shows it")
	cmd.Flags().StringVar(&file, "pin-file", "", "file whose first line is the PIN, 6 characters or more")
	return need(cmd, "id", "name", "pin-file")
}

// showCode shows a break-glass code, once.
func (a *app) showCode(by store.Actor, code, words string, args ...any) error {
	return a.answerWith(codeView{ID: by.ID(), Role: by.Role(), BreakGlass: code}, func() {
		a.say(words, args...)
		a.say("Break-glass code: %s", code)
		a.say("It is shown this once. Write it down, lay it into a sealed envelope, and clear this screen.")
	})
}
