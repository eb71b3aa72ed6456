package refused

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/station/stationtest"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func open(t *testing.T, lang i18n.Lang, numbers ...string) (*kittest.Window, *station.Station) {
	t.Helper()
	st := stationtest.Rehearsal(t)
	w, desk := kittest.New(t), person.NewDesk(st.Ledger)
	for _, number := range numbers {
		req := store.RefundRequest{ID: receipts.NewID(), Number: number, Reason: "reason of " + number, PaperReturned: true}
		if _, err := st.Ledger.Refund(t.Context(), desk.Actor(), store.Approval{}, req); err == nil {
			t.Fatalf("%s was refunded", number)
		}
	}
	w.SetContent(container.NewStack(widget.NewLabel("")))
	Open(&person.Asker{Ledger: st.Ledger, Desk: desk, Texts: i18n.New(lang), Window: w, Now: st.Now, Post: w.Post})
	w.Next(1)
	return w, st
}

func TestRefusedRefundsAreListedAndFound(t *testing.T) {
	w, _ := open(t, i18n.English, "2026111900123", "2026111900124")
	w.Says("2026-11-20 09:12\n2026111900124\ndrill\nreason of 2026111900124\n2026-11-20 09:12\n2026111900123")
	w.Says("Refund these in the HIS now")
	w.Write("0123")
	if text := w.Dialog(); strings.Contains(text, "2026111900124") {
		t.Errorf("both are found: %s", text)
	}
	w.Write("x")
	w.Says("None of them has “0123x” in it.")
	w.Press(fyne.KeyF2)
	w.Says("None of them")
	w.Press(fyne.KeyEscape)
	if w.Dialog() != "" {
		t.Error("Esc does not close it")
	}
}

func TestWhatToDoGoesWithTheMode(t *testing.T) {
	w, st := open(t, i18n.Chinese)
	w.Says("没有被拒的退费。")
	w.Says("请凭票据在 HIS 中为以下患者退费。")
	if err := st.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if got := NewModel(st.Ledger, i18n.New(i18n.English)).ToDo(); !strings.HasPrefix(got, "The HIS is not released") {
		t.Errorf("while stand-alone: %s", got)
	}
}
