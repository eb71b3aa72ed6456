package till

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// flip turns a bit over in every place of the files under dir where mark stands
// that pick chooses.
func flip(t *testing.T, dir, mark string, pick func(path string) bool) (places int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !pick(path) {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		changed := false
		for at := 0; ; {
			next := bytes.Index(raw[at:], []byte(mark))
			if next < 0 {
				break
			}
			at += next + len(mark)
			raw[at-1] ^= 1
			places++
			changed = true
		}
		if !changed {
			return nil
		}
		return os.WriteFile(path, raw, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

// cutPower copies a data folder as it lies on disk while its window charges, and
// so as it is found after the power came back.
func cutPower(t *testing.T, from string) (to string) {
	t.Helper()
	to = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// night is a window at 02:00: three receipts are charged, then the power goes and
// comes back with the clock at 2015. last is the id of the third. closed says that
// the database took everything in before, so that it does not lie in its log.
func night(t *testing.T, closed bool) (dir, last string, opt station.Options) {
	s := newStation(t, false)
	charging(t, s)
	b := newBench(t, s)
	for range 3 {
		b.EnterPatient("990000000001", -1)
		b.enter(t, "amxlj")
		b.Type("20", "")
		b.Complete()
		b.next(t, 2)
	}
	b.finish(t)
	if closed {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	dir, last = cutPower(t, s.Dir), b.Last().ID
	at := time.Date(2015, 1, 1, 2, 0, 0, 0, time.UTC)
	return dir, last, station.Options{Now: func() time.Time { at = at.Add(time.Second); return at }}
}

// chargeUnidentified logs the cashier in and charges a patient whom nobody knows.
func chargeUnidentified(t *testing.T, s *station.Station) receipts.Receipt {
	t.Helper()
	b := newBench(t, s)
	b.deps.Desk.Enter(actor(t, s), "Gao Shan")
	if err := b.Register(t.Context(), NewPatient{Name: receipts.Unidentified}); err != nil {
		t.Fatal(err)
	}
	b.enter(t, "amxlj")
	b.Type("12.50", "")
	b.Complete()
	b.next(t, 2)
	b.finish(t)
	last := b.Last()
	if last.State != SaleDone {
		t.Fatalf("not charged: %+v, %+v", last, b.Note())
	}
	row, err := s.Ledger.Receipt(t.Context(), last.Number)
	if err != nil {
		t.Fatal(err)
	}
	if r := row.Receipt; !r.ClockDoubtful || row.State != store.Held || r.Patient.NoPhoneReason == "" {
		t.Errorf("receipt %s: clock doubtful %v, %s, %+v", r.Number, r.ClockDoubtful, row.State, r.Patient)
	}
	return row.Receipt
}

// addsUp verifies the ledger and compares its numbers with what was charged.
func addsUp(t *testing.T, s *station.Station, want int64) {
	t.Helper()
	rows, err := s.Ledger.Receipts(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	seen, sum := map[string]bool{}, receipts.Money(0)
	for _, row := range rows {
		if seen[row.Receipt.Number] {
			t.Errorf("the number %s was given out twice", row.Receipt.Number)
		}
		seen[row.Receipt.Number] = true
		sum += row.Receipt.Total
	}
	if int64(len(rows)) != want || sum != receipts.Money(want)*12_50 {
		t.Errorf("%d receipts of %d, want %d", len(rows), sum, want)
	}
	report, err := s.Ledger.CloseShift(t.Context(), actor(t, s), store.Count{Cash: receipts.Money(want) * 12_50})
	if err != nil || report.FromLines != report.FromPayments || report.Difference == nil || *report.Difference != 0 {
		t.Errorf("the shift: lines %d, payments %d, difference %v, %v", report.FromLines, report.FromPayments, report.Difference, err)
	}
}

// A sale that meets damage brings the bill back and has the window started again,
// where the ledger is mended.
func TestDamageMetByASaleIsToldToTheWindow(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	b := newBench(t, s)
	told := 0
	b.deps.Damaged = func() { told++ }
	b.EnterPatient("990000000001", -1)
	bill := b.Bill()
	b.sold(bill, receipts.Receipt{}, fmt.Errorf("%w: a page", journal.ErrDamaged))
	if told != 1 || b.Bill().ID != bill.ID && len(b.Parked()) == 0 || b.Note().Level != Alarm {
		t.Errorf("told %d times, note %+v", told, b.Note())
	}
	b.sold(bill, receipts.Receipt{}, store.ErrShift)
	if told != 1 {
		t.Error("a refusal is taken for damage")
	}
	b.finish(t)
}

func actor(t *testing.T, s *station.Station) store.Actor {
	t.Helper()
	a, err := s.Ledger.Login(t.Context(), "gao", "739164")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// At two in the morning, with one cashier, the power is lost, the clock stands at
// 2015, a byte of the database is flipped, and an unidentified patient without a
// phone is charged: within two minutes, and the numbers add up.
func TestTwoInTheMorningWithAByteFlipped(t *testing.T) {
	dir, last, opt := night(t, false)
	begin := time.Now()
	database := func(path string) bool { return filepath.Dir(path) == dir && filepath.Ext(path) != ".copy" }
	if flip(t, dir, last, database) == 0 {
		t.Fatal("no byte was flipped")
	}
	s, err := station.Open(t.Context(), dir, opt)
	if err != nil {
		t.Logf("the ledger does not open: %v", err)
		if _, err := station.Restore(t.Context(), dir, opt); err != nil {
			t.Fatal(err)
		}
		if s, err = station.Open(t.Context(), dir, opt); err != nil {
			t.Fatal(err)
		}
	}
	defer s.Close()
	r := chargeUnidentified(t, s)
	if took := time.Since(begin); took > 2*time.Minute {
		t.Errorf("it took %s", took)
	}
	if r.Number != "W01-0000004" {
		t.Errorf("the receipt is %s", r.Number)
	}
	addsUp(t, s, 4)
	if v, err := store.Verify(t.Context(), dir, store.Options{Now: opt.Now}); err != nil || !v.OK {
		t.Errorf("the ledger does not verify: %+v, %v", v, err)
	}
}

// The same where both the database and its second copy are hurt: nothing can be
// restored, so the ledger is set aside, and joined once there is time.
func TestTwoInTheMorningWithBothSidesHurt(t *testing.T) {
	dir, last, opt := night(t, true)
	begin := time.Now()
	if flip(t, dir, last, func(string) bool { return true }) < 2 {
		t.Fatal("not both sides were hurt")
	}
	_, cause := station.Open(t.Context(), dir, opt)
	if cause == nil {
		t.Fatal("the ledger opened")
	}
	if _, err := station.Restore(t.Context(), dir, opt); err == nil {
		t.Fatal("it was restored though an entry stands nowhere whole")
	}
	aside, err := station.SetAside(t.Context(), dir, station.AsideRequest{OnPaper: "W01-0000003", Why: cause}, opt)
	if err != nil || aside.Next != "W01-0000004" {
		t.Fatalf("%+v, %v", aside, err)
	}
	s, err := station.Open(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if r := chargeUnidentified(t, s); r.Number != "W01-0000004" {
		t.Errorf("the receipt is %s", r.Number)
	}
	if took := time.Since(begin); took > 2*time.Minute {
		t.Errorf("it took %s", took)
	}
	b := newBench(t, s)
	defer b.finish(t)
	b.deps.Desk.Enter(actor(t, s), "Gao Shan")
	var joined store.Joined
	b.Join(b.Actor(), func(j store.Joined, err error) {
		if joined = j; err != nil {
			t.Error(err)
		}
	})
	b.next(t, 1)
	if joined.Receipts != 2 { // the third stands nowhere whole; its paper tells of it
		t.Errorf("joined %+v", joined)
	}
	addsUp(t, s, 3)
}
