package shift

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// askDrop writes cash down that is handed over in between (中途缴款).
func (s *Screen) askDrop() {
	if s.model.Open().ID == "" {
		s.say(kit.Warning, s.model.t(i18n.ShiftNoneOpen))
		return
	}
	f, by := s.form(), s.opt.Asker.Desk.Actor()
	amount, receiver, receipt := kit.NewKeyEntry(f.Keys, "0.00"), kit.NewNameEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
	work(s, f, func() (kit.Task[store.Drop], error) {
		amount, receiver, receipt := amount.Text, receiver.Text, receipt.Text
		return func(ctx context.Context) (store.Drop, error) { return s.model.Drop(ctx, by, amount, receiver, receipt) }, nil
	}, func(d store.Drop) {
		s.say(kit.Good, s.model.t(i18n.ShiftDropped, s.model.Money(d.Amount), d.Receiver))
	})
	f.EnterAccepts = true
	f.Open(s.model.t(i18n.ShiftKeyDrop), "", kit.Field{Label: s.model.t(i18n.ShiftColumnAmount), Input: amount},
		kit.Field{Label: s.model.t(i18n.ShiftReceiver), Input: receiver}, kit.Field{Label: s.model.t(i18n.ShiftPaperNumber), Input: receipt})
}

// askTakeBack corrects a hand-over of cash that was written down wrongly.
func (s *Screen) askTakeBack() {
	if len(s.drops) == 0 {
		s.say(kit.Notice, s.model.t(i18n.ShiftNoDrops))
		return
	}
	f, by, drops := s.form(), s.opt.Asker.Desk.Actor(), s.drops
	lines := make([]string, len(drops))
	for i, d := range drops {
		lines[i] = strconv.Itoa(i+1) + "   " + s.model.t(i18n.ShiftDrop, s.model.Money(d.Amount), d.Receiver, d.Receipt)
	}
	which, reason := kit.NewKeyEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, "")
	which.SetText(strconv.Itoa(len(drops)))
	work(s, f, func() (kit.Task[kit.Nothing], error) {
		n, err := strconv.Atoi(strings.TrimSpace(which.Text))
		if err != nil || n < 1 || n > len(drops) {
			return nil, errors.New(s.model.t(i18n.ShiftWhichDrop, len(drops)))
		}
		seq, reason := drops[n-1].Seq, reason.Text
		return kit.Doing(func(ctx context.Context) error { return s.model.TakeBack(ctx, by, seq, reason) }), nil
	}, func(kit.Nothing) { s.say(kit.Good, s.model.t(i18n.ShiftTakenBack)) })
	f.Open(s.model.t(i18n.ShiftKeyTakeBack), "", kit.Field{Input: kit.NewText(strings.Join(lines, "\n"))},
		kit.Field{Label: s.model.t(i18n.TillColNumber), Input: which}, kit.Field{Label: s.model.t(i18n.PersonReason), Input: reason})
}

// askExplain keeps the approved reason for the difference of the chosen shift.
func (s *Screen) askExplain() {
	r := s.chosen()
	if r == nil || r.Difference != nil && *r.Difference == 0 {
		s.say(kit.Notice, s.model.t(i18n.ShiftNothingToExplain))
		return
	}
	f, by, closed := s.form(), s.opt.Asker.Desk.Actor(), *r
	reason := kit.NewNameEntry(f.Keys, "")
	explained := false
	f.Work = func(done func(error)) {
		text := strings.TrimSpace(reason.Text)
		if text == "" {
			done(errors.New(s.model.t(i18n.RefusedReason)))
			return
		}
		what := s.model.t(i18n.ShiftExplainWhat, closed.Cashier, s.model.difference(closed), text)
		s.opt.Asker.ApproveElse(func(given []store.Approval) {
			kit.Background(s.opt.Post, kit.Doing(func(ctx context.Context) error {
				return s.model.Explain(ctx, by, given[0], closed.Shift, text)
			}), func(_ kit.Nothing, err error) {
				explained = err == nil
				done(err)
			})
		}, func() { done(errors.New(s.model.t(i18n.ShiftNotApproved))) },
			person.Request{What: store.WhatShift, Subject: closed.Shift, Text: what})
	}
	f.OnClosed = func() {
		if explained {
			s.changed()
		}
	}
	f.Open(s.model.t(i18n.ShiftKeyExplain), "", kit.Field{Input: kit.NewText(s.model.t(i18n.ShiftExplainText, closed.Cashier, s.model.difference(closed)))},
		kit.Field{Label: s.model.t(i18n.PersonReason), Input: reason})
}
