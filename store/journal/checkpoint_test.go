package journal

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestACheckpointNeedsNothingButThePublicKey(t *testing.T) {
	j, _ := start(t, t.TempDir())
	first := write(t, j, "a")
	e := write(t, j, "b")
	raw, err := json.Marshal(j.Checkpoint())
	if err != nil {
		t.Fatal(err)
	}
	var c Checkpoint
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	if err := c.Check(newTestKey(1).Public()); err != nil || !c.Marks(e) || c.Marks(first) || c.Seq != 2 || c.Receipts != 2 || c.Sales != 200 {
		t.Errorf("%+v, %v", c, err)
	}
	for name, change := range map[string]func(*Checkpoint){
		"ledger":   func(c *Checkpoint) { c.Ledger = "M" },
		"station":  func(c *Checkpoint) { c.Station = "W02" },
		"time":     func(c *Checkpoint) { c.At = c.At.Add(1000) },
		"seq":      func(c *Checkpoint) { c.Seq++ },
		"head":     func(c *Checkpoint) { c.Head = first.Hash.String() },
		"rubbish":  func(c *Checkpoint) { c.Head = "no hash" },
		"receipts": func(c *Checkpoint) { c.Receipts-- },
		"sales":    func(c *Checkpoint) { c.Sales-- },
		"voids":    func(c *Checkpoint) { c.Voids++ },
		"signed":   func(c *Checkpoint) { c.Signature = nil },
	} {
		wrong := c
		change(&wrong)
		if err := wrong.Check(newTestKey(1).Public()); !errors.Is(err, ErrDamaged) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if err := c.Check(newTestKey(2).Public()); !errors.Is(err, ErrDamaged) {
		t.Errorf("another key: %v", err)
	}
	if err := c.Check(nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("no key: %v", err)
	}
}
