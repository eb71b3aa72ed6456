package canvas

import (
	"bytes"
	"errors"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func sample() *Document {
	doc := New(Info{Title: "收据 𬱖", Author: "a", Subject: "s", Language: "zh-CN", Created: time.Date(2026, 3, 9, 2, 14, 7, 0, time.UTC)})
	page := doc.AddPage(210, 148)
	page.Text(10, 20, Style{Size: 12}, "欧阳𬱖 Łukasz 0.25g 😀")
	page.Text(200, 30, Style{Size: 9, Bold: true, Align: Right}, "粗体 㐀") // 㐀 is not in the bold font
	page.Rotated(105, 74, 20, Style{Size: 60, Align: Centre, Colour: Colour{220, 220, 220}}, "演练")
	page.Rule(10, 40, 200, 40, 0.2)
	page.Frame(10, 50, 20, 20, 0.2)
	page.Fill(40, 50, 20, 20, Colour{R: 200})
	page.Modules(70, 50, 20, 5, func(column, row int) bool { return (column+row)%2 == 0 })
	return doc
}

func TestCrossReferencesPointAtObjects(t *testing.T) {
	file, err := sample().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	if start == nil {
		t.Fatal("the file has no end")
	}
	at, _ := strconv.Atoi(string(start[1]))
	entries := regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllSubmatch(file[at:], -1)
	if len(entries) < 10 {
		t.Fatalf("only %d objects", len(entries))
	}
	for i, entry := range entries {
		offset, _ := strconv.Atoi(string(entry[1]))
		if want := strconv.Itoa(i+1) + " 0 obj\n"; !bytes.HasPrefix(file[offset:], []byte(want)) {
			t.Errorf("object %d: at its place stands %q", i+1, file[offset:offset+12])
		}
	}
}

func TestReadersFindTrueCharacters(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	file, err := sample().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("pdftotext", "-raw", "-", "-")
	command.Stdin = bytes.NewReader(file)
	var trouble bytes.Buffer
	command.Stderr = &trouble
	out, err := command.Output()
	if err != nil || trouble.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, trouble.String())
	}
	for _, want := range []string{"欧阳𬱖 Łukasz 0.25g [U+1F600]", "粗体 㐀", "演练"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in %q", want, out)
		}
	}
}

func TestEqualDocumentsGiveEqualBytes(t *testing.T) {
	one, err := sample().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	two, err := sample().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("two equal documents differ")
	}
}

func TestEmptyDocument(t *testing.T) {
	if _, err := New(Info{}).Bytes(); !errors.Is(err, ErrEmpty) {
		t.Errorf("no pages: %v", err)
	}
	doc := New(Info{})
	doc.AddPage(100, 100)
	if _, err := doc.Bytes(); err != nil {
		t.Errorf("an empty page: %v", err)
	}
}

func TestWidth(t *testing.T) {
	// A hanzi is as wide as the font size: 10 pt are 3.528 mm.
	if got := (Style{Size: 10}).Width("中文"); got < 7.05 || got > 7.06 {
		t.Errorf("two hanzi at 10 pt are %g mm wide", got)
	}
}
