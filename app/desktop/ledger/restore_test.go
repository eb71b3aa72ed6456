package ledger

import (
	"strings"
	"testing"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

func TestARestoreSaysWhichNumbersAreLeftFree(t *testing.T) {
	m := NewModel(nil, nil, nil, "test", i18n.New(i18n.English))
	if got := m.restored("/x", store.Restored{Receipts: 2}, false); got.tone != kit.Good || strings.Contains(got.text, "left free") {
		t.Errorf("%+v", got)
	}
	for _, locked := range []bool{false, true} {
		got := m.restored("/x", store.Restored{Receipts: 2, Free: store.Span{First: 3, Last: 102}}, locked)
		if got.tone != kit.Warning || !strings.Contains(got.text, "100 receipt numbers are left free") {
			t.Errorf("%+v", got)
		}
	}
}
