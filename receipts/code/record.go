package code

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"outpost/receipts"
)

// Digest stands for lines that a code does not spell out: the first 16 bytes of
// the SHA-256 over them as the code would have written them.
func Digest(lines []Line) [16]byte {
	sum := sha256.Sum256(appendLines(nil, lines))
	return [16]byte(sum[:16])
}

func marshal(r Record) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	b := []byte{Version, byte(r.Kind)}
	b = append(b, r.KeyID[:]...)
	b = append(b, r.Previous[:]...)
	b = append(b, r.ID[:]...)
	b = append(b, r.PatientID[:]...)
	for _, text := range r.texts() {
		b = appendText(b, text)
	}
	b = binary.AppendUvarint(b, uint64(r.At.UnixMilli()))
	b = binary.AppendVarint(b, int64(r.Total))
	b = binary.AppendVarint(b, int64(r.Rounding))
	b = binary.AppendUvarint(b, uint64(len(r.Lines)))
	if len(r.Lines) > MaxLines {
		digest := Digest(r.Lines)
		b = append(append(b, 0), digest[:]...)
	} else {
		b = appendLines(append(b, 1), r.Lines)
	}
	return appendText(appendPayments(b, r.Payments), r.Form), nil
}

func appendPayments(b []byte, payments []Payment) []byte {
	if len(payments) > MaxPayments {
		payments = nil
	}
	b = binary.AppendUvarint(b, uint64(len(payments)))
	for _, p := range payments {
		b = binary.AppendVarint(appendText(b, p.Tender), int64(p.Amount))
	}
	return b
}

func (r Record) texts() []string {
	return []string{r.Site, r.Station, r.Number, r.PatientNumber, r.Currency}
}

