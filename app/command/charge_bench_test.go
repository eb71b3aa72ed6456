package command

import (
	"testing"

	"outpost/app/billform"
	"outpost/app/demo"
	"outpost/app/settings"
	"outpost/app/station"
)

// BenchmarkReadingABill is what charge adds to a sale: reading the line and
// finding its items. A durable sale takes hundreds of times as long.
func BenchmarkReadingABill(b *testing.B) {
	id := demo.Identity()
	id.Drill = true
	s, err := station.Setup(b.Context(), b.TempDir(), id, "demo", settings.Demo("http://127.0.0.1:1"), station.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := demo.Fill(b.Context(), s); err != nil {
		b.Fatal(err)
	}
	text := []byte(bill(ids(1)[0], nil))
	for b.Loop() {
		line, err := billform.Read(text)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := line.Make(s); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCharge is one line, read, sold and durable.
func BenchmarkCharge(b *testing.B) {
	id := demo.Identity()
	id.Drill = true
	s, err := station.Setup(b.Context(), b.TempDir(), id, "demo", settings.Demo("http://127.0.0.1:1"), station.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := demo.Fill(b.Context(), s); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := new(app).chargeOne(b.Context(), s, charging{}, []byte(bill(ids(1)[0], nil))); err != nil {
			b.Fatal(err)
		}
	}
}
