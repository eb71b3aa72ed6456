package lettering

import (
	"bytes"
	"errors"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// write makes a file of one page with the texts beneath each other, every other
// one in bold.
func write(t testing.TB, texts ...string) []byte {
	t.Helper()
	letters := New()
	for i, text := range texts {
		letters.Use(text, i%2 == 1)
	}
	doc := NewDocument(Info{Title: "收据 𬱖 (1)\r", Subject: "s", Created: time.Date(2026, 3, 9, 2, 14, 7, 0, time.UTC)}, 210, float64(20+10*len(texts)))
	if err := letters.AddTo(doc); err != nil {
		t.Fatal(err)
	}
	doc.AddPage()
	for i, text := range texts {
		letters.Draw(doc, 10, float64(10+10*i), Style{Size: 9, Bold: i%2 == 1}, text)
	}
	file, err := Finish(doc, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// read returns what a reader finds; it fails on any complaint of the reader.
func read(t *testing.T, tool string, file []byte, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skip(tool, " (poppler-utils) is not installed")
	}
	command := exec.Command(tool, arguments...)
	command.Stdin = bytes.NewReader(file)
	var trouble bytes.Buffer
	command.Stderr = &trouble
	out, err := command.Output()
	if err != nil || trouble.Len() > 0 {
		t.Fatalf("%s: %v %s", tool, err, trouble.String())
	}
	return string(out)
}

func TestReadersFindTrueCharacters(t *testing.T) {
	texts := []string{"欧阳𬱖 Łukasz 0.25g 😀", "粗体 㐀", `(括号) \ 100%`, "a\xffb\nc"} // 㐀 is not in the bold font
	got := read(t, "pdftotext", write(t, texts...), "-raw", "-", "-")
	for _, want := range []string{"欧阳𬱖 Łukasz 0.25g [U+1F600]", "粗体 㐀", `(括号) \ 100%`, "a[U+FFFD]b c"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if got := read(t, "pdfinfo", write(t, "a"), "-"); !strings.Contains(got, "收据 𬱖 (1)") {
		t.Errorf("the title is not in the properties:\n%s", got)
	}
}

// TestMoreLettersThanOneFontHolds draws 2,000 characters, every one of which has
// to be read in its place.
func TestMoreLettersThanOneFontHolds(t *testing.T) {
	var texts []string
	for start := '一'; start < '一'+2000; start += 40 {
		line := ""
		for r := start; r < start+40; r++ {
			line += string(r)
		}
		texts = append(texts, line, "")
	}
	got := read(t, "pdftotext", write(t, texts...), "-raw", "-nopgbrk", "-", "-")
	for _, text := range texts {
		if !strings.Contains(got, text) {
			t.Errorf("%q was not read", text)
		}
	}
}

func TestALetterThatWasNotAnnounced(t *testing.T) {
	letters := New()
	letters.Use("收", false)
	doc := NewDocument(Info{}, 210, 148)
	if err := letters.AddTo(doc); err != nil {
		t.Fatal(err)
	}
	doc.AddPage()
	letters.Draw(doc, 10, 10, Style{Size: 9}, "收据")
	if _, err := Finish(doc, "zh-CN"); !errors.Is(err, ErrWrite) || !strings.Contains(err.Error(), "U+636E") {
		t.Errorf("a letter that no font has: %v", err)
	}
}

func TestTheFontStaysOverTurnsAndPages(t *testing.T) {
	letters := New()
	letters.Use("转正", false)
	doc := NewDocument(Info{}, 210, 148)
	if err := letters.AddTo(doc); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		doc.AddPage()
		letters.Draw(doc, 100, 70, Style{Size: 30, Degrees: 20, Grey: 200}, "转")
		letters.Draw(doc, 10, 10, Style{Size: 30}, "正")
	}
	doc.SetPage(1)
	letters.Draw(doc, 10, 30, Style{Size: 30}, "正")
	file, err := Finish(doc, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, "pdftotext", file, "-raw", "-", "-"); strings.Count(got, "正") != 3 || strings.Count(got, "转") != 2 {
		t.Errorf("read: %q", got)
	}
}

func TestPreferences(t *testing.T) {
	file := write(t, "正")
	if !bytes.Contains(file, []byte("/ViewerPreferences <</PrintScaling /None>>")) {
		t.Error("viewers are not asked to print in real size")
	}
	if !bytes.Contains(file, []byte("/Lang <7A682D434E>")) { // zh-CN
		t.Error("the language is not said")
	}
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF`).FindSubmatch(file)
	if start == nil {
		t.Fatal("the file has no end")
	}
	if at, _ := strconv.Atoi(string(start[1])); !bytes.HasPrefix(file[at:], []byte("xref\n")) {
		t.Errorf("at the place of the cross-references stands %q", file[at:at+10])
	}
	if _, err := withPreferences([]byte("%PDF-1.3"), ""); !errors.Is(err, ErrWrite) {
		t.Errorf("a file of another form: %v", err)
	}
}

func TestConcurrentDocumentsAreEqual(t *testing.T) {
	want := write(t, "欧阳𬱖", "粗体")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got := write(t, "欧阳𬱖", "粗体"); !bytes.Equal(got, want) {
				t.Error("two equal documents differ")
			}
		})
	}
	group.Wait()
}
