package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
)

// copiesView is where the last receipt stands and how each copy does.
type copiesView struct {
	// ReceiptCopies counts where the last receipt stands, the database included; 0
	// where there is none yet.
	ReceiptCopies int        `json:"last_receipt_copies"`
	Copies        []copyView `json:"copies"`
}

type copyView struct {
	store.CopyState
	Level string `json:"level"`
}

func (a *app) copiesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "copies", Short: "How the second copy and each further one stand; 1 when one of them fails", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				v, err := a.copies(ctx, s)
				if err == nil {
					err = a.answerWith(v, func() { a.describeCopies(v, s.Ledger.Identity().Local(time.Time{}).Location()) })
				}
				for _, c := range v.Copies {
					if err == nil && c.Level == store.CopyFailing.String() {
						return errShown
					}
				}
				return err
			})
		}),
	}
}

func (a *app) copies(ctx context.Context, s *station.Station) (v copiesView, err error) {
	all, err := s.Copies(ctx)
	if err != nil {
		return v, err
	}
	last, err := s.Ledger.LastReceipt(ctx)
	if err != nil {
		return v, err
	}
	if last > 0 {
		v.ReceiptCopies = store.CopiesOf(all, last)
	}
	for _, c := range all {
		v.Copies = append(v.Copies, copyView{c, c.Level(s.Now()).String()})
	}
	return v, nil
}

func (a *app) describeCopies(v copiesView, zone *time.Location) {
	if v.ReceiptCopies > 0 {
		a.say("the last receipt stands in %d {place/places}, the database included", v.ReceiptCopies)
	}
	for _, c := range v.Copies {
		a.say("%s", describeCopy(c, zone))
	}
}

// describeFurther says in the status what is not good about further copies.
func (a *app) describeFurther(v copiesView, zone *time.Location) {
	if v.ReceiptCopies > 0 {
		a.say("the last receipt stands in %d {place/places}, the database included", v.ReceiptCopies)
	}
	for _, c := range v.Copies[1:] {
		if c.Level != store.CopyGood.String() {
			a.say("%s", describeCopy(c, zone))
		}
	}
}

func describeCopy(c copyView, zone *time.Location) string {
	var b strings.Builder
	fmt.Fprintf(&b, "copy %s in %s: ", c.Name, c.Folder)
	if c.Level == store.CopyFailing.String() {
		b.WriteString("FAILING, ")
	}
	if c.Behind > 0 {
		fmt.Fprintf(&b, "lacks %d entries since %s", c.Behind, stamp(c.Since, zone))
	} else {
		b.WriteString("whole")
	}
	if c.Away {
		fmt.Fprintf(&b, ", not there since %s", stamp(c.Reached, zone))
	}
	if c.SameDisk {
		b.WriteString(", on the ledger's own disk")
	}
	if c.Err != nil {
		b.WriteString("; " + sentence(c.Err))
	}
	return b.String()
}
