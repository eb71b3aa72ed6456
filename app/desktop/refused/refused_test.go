package refused

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func open(t *testing.T, lang i18n.Lang, numbers ...string) (*kittest.Window, *station.Station) {
	t.Helper()
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "data"), id, "test", settings.Demo("http://127.0.0.1:1"),
		station.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
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
