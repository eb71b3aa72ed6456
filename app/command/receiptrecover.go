package command

import (
	"context"
	"crypto/ed25519"

	"github.com/spf13/cobra"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/store"
)

const recoverHelp = `Enters receipts of a ledger that is lost again, from the signed codes on their papers:
the text of a code, or a PNG or JPEG of the paper, several at once. Each keeps its
number, time, lines and total, is marked as recovered and goes to the HIS under the
id that it always had. It counts in the open shift of whoever enters it, whose drawer
holds its cash. A receipt that stands in this ledger already is answered as it stands.

The lost window's public key verifies the codes: --key, or a file in the folder windows
of the data folder. Where all of a data folder is lost but a copy of the journal is not,
'outpost ledger restore' brings everything back and no code is needed.

The payer's name is looked up in the copied register; --patient-name says it for one
who is not there. --paid says how a receipt was paid where its code does not, or adds
the merchant's references. Both go with one code at a time.

A red receipt is not entered: enter the receipt that it took back and refund that again.`

// recoverFlags are what is said beside the codes.
type recoverFlags struct {
	key, name string
	paid      []string
}

// recoveredLine answers one code.
type recoveredLine struct {
	receiptLine
	// Known: it stood in this ledger already.
	Known bool              `json:"known,omitempty"`
	State store.OutboxState `json:"state"`
}

func (a *app) receiptRecover() *cobra.Command {
	var f recoverFlags
	cmd := &cobra.Command{
		Use: "recover CODE|PICTURE…", Short: "Enter receipts of a lost ledger again from their codes", Long: recoverHelp, Args: cobra.MinimumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			if len(args) > 1 && (f.name != "" || len(f.paid) > 0) {
				return usage("--patient-name and --paid are of one receipt; enter it by itself")
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.recoverAll(ctx, s, by, args, f) })
		}),
	}
	cmd.Flags().StringVar(&f.key, "key", "", codeKeyHelp)
	cmd.Flags().StringVar(&f.name, "patient-name", "", "the payer's name as it stands on the paper")
	cmd.Flags().StringArrayVar(&f.paid, "paid", nil, "how it was paid, as on its paper: TENDER=AMOUNT or TENDER=AMOUNT@REFERENCE; may stand several times")
	return a.acts(cmd)
}

func (a *app) recoverAll(ctx context.Context, s *station.Station, by store.Actor, codes []string, f recoverFlags) error {
	if err := s.Trouble(); err != nil {
		return err
	}
	var given ed25519.PublicKey
	if f.key != "" {
		var err error
		if given, err = a.publicKey(ctx, f.key); err != nil {
			return err
		}
	}
	keys, err := codeKeys(s, given)
	if err != nil {
		return err
	}
	refused := 0
	for n, given := range codes {
		line, err := a.recoverOne(ctx, s, by, given, keys, f)
		if err != nil {
			refused++
			err = a.answer(refusedLine(n+1, err), "%d: REFUSED: %s", n+1, sentence(err))
		} else {
			err = a.answerWith(line, func() { a.describeRecovered(n+1, line) })
		}
		if err != nil {
			return err
		}
	}
	if refused > 0 {
		a.warn("%d of %d codes were refused; each says why.", refused, len(codes))
		return errShown
	}
	return nil
}

func (a *app) recoverOne(ctx context.Context, s *station.Station, by store.Actor, given string, keys []ed25519.PublicKey, f recoverFlags) (line recoveredLine, err error) {
	text, err := paper.Text(given)
	if err != nil {
		return line, err
	}
	said := paper.Said{Name: f.name}
	if len(f.paid) > 0 {
		if said.Payments, err = readPaid(f.paid, s.Ledger.Rules().Currency); err != nil {
			return line, err
		}
	}
	row, known, err := paper.Enter(ctx, s, by, text, keys, said)
	if err != nil {
		return line, err
	}
	return recoveredLine{lineOf(row.Receipt), known, row.State}, nil
}

func (a *app) describeRecovered(n int, line recoveredLine) {
	switch {
	case line.Known:
		a.say("%d: receipt %s over %s stands in this ledger already (%s).", n, line.Number, line.Total, line.State)
	case line.State == store.Held:
		a.say("%d: receipt %s over %s entered and HELD: somebody must look before it goes to the HIS.", n, line.Number, line.Total)
	default:
		a.say("%d: receipt %s over %s entered again.", n, line.Number, line.Total)
	}
}
