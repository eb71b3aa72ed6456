package drill

import (
	"encoding/json"
	"errors"
	"testing"

	"outpost/fixtures/sales"
	"outpost/receipts"
)

// inHIS is a bill as it must stand in the HIS.
func inHIS(id string) (*day, sales.Bill, shelf) {
	b := sales.Bill{
		ID: id, Lines: []sales.Line{{Key: "drug/1", Qty: "2", Amount: 3146}, {Key: "lab/2", Qty: "1", Amount: 2000}},
		Total: 5146, Payments: []sales.Payment{{Tender: "cash", Amount: 6000}},
	}
	d := &day{
		people: []receipts.Patient{{ID: "p1", Name: "Lin Yuejiang"}}, bills: []sales.Bill{b},
		acked: map[string]ack{id: {ID: id, Number: "DRILL-0000001"}}, decided: map[string]string{},
	}
	patient := record{ID: "7", Identifier: []identifier{{patientSystem, "p1"}}}
	patient.Name = append(patient.Name, struct {
		Text string `json:"text"`
	}{"Lin Yuejiang"})
	line := func(key, qty, amount string) record {
		c := record{PriceOverride: money{json.Number(amount)}}
		c.Code.Coding = []coding{{itemSystem, key}}
		c.Quantity.Value = json.Number(qty)
		return c
	}
	return d, b, shelf{
		invoices: map[string][]record{id: {{ID: "1", Subject: reference{"Patient/7"}, TotalGross: money{"51.46"}}}},
		charges:  map[string][]record{id: {line("drug/1", "2.0", "31.46"), line("lab/2", "1", "20")}},
		payments: map[string][]record{id: {{Amount: money{"51.46"}}}},
		patients: map[string]record{"Patient/7": patient},
	}
}

func TestTheJudgePassesWhatIsRight(t *testing.T) {
	d, b, s := inHIS("b1")
	d.judgeBill(s, b)
	if d.report.Judge.Once != 1 || len(d.report.Wrong) != 0 {
		t.Errorf("%+v", d.report)
	}
}

func TestTheJudgeBites(t *testing.T) {
	for name, spoil := range map[string]func(*shelf){
		"lost":            func(s *shelf) { delete(s.invoices, "b1") },
		"twice":           func(s *shelf) { s.invoices["b1"] = append(s.invoices["b1"], s.invoices["b1"][0]) },
		"a fen too much":  func(s *shelf) { s.invoices["b1"][0].TotalGross.Value = "51.47" },
		"another patient": func(s *shelf) { s.invoices["b1"][0].Subject.Reference = "Patient/8" },
		"a line short":    func(s *shelf) { s.charges["b1"] = s.charges["b1"][:1] },
		"another item":    func(s *shelf) { s.charges["b1"][0].Code.Coding[0].Code = "drug/2" },
		"another amount":  func(s *shelf) { s.charges["b1"][0].PriceOverride.Value = "31.45" },
		"another number":  func(s *shelf) { s.charges["b1"][0].Quantity.Value = "20" },
		"unpaid":          func(s *shelf) { s.payments["b1"] = nil },
		"paid too little": func(s *shelf) { s.payments["b1"][0].Amount.Value = "51.45" },
		"another name":    func(s *shelf) { p := s.patients["Patient/7"]; p.Name[0].Text = "Lin Yue"; s.patients["Patient/7"] = p },
	} {
		t.Run(name, func(t *testing.T) {
			d, b, s := inHIS("b1")
			spoil(&s)
			d.judgeBill(s, b)
			if d.report.Judge.Unaccounted != 1 || d.report.Judge.Once != 0 {
				t.Errorf("passed: %+v", d.report.Judge)
			}
		})
	}
}

func TestTheJudgeFindsAVoidedReceiptInTheHIS(t *testing.T) {
	d, b, s := inHIS("b1")
	b.Void = true
	d.judgeBill(s, b)
	if d.report.Judge.Unaccounted != 1 {
		t.Errorf("passed: %+v", d.report.Judge)
	}
}

func TestADrillNeverGoesToAHospital(t *testing.T) {
	for _, address := range []string{"http://his.example/fhir/R4", "http://HIS.example:80/other", "https://his.example:80/x"} {
		opt := Options{HIS: address, Forbidden: []string{"http://his.example/fhir"}}
		if err := opt.check(); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", address, err)
		}
	}
	opt := Options{HIS: "http://localhost:8103/fhir/R4", Forbidden: []string{"http://127.0.0.1:8103/fhir/R4"}}
	if err := opt.check(); !errors.Is(err, ErrRefused) {
		t.Errorf("another name of the same machine: %v", err)
	}
	opt = Options{HIS: "http://127.0.0.1:8103/fhir/R4", Forbidden: []string{"http://127.0.0.1:8104/fhir/R4"}}
	if err := opt.check(); err != nil {
		t.Errorf("another server: %v", err)
	}
}
