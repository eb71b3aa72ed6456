package printer

import (
	"context"
	"os"
	"testing"
	"time"

	"outpost/receipts/pdf/lettering"
)

// TestRealCUPS prints through the machine's own print system to the printer
// that OUTPOST_TEST_PRINTER names, such as one of printer-driver-cups-pdf.
func TestRealCUPS(t *testing.T) {
	name := os.Getenv("OUTPOST_TEST_PRINTER")
	if name == "" {
		t.Skip("OUTPOST_TEST_PRINTER names no printer")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	const text = "试印 test"
	letters := lettering.New()
	letters.Use(text, false)
	doc := lettering.NewDocument(lettering.Info{Title: "test"}, a5.Width, a5.Height)
	if err := letters.AddTo(doc); err != nil {
		t.Fatal(err)
	}
	doc.AddPage()
	letters.Draw(doc, 20, 20, lettering.Style{Size: 12}, text)
	page, err := lettering.Finish(doc, "")
	if err != nil {
		t.Fatal(err)
	}
	job, err := CUPS{}.Print(ctx, name, "试印 test", page, a5)
	if err != nil {
		t.Fatal(err)
	}
	for {
		state, err := CUPS{}.State(ctx, job)
		if err != nil {
			t.Fatal(err)
		}
		if state == Confirmed {
			return
		}
		if state != Sent {
			t.Fatalf("job %s is %s", job.ID, state)
		}
	}
}
