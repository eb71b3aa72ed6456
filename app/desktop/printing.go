package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/pdf"
	"outpost/receipts/printer"
	"outpost/receipts/report"
	"outpost/receipts/slip"
)

// Printing is given up after printLimit, and a job watched for watchLimit: what
// was not seen to finish means "look at the paper".
const (
	printLimit = 20 * time.Second
	watchLimit = 15 * time.Second
	watchPause = 500 * time.Millisecond
)

// press puts receipts on paper, or into the folder that the settings name.
type press struct {
	station *station.Station
	texts   *i18n.Catalog
	cups    printer.CUPS
	trouble atomic.Pointer[error]
}

// last is the last print's trouble, nil when it went well.
func (p *press) last() error {
	if err := p.trouble.Load(); err != nil {
		return *err
	}
	return nil
}

// language is the slip's language for the one that the window speaks.
func (p *press) language() slip.Language {
	if p.texts.Lang() == i18n.Chinese {
		return slip.Chinese
	}
	return slip.English
}

// preview lays a receipt out as its next print would be.
func (p *press) preview(r receipts.Receipt) (slip.Slip, error) {
	return paper.Slip(context.Background(), p.station.Ledger, p.station.Settings(), r,
		paper.Print{Language: p.language(), Copy: r.Printed})
}

// print writes the print down, then sends it. The sale stands whatever happens.
func (p *press) print(ctx context.Context, r receipts.Receipt) error {
	ctx, cancel := context.WithTimeout(ctx, printLimit)
	defer cancel()
	err := p.send(ctx, r)
	if err == nil {
		p.trouble.Store(nil)
	} else {
		p.trouble.Store(&err)
	}
	return err
}

func (p *press) send(ctx context.Context, r receipts.Receipt) error {
	set := p.station.Settings()
	n, err := p.station.Ledger.RecordPrint(ctx, r.ID, p.way())
	if err != nil {
		return err
	}
	s, err := paper.Slip(ctx, p.station.Ledger, set, r, paper.Print{Language: p.language(), Copy: n})
	if err == nil {
		err = p.deliver(ctx, s, fileName(r.Number, n))
	}
	if nothingCameOut(err) { // the next paper is no copy then
		return errors.Join(err, p.station.Ledger.RecordPrintFailed(context.WithoutCancel(ctx), r.ID, n, p.way()))
	}
	if err == nil && n == 0 && set.Receipt.DispensingCopies {
		err = p.dispense(ctx, r)
	}
	return err
}

// nothingCameOut says whether a print failed for certain, before anything could be
// on paper. One that was given to the print system may have come out.
func nothingCameOut(err error) bool {
	if errors.Is(err, os.ErrExist) {
		return false // a file of that name is there: the next takes another
	}
	for _, sure := range []error{printer.ErrNoSystem, printer.ErrRefused, printer.ErrSave} {
		if errors.Is(err, sure) {
			return true
		}
	}
	return false
}

// dispense prints the copies for pharmacy and laboratory where they hand anything
// out.
func (p *press) dispense(ctx context.Context, r receipts.Receipt) error {
	l, set, print := p.station.Ledger, p.station.Settings(), paper.Print{Language: p.language()}
	if _, err := paper.Dispensing(ctx, l, set, r, print); errors.Is(err, slip.ErrNothing) {
		return nil
	} else if err != nil {
		return err
	}
	var err error
	if print.Copy, err = l.RecordDispensing(ctx, r.ID, p.way()); err != nil {
		return err
	}
	s, err := paper.Dispensing(ctx, l, set, r, print)
	if err != nil {
		return err
	}
	return p.deliver(ctx, s, fileName(r.Number+"-dispensing", print.Copy))
}

// way is where prints go, as they are written down.
func (p *press) way() string {
	if name := p.station.Settings().Printer.Name; name != "" {
		return name
	}
	return "file"
}

// deliver draws a slip and prints it, or saves it under a name.
func (p *press) deliver(ctx context.Context, s slip.Slip, name string) error {
	document, err := pdf.Draw(ctx, s)
	if err != nil {
		return err
	}
	queue := p.station.Settings().Printer.Name
	if queue == "" {
		if err := os.MkdirAll(p.folder(), 0o700); err != nil {
			return fmt.Errorf("making the folder for receipts: %w", err)
		}
		return printer.Save(ctx, filepath.Join(p.folder(), name), document)
	}
	job, err := p.cups.Print(ctx, queue, s.Title, document, printer.Paper{Width: s.Width, Height: s.Height})
	if err != nil {
		return err
	}
	return p.watch(ctx, job)
}

// secret prints a code that must lie in no file, for a sealed envelope.
func (p *press) secret(ctx context.Context, secret person.Secret) error {
	ctx, cancel := context.WithTimeout(ctx, printLimit)
	defer cancel()
	id := p.station.Ledger.Identity()
	return paper.Once(ctx, p.station, report.Report{
		Title: secret.Title, Subtitle: id.Hospital, Created: p.station.Now(), Language: string(p.texts.Lang()),
		Facts: []report.Fact{
			{Name: p.texts.T(i18n.ShiftWindow), Value: id.Station},
			{Name: p.texts.T(i18n.PersonMade), Value: p.texts.DateTime(id.Local(p.station.Now()))},
			{Name: secret.Title, Value: secret.Code, Strong: true},
		},
		Sections: []report.Section{{Text: secret.Text}}, PageFormat: p.texts.T(i18n.ProofPage),
	})
}

// savedReceipts ends the name of the folder beside the data folder that receipts
// are saved in where the settings name none. They bear names: paper lies openly,
// the data folder holds nothing that can be read without the key.
const savedReceipts = "-receipts"

// folder is where receipts are saved that go to no printer.
func (p *press) folder() string {
	if f := p.station.Settings().Printer.Folder; f != "" {
		return f
	}
	return filepath.Clean(p.station.Dir) + savedReceipts
}

// printsTo is that folder, empty where receipts go to a printer.
func (p *press) printsTo() string {
	if p.station.Settings().Printer.Name != "" {
		return ""
	}
	return p.folder()
}

func fileName(name string, copy int) string {
	if copy == 0 {
		return name + ".pdf"
	}
	return fmt.Sprintf("%s-copy%d.pdf", name, copy)
}

// errFailed: the print system reported the job as cancelled or aborted.
var errFailed = errors.New("the print job was cancelled or failed")

// watch asks a while what became of a job. One that still waits then is taken
// for printed later; its paper is looked at by the cashier.
func (p *press) watch(ctx context.Context, job printer.Job) error {
	ctx, cancel := context.WithTimeout(ctx, watchLimit)
	defer cancel()
	ticker := time.NewTicker(watchPause)
	defer ticker.Stop()
	for {
		state, err := p.cups.State(ctx, job)
		switch state {
		case printer.Confirmed:
			return nil
		case printer.Failed:
			return &printer.Error{Kind: errFailed, What: "job " + job.ID, Hint: "look at the printer, then print a copy (F9, F4)"}
		case printer.Unknown:
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
