package till

import (
	"context"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// void is Del among the receipts: it asks for the reason, and for the paper.
func (r *receiptsView) void() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	v := r.view
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	reason, paper := kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, v.t(i18n.RefundPaperHint))
	if row.Receipt.Printed == 0 && !row.Receipt.Paper {
		paper.SetText(v.t(i18n.TillVoidUnprinted))
	}
	f.OnAccept = func() error {
		req := store.VoidRequest{Number: row.Receipt.Number, Reason: reason.Text}
		req.PaperReturned, req.PaperMissing = paperHere(paper.Text)
		voided, err := v.model.Void(context.Background(), req)
		if err == nil {
			r.sayBack(v.voidText(voided))
			r.search(row.Receipt.ID)
			v.pay.refresh()
		}
		return v.said(err)
	}
	f.OnClosed = func() { v.focus(r.box) }
	title := v.t(i18n.TillVoidAsk, row.Receipt.Number, v.model.Money(row.Receipt.Total))
	f.Open(title, v.t(i18n.TillKeyVoid), kit.Field{Label: v.t(i18n.TillVoidReason), Input: reason}, kit.Field{Label: v.t(i18n.RefundPaper), Input: paper})
}
