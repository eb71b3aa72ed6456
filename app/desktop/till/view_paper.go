package till

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/papers"
	"outpost/app/desktop/recovery"
	"outpost/app/i18n"
)

// askPaper is Ctrl+B: number and time of a receipt that was written on paper; F4
// enters printed ones of a lost ledger again from their codes, F6 takes a file of
// those on paper.
func (v *View) askPaper() {
	f := v.dialog()
	number, at := kit.NewKeyEntry(f.Keys, v.t(i18n.PaperNumberHint)), kit.NewKeyEntry(f.Keys, v.t(i18n.PaperTimeHint))
	f.OnAccept = func() error {
		return v.said(v.model.BeginPaper(context.Background(), number.Text, at.Text))
	}
	f.Command(fyne.KeyF4, v.t(i18n.RecoveryKey), func() {
		f.Leave()
		recovery.Open(v.model.deps.Station, v.deps.Asker, v.Focus)
	})
	f.Command(fyne.KeyF6, v.t(i18n.PapersKey), func() {
		f.Leave()
		papers.Open(papers.Options{Station: v.model.deps.Station, Asker: v.deps.Asker, NeedText: v.needText, Closed: v.Focus})
	})
	text := widget.NewLabel(v.t(i18n.PaperText))
	text.Wrapping = fyne.TextWrapWord
	f.Open(v.t(i18n.TillKeyPaper), "", kit.Field{Input: text}, kit.Field{Label: v.t(i18n.TillColNumber), Input: number},
		kit.Field{Label: v.t(i18n.PaperTime), Input: at})
}
