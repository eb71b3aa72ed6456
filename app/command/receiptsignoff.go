package command

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

func (a *app) receiptSignOff() *cobra.Command {
	var lines []string
	var status, department string
	cmd := &cobra.Command{
		Use: "signoff NUMBER", Short: "Write down what a department says of lines: dispensed, performed or not", Args: cobra.ExactArgs(1),
		Long: "Write down what a department says of a receipt's lines: dispensed, performed or not.\nOf a line of several, --line N=QTY says that QTY of it was not: with --status not of that\nalone, with dispensed or performed that the rest was.\nOnly what was not handed out or done is refunded; 'outpost receipt show' says how each line stands.",
		RunE: a.run(func(ctx context.Context, args []string) error {
			signed, err := signedLines(lines, store.Status(status))
			if err != nil {
				return err
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.SignOff(ctx, by, args[0], signed, department); err != nil {
					return err
				}
				return a.showHandedOut(ctx, s, args[0])
			})
		}),
	}
	cmd.Flags().StringArrayVar(&lines, "line", nil, "line N, or N=QTY: QTY of it was not handed out or done; may stand several times")
	cmd.Flags().StringVar(&status, "status", "", "dispensed, performed or not")
	cmd.Flags().StringVar(&department, "department", "", "who signs it off, such as the pharmacy")
	return a.acts(need(cmd, "status", "department"))
}

// receiptUnconfirmed lists the lines of which nobody said what became of them.
func (a *app) receiptUnconfirmed() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use: "unconfirmed", Short: "List the lines that no department said to be dispensed, performed or not, oldest first", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			if limit < 0 {
				return usage("--limit %d: write 0 (all) or more", limit)
			}
			return a.reading(ctx, func(s *station.Station) error {
				all, err := s.Ledger.Unconfirmed(ctx, limit)
				if err != nil {
					return err
				}
				for _, u := range all {
					v := unconfirmedView{u, u.Line.Name, u.Line.Quantity.String()}
					at := s.Ledger.Identity().Local(u.At).Format("2006-01-02 15:04")
					if err := a.answer(v, "%s  line %d  %s  %s  %s ×%s %s", u.Receipt, u.Place, at, u.Patient.Name, v.Name, v.Qty, u.Line.Spec); err != nil {
						return err
					}
				}
				if len(all) == 0 {
					a.say("Every line was confirmed.")
				}
				return nil
			})
		}),
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "how many lines at most; 0 is all")
	return cmd
}

// unconfirmedView is a line with its item and quantity.
type unconfirmedView struct {
	store.Unconfirmed
	Name string `json:"name"`
	Qty  string `json:"qty"`
}

// signedLines reads the --line flags.
func signedLines(lines []string, status store.Status) ([]store.Signed, error) {
	if len(lines) == 0 {
		return nil, usage("name the lines that are signed off: --line N")
	}
	var all []store.Signed
	for _, text := range lines {
		n, qty, parted := strings.Cut(text, "=")
		line, err := strconv.Atoi(strings.TrimSpace(n))
		if err != nil {
			return nil, usage("--line %q: write N or N=QTY", text)
		}
		s := store.Signed{Line: line, Status: status}
		if parted {
			if s.Not, err = receipts.ParseQuantity(qty); err != nil {
				return nil, err
			}
		}
		all = append(all, s)
	}
	return all, nil
}

// handedOutView is how one line stands.
type handedOutView struct {
	Line int    `json:"line"`
	Name string `json:"name"`
	Qty  string `json:"qty"`
	// Status is empty where nobody said anything yet; Not is how much was not
	// handed out or done.
	Status     store.Status `json:"status"`
	Not        string       `json:"not"`
	Department string       `json:"department,omitempty"`
	By         string       `json:"by,omitempty"`
}

// handedOut is how each line of a receipt stands.
func handedOut(ctx context.Context, l *store.Ledger, r receipts.Receipt) ([]handedOutView, error) {
	statuses, err := l.LineStatuses(ctx, r)
	views := make([]handedOutView, len(statuses))
	for i, s := range statuses {
		views[i] = handedOutView{s.Line, r.Lines[i].Name, r.Lines[i].Quantity.String(), s.Status, s.Not.String(), s.Department, s.By}
	}
	return views, err
}

func (a *app) showHandedOut(ctx context.Context, s *station.Station, number string) error {
	row, err := s.Ledger.Receipt(ctx, number)
	if err != nil {
		return err
	}
	views, err := handedOut(ctx, s.Ledger, row.Receipt)
	if err != nil {
		return err
	}
	return a.answerWith(map[string]any{"number": row.Receipt.Number, "lines": views}, func() { a.sayHandedOut(views) })
}

// sayHandedOut says how the lines stand of which anybody said anything.
func (a *app) sayHandedOut(views []handedOutView) {
	for _, v := range views {
		if v.Status != "" {
			a.say("  line %d %s ×%s: %s, %s not handed out or done (%s, written down by %s)", v.Line, v.Name, v.Qty, v.Status, v.Not, v.Department, v.By)
		}
	}
}
