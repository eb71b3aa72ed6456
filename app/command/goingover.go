package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/billform"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

const goingOverHelp = `What is asked once when the window goes over to stand-alone: the last receipt that
the HIS made, and whose payment it did not answer. A bill of such a patient with the
same total or an item in common is charged and kept, and not sent to the HIS by
itself: it is a case for a person. What was charged already and matches is held back
too. It can be said again when more is known.

  goingover record [FILE|-] reads one JSON object:

  {"last_his":"F2026-000991",                 the last HIS receipt's number, or ""
   "payments":[{"patient":{"name":"…","phone":"…","number":"…","card":"…","id_number":"…"},
                "total":"241.00","items":["drug/1017"],"at":"09:12"}]}

Any one key or number of the patient, or the name (with the phone, where it is
known). total, items (keys or codes) and at are left out where nobody knows. at alone
is the latest such time before now; another day is written 2026-11-20 09:12.`

// goingOverForm is what was asked, as it is handed in and shown.
type goingOverForm struct {
	LastHIS  string         `json:"last_his"`
	Payments []questionForm `json:"payments"`
}

type questionForm struct {
	Patient receipts.Patient `json:"patient"`
	Total   billform.Decimal `json:"total,omitempty"`
	Items   []string         `json:"items,omitempty"`
	At      string           `json:"at,omitempty"`
}

// goingOverView is what stands in the ledger for the present outage.
type goingOverView struct {
	Outage string `json:"outage"`
	Asked  bool   `json:"asked"`
	goingOverForm
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
	Held []string  `json:"held,omitempty"`
}

func (a *app) goingOverCommand() *cobra.Command {
	record := a.acts(&cobra.Command{
		Use: "record [FILE|-]", Short: "Write down the last HIS receipt and whose payment did not answer", Args: cobra.MaximumNArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			return a.acting(ctx, func(s *station.Station, by store.Actor) error { return a.recordGoingOver(ctx, s, by, in) })
		}),
	})
	show := &cobra.Command{
		Use: "show", Short: "Show what was written down in the present outage", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				g, asked, err := s.Ledger.GoingOver(ctx)
				if err != nil {
					return err
				}
				return a.showGoingOver(s, g, asked)
			})
		}),
	}
	g := a.group("goingover", "What the HIS left without an answer when the outage began", record, show)
	g.Long = goingOverHelp
	return g
}

func (a *app) recordGoingOver(ctx context.Context, s *station.Station, by store.Actor, in io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(in, mostLine+1))
	if err != nil {
		return fmt.Errorf("reading what the HIS did not answer: %w", err)
	}
	if len(text) > mostLine {
		return errLong
	}
	var form goingOverForm
	if err := billform.Decode(bytes.TrimSpace(text), &form); err != nil {
		return err
	}
	g, err := form.make(s)
	if err != nil {
		return err
	}
	if g, err = s.Ledger.RecordGoingOver(ctx, by, g); err != nil {
		return err
	}
	return a.showGoingOver(s, g, true)
}

// make reads the amounts and times of the form.
func (f goingOverForm) make(s *station.Station) (store.GoingOver, error) {
	g := store.GoingOver{LastHIS: strings.TrimSpace(f.LastHIS)}
	for n, q := range f.Payments {
		one := store.Question{Patient: q.Patient, Items: q.Items}
		var err error
		if q.Total != "" {
			if one.Total, err = s.Ledger.Rules().Currency.Parse(string(q.Total)); err != nil {
				return g, fmt.Errorf("payment %d, total: %w", n+1, err)
			}
		}
		if q.At != "" {
			if one.At, err = clockBefore(s, q.At); err != nil {
				return g, fmt.Errorf("payment %d, at: %w", n+1, err)
			}
		}
		g.Questions = append(g.Questions, one)
	}
	return g, nil
}

// clockBefore reads "09:12" as the latest such moment before now, or a whole date
// and time.
func clockBefore(s *station.Station, text string) (time.Time, error) {
	here := s.Ledger.Identity()
	if at, ok := here.LastAt(s.Now(), text); ok {
		return at, nil
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, here.Local(s.Now()).Location())
	if err != nil {
		return at, fmt.Errorf("%q is no time; write it like 09:12 or 2026-11-20 09:12", text)
	}
	return at.UTC(), nil
}

func (a *app) showGoingOver(s *station.Station, g store.GoingOver, asked bool) error {
	v := goingOverView{Outage: g.Outage, Asked: asked, By: g.By, At: g.At, Held: g.Held, goingOverForm: goingOverForm{LastHIS: g.LastHIS, Payments: []questionForm{}}}
	for _, q := range g.Questions {
		one := questionForm{Patient: q.Patient, Items: q.Items}
		if q.Total != 0 {
			one.Total = billform.Decimal(s.Ledger.Rules().Currency.Format(q.Total))
		}
		if !q.At.IsZero() {
			one.At = s.Ledger.Identity().Local(q.At).Format("2006-01-02 15:04")
		}
		v.Payments = append(v.Payments, one)
	}
	return a.answerWith(v, func() {
		if !asked {
			a.say("Nothing was asked in this outage yet.")
			return
		}
		a.say("Last HIS receipt: %s. %d {payment/payments} did not answer.", g.LastHIS, len(g.Questions))
		for _, q := range v.Payments {
			a.say("  %s  %s  %s  %s  %s", q.Patient.Name, q.Patient.Number, q.Total, q.At, strings.Join(q.Items, " "))
		}
		if len(g.Held) > 0 {
			a.say("Held back from the HIS: %s", strings.Join(g.Held, ", "))
		}
	})
}
