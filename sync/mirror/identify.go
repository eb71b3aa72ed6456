package mirror

import (
	"archive/zip"
	"bytes"
	"strings"
)

// MaxFile is the largest file that is read, in bytes. The largest real list
// seen has 4 MB; a file of this size needs about three times that of memory.
const MaxFile = 256 << 20

// maxUnpacked bounds what an XLSX file may unpack to, against zip bombs.
const maxUnpacked = 512 << 20

// isWorkbook says whether the file is an XLSX workbook; otherwise it is text.
// For anything else it gives the sentence that says what to do.
func isWorkbook(name string, data []byte) (bool, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return false, cannotRead(name, "is empty; export the list again")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return true, checkWorkbook(name, data)
	}
	for _, other := range []struct{ magic, sentence string }{
		{"%PDF", "is a PDF, from which prices cannot be read safely; export the list as CSV or XLSX"},
		{"\x89PNG", "is a picture; export the list as CSV or XLSX"},
		{"\xff\xd8\xff", "is a picture; export the list as CSV or XLSX"},
		{"GIF8", "is a picture; export the list as CSV or XLSX"},
		{"II*\x00", "is a picture; export the list as CSV or XLSX"},
		{"MM\x00*", "is a picture; export the list as CSV or XLSX"},
		{"\xd0\xcf\x11\xe0", "is an old Excel workbook (.xls) or has a password; open it in a spreadsheet program and save it as .xlsx without one"},
		{"\x1f\x8b", "is a packed file; unpack it first"},
		{"Rar!", "is a packed file; unpack it first"},
		{"7z\xbc\xaf", "is a packed file; unpack it first"},
	} {
		if bytes.HasPrefix(data, []byte(other.magic)) {
			return false, cannotRead(name, "%s", other.sentence)
		}
	}
	return false, checkText(name, data)
}

// checkText refuses texts that are no table.
func checkText(name string, data []byte) error {
	head := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(data[:min(len(data), 4096)]), "\ufeff")))
	for _, start := range []string{"<!doctype html", "<html", "<table", "<head", "<meta"} {
		if strings.HasPrefix(head, start) {
			return cannotRead(name, "is a web page under another name; open it in a spreadsheet program and save it as .xlsx")
		}
	}
	switch {
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "{"), strings.HasPrefix(head, "[{"):
		return cannotRead(name, "is XML or JSON, not a table; export the list as CSV or XLSX")
	case utf16Order(data) == "" && bytes.Count(data[:min(len(data), 4096)], []byte{0})*100 > min(len(data), 4096):
		return cannotRead(name, "is not a text file; export the list as CSV or XLSX")
	}
	return nil
}

// checkWorkbook refuses packed files that are no workbook and workbooks that
// unpack to more than maxUnpacked.
func checkWorkbook(name string, data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return cannotRead(name, "is a damaged workbook or packed file (%v); export it again", err)
	}
	workbook, total := false, uint64(0)
	for _, f := range archive.File {
		workbook = workbook || f.Name == "xl/workbook.xml"
		if total += f.UncompressedSize64; total > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return cannotRead(name, "unpacks to more than %d MB; save the list alone as CSV", maxUnpacked>>20)
		}
	}
	if !workbook {
		return cannotRead(name, "is a packed file and no XLSX workbook; unpack it first, or save it as .xlsx")
	}
	return nil
}
