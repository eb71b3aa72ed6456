package lettering

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"
)

// Info describes a document to the program that opens it.
type Info struct {
	Title, Subject string
	// Created is printed into the file's properties in UTC. The zero time prints
	// 1970, so that equal input gives equal bytes.
	Created time.Time
}

// NewDocument starts a document whose pages are width by height mm, without
// margins and automatic page breaks.
func NewDocument(info Info, width, height float64) *gofpdf.Fpdf {
	doc := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: width, Ht: height}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	created := time.Unix(0, 0)
	if !info.Created.IsZero() {
		created = info.Created
	}
	doc.SetCreationDate(created.UTC())
	doc.SetModificationDate(created.UTC())
	doc.SetProducer("Outpost", false)
	doc.SetTitle(property(info.Title), false)
	if info.Subject != "" {
		doc.SetSubject(property(info.Subject), false)
	}
	return doc
}

// property writes a text as UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2),
// because gofpdf's own conversion spoils what lies beyond the Basic Multilingual
// Plane.
func property(text string) string {
	out := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.BigEndian.AppendUint16(out, unit)
	}
	return string(out)
}

func hexText(text string) string { return fmt.Sprintf("<%X>", property(text)) }

// ErrWrite says that a document cannot be written.
var ErrWrite = errors.New("the PDF cannot be written")

// Finish closes a document and returns the file. Language is a BCP 47 tag such as
// "zh-CN", for reading aloud; it may be empty. An error wraps ErrWrite.
func Finish(doc *gofpdf.Fpdf, language string) ([]byte, error) {
	doc.SetPage(doc.PageCount()) // gofpdf leaves out the pages after the current one
	var file bytes.Buffer
	file.Grow(64 << 10)
	if err := doc.Output(&file); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWrite, err)
	}
	return withPreferences(file.Bytes(), language)
}

// withPreferences says the language and asks viewers to print without fitting the
// page to the paper, which would shift a pre-printed form's fields (ISO 32000-1,
// 12.2 and 14.9.2). gofpdf knows neither; they take the place of the empty list
// of attachments, which stands in the catalogue at the end of every file, so that
// only the place of the cross-references behind it moves.
func withPreferences(file []byte, language string) ([]byte, error) {
	const unused, pointer = "/Names <<\n/EmbeddedFiles << /Names [\n  \n] >>\n>>", "startxref\n"
	wanted := "/ViewerPreferences <</PrintScaling /None>>"
	if language != "" {
		wanted += fmt.Sprintf(" /Lang <%X>", language)
	}
	at, start := bytes.LastIndex(file, []byte(unused)), bytes.LastIndex(file, []byte(pointer))
	if at < 0 || start < at {
		return nil, fmt.Errorf("%w: gofpdf's catalogue has another form than that of version 1.16.2", ErrWrite)
	}
	var references int
	if _, err := fmt.Sscan(string(file[start+len(pointer):]), &references); err != nil {
		return nil, fmt.Errorf("%w: the place of the cross-references: %w", ErrWrite, err)
	}
	references += len(wanted) - len(unused)
	tail := file[at+len(unused) : start]
	out := append(make([]byte, 0, len(file)+len(wanted)), file[:at]...)
	out = append(append(out, wanted...), tail...)
	return fmt.Appendf(out, "%s%d\n%%%%EOF\n", pointer, references), nil
}
