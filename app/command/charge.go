package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

// mostLine bounds one bill, in bytes: 500 lines of the longest items fit.
const mostLine = 1 << 20

func chargeHelp() string {
	return `Charges bills, one JSON object a line, from FILE or standard input ("-"), and
writes one line for each receipt, only after it is durable on disk:

  {"id":"…","number":"W01-0000001","total":"100.00","seq":12,"head":"9f3c…"}

The form of a bill (all on one line):

  {"id":"0198c0de-0000-7000-8000-000000000001",          UUID, made when the bill opens
   "patient":{"number":"P000001"},                       one of the register, or in full:
      {"name":"…","sex":"female","birth_date":"1990-01-31","id_number":"…","phone":"…",
       "no_phone_reason":"…","card":"…","number":"…","insured":true,
       "insurance_number":"…","id":"…","his_key":"…"}
   "insured":false,                                      insured: pays in full, settled later
   "lines":[{"item":"drug/1017","qty":"2"},              the item's key ('outpost prices find')
            {"code":"ZC0001","qty":"1"}],                or its code, where only one item has it
   "payments":[{"tender":"cash","amount":"100.00"},      what is handed over; cash gives change
               {"tender":"card","amount":"20.00","reference":"…"}],
   "cashier":"…","doctor":"…","department":"…"}

qty has up to 3 decimals, amount as many as the currency; text or number, read
digit by digit. A field of another name is refused. The same id with the same
content gives the same receipt again (with "void":true where it was taken back
since), with other content it is refused. A line that is refused gives {"line":n,"error":"…"}; the rest go on, and the exit code
is 1.

A real ledger needs stand-alone mode and an open shift of the bill's cashier, who
says so with --as and --pin-file; a bill without "cashier" is that person's.
--drill charges in a drill ledger, watermarked, that can reach no real HIS: the
data folder itself where it is one, else its folder "drill", made when absent,
with the demo hospital's prices or those of --prices.`
}

func (a *app) chargeCommand() *cobra.Command {
	var drill bool
	var prices string
	cmd := &cobra.Command{
		Use: "charge [FILE|-]", Short: "Charge bills from JSON lines", Long: chargeHelp(), Args: cobra.MaximumNArgs(1),
		Example: `  echo '{"id":"0198c0de-0000-7000-8000-000000000001","patient":{"name":"无名氏"},"lines":[{"code":"ZC0001","qty":"1"}],"payments":[{"tender":"cash","amount":"20.00"}],"cashier":"c1"}' | outpost charge --drill -`,
		RunE: a.run(func(ctx context.Context, args []string) error {
			if prices != "" && !drill {
				return usage("--prices goes with --drill; a real ledger charges by 'outpost prices import --accept'")
			}
			in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			s, err := a.till(ctx, drill, prices)
			return with(s, err, func(s *station.Station) error {
				cashier, err := a.cashier(ctx, s)
				if err != nil {
					return err
				}
				return a.charge(ctx, s, cashier, in)
			})
		}),
	}
	cmd.Flags().BoolVar(&drill, "drill", false, "charge in a drill ledger")
	cmd.Flags().StringVar(&prices, "prices", "", "with --drill: accept this price file first")
	return a.acts(cmd)
}

// input is the file of the bills, or standard input.
func (a *app) input(args []string) (io.ReadCloser, error) {
	if len(args) == 0 || args[0] == "-" {
		return io.NopCloser(a.In), nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, fmt.Errorf("the bills cannot be read; look at the file's name: %w", err)
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("%s is a folder; name the file of the bills in it", args[0])
	}
	return f, nil
}

