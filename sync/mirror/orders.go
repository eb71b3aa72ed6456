package mirror

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/catalog"
)

// The fields of a file of open orders, beside FieldIDNumber and FieldCard. Item and
// quantity are required, and one of the columns that say whose an order is.
const (
	OrderNumber       = "order"
	OrderPatient      = "patient" // the outpatient number
	OrderItem         = "item"    // the item's code or key
	OrderName         = "name"    // the item's
	OrderQuantity     = "qty"
	OrderPrescription = "prescription"
	OrderDoctor       = "doctor"
	OrderDepartment   = "department"
	OrderTime         = "time"
)

// OrderFields lists every field that a mapping of a file of open orders can name.
func OrderFields() []string {
	return []string{OrderNumber, OrderPatient, FieldIDNumber, FieldCard, OrderItem, OrderName, OrderQuantity, OrderPrescription, OrderDoctor, OrderDepartment, OrderTime}
}

// Orders is the preview of a file of orders that are not paid in the HIS. Rows is
// len(Orders) + len(Refused). Everything in Orders and Refused is personal data.
type Orders struct {
	File       string              `json:"file"`
	SourceHash string              `json:"source_hash"`
	Mapping    Mapping             `json:"mapping"`
	Sheets     []string            `json:"sheets,omitempty"`
	Columns    []string            `json:"columns"`
	Rows       int                 `json:"rows"`
	Orders     []catalog.OpenOrder `json:"-"`
	Refused    []Refusal           `json:"-"`
	Warnings   []string            `json:"warnings,omitempty"`
	// Written is the file's own time.
	Written time.Time `json:"written"`
}

// CopiedAt is when the orders stood so in the HIS, as far as the file says: its own
// time, which is no later than now.
func (p *Orders) CopiedAt(now time.Time) time.Time {
	if p.Written.Before(now) {
		return p.Written
	}
	return now
}

// Version is the version that accepting the preview makes; at is when the HIS's
// data was copied.
func (p *Orders) Version(at time.Time) catalog.Version {
	sum := sha256.New()
	encode := json.NewEncoder(sum)
	for _, o := range p.Orders {
		_ = encode.Encode(o) // texts into a hash: neither can fail
	}
	return catalog.Version{
		List: p.Mapping.List, Hash: hex.EncodeToString(sum.Sum(nil)), Count: len(p.Orders),
		Source: p.File, SourceHash: p.SourceHash, At: at.UTC().Truncate(time.Microsecond),
	}
}

// WriteRefused writes the refused rows as Prices.WriteRefused does. The file
// holds personal data and is readable by its owner only.
func (p *Orders) WriteRefused(path string) error { return writeRefused(path, p.Columns, p.Refused) }

// PreviewOrders reads a file of open orders (CSV, XLSX and the others) as mapping
// says; what the mapping leaves open, or all with nil, is proposed.
func PreviewOrders(ctx context.Context, path string, mapping *Mapping) (*Orders, error) {
	m := mapping.clone()
	t, err := load(ctx, path, &m, orderWords(), OrderItem)
	if err != nil {
		return nil, err
	}
	if len(m.Columns) == 0 {
		m.Columns = t.proposeOrders()
	}
	places, err := t.places(&m, OrderFields(), OrderItem, OrderQuantity)
	if err != nil {
		return nil, err
	}
	if len(places[OrderPatient])+len(places[FieldIDNumber])+len(places[FieldCard]) == 0 {
		return nil, misfit(OrderPatient, "it needs a column, or one for %s or %s: whose orders are they? The file has %s", FieldIDNumber, FieldCard, t.listColumns())
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the time of %s cannot be read; look at its name and rights: %w", t.name, err)
	}
	p := &Orders{Written: info.ModTime(), File: t.name, SourceHash: t.hash, Mapping: m, Sheets: t.sheets, Columns: t.columns, Rows: len(t.rows), Warnings: t.warnings}
	seen := map[catalog.OpenOrder]int{} // → row
	for n, row := range t.rows {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		order, refusal := readOrder(t, row, places)
		if at := seen[order]; refusal == nil && at > 0 && order.Number != "" {
			refusal = &Refusal{Row: row.number, Field: OrderNumber, Reason: fmt.Sprintf("it is the same as row %d", at), Raw: order.Number, Cells: row.cells}
		}
		if refusal != nil {
			p.Refused = append(p.Refused, *refusal)
			continue
		}
		seen[order] = row.number
		p.Orders = append(p.Orders, order)
	}
	return p, nil
}

// proposeOrders proposes the columns; a date alone is the time too.
func (t *table) proposeOrders() map[string]string {
	columns := t.propose(orderWords(), func(string, int) bool { return true })
	date := columns[paperDate]
	delete(columns, paperDate)
	if columns[OrderTime] == "" && date != "" {
		columns[OrderTime] = date
	}
	return columns
}

