package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/pdf"
	"outpost/receipts/printer"
	"outpost/receipts/slip"
	"outpost/store"
)

func (a *app) receiptPDF() *cobra.Command {
	var file, language string
	cmd := &cobra.Command{
		Use: "pdf NUMBER", Short: "Print a receipt, or the payment receipt NUMBER-P, into a PDF; every print after the first is marked as a copy", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			if language != "" && language != string(slip.Chinese) && language != string(slip.English) {
				return usage("--lang %q: write zh or en", language)
			}
			return a.acting(ctx, func(s *station.Station, _ store.Actor) error { return a.printReceipt(ctx, s, args[0], file, language) })
		}),
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "the PDF file")
	cmd.Flags().StringVar(&language, "lang", "", "zh or en, for the paper and the notes about it; without it the settings' language")
	return a.acts(need(cmd, "output"))
}

// printReceipt draws the receipt and looks at the file's place first, so that
// what cannot be saved is no print. Then the print is counted before the file
// appears, so that no two papers of one receipt pass for the original; only a
// disk that fails after that leaves a print without its file.
func (a *app) printReceipt(ctx context.Context, s *station.Station, number, file, language string) error {
	if cited, later := strings.CutSuffix(strings.ToUpper(strings.TrimSpace(number)), "-P"); later {
		return a.printPayment(ctx, s, cited, file, language)
	}
	row, err := s.Ledger.Receipt(ctx, number)
	if err != nil {
		return err
	}
	if language == "" {
		language = s.Settings().Language
	}
	if err := checkTarget(file); err != nil {
		return err
	}
	n := row.Receipt.Printed
	sheet, document, err := draw(ctx, s, row.Receipt, paper.Print{Language: slip.Language(language), Copy: n})
	if err != nil {
		return err
	}
	counted, err := s.Ledger.RecordPrint(ctx, row.Receipt.ID, "file")
	if err == nil && counted != n {
		n = counted
		sheet, document, err = draw(ctx, s, row.Receipt, paper.Print{Language: slip.Language(language), Copy: n})
	}
	if err == nil {
		err = printer.Save(ctx, file, document)
	}
	if err != nil {
		return err
	}
	out := map[string]any{
		"number": row.Receipt.Number, "file": file, "copy": n, "pages": len(sheet.Pages), "bytes": len(document),
		"warnings": append([]string{}, sheet.Warnings...),
	}
	return a.answerWith(out, func() {
		a.say("Receipt %s stands in %s (%d {page/pages}, print %d).", row.Receipt.Number, file, len(sheet.Pages), n+1)
		for _, w := range sheet.Warnings {
			a.say("  note: %s", w)
		}
	})
}

func draw(ctx context.Context, s *station.Station, r receipts.Receipt, p paper.Print) (slip.Slip, []byte, error) {
	sheet, err := paper.Slip(ctx, s.Ledger, s.Settings(), r, p)
	if err != nil {
		return sheet, nil, err
	}
	document, err := pdf.Draw(ctx, sheet)
	return sheet, document, err
}

// checkTarget says why a file could not be written to a place: the place is a
// folder, its folder is missing or may not be written to.
func checkTarget(file string) error {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder; name a file in it", file)
	}
	folder := filepath.Dir(file)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf("the folder %s does not exist; make it first, or name another file", folder)
	}
	probe, err := os.CreateTemp(folder, ".outpost-*")
	if err != nil {
		return fmt.Errorf("the folder %s cannot be written to; look at its rights, or name another file: %w", folder, err)
	}
	if err = probe.Close(); err == nil {
		err = os.Remove(probe.Name())
	}
	if err != nil {
		return fmt.Errorf("the folder %s cannot be written to: %w", folder, err)
	}
	return nil
}
