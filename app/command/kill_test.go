package command

import (
	"bufio"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"outpost/store"
)

// kills is how often the charging process is killed.
func kills(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("OUTPOST_KILLS")); err == nil && n > 0 {
		return n
	}
	if testing.Short() {
		return 20
	}
	return 200
}

// Every line that a killed process wrote out is there after reopening, once,
// and the same bill handed in again gives the same line.
func TestKill(t *testing.T) {
	dir, acked := t.TempDir(), map[string]receiptLine{}
	random := rand.New(rand.NewPCG(1, 2))
	var open []string // ids handed in; nobody knows whether they were charged
	var last string
	repeated, n := 0, kills(t)
	for range n {
		again := append([]string{}, open...)
		if last != "" {
			again = append(again, last)
		}
		todo := append(again, ids(60)...)
		answers := chargeUntilKilled(t, dir, todo, len(again)+random.IntN(12)+1)
		for _, a := range answers {
			if before, known := acked[a.ID]; known {
				repeated++
				if before != a {
					t.Fatalf("bill %s was %+v and is %+v after a kill", a.ID, before, a)
				}
			}
			acked[a.ID], last = a, a.ID
		}
		open = nil
		for _, id := range todo[:min(len(todo), len(answers)+2)] {
			if _, known := acked[id]; !known {
				open = append(open, id)
			}
		}
	}
	ledger := filepath.Join(dir, drillFolder)
	done(t, dir, bill(last, nil), "charge", "--drill", "-") // opening brings the copy up to what the last kill cut off
	v := object[store.Verification](t, done(t, ledger, "", "ledger", "verify", "--json"))
	if !v.OK || v.Copied != v.Entries {
		t.Errorf("%+v", v)
	}
	kept := map[string]receiptView{}
	numbers := map[string]bool{}
	for _, r := range lines[receiptView](t, done(t, ledger, "", "receipt", "list", "--limit", "0", "--json")) {
		if _, twice := kept[r.ID]; twice || numbers[r.Number] {
			t.Errorf("receipt %s stands twice", r.Number)
		}
		kept[r.ID], numbers[r.Number] = r, true
	}
	for id, a := range acked {
		if r, ok := kept[id]; !ok || r.Number != a.Number || r.Total != a.Total || r.Seq != a.Seq || r.Head != a.Head {
			t.Errorf("written out %+v, kept %+v", a, r)
		}
	}
	if len(acked) < n {
		t.Errorf("only %d receipts were written out in %d runs", len(acked), n)
	}
	t.Logf("%d kills: %d receipts written out, %d kept, %d repeated after a kill", n, len(acked), len(kept), repeated)
}

// chargeUntilKilled hands bills in and kills the process after some answers.
// What stands in the pipe then was written out before.
func chargeUntilKilled(t *testing.T, dir string, todo []string, after int) (answers []receiptLine) {
	t.Helper()
	cmd := command(t.Context(), dir, "charge", "--drill", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { // the kill breaks the pipe at any of these
		for _, id := range todo {
			if _, err := io.WriteString(in, bill(id, nil)); err != nil {
				return
			}
		}
	}()
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			break // a line without its end was not written out
		}
		var a answerLine
		if err := json.Unmarshal(line, &a); err != nil || a.Error != "" {
			t.Fatalf("%s (%v)", line, err)
		}
		answers = append(answers, a.receiptLine)
		if len(answers) == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("the process ended by itself after %d answers", len(answers))
	}
	return answers
}
