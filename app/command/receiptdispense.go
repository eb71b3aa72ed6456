package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts/pdf"
	"outpost/receipts/printer"
	"outpost/receipts/slip"
	"outpost/store"
)

func (a *app) receiptDispense() *cobra.Command {
	var file, language string
	cmd := &cobra.Command{
		Use: "dispense NUMBER", Short: "Print the copies for pharmacy and laboratory into a PDF, a page each", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			if language != "" && language != string(slip.Chinese) && language != string(slip.English) {
				return usage("--lang %q: write zh or en", language)
			}
			return a.acting(ctx, func(s *station.Station, _ store.Actor) error {
				return a.printDispensing(ctx, s, args[0], file, language)
			})
		}),
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "the PDF file")
	cmd.Flags().StringVar(&language, "lang", "", "zh or en; without it the settings' language")
	return a.acts(need(cmd, "output"))
}

// printDispensing looks at the file's place and the receipt first, as
// printReceipt does, and counts the print before the file appears.
func (a *app) printDispensing(ctx context.Context, s *station.Station, number, file, language string) error {
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
	p := paper.Print{Language: slip.Language(language)}
	if _, err := paper.Dispensing(ctx, s.Ledger, s.Settings(), row.Receipt, p); err != nil {
		return err
	}
	if p.Copy, err = s.Ledger.RecordDispensing(ctx, row.Receipt.ID, "file"); err != nil {
		return err
	}
	sheet, err := paper.Dispensing(ctx, s.Ledger, s.Settings(), row.Receipt, p)
	if err != nil {
		return err
	}
	document, err := pdf.Draw(ctx, sheet)
	if err == nil {
		err = printer.Save(ctx, file, document)
	}
	if err != nil {
		return err
	}
	v := map[string]any{"number": row.Receipt.Number, "file": file, "copy": p.Copy, "pages": len(sheet.Pages), "warnings": append([]string{}, sheet.Warnings...)}
	return a.answerWith(v, func() {
		a.say("The dispensing copies of receipt %s stand in %s (%d {page/pages}, print %d).", row.Receipt.Number, file, len(sheet.Pages), p.Copy+1)
	})
}
