package printer

import (
	"context"
	"os"
	"testing"
	"time"

	"outpost/receipts/pdf/canvas"
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
	doc := canvas.New(canvas.Info{Title: "test"})
	doc.AddPage(a5.Width, a5.Height).Text(20, 20, canvas.Style{Size: 12}, "试印 test")
	page, err := doc.Bytes()
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
