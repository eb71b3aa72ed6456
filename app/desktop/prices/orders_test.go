package prices

import (
	"os"
	"testing"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
)

// TestOpenOrdersAreTakenOver: with the file's own time as that of the copy, in place
// of the earlier ones; a file that does not fit leaves them.
func TestOpenOrdersAreTakenOver(t *testing.T) {
	st := newStation(t)
	m := NewModel(st, i18n.New(i18n.Chinese))
	path := file(t, "yizhu.csv", "医嘱号,门诊号,项目编码,数量,开单医生\nH1,M1,A1,2,李医生\nH2,M1,A1,无,李医生\n")
	at := time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
	m.kind = Orders
	p := preview(t, m, Orders, path, nil)
	if rows, good, refused := p.Counts(); rows != 2 || good != 1 || refused != 1 || value(m, "doctor") != "开单医生" {
		t.Fatalf("%d rows, %d good, %d refused, doctor %q", rows, good, refused, value(m, "doctor"))
	}
	if st.OpenOrders().Len() != 0 {
		t.Fatal("a preview changed the orders")
	}
	if refused, err := m.Accept(t.Context(), p, "wu"); err != nil || refused == "" {
		t.Fatalf("refused rows in %q, %v", refused, err)
	}
	if o := st.OpenOrders(); len(o.Of(receipts.Patient{Number: "M1"})) != 1 || !o.At().Equal(at) {
		t.Errorf("%d orders as of %v", o.Len(), o.At())
	}
	all, err := InForce(t.Context(), st)
	if err != nil || len(all) != 1 || all[0].Count != 1 || all[0].Source != "yizhu.csv" {
		t.Errorf("in force %+v, %v", all, err)
	}
	p = preview(t, m, Orders, file(t, "yizhu.csv", "医嘱号,门诊号,项目编码,数量\nH1,M1,A1,无\n"), nil)
	if _, err := m.Accept(t.Context(), p, "wu"); err == nil || st.OpenOrders().Len() != 1 {
		t.Errorf("a file without a good row: %v, %d orders", err, st.OpenOrders().Len())
	}
}
