package canvas

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"
	"unicode/utf16"
)

// ErrEmpty says that a document has no pages.
var ErrEmpty = errors.New("the document has no pages")

// compressors keeps the tables of compressors between documents; making them
// anew (1.2 MB each) costs a third of a receipt's time. The default level is
// meant: the fastest one saves a millisecond and makes the file an eighth larger.
var compressors = sync.Pool{New: func() any {
	writer, err := zlib.NewWriterLevel(nil, zlib.DefaultCompression)
	if err != nil {
		panic("canvas: " + err.Error()) // only an unknown level is an error
	}
	return writer
}}

// file writes numbered objects and remembers where each one starts.
type file struct {
	bytes.Buffer
	offsets  []int // by object number; 0 is not used
	compress *zlib.Writer
	packed   bytes.Buffer
}

// Bytes returns the finished document. Equal documents give equal bytes.
func (d *Document) Bytes() ([]byte, error) {
	if len(d.pages) == 0 {
		return nil, ErrEmpty
	}
	f := &file{offsets: make([]int, 1), compress: compressors.Get().(*zlib.Writer)}
	defer compressors.Put(f.compress)
	f.Grow(64 << 10)
	f.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	catalog, pages, info := f.reserve(), f.reserve(), f.reserve()
	resources, err := d.writeFonts(f)
	if err != nil {
		return nil, err
	}
	kids := ""
	for _, page := range d.pages {
		number, err := page.write(f, pages, resources)
		if err != nil {
			return nil, err
		}
		kids += reference(number) + " "
	}
	f.object(pages, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(d.pages), kids))
	f.object(catalog, d.catalog(pages))
	f.object(info, d.info.dictionary())
	f.finish(catalog, info)
	return f.Bytes(), nil
}

func (d *Document) catalog(pages int) string {
	language := ""
	if d.info.Language != "" {
		language = " /Lang " + textString(d.info.Language)
	}
	return "<</Type /Catalog /Pages " + reference(pages) + language + " /ViewerPreferences <</PrintScaling /None>>>>"
}

func (i Info) dictionary() string {
	out := "<</Producer (Outpost)"
	for _, entry := range []struct{ key, text string }{
		{"Title", i.Title}, {"Subject", i.Subject}, {"Author", i.Author},
	} {
		if entry.text != "" {
			out += " /" + entry.key + " " + textString(entry.text)
		}
	}
	if !i.Created.IsZero() {
		out += " /CreationDate (" + date(i.Created) + ")"
	}
	return out + ">>"
}

// date writes a time as ISO 32000-1, 7.9.4 has it.
func date(t time.Time) string {
	return "D:" + t.UTC().Format("20060102150405") + "Z"
}

// textString writes a text as UTF-16 with a byte order mark, in hexadecimal.
func textString(text string) string {
	out := []byte("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = appendHex(out, unit)
	}
	return string(append(out, '>'))
}

func (p *Page) write(f *file, pages int, resources string) (int, error) {
	content, err := f.stream("", p.content)
	if err != nil {
		return 0, err
	}
	number := f.reserve()
	f.object(number, fmt.Sprintf("<</Type /Page /Parent %s /MediaBox [0 0 %s %s] /Contents %s /Resources <<%s>>>>",
		reference(pages), decimal(p.width*pointsPerMM), decimal(p.height*pointsPerMM), reference(content), resources))
	return number, nil
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func reference(number int) string { return strconv.Itoa(number) + " 0 R" }

func (f *file) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets) - 1
}

func (f *file) object(number int, body string) {
	f.offsets[number] = f.Len()
	fmt.Fprintf(f, "%d 0 obj\n%s\nendobj\n", number, body)
}

// stream writes a compressed stream with further entries of its dictionary and
// returns its number.
func (f *file) stream(entries string, body []byte) (int, error) {
	f.packed.Reset()
	f.compress.Reset(&f.packed)
	if _, err := f.compress.Write(body); err != nil {
		return 0, fmt.Errorf("compress a PDF stream: %w", err)
	}
	if err := f.compress.Close(); err != nil {
		return 0, fmt.Errorf("compress a PDF stream: %w", err)
	}
	number := f.reserve()
	f.offsets[number] = f.Len()
	fmt.Fprintf(f, "%d 0 obj\n<</Filter /FlateDecode /Length %d%s>>\nstream\n", number, f.packed.Len(), entries)
	f.Write(f.packed.Bytes())
	f.WriteString("\nendstream\nendobj\n")
	return number, nil
}

// finish writes the cross-reference table and the trailer.
func (f *file) finish(catalog, info int) {
	start := f.Len()
	fmt.Fprintf(f, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, offset := range f.offsets[1:] {
		fmt.Fprintf(f, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(f, "trailer\n<</Size %d /Root %s /Info %s>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets), reference(catalog), reference(info), start)
}
