package billform

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

// Paper is the form of a receipt that was written on paper: a bill's form with
// the paper's own number and time. It needs no id: the number tells it apart.
type Paper struct {
	Bill
	Number string `json:"number"`
	// At is when it was written, on the hospital's own clock: 2026-11-20 09:40.
	At string `json:"at"`
}

// ReadPaper reads one line.
func ReadPaper(line []byte) (p Paper, err error) {
	if err := Decode(line, &p); err != nil {
		return p, err
	}
	if p.ID == "" {
		return p, nil
	}
	return p, p.Bill.normalise()
}

// paperTimes are the forms of a time that a paper's form may have.
func paperTimes() []string {
	return []string{"2006-01-02 15:04", time.DateTime, "2006-01-02T15:04", "2006-01-02T15:04:05"}
}

// Make makes the receipt that is keyed in of the form. A form without an id gets
// one that follows from this ledger and the paper's number, so that the same paper
// again is the same receipt.
func (p Paper) Make(s *station.Station) (store.Paper, error) {
	out := store.Paper{Number: receipts.CleanNumber(p.Number)}
	if p.ID == "" {
		ledger, err := uuid.Parse(s.Ledger.Identity().Ledger)
		if err != nil {
			return out, fmt.Errorf("reading the ledger's id: %w", err)
		}
		p.ID = uuid.NewSHA1(ledger, []byte("paper/"+out.Number)).String()
	}
	at, err := p.time(s.Ledger.Identity())
	if err != nil {
		return out, err
	}
	out.At = at
	out.Bill, err = p.Bill.Make(s)
	return out, err
}

func (p Paper) time(id store.Identity) (time.Time, error) {
	text := strings.TrimSpace(p.At)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC(), nil
	}
	zone := id.Local(time.Unix(0, 0)).Location()
	for _, layout := range paperTimes() {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("at %q is no time; write it like 2026-11-20 09:40: %w", clip(p.At), store.ErrPaper)
}

// Keying is one receipt of a file as it would be keyed in.
type Keying struct {
	Paper store.Paper
	// Total is what it comes to, in minor units; Needs what of it somebody else
	// must approve.
	Total receipts.Money
	Needs []receipts.Need
	// Known says that it was keyed in before, from the same file or by hand.
	Known bool
	rows  mirror.PaperReceipt
}

// Preview makes the receipts of a file: those that can be keyed in, and the rows
// of those that cannot, with the reason. Papers that name no cashier are
// cashier's. Nothing is written.
func Preview(ctx context.Context, s *station.Station, file *mirror.Paper, cashier string) (all []Keying, refused []mirror.Refusal, err error) {
	for _, r := range file.Receipts {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		form, places := fromRows(r)
		k, row, field, cause := preview(s, r, form, places, cashier)
		if cause == nil {
			row, field = r.Rows[0].Row, mirror.PaperNumber
			k.Known, cause = known(ctx, s, k.Paper, form)
		}
		if cause != nil {
			refused = append(refused, r.RefuseFor(row, field, cause)...)
			continue
		}
		all = append(all, k)
	}
	return all, refused, nil
}

// known says whether a paper was keyed in before, perhaps under other prices; an
// error says what keeps it from being keyed in.
func known(ctx context.Context, s *station.Station, p store.Paper, form Paper) (bool, error) {
	row, err := s.Ledger.ReceiptByID(ctx, p.Bill.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return false, s.Ledger.CheckPaper(ctx, p.Number, p.At)
	case err != nil:
		return false, err
	}
	form.ID = p.Bill.ID
	if form.Cashier == "" {
		form.Cashier = row.Receipt.Cashier
	}
	if p.Bill, err = form.AsBefore(s, row.Receipt); err == nil {
		var same bool
		if same, err = s.Ledger.KeyedIn(ctx, p); same {
			return true, nil
		}
	}
	if err == nil || errors.Is(err, ErrOther) {
		err = store.ErrConflict
	}
	return false, fmt.Errorf("paper %s was keyed in before with other content; no two receipts have one number: %w", p.Number, err)
}

// Refuse is the refusal of a receipt's rows after the preview.
func (k Keying) Refuse(cause error) []mirror.Refusal {
	return k.rows.RefuseFor(k.rows.Rows[0].Row, mirror.PaperNumber, cause)
}

