package panel

import (
	"context"
	"errors"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store"
	"outpost/store/incident"
)

// askOrder opens the form of an order and hands what was typed to the watch, in
// the name of whoever may give it; given is called after it was carried out. A
// refused order stays in the form with the reason in words.
func askOrder(opt Options, kind incident.OrderKind, model *Model, given func(incident.OrderKind)) {
	form := kit.NewForm(opt.Texts, opt.Window)
	t := opt.Texts.T
	reason := kit.NewNameEntry(form.Keys, "")
	class, from, to := kit.NewKeyEntry(form.Keys, ""), kit.NewKeyEntry(form.Keys, ""), kit.NewKeyEntry(form.Keys, "")
	least, _ := outage.LeastRole(kind)
	var fields []kit.Field
	switch kind {
	case incident.OrderDeclare:
		fields = append(fields, kit.Field{Label: t(i18n.OrderClass), Input: class})
	case incident.OrderMaint:
		fields = append(fields, kit.Field{Label: t(i18n.OrderFrom), Input: from}, kit.Field{Label: t(i18n.OrderTo), Input: to})
	}
	if model.Unanswered(kind) {
		text := kit.NewText(kit.Warning.Symbol() + " " + t(i18n.OrderUnanswered))
		text.TextStyle.Bold = true
		fields = append(fields, kit.Field{Input: text})
	}
	fields = append(fields, kit.Field{Label: t(i18n.PersonReason), Input: reason})
	form.Work = func(done func(error)) {
		o, err := model.Order(Form{Kind: kind, Reason: reason.Text, Class: class.Text, From: from.Text, To: to.Text}, opt.Station.Now())
		if err != nil {
			done(err)
			return
		}
		opt.Asker.As(least, func(by store.Actor) {
			kit.Background(opt.Post, kit.Doing(func(ctx context.Context) error { return model.Give(ctx, opt.Watch, o, by) }), func(_ kit.Nothing, err error) {
				done(err)
				if err == nil {
					given(kind)
				}
			})
		}, func() { done(errors.New(t(i18n.PersonNotSigned))) })
	}
	form.Open(speaker{texts: opt.Texts}.order(kind), "", fields...)
}
