package till

import (
	"outpost/app/desktop/handedout"
	"outpost/app/desktop/kit"
)

// handedOut is F2 among the receipts: what departments said of the chosen one's
// lines, and what they say now.
func (r *receiptsView) handedOut() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	handedout.Open(r.view.deps.Asker, row.Receipt.Number, func(text string) {
		if text != "" {
			r.message.Say(kit.Notice, text, "")
		}
		r.view.focus(r.box)
	})
}
