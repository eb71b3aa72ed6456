package paper

import (
	"cmp"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"

	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// ErrIncomplete: a code does not say everything that a receipt needs, and nobody
// said it beside it.
var ErrIncomplete = errors.New("the code does not say everything")

// What a code leaves out that somebody must say: the payer's name, how it was
// paid, and the lines of a receipt with more than it spells out.
var (
	ErrNoName     = fmt.Errorf("%w (the payer's name)", ErrIncomplete)
	ErrNoPayments = fmt.Errorf("%w (the payments)", ErrIncomplete)
	ErrNoLines    = fmt.Errorf("%w (the lines)", ErrIncomplete)
)

// Known is what a receipt's code leaves out and somebody else knows.
type Known struct {
	// Line gives an item's line of one unit from this window's copied price lists.
	Line func(item string) (receipts.Line, bool)
	// Patient finds a patient by the id that the HIS and the code know.
	Patient func(id string) (receipts.Patient, bool)
	// Currency is what this window charges in.
	Currency receipts.Currency
	// Name is the payer's name from the paper, for a patient whom Patient does not
	// find; Payments how it was paid, for a code that does not say, or with the
	// merchant's references.
	Name     string
	Payments []receipts.Payment
}

// Recover reads the code of a receipt whose ledger is lost, verifies it with one
// of the keys and completes it from what is known. Errors match code.ErrCode,
// code.ErrSignature, ErrNoKey, ErrKind and ErrIncomplete (ErrNoName,
// ErrNoPayments, ErrNoLines).
func Recover(text string, keys []ed25519.PublicKey, known Known) (store.Recovery, error) {
	c, err := Signature(text, keys)
	if err != nil {
		return store.Recovery{}, err
	}
	switch {
	case c.Kind == code.KindRefund || c.Total < 0:
		return store.Recovery{}, fmt.Errorf("%w: %s gives money back; enter the receipt that it takes back and refund that again", ErrKind, c.Number)
	case c.Lines == nil:
		return store.Recovery{}, fmt.Errorf("%w: receipt %s has %d lines, more than a code spells out; key it in from the paper with 'outpost receipt paper'", ErrNoLines, c.Number, c.LineCount)
	}
	r := receipts.Receipt{
		Bill:   receipts.Bill{ID: c.ID.String()},
		Number: c.Number, Form: c.Form, Station: c.Station, At: c.At, Rounding: c.Rounding, Total: c.Total, Drill: c.Kind == code.KindDrill,
		Money: receipts.Currency{Code: c.Currency},
	}
	if known.Currency.Code == c.Currency {
		r.Money = known.Currency
	}
	if r.Patient, err = known.patient(c); err != nil {
		return store.Recovery{}, err
	}
	if r.Payments, err = known.payments(c); err != nil {
		return store.Recovery{}, err
	}
	for _, l := range c.Lines {
		r.Lines = append(r.Lines, known.line(l, r.Money))
	}
	return store.Recovery{Receipt: r, Code: text}, nil
}

func (k Known) patient(c code.Record) (receipts.Patient, error) {
	p, ok := k.Patient(c.PatientID.String())
	if !ok {
		p = receipts.Patient{ID: c.PatientID.String(), Name: strings.TrimSpace(k.Name)}
	}
	if c.PatientNumber != "" {
		p.Number = c.PatientNumber
	}
	if p.Name == "" {
		return p, fmt.Errorf("%w: receipt %s is of patient %s, whom the copied register does not know; give the payer's name as it stands on the paper", ErrNoName, c.Number, cmp.Or(c.PatientNumber, c.PatientID.String()))
	}
	return p, nil
}

func (k Known) payments(c code.Record) ([]receipts.Payment, error) {
	if len(k.Payments) == 0 {
		var all []receipts.Payment
		for _, p := range c.Payments {
			all = append(all, receipts.Payment{Tender: p.Tender, Tendered: p.Amount, Amount: p.Amount})
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("%w: the code of receipt %s does not say how it was paid; say it as it stands on the paper", ErrNoPayments, c.Number)
		}
		return all, nil
	}
	said, coded := map[string]receipts.Money{}, map[string]receipts.Money{}
	all := append([]receipts.Payment(nil), k.Payments...)
	for i := range all {
		all[i].Tendered = all[i].Amount
		said[all[i].Tender] += all[i].Amount
	}
	for _, p := range c.Payments {
		coded[p.Tender] += p.Amount
	}
	for tender, amount := range coded {
		if said[tender] != amount {
			return nil, fmt.Errorf("%w: its code says that receipt %s was paid %s by %s; look at the paper", ErrNoPayments, c.Number, k.Currency.Format(amount), tender)
		}
	}
	return all, nil
}

// line completes a line. What was charged stands in the code; a price that does
// not come to it is that of another day.
func (k Known) line(l code.Line, currency receipts.Currency) receipts.Line {
	line, ok := k.Line(l.Item)
	if !ok {
		line = receipts.Line{Item: l.Item, Name: l.Item, Category: receipts.CategoryOther}
	}
	line.Item, line.Quantity, line.Amount = l.Item, l.Quantity, l.Amount
	if amount, err := currency.Amount(line.Price, line.Quantity); !ok || err != nil || amount != l.Amount {
		line.Price, line.List = priceOf(l, currency), ""
	}
	return line
}

// priceOf is the price that comes to a line's amount: its parts of 10,000 beside
// the minor units' digits.
func priceOf(l code.Line, currency receipts.Currency) receipts.Price {
	if l.Quantity <= 0 {
		return 0
	}
	scaled := int64(l.Amount) * int64(receipts.One)
	for range 4 - currency.Digits {
		scaled *= 10
	}
	return receipts.Price((scaled + int64(l.Quantity)/2) / int64(l.Quantity))
}
