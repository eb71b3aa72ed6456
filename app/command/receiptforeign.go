package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// refundForeign gives back another window's receipt. A code of this window's own
// receipt is refunded as that.
func (a *app) refundForeign(ctx context.Context, s *station.Station, by store.Actor, f refundFlags, args []string) error {
	receipt, own, err := f.foreign(ctx, s, args)
	switch {
	case err != nil:
		return err
	case own != "" && !f.whole && len(f.lines) == 0:
		return usage("receipt %s is of this window; say what is refunded: --whole, or --line N or --line N=QTY", own)
	case own != "":
		return a.refund(ctx, s, by, f, own)
	case len(f.lines) > 0:
		return usage("receipt %s is another window's and is refunded whole; a part of it only at its own window", receipt.Number)
	}
	if receipt.Payments, err = readPaid(f.paid, s.Ledger.Rules().Currency); err != nil {
		return err
	}
	req := store.ForeignRefund{ID: f.refundID(), Receipt: receipt, Reason: f.reason, PaperReturned: f.paper, PaperMissing: f.noPaper}
	approval, err := a.approval(ctx, s, by, store.WhatForeignRefund, receipt.Number)
	if err != nil {
		return err
	}
	done, err := s.Ledger.RefundForeign(ctx, by, approval, req)
	if err != nil {
		return err
	}
	return a.answerRefund(s, done)
}

// foreign is the receipt as its code says it, or as it was typed; own is its
// number where it stands in this window's ledger.
func (f refundFlags) foreign(ctx context.Context, s *station.Station, args []string) (r receipts.Foreign, own string, err error) {
	if f.code == "" {
		total, err := s.Ledger.Rules().Currency.Parse(f.total)
		if err != nil {
			return r, "", err
		}
		r = receipts.Foreign{Number: receipts.CleanNumber(args[0]), Total: total}
	} else if r, own, err = readForeign(ctx, s, f.code); err != nil || own != "" {
		return r, own, err
	}
	r.Patient.Name = strings.TrimSpace(f.patient)
	if f.patientNumber != "" {
		r.Patient.Number = strings.TrimSpace(f.patientNumber)
	}
	if r.Patient.ID == "" {
		if id, err := uuid.Parse(f.id); err == nil { // the same refund again is the same patient
			r.Patient.ID = uuid.NewSHA1(id, []byte("patient")).String()
		} else {
			r.Patient.ID = receipts.NewID()
		}
	}
	return r, "", nil
}

// readForeign reads a code, and looks first whether the receipt is this window's.
func readForeign(ctx context.Context, s *station.Station, text string) (receipts.Foreign, string, error) {
	text, err := paper.Text(text)
	if err != nil {
		return receipts.Foreign{}, "", err
	}
	signed, err := code.Decode(text)
	if err != nil {
		return receipts.Foreign{}, "", err
	}
	row, err := s.Ledger.ReceiptByID(ctx, signed.Record.ID.String())
	switch {
	case err == nil && row.Receipt.Total == signed.Record.Total:
		return receipts.Foreign{}, row.Receipt.Number, nil
	case err == nil:
		return receipts.Foreign{}, "", fmt.Errorf("the code of receipt %s says another total than this ledger; look at the paper: %w", row.Receipt.Number, code.ErrSignature)
	case !errors.Is(err, store.ErrNotFound):
		return receipts.Foreign{}, "", err
	}
	keys, err := paper.Keys(s.Dir)
	if err != nil {
		return receipts.Foreign{}, "", err
	}
	r, err := paper.Foreign(text, keys, s.Ledger.Identity().Drill, s.ItemLine)
	return r, "", err
}

// readPaid reads the --paid flags.
func readPaid(paid []string, currency receipts.Currency) ([]receipts.Payment, error) {
	var all []receipts.Payment
	for _, text := range paid {
		tender, rest, ok := strings.Cut(text, "=")
		amount, reference, _ := strings.Cut(rest, "@")
		if !ok || tender == "" {
			return nil, usage("--paid %q: write TENDER=AMOUNT or TENDER=AMOUNT@REFERENCE", text)
		}
		m, err := currency.Parse(amount)
		if err != nil {
			return nil, err
		}
		all = append(all, receipts.Payment{Tender: tender, Amount: m, Reference: reference})
	}
	if len(all) == 0 {
		return nil, usage("say how the receipt was paid, as it stands on its paper: --paid TENDER=AMOUNT")
	}
	return all, nil
}
