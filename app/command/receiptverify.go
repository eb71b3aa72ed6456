package command

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// receiptCode is what a receipt's code says, and whether it is to be believed.
type receiptCode struct {
	// Signed: the code was signed with the key that it names.
	Signed  bool      `json:"signed"`
	KeyID   string    `json:"key_id"`
	Kind    string    `json:"kind"`
	Site    string    `json:"site"`
	Station string    `json:"station"`
	ID      string    `json:"id"`
	Number  string    `json:"number"`
	Patient string    `json:"patient_number,omitempty"`
	At      time.Time `json:"at"`
	Total   string    `json:"total"`
	// Currency is its code; Lines are empty where the code holds only their digest.
	Currency  string         `json:"currency"`
	LineCount int            `json:"line_count"`
	Lines     []codeLineView `json:"lines"`
	Paid      []codePaidView `json:"paid,omitempty"`
	// Looked: a ledger was at hand; Stands: it holds the receipt, in the state
	// State. Differs names what it says otherwise.
	Looked  bool              `json:"looked"`
	Stands  bool              `json:"stands"`
	State   store.OutboxState `json:"state,omitempty"`
	Void    bool              `json:"void,omitempty"`
	Differs []string          `json:"differs,omitempty"`
	Error   string            `json:"error,omitempty"`
}

type codeLineView struct {
	Item   string `json:"item"`
	Qty    string `json:"qty"`
	Amount string `json:"amount"`
}

type codePaidView struct {
	Tender string `json:"tender"`
	Amount string `json:"amount"`
}

const codeKeyHelp = "a window's public key ('outpost key public --out FILE'), beside this window's own and those in the folder " + paper.WindowKeys + " of the data folder"

func (a *app) receiptVerify() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use: "verify CODE|PICTURE", Short: "Verify a receipt by its code: the text, or a PNG or JPEG of the paper; 1 when it is not to be believed", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			text, err := paper.Text(args[0])
			if err != nil {
				return err
			}
			if key == "" {
				return a.reading(ctx, func(s *station.Station) error { return a.verifyCode(ctx, s, text, nil) })
			}
			public, err := a.publicKey(ctx, key)
			if err != nil {
				return err
			}
			if store.Exists(a.dir()) {
				return a.reading(ctx, func(s *station.Station) error { return a.verifyCode(ctx, s, text, public) })
			}
			return a.verifyCode(ctx, nil, text, public)
		}),
	}
	cmd.Flags().StringVar(&key, "key", "", codeKeyHelp+"; with it no ledger is needed")
	return cmd
}

// codeKeys are the keys that codes are verified with.
func codeKeys(s *station.Station, given ed25519.PublicKey) (keys []ed25519.PublicKey, err error) {
	if s != nil {
		keys, err = paper.KeysOf(s)
	}
	if given != nil {
		keys = append(keys, given)
	}
	return keys, err
}

func (a *app) verifyCode(ctx context.Context, s *station.Station, text string, given ed25519.PublicKey) error {
	keys, err := codeKeys(s, given)
	if err != nil {
		return err
	}
	r, wrong := paper.Signature(text, keys)
	if errors.Is(wrong, code.ErrCode) {
		return wrong
	}
	v := receiptCodeOf(r)
	if v.Signed = wrong == nil; !v.Signed {
		v.Error = sentence(wrong)
	}
	if s != nil {
		stands, err := paper.Stand(ctx, s.Ledger, r)
		if err != nil {
			return err
		}
		v.Looked, v.Stands, v.State, v.Differs = true, stands.Found, stands.Row.State, stands.Differs
		v.Void = stands.Row.Receipt.Void != nil
	}
	if err := a.answerWith(v, func() { a.describeCode(v) }); err != nil {
		return err
	}
	if v.Signed && len(v.Differs) == 0 {
		return nil
	}
	if !a.json {
		a.warn("this receipt is not to be believed as it stands: %s", strings.Join(append(v.Differs, v.Error), " "))
	}
	return errShown
}

func receiptCodeOf(r code.Record) receiptCode {
	currency := receipts.Currency{Code: r.Currency, Digits: 2}
	for _, known := range []receipts.Currency{receipts.CNY(), receipts.USD()} {
		if known.Code == r.Currency {
			currency = known
		}
	}
	v := receiptCode{
		KeyID: fmt.Sprintf("%x", r.KeyID), Kind: map[code.Kind]string{code.KindReceipt: "receipt", code.KindRefund: "refund", code.KindDrill: "drill"}[r.Kind],
		Site: r.Site, Station: r.Station, ID: r.ID.String(), Number: r.Number, Patient: r.PatientNumber, At: r.At,
		Total: currency.Format(r.Total), Currency: r.Currency, LineCount: r.LineCount, Lines: []codeLineView{},
	}
	for _, l := range r.Lines {
		v.Lines = append(v.Lines, codeLineView{l.Item, l.Quantity.String(), currency.Format(l.Amount)})
	}
	for _, p := range r.Payments {
		v.Paid = append(v.Paid, codePaidView{p.Tender, currency.Format(p.Amount)})
	}
	return v
}

func (a *app) describeCode(v receiptCode) {
	signed := "SIGNED with key " + v.KeyID
	if !v.Signed {
		signed = "NOT VERIFIED: " + v.Error
	}
	a.say("%s %s of %s, window %s, %s UTC: %s", v.Kind, v.Number, v.Site, v.Station, v.At.Format("2006-01-02 15:04:05"), signed)
	for _, l := range v.Lines {
		a.say("  %-22s %8s = %12s", l.Item, l.Qty, l.Amount)
	}
	if len(v.Lines) == 0 {
		a.say("  %d {line/lines}, of which the code holds the digest", v.LineCount)
	}
	for _, p := range v.Paid {
		a.say("  %s %s", p.Tender, p.Amount)
	}
	a.say("total %s %s, patient %s", v.Currency, v.Total, v.Patient)
	switch {
	case !v.Looked:
		a.say("No ledger was looked into.")
	case !v.Stands:
		a.say("It does NOT stand in this ledger.")
	case len(v.Differs) > 0:
		a.say("This ledger holds the receipt and says otherwise: %s.", strings.Join(v.Differs, ", "))
	case v.Void:
		a.say("It stands in this ledger and is VOID.")
	default:
		a.say("It stands in this ledger, in the HIS: %s.", v.State)
	}
}