// till opens the ledger to charge in.
func (a *app) till(ctx context.Context, drill bool, prices string) (*station.Station, error) {
	if drill {
		return a.drillTill(ctx, prices)
	}
	s, err := station.Open(ctx, a.dir(), a.options())
	if err != nil {
		return nil, err
	}
	a.tellAdopted(s.Ledger)
	if err := s.Trouble(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// cashier logs in who charges: the open shift's cashier. Bills that name none are
// that person's; in a drill's ledger without --as each bill names its own.
func (a *app) cashier(ctx context.Context, s *station.Station) (string, error) {
	by, err := a.login(ctx, s)
	if err != nil || a.who.id == "" {
		return "", err
	}
	if open := s.Ledger.Shift(); open.ID != "" && open.Cashier != by.ID() {
		return "", fmt.Errorf("the open shift is %s's, so %s cannot charge in it; close it first: %w", open.Cashier, by.ID(), store.ErrShift)
	}
	return by.ID(), nil
}

// receiptLine is what is written out for a receipt.
type receiptLine struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Total  string `json:"total"`
	Seq    int64  `json:"seq"`
	Head   string `json:"head"`
	// Form is the printed form's number; empty on plain paper.
	Form string `json:"form,omitempty"`
	// Void says that the receipt was taken back since; the line charged nothing.
	Void bool `json:"void,omitempty"`
}

// errorLine is what is written out for a line that was refused.
type errorLine struct {
	Line  int    `json:"line"`
	Error string `json:"error"`
	// Candidates are the items that share an ambiguous code.
	Candidates []itemView `json:"candidates,omitempty"`
	// More is how many further items share it.
	More int `json:"more_candidates,omitempty"`
}

// charge charges line after line. Only a broken input or output ends it early.
func (a *app) charge(ctx context.Context, s *station.Station, cashier string, in io.Reader) error {
	lines := readLines(ctx, in)
	refused := 0
	for n := 1; ; n++ {
		var l inputLine
		select {
		case <-ctx.Done():
			return fmt.Errorf("broken off before line %d; what was written out is kept, hand the file in again for the rest", n)
		case l = <-lines:
		}
		if errors.Is(l.err, io.EOF) {
			break
		}
		if l.err != nil && !errors.Is(l.err, errLong) {
			return fmt.Errorf("reading line %d: %w", n, l.err)
		}
		if l.err == nil && len(l.text) == 0 {
			continue
		}
		r, err := receipts.Receipt{}, l.err
		if err == nil {
			r, err = chargeOne(context.WithoutCancel(ctx), s, cashier, l.text)
		}
		if err != nil {
			refused++
			err = a.line(refusedLine(n, err))
		} else {
			err = a.line(receiptLine{r.ID, r.Number, r.Money.Format(r.Total), r.Seq, r.Head, r.Form, r.Void != nil})
		}
		if err != nil {
			return err
		}
	}
	if refused > 0 {
		fmt.Fprintf(a.Err, "outpost: %d lines were refused; each says why. Correct them and hand them in again.\n", refused)
		return errShown
	}
	return nil
}

func refusedLine(n int, err error) errorLine {
	out := errorLine{Line: n, Error: sentence(err)}
	var many *ambiguous
	if errors.As(err, &many) {
		for _, i := range many.items[:min(len(many.items), mostCandidates)] {
			out.Candidates = append(out.Candidates, viewItem(i))
		}
		out.More = max(0, len(many.items)-mostCandidates)
	}
	return out
}

// chargeOne charges one line. A bill that is refused may be one that was charged
// before, when other prices were in force: then its receipt is the answer.
func chargeOne(ctx context.Context, s *station.Station, cashier string, text []byte) (receipts.Receipt, error) {
	line, err := readBill(text)
	if err != nil {
		return receipts.Receipt{}, err
	}
	if line.Cashier == "" {
		line.Cashier = cashier
	}
	before := s.Ledger.Head().Seq
	bill, err := line.bill(s)
	if err == nil {
		var r receipts.Receipt
		if r, err = s.Ledger.Sell(ctx, bill); err == nil {
			return asItStands(ctx, s, r, before)
		}
	}
	row, lookup := s.Ledger.ReceiptByID(ctx, line.ID)
	if lookup != nil {
		return receipts.Receipt{}, err // never charged: the refusal stands
	}
	r, err := chargedBefore(ctx, s, line, row.Receipt)
	r.Void = row.Receipt.Void
	return r, err
}

// asItStands is a receipt with its void, where it was charged before this line.
func asItStands(ctx context.Context, s *station.Station, r receipts.Receipt, before int64) (receipts.Receipt, error) {
	if r.Seq > before {
		return r, nil
	}
	row, err := s.Ledger.ReceiptByID(ctx, r.ID)
	r.Void = row.Receipt.Void
	return r, err
}

// chargedBefore gives the receipt of a line that says the same as it did then,
// with the items as they were priced then; any other line is refused.
func chargedBefore(ctx context.Context, s *station.Station, line chargeBill, was receipts.Receipt) (receipts.Receipt, error) {
	bill, err := line.asBefore(s, was)
	if err == nil {
		var r receipts.Receipt
		if r, err = s.Ledger.Sell(ctx, bill); err == nil {
			return r, nil
		}
	}
	if errors.Is(err, store.ErrConflict) {
		return receipts.Receipt{}, err
	}
	return receipts.Receipt{}, &refusal{
		text:  fmt.Sprintf("the bill %s was completed as receipt %s with other content; nothing was changed", was.ID, was.Number),
		cause: errors.Join(store.ErrConflict, err),
	}
}

// errOther marks a line that differs from what was charged under its id.
var errOther = errors.New("other content")

// asBefore is the line's bill with what its receipt keeps of item and patient.
func (b chargeBill) asBefore(s *station.Station, was receipts.Receipt) (bill receipts.Bill, err error) {
	bill = receipts.Bill{ID: b.ID, Patient: was.Patient, Insured: b.Insured, Cashier: b.Cashier, Doctor: b.Doctor, Department: b.Department}
	switch p := b.Patient; {
	case p.Name != "":
		if bill.Patient, err = b.patient(s.Register()); err != nil {
			return bill, err
		}
	case p.ID != was.Patient.ID && (p.ID != "" || p.Number != was.Patient.Number), len(was.Lines) != len(b.Lines):
		return bill, errOther
	}
	for n, l := range b.Lines {
		if n >= len(was.Lines) || l.Item != was.Lines[n].Item && (l.Item != "" || l.Code != was.Lines[n].Code) {
			return bill, errOther
		}
		kept := was.Lines[n]
		if kept.Quantity, err = receipts.ParseQuantity(string(l.Qty)); err != nil {
			return bill, err
		}
		kept.Amount = 0
		bill.Lines = append(bill.Lines, kept)
	}
	bill.Payments, err = b.payments(was.Money)
	return bill, err
}

// errLong marks a line that is too long to be a bill; it is skipped.
var errLong = errors.New("the line is longer than 1 MiB; write one bill a line, of at most 500 charge lines")

// inputLine is one line of the input, or why there is none.
type inputLine struct {
	text []byte
	err  error
}

// readLines reads ahead on a goroutine of its own, so that a signal is heard
// while the input is silent.
func readLines(ctx context.Context, in io.Reader) <-chan inputLine {
	lines := make(chan inputLine, 16)
	go func() {
		r := bufio.NewReaderSize(in, 64<<10)
		for {
			text, err := readLine(r)
			select {
			case lines <- inputLine{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, errLong) {
				return
			}
		}
	}()
	return lines
}

// readLine reads a line without its end. A longer one than mostLine is read
// through and dropped. io.EOF comes alone, after the last line.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > mostLine; long {
			line = line[:0]
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && !long && len(line) == 0, err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, errLong
		}
		return trimLine(line), nil
	}
}

func trimLine(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r' || line[len(line)-1] == ' ') {
		line = line[:len(line)-1]
	}
	return line
}

// checkDrill refuses to rehearse in a real ledger.
func checkDrill(s *station.Station) error {
	if !s.Ledger.Identity().Drill {
		return fmt.Errorf("the ledger in %s is a hospital's; a drill needs one of its own: %w", s.Dir, store.ErrInput)
	}
	return nil
}