// readOrder understands one row, or says why not.
func readOrder(t *table, row row, places map[string][]int) (o catalog.OpenOrder, refusal *Refusal) {
	refuse := func(field, reason, raw string) (catalog.OpenOrder, *Refusal) {
		return catalog.OpenOrder{}, &Refusal{Row: row.number, Field: field, Reason: reason, Raw: raw, Cells: row.cells}
	}
	if reason := t.check(row); reason != "" {
		return refuse("row", reason, "")
	}
	for n := range row.cells {
		if reason := trouble(row.cell(n)); reason != "" {
			return refuse(t.columns[min(n, len(t.columns)-1)], reason, row.cells[n])
		}
	}
	text := func(field string) string { return row.join(places[field]) }
	number := func(field string) string { return plainNumber(text(field), t.binary) }
	o = catalog.OpenOrder{
		Number: number(OrderNumber), Patient: number(OrderPatient), IDNumber: strings.ToUpper(number(FieldIDNumber)), Card: number(FieldCard),
		Item: number(OrderItem), Name: text(OrderName), Prescription: number(OrderPrescription), Doctor: text(OrderDoctor), Department: text(OrderDepartment),
	}
	switch {
	case o.Patient == "" && o.IDNumber == "" && o.Card == "":
		return refuse(OrderPatient, "it does not say whose order it is", "")
	case o.Item == "":
		return refuse(OrderItem, "the item's code is empty", "")
	}
	quantity := strings.ReplaceAll(number(OrderQuantity), ",", "")
	var err error
	if o.Quantity, err = receipts.ParseQuantity(quantity); err != nil {
		return refuse(OrderQuantity, "the quantity is none between 0.001 and 99,999.999", text(OrderQuantity))
	}
	if o.Prescription != "" {
		if _, err := (receipts.Bill{}).WithPrescription(receipts.Prescription{Number: o.Prescription, Doctor: o.Doctor, Department: o.Department}); err != nil {
			return refuse(OrderPrescription, err.Error(), o.Prescription)
		}
	}
	if at := text(OrderTime); at != "" {
		var ok bool
		if o.Ordered, ok = orderTime(at, t.binary); !ok {
			return refuse(OrderTime, "the time is none like 2026-11-20 09:40", at)
		}
	}
	return o, nil
}

// orderTime reads a time, or a date alone as its midnight.
func orderTime(text string, binary bool) (string, bool) {
	if at, ok := paperTime(text, binary); ok {
		return at, true
	}
	day, ok := birthDate(text, binary)
	return day + " 00:00:00", ok && slices.Index([]int{8, 9, 10, 11, 17}, len(text)) >= 0
}

// orderWords is what files of open orders call their columns.
func orderWords() []vocabulary {
	words := []vocabulary{
		{OrderNumber, []string{"order", "order number", "order no", "order id", "request number", "医嘱号", "申请单号", "单据号", "费用单号", "缴费单号", "订单号"}, nil},
		{OrderPatient, []string{"patient", "patient number", "patient no", "outpatient number", "mrn", "medical record number", "number", "门诊号", "病历号", "病案号", "就诊号", "患者编号", "病人编号"}, nil},
		{OrderItem, []string{"item", "item code", "code", "charge code", "item key", "drug code", "charge item", "项目编码", "项目代码", "编码", "代码", "药品编码", "收费编码", "收费项目编码"}, []string{"编码", "代码"}},
		{OrderName, []string{"item name", "name", "description", "drug name", "项目名称", "药品名称", "名称", "收费项目", "项目"}, []string{"名称"}},
		{OrderQuantity, []string{"qty", "quantity", "数量", "总量", "总数量"}, []string{"数量", "总量"}},
		{OrderPrescription, []string{"prescription", "prescription number", "prescription no", "rx", "处方号", "处方"}, nil},
		{OrderDoctor, []string{"doctor", "physician", "ordered by", "医生", "医师", "开单医生", "开方医生", "开立医生"}, nil},
		{OrderDepartment, []string{"department", "dept", "clinic", "科室", "开单科室", "就诊科室", "开立科室"}, nil},
		{OrderTime, []string{"time", "ordered at", "order time", "ordered", "date time", "datetime", "开单时间", "开立时间", "医嘱时间", "下达时间", "时间"}, nil},
		{paperDate, []string{"date", "order date", "日期", "开单日期", "开立日期", "医嘱日期"}, nil},
	}
	for _, v := range patientWords() {
		if v.field == FieldIDNumber || v.field == FieldCard {
			words = append(words, v)
		}
	}
	return words
}
