package shift

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// askClose counts the own drawer and ends the shift; F4 hands it over instead.
func (s *Screen) askClose() {
	if s.billOpen() {
		return
	}
	c, by := s.newCounting(ownShift), s.opt.Asker.Desk.Actor()
	work(s, c.form, func() (kit.Task[store.ShiftReport], error) {
		count, err := c.read()
		return func(ctx context.Context) (store.ShiftReport, error) { return s.model.Close(ctx, by, count) }, err
	}, s.result)
	c.form.Command(fyne.KeyF4, s.model.t(i18n.ShiftKeyHandOver), func() {
		c.form.Leave()
		s.askHandOver()
	})
	c.form.Open(s.model.t(i18n.ShiftCloseOf, by.ID()), s.model.t(i18n.ShiftCloseIt), c.fields()...)
}

// billOpen says that a bill keeps a shift from being closed.
func (s *Screen) billOpen() bool {
	open := s.opt.BillOpen()
	if open {
		s.say(kit.Warning, s.model.t(i18n.ShiftBillOpen))
	}
	return open
}

// askHandOver counts the own drawer, has the next cashier log in, and hands the
// shift over in one step.
func (s *Screen) askHandOver() {
	by := s.opt.Asker.Desk.Actor()
	if s.model.Step(by) != StepClose {
		s.say(kit.Warning, s.model.t(i18n.ShiftNotOwn))
		return
	}
	if s.billOpen() {
		return
	}
	c := s.newCounting(handedOver)
	var report *store.ShiftReport
	c.form.Work = func(done func(error)) {
		count, err := c.read()
		if err != nil {
			done(err)
			return
		}
		s.opt.Asker.Somebody(s.model.t(i18n.ShiftNextCashier), func(next store.Actor, name string) {
			kit.Background(s.opt.Post, func(ctx context.Context) (store.ShiftReport, error) {
				return s.model.HandOver(ctx, by, count, next)
			}, func(r store.ShiftReport, err error) {
				if err == nil {
					report = &r
					s.opt.Asker.Desk.Enter(next, name)
				}
				done(err)
			})
		}, func() { done(errors.New(s.model.t(i18n.ShiftNobodyTook))) })
	}
	c.form.OnClosed = func() {
		if report != nil {
			s.changed()
			s.result(*report)
		}
	}
	c.form.Open(s.model.t(i18n.ShiftHandOverOf, by.ID()), s.model.t(i18n.ShiftKeyHandOver), c.fields()...)
}

// askCloseOthers ends the shift that another cashier left, with a count or the
// reason why nobody counts, and an approval.
func (s *Screen) askCloseOthers() {
	c, by, open := s.newCounting(othersShift), s.opt.Asker.Desk.Actor(), s.model.Open()
	var report *store.ShiftReport
	c.form.Work = func(done func(error)) {
		count, err := c.read()
		if err != nil {
			done(err)
			return
		}
		s.opt.Asker.ApproveElse(func(given []store.Approval) {
			kit.Background(s.opt.Post, func(ctx context.Context) (store.ShiftReport, error) {
				return s.model.CloseOthers(ctx, by, given[0], count)
			}, func(r store.ShiftReport, err error) {
				if err == nil {
					report = &r
				}
				done(err)
			})
		}, func() { done(errors.New(s.model.t(i18n.ShiftNotApproved))) },
			person.Request{What: store.WhatShift, Subject: open.ID, Text: s.model.t(i18n.ShiftOf, open.Cashier)})
	}
	c.form.OnClosed = func() {
		if report != nil {
			s.changed()
			s.result(*report)
		}
	}
	c.form.Open(s.model.t(i18n.ShiftCloseOf, open.Cashier), s.model.t(i18n.ShiftCloseIt), c.fields()...)
}

// result shows what a count came to: only now anybody sees the expected.
func (s *Screen) result(r store.ShiftReport) {
	f := s.form()
	message := kit.NewMessage()
	tone, text := s.model.Result(r)
	message.Say(tone, text, "")
	f.Command(fyne.KeyF8, s.model.t(i18n.ShiftKeyPaper), func() { s.paper(&r) })
	f.Open(s.model.t(i18n.ShiftClosedOf, r.Cashier), s.model.t(i18n.WidgetClose), kit.Field{Input: message})
}
