package till

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// askPaper is Ctrl+B: number and time of a receipt that was written on paper.
func (v *View) askPaper() {
	f := v.dialog()
	number, at := kit.NewKeyEntry(f.Keys, v.t(i18n.PaperNumberHint)), kit.NewKeyEntry(f.Keys, v.t(i18n.PaperTimeHint))
	f.OnAccept = func() error {
		return v.said(v.model.BeginPaper(context.Background(), number.Text, at.Text))
	}
	text := widget.NewLabel(v.t(i18n.PaperText))
	text.Wrapping = fyne.TextWrapWord
	f.Open(v.t(i18n.TillKeyPaper), "", kit.Field{Input: text}, kit.Field{Label: v.t(i18n.TillColNumber), Input: number},
		kit.Field{Label: v.t(i18n.PaperTime), Input: at})
}
