package panel

import (
	"context"

	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
)

// askOrder opens the form of an order and hands what was typed to the watch;
// given is called after it was carried out. A refused order stays in the form
// with the reason in words.
func askOrder(opt Options, kind incident.OrderKind, model *Model, given func(incident.OrderKind)) {
	form := kit.NewForm(opt.Texts, opt.Window)
	t := opt.Texts.T
	role, name := kit.NewKeyEntry(form.Keys, ""), kit.NewNameEntry(form.Keys, "")
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
	if least > incident.RoleNone {
		hint := widget.NewLabel(person.RolesFrom(opt.Texts, least))
		fields = append(fields, kit.Field{Label: t(i18n.PersonRole), Input: role}, kit.Field{Input: hint})
	}
	fields = append(fields, kit.Field{Label: t(i18n.PersonName), Input: name}, kit.Field{Label: t(i18n.PersonReason), Input: reason})
	form.OnAccept = func() error {
		o, err := model.Order(Form{
			Kind: kind, Role: role.Text, Name: name.Text, Reason: reason.Text, Class: class.Text, From: from.Text, To: to.Text,
		}, opt.Station.Now())
		if err == nil {
			err = model.Give(context.Background(), opt.Watch, o)
		}
		if err == nil {
			given(kind)
		}
		return err
	}
	form.Open(speaker{texts: opt.Texts}.order(kind), "", fields...)
}
