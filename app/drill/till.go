package drill

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"outpost/fixtures/sales"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// kills is how often the till is killed while it charges.
const kills = 3

// repeats is how many acknowledged bills are handed in again after each kill.
const repeats = 3

// ack is a line that the till wrote out: from then on the receipt must never be
// lost.
type ack struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Total  string `json:"total"`
	Seq    int64  `json:"seq"`
	Head   string `json:"head"`
	Error  string `json:"error"`
}

// charge has every bill charged by a till in another process, which is killed
// with SIGKILL several times on the way and started again.
func (d *day) charge(ctx context.Context) (string, error) {
	for round := 1; len(d.acked) < len(d.bills); round++ {
		killAt := len(d.bills) + 1
		if d.report.Kills < kills {
			killAt = len(d.bills) * (d.report.Kills + 1) / (kills + 1)
		}
		before := len(d.acked)
		if err := d.chargeRound(ctx, killAt); err != nil {
			return "", err
		}
		if len(d.acked) == before && round > kills {
			return "", fmt.Errorf("the till got stuck after %d receipts; see till.log in %s", before, d.opt.Folder)
		}
	}
	d.report.Charges = len(d.acked)
	return fmt.Sprintf("%d receipts, till killed %d times, %d bills handed in twice", d.report.Charges, d.report.Kills, d.report.Repeated), nil
}

// chargeRound runs one till until all is charged or killAt receipts are out.
func (d *day) chargeRound(ctx context.Context, killAt int) error {
	till, in, out, err := d.startTill(ctx)
	if err != nil {
		return err
	}
	todo := d.todo()
	fed := make(chan error, 1)
	go func() { fed <- feed(in, todo, d) }()
	killed, readErr := d.readAcks(out, till, killAt)
	feedErr := <-fed
	waitErr := till.Wait()
	if killed {
		d.report.Kills++
		return nil // what the pipe and the exit status say is the kill's
	}
	return errors.Join(readErr, feedErr, waitErr)
}

func (d *day) startTill(ctx context.Context) (*exec.Cmd, io.WriteCloser, io.Reader, error) {
	log, err := os.OpenFile(filepath.Join(d.opt.Folder, "till.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("the till's log: %w", err)
	}
	defer log.Close()
	till := exec.CommandContext(ctx, d.opt.Program, "--data", d.ledgerFolder(), "charge", "--drill", "-")
	till.Stderr = log
	in, err := till.StdinPipe()
	if err != nil {
		return nil, nil, nil, err
	}
	out, err := till.StdoutPipe()
	if err != nil {
		return nil, nil, nil, err
	}
	if err := till.Start(); err != nil {
		return nil, nil, nil, fmt.Errorf("starting the till: %w", err)
	}
	return till, in, out, nil
}

// todo is what is not acknowledged, after a few that are: handing a bill in
// again must give the same receipt.
func (d *day) todo() (bills []sales.Bill) {
	again := 0
	for _, b := range d.bills {
		if _, ok := d.acked[b.ID]; !ok {
			bills = append(bills, b)
		} else if again < repeats {
			again++
			bills = append(bills, b)
		}
	}
	return bills
}

// readAcks takes the till's lines in and kills it once killAt are out. What
// stands in the pipe then was written out before and counts.
func (d *day) readAcks(out io.Reader, till *exec.Cmd, killAt int) (killed bool, err error) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a ack
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			if killed {
				break // cut off in the middle of a line: never acknowledged
			}
			return killed, fmt.Errorf("the till wrote %q: %w", lines.Text(), err)
		}
		d.take(a)
		if len(d.acked) >= killAt && !killed {
			killed = true
			if err := till.Process.Kill(); err != nil {
				return killed, fmt.Errorf("killing the till: %w", err)
			}
		}
	}
	return killed, lines.Err()
}

func (d *day) take(a ack) {
	if a.Error != "" {
		d.wrong("the till refused a bill: %s", a.Error)
		return
	}
	before, known := d.acked[a.ID]
	if !known {
		d.acked[a.ID] = a
		return
	}
	d.report.Repeated++
	if before != a {
		d.wrong("bill %s was receipt %s and came back as %s", a.ID, before.Number, a.Number)
	}
}

// chargeLine is one line of `outpost charge -`.
type chargeLine struct {
	ID       string           `json:"id"`
	Patient  receipts.Patient `json:"patient"`
	Lines    []chargeItem     `json:"lines"`
	Payments []chargePayment  `json:"payments"`
	Cashier  string           `json:"cashier"`
}

type chargeItem struct {
	Item string `json:"item"`
	Qty  string `json:"qty"`
}

type chargePayment struct {
	Tender    string `json:"tender"`
	Amount    string `json:"amount"`
	Reference string `json:"reference,omitempty"`
}

func feed(in io.WriteCloser, bills []sales.Bill, d *day) error {
	w := bufio.NewWriter(in)
	encode := json.NewEncoder(w)
	for _, b := range bills {
		if err := encode.Encode(d.line(b)); err != nil {
			return fmt.Errorf("handing a bill to the till: %w", errors.Join(err, in.Close()))
		}
	}
	return errors.Join(w.Flush(), in.Close())
}

func (d *day) line(b sales.Bill) chargeLine {
	line := chargeLine{ID: b.ID, Patient: d.people[b.Patient], Cashier: "drill"}
	for _, l := range b.Lines {
		line.Lines = append(line.Lines, chargeItem{l.Key, l.Qty})
	}
	for _, p := range b.Payments {
		line.Payments = append(line.Payments, chargePayment{p.Tender, receipts.CNY().Format(receipts.Money(p.Amount)), p.Reference})
	}
	return line
}

// void takes back the receipts whose bills say so.
func (d *day) void(ctx context.Context) (string, error) {
	s, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	till, err := s.Ledger.DrillActor("drill", incident.RoleCashier)
	if err != nil {
		return "", err
	}
	for _, b := range d.bills {
		if !b.Void {
			continue
		}
		if _, err := s.Ledger.Void(ctx, till, store.VoidRequest{Number: d.acked[b.ID].Number, Reason: "drill: receipt returned at once", PaperReturned: true}); err != nil {
			return "", err
		}
		d.report.Voids++
	}
	v, err := s.Ledger.Verify(ctx)
	if err != nil {
		return "", err
	}
	if !v.OK {
		d.wrong("the ledger does not verify after the kills: %v", v.Wrong)
	}
	return fmt.Sprintf("%d receipts voided; %d entries verified", d.report.Voids, v.Entries), nil
}