func (r Record) check() error {
	switch {
	case r.Kind < KindReceipt || r.Kind > KindDrill:
		return fmt.Errorf("%w: unknown kind %d", ErrRecord, r.Kind)
	case r.At.UnixMilli() < 0:
		return fmt.Errorf("%w: its time %s is before 1970", ErrRecord, r.At)
	case len(r.Lines) == 0 || len(r.Lines) > receipts.MaxLines:
		return fmt.Errorf("%w: it has %d lines, not 1 to %d", ErrRecord, len(r.Lines), receipts.MaxLines)
	}
	texts := append(r.texts(), r.Form)
	for i, line := range r.Lines {
		if line.Quantity < 0 || line.Quantity > receipts.MaxQuantity {
			return fmt.Errorf("%w: line %d has quantity %s", ErrRecord, i+1, line.Quantity)
		}
		texts = append(texts, line.Item)
	}
	for _, p := range r.Payments {
		texts = append(texts, p.Tender)
	}
	for _, text := range texts {
		if len(text) > MaxText || !utf8.ValidString(text) {
			return fmt.Errorf("%w: %q is longer than %d bytes or broken text", ErrRecord, text, MaxText)
		}
	}
	return nil
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// appendLines leaves out what an item's key has in common with the one before,
// because the keys of one list start alike.
func appendLines(b []byte, lines []Line) []byte {
	before := ""
	for _, line := range lines {
		shared := 0
		for shared < len(before) && shared < len(line.Item) && before[shared] == line.Item[shared] {
			shared++
		}
		b = binary.AppendUvarint(b, uint64(shared))
		b = appendText(b, line.Item[shared:])
		b = binary.AppendUvarint(b, uint64(line.Quantity))
		b = binary.AppendVarint(b, int64(line.Amount))
		before = line.Item
	}
	return b
}

// reader takes a record apart. After the first fault it returns zeros and
// keeps the fault.
type reader struct {
	rest []byte
	err  error
}

func unmarshal(message []byte) (Record, error) {
	in := &reader{rest: message}
	version := in.bytes(1)[0]
	if (version < withoutPayments || version > Version) && in.err == nil {
		return Record{}, fmt.Errorf("%w: it is of version %d, this program reads up to version %d", ErrCode, version, Version)
	}
	var r Record
	r.Kind = Kind(in.bytes(1)[0])
	copy(r.KeyID[:], in.bytes(len(r.KeyID)))
	copy(r.Previous[:], in.bytes(len(r.Previous)))
	copy(r.ID[:], in.bytes(len(r.ID)))
	copy(r.PatientID[:], in.bytes(len(r.PatientID)))
	for _, text := range []*string{&r.Site, &r.Station, &r.Number, &r.PatientNumber, &r.Currency} {
		*text = in.text()
	}
	r.At = time.UnixMilli(int64(in.unsigned(math.MaxInt64))).UTC()
	r.Total = receipts.Money(in.signed())
	r.Rounding = receipts.Money(in.signed())
	r.LineCount = int(in.unsigned(receipts.MaxLines))
	if in.bytes(1)[0] == 1 {
		r.Lines = in.lines(r.LineCount)
	} else {
		copy(r.Digest[:], in.bytes(len(r.Digest)))
	}
	if version > withoutPayments {
		r.Payments = in.payments()
	}
	if version > withoutForm {
		r.Form = in.text()
	}
	if in.err == nil && len(in.rest) > 0 {
		in.err = fmt.Errorf("%w: %d bytes too many", ErrCode, len(in.rest))
	}
	if in.err == nil && (r.Kind < KindReceipt || r.Kind > KindDrill) {
		in.err = fmt.Errorf("%w: unknown kind %d", ErrCode, r.Kind)
	}
	if in.err != nil {
		return Record{}, in.err
	}
	return r, nil
}

func (in *reader) fail(what string) {
	if in.err == nil {
		in.err = fmt.Errorf("%w: its %s is damaged; scan it again", ErrCode, what)
	}
	in.rest = nil
}

// bytes returns the next n bytes, or n zeros after a fault.
func (in *reader) bytes(n int) []byte {
	if len(in.rest) < n {
		in.fail("length")
		return make([]byte, n)
	}
	taken := in.rest[:n]
	in.rest = in.rest[n:]
	return taken
}

func (in *reader) unsigned(most uint64) uint64 {
	v, n := binary.Uvarint(in.rest)
	if n <= 0 || v > most {
		in.fail("number")
		return 0
	}
	in.rest = in.rest[n:]
	return v
}

func (in *reader) signed() int64 {
	v, n := binary.Varint(in.rest)
	if n <= 0 {
		in.fail("number")
		return 0
	}
	in.rest = in.rest[n:]
	return v
}

func (in *reader) text() string {
	text := string(in.bytes(int(in.unsigned(MaxText))))
	if !utf8.ValidString(text) {
		in.fail("text")
		return ""
	}
	return text
}

func (in *reader) payments() []Payment {
	var payments []Payment
	for range in.unsigned(MaxPayments) {
		payments = append(payments, Payment{Tender: in.text(), Amount: receipts.Money(in.signed())})
	}
	if in.err != nil {
		return nil
	}
	return payments
}

func (in *reader) lines(count int) []Line {
	lines := make([]Line, 0, min(count, MaxLines))
	before := ""
	for range count {
		shared := int(in.unsigned(MaxText))
		if shared > len(before) {
			in.fail("charge lines")
		}
		// The rest is read as bytes: a shared part may end inside a character.
		rest := in.bytes(int(in.unsigned(MaxText)))
		quantity, amount := in.unsigned(uint64(receipts.MaxQuantity)), in.signed()
		if in.err != nil {
			return nil
		}
		line := Line{Item: before[:shared] + string(rest), Quantity: receipts.Quantity(quantity), Amount: receipts.Money(amount)}
		if len(line.Item) > MaxText || !utf8.ValidString(line.Item) {
			in.fail("charge lines")
			return nil
		}
		lines = append(lines, line)
		before = line.Item
	}
	return lines
}