func preview(s *station.Station, r mirror.PaperReceipt, form Paper, places places, cashier string) (k Keying, row int, field string, err error) {
	if form.Cashier == "" {
		form.Cashier = cashier
	}
	first := r.Rows[0].Row
	paper, err := form.Make(s)
	if err != nil {
		row, field = places.of(err, first)
		return k, row, field, err
	}
	settled, err := receipts.Settle(paper.Bill, store.PaperRules(s.Ledger.Rules()))
	if err != nil {
		return k, first, mirror.PaperNumber, err
	}
	return Keying{Paper: paper, Total: settled.Total, Needs: s.Ledger.Rules().Needs(paper.Bill), rows: r}, 0, "", nil
}

// places says which row of the file each line, payment and prescription of a form
// came from.
type places map[string][]int

// of finds the row and the field that an error is about.
func (p places) of(err error, first int) (row int, field string) {
	var at *PlaceError
	if errors.As(err, &at) && at.N <= len(p[at.What]) {
		fields := map[string]string{"line": mirror.PaperItem, "payment": mirror.PaperAmount, "prescription": mirror.PaperPrescription}
		return p[at.What][at.N-1], fields[at.What]
	}
	return first, mirror.PaperNumber
}

// fromRows makes the form of a receipt's rows.
func fromRows(r mirror.PaperReceipt) (Paper, places) {
	p := Paper{Number: r.Number, At: r.Head(mirror.PaperTime)}
	p.Patient = receipts.Patient{
		Number: r.Head(mirror.PaperPatient), Name: r.Head(mirror.FieldName), Sex: receipts.Sex(r.Head(mirror.FieldSex)), BirthDate: r.Head(mirror.FieldBirthDate),
		IDNumber: r.Head(mirror.FieldIDNumber), Phone: r.Head(mirror.FieldPhone), Guardian: r.Head(mirror.PaperGuardian), GuardianPhone: r.Head(mirror.PaperGuardianTel),
		NoPhoneReason: r.Head(mirror.PaperNoPhone), Card: r.Head(mirror.FieldCard), InsuranceNumber: r.Head(mirror.FieldInsurance),
	}
	p.Cashier, p.Green = r.Head(mirror.PaperCashier), r.Head(mirror.PaperGreen)
	p.Insurer, p.Benefit = r.Head(mirror.PaperInsurer), r.Head(mirror.PaperBenefit)
	p.Insured = p.Insurer+p.Benefit+p.Patient.InsuranceNumber != ""
	from := places{}
	prescription := ""
	for _, one := range r.Rows {
		c := one.Cells
		if number := c[mirror.PaperPrescription]; number != "" {
			prescription = number
		}
		p.prescribe(one, prescription, from)
		if c[mirror.PaperItem]+c[mirror.PaperCode]+c[mirror.PaperPackage]+c[mirror.PaperText]+c[mirror.PaperQuantity] != "" {
			p.Lines = append(p.Lines, Line{
				Item: c[mirror.PaperItem], Code: c[mirror.PaperCode], Package: c[mirror.PaperPackage], Text: c[mirror.PaperText], Qty: Decimal(c[mirror.PaperQuantity]),
				Prescription: prescription, Price: Decimal(c[mirror.PaperPrice]), PriceReason: c[mirror.PaperReason],
				Category: c[mirror.PaperCategory], Unit: c[mirror.PaperUnit],
			})
			from["line"] = append(from["line"], one.Row)
		}
		if c[mirror.PaperTender]+c[mirror.PaperAmount] != "" {
			p.Payments = append(p.Payments, Payment{Tender: c[mirror.PaperTender], Amount: Decimal(c[mirror.PaperAmount]), Reference: c[mirror.PaperReference]})
			from["payment"] = append(from["payment"], one.Row)
		}
	}
	return p, from
}

// prescribe adds the prescription that a row names for the first time; without a
// number, doctor and department are the bill's own.
func (p *Paper) prescribe(one mirror.PaperRow, number string, from places) {
	c := one.Cells
	doctor, department, doses := c[mirror.PaperDoctor], c[mirror.PaperDepartment], c[mirror.PaperDoses]
	if number == "" {
		if doctor != "" {
			p.Doctor = doctor
		}
		if department != "" {
			p.Department = department
		}
		return
	}
	for i := range p.Prescriptions {
		if p.Prescriptions[i].Number == number {
			return
		}
	}
	n, err := strconv.Atoi(doses)
	if doses != "" && err != nil {
		n = -1 // refused with the prescription's own sentence
	}
	p.Prescriptions = append(p.Prescriptions, Prescription{Number: number, Doctor: doctor, Department: department, Doses: n})
	from["prescription"] = append(from["prescription"], one.Row)
}
