package fhir

import (
	"context"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
)

// Lookalike looks for a bill entered by hand before the re-entry: the same
// patient (by any number we know of him, or by name and birth date), the same day, total and items, and
// none of our identifiers. A bill whose items the HIS does not tell counts when
// the rest is the same: a person looks at it.
func (a *Adapter) Lookalike(ctx context.Context, r receipts.Receipt) (string, bool, error) {
	patients, err := a.samePatients(ctx, r.Patient)
	if err != nil {
		return "", false, err
	}
	// Several at a time, for a common name has many patients.
	for some := range slices.Chunk(patients, 20) {
		query := "subject=" + queryValue("Patient/"+strings.Join(some, ",Patient/")) + dayQuery(r)
		bills, err := search[invoice](ctx, a, "Invoice", query)
		if err != nil {
			return "", false, err
		}
		for _, bill := range bills {
			alike, err := a.alike(ctx, r, some, bill)
			if err != nil || alike {
				return a.number(bill), alike, err
			}
		}
	}
	return "", false, nil
}

// samePatients are the ids of the HIS's patients that have one of this
// patient's numbers, in whatever system, or his name and no other birth date.
func (a *Adapter) samePatients(ctx context.Context, p receipts.Patient) ([]string, error) {
	var values []string
	for _, v := range []string{p.ID, p.Number, p.IDNumber, p.Card, p.InsuranceNumber} {
		if v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	found, err := search[patient](ctx, a, "Patient", "identifier="+queryValue(joinValues(values)))
	if err != nil {
		return nil, err
	}
	// A clerk may have written a new record with nothing but the name.
	named, err := search[patient](ctx, a, "Patient", "name="+queryValue(searchValue(p.Name)))
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, f := range append(found, named...) {
		known := slices.ContainsFunc(f.Identifier, func(id identifier) bool { return slices.Contains(values, id.Value) })
		if known || f.name() == p.Name && (f.BirthDate == p.BirthDate || f.BirthDate == "" || p.BirthDate == "") {
			ids = append(ids, f.ID)
		}
	}
	return a.addKnown(ctx, p, ids)
}

// addKnown adds the HIS's own record of a copied patient. That it is not there
// is for Post to say.
func (a *Adapter) addKnown(ctx context.Context, p receipts.Patient, ids []string) ([]string, error) {
	key, isID := a.patientKey(p)
	if isID {
		ids = append(ids, key.Value)
	} else if p.HISKey != "" {
		found, err := byKey[patient](ctx, a, "Patient", key.System, key.Value)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			ids = append(ids, f.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// OtherPatient says whether the HIS has a patient registered at the window
// already, under another key but with the same ID, card or insurance number.
// For a patient copied from the HIS it is never so.
func (a *Adapter) OtherPatient(ctx context.Context, p receipts.Patient) (bool, error) {
	var values []string
	for _, v := range []string{p.IDNumber, p.Card, p.InsuranceNumber} {
		if v != "" {
			values = append(values, v)
		}
	}
	if p.HISKey != "" || len(values) == 0 {
		return false, nil
	}
	found, err := search[patient](ctx, a, "Patient", "identifier="+queryValue(joinValues(values)))
	key, _ := a.patientKey(p)
	return slices.ContainsFunc(found, func(f patient) bool {
		same := slices.ContainsFunc(f.Identifier, func(id identifier) bool { return slices.Contains(values, id.Value) })
		return same && !slices.Contains(f.Identifier, key)
	}), err
}

func joinValues(values []string) string {
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = searchValue(v)
	}
	return strings.Join(escaped, ",")
}

// dayQuery narrows a search to the days around the sale; zones are sorted out
// in sameDay.
func dayQuery(r receipts.Receipt) string {
	from, to := r.ServedAt().AddDate(0, 0, -2), r.ServedAt().AddDate(0, 0, 2)
	return "&date=ge" + from.UTC().Format(time.DateOnly) + "&date=le" + to.UTC().Format(time.DateOnly)
}

// sameDay says whether a bill of the HIS is of the receipt's business day, as
// written there, or within a day of the sale where it is written in another zone.
func sameDay(r receipts.Receipt, date string) bool {
	if strings.HasPrefix(date, r.Day) && r.Day != "" && r.Served.IsZero() { // a rest receipt's day is the refund's
		return true
	}
	at, err := time.Parse(time.RFC3339Nano, date)
	return err == nil && at.Sub(r.ServedAt()).Abs() < 24*time.Hour
}

func (a *Adapter) alike(ctx context.Context, r receipts.Receipt, patients []string, bill invoice) (bool, error) {
	if slices.ContainsFunc(bill.Identifier, a.ours) || bill.Status == "cancelled" || bill.Status == "entered-in-error" {
		return false, nil
	}
	if bill.Subject == nil || !sameDay(r, bill.Date) {
		return false, nil
	}
	if id, ok := strings.CutPrefix(local(bill.Subject.Reference), "Patient/"); !ok || !slices.Contains(patients, id) {
		return false, nil
	}
	total := bill.TotalGross
	if total == nil {
		total = bill.TotalNet
	}
	m, err := readMoney(r.Money, total)
	// By hand, nobody enters the cash rounding.
	if err != nil || m != r.Total && m != r.Total-r.Rounding {
		return false, nil
	}
	return a.sameItems(ctx, r, bill)
}

// sameItems compares the codes of the bill's lines with ours, in any order.
func (a *Adapter) sameItems(ctx context.Context, r receipts.Receipt, bill invoice) (bool, error) {
	rest := slices.Clone(r.Lines)
	for _, l := range bill.LineItem {
		item := l.ChargeItemCodeableConcept
		if l.ChargeItemReference != nil {
			c, found, err := read[chargeItem](ctx, a, l.ChargeItemReference.Reference)
			if err != nil {
				return false, err
			}
			if found {
				item = &c.Code
			}
		}
		if item == nil || len(item.Coding) == 0 {
			return true, nil // the HIS does not tell; the rest is the same
		}
		i := slices.IndexFunc(rest, func(line receipts.Line) bool { return names(*item, line) })
		if i < 0 {
			return false, nil
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return len(rest) == 0 || len(bill.LineItem) == 0, nil
}

func names(item concept, line receipts.Line) bool {
	return slices.ContainsFunc(item.Coding, func(c coding) bool {
		return c.Code != "" && (c.Code == line.Item || c.Code == line.Code)
	})
}
