package ledger

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/journal"
)

func TestCopiesSayHowTheyStand(t *testing.T) {
	b := newBench(t, nil, nil)
	now := b.st.Now()
	for _, c := range []struct {
		state store.CopyState
		word  string
		tone  kit.Tone
		text  string
	}{
		{store.CopyState{Name: store.SecondCopy, Folder: "/c"}, "whole", kit.Plain, "second copy in /c: whole."},
		{store.CopyState{Name: "share", SameDisk: true}, "whole", kit.Plain, "lost with it"},
		{store.CopyState{Name: "share", Behind: 3, Since: now.Add(-time.Minute), WarnAfter: time.Hour}, "follows", kit.Warning, "lacks 3 entries since 2026-11-20 09:11"},
		{store.CopyState{Name: "share", Behind: 3, Since: now.Add(-2 * time.Hour), WarnAfter: time.Hour, Err: errors.New("no route to host")}, "FAILS", kit.Alarm, "no route to host"},
		{store.CopyState{Name: "stick", Away: true, Reached: now, Err: journal.ErrAway}, "not there", kit.Stale, "plugged in, it is brought up"},
		{store.CopyState{Name: "stick", Away: true, Err: fmt.Errorf("%w: the ledger's own disk", journal.ErrAway)}, "not there", kit.Stale, "not there. " + journal.ErrAway.Error() + ": the ledger's own disk"},
		{store.CopyState{Name: "stick", Err: journal.ErrFork}, "FAILS", kit.Alarm, "stick"},
	} {
		r := copyRows{b.model, []store.CopyState{c.state}}
		said := b.model.CopyText(c.state)
		if r.Cell(0, 1) != c.word || r.Tone(0) != c.tone || said.tone != c.tone || !strings.Contains(said.text, c.text) {
			t.Errorf("%+v: %q, %v, %+v", c.state, r.Cell(0, 1), r.Tone(0), said)
		}
	}
}

func TestTasksSayHowTheyStand(t *testing.T) {
	b := newBench(t, nil, nil)
	for _, c := range []struct {
		task upkeep.TaskView
		word string
		tone kit.Tone
	}{
		{upkeep.TaskView{Task: upkeep.Monthly, Level: upkeep.Good}, "no folder set", kit.Stale},
		{upkeep.TaskView{Task: upkeep.Daily, Planned: true, Level: upkeep.Good}, "not due yet", kit.Plain},
		{upkeep.TaskView{Task: upkeep.Daily, Planned: true, Level: upkeep.Good, Result: upkeep.Result{At: b.st.Now()}}, "done", kit.Plain},
		{upkeep.TaskView{Task: upkeep.Removable, Planned: true, Level: upkeep.Ask, Result: upkeep.Result{Error: "away", Away: true}}, "plug the disk in", kit.Notice},
		{upkeep.TaskView{Task: upkeep.Monthly, Planned: true, Level: upkeep.Good, Result: upkeep.Result{Error: "away", Away: true}}, "not there", kit.Plain},
		{upkeep.TaskView{Task: upkeep.Daily, Planned: true, Level: upkeep.Late, Result: upkeep.Result{Error: "no room"}}, "failed", kit.Warning},
		{upkeep.TaskView{Task: upkeep.Check, Planned: true, Level: upkeep.Alarm}, "NOT DONE", kit.Alarm},
		{upkeep.TaskView{Task: upkeep.Check, Planned: true, Level: upkeep.Alarm, Result: upkeep.Result{Wrong: []journal.Finding{{What: "W"}}}}, "NOT ALL VERIFIES", kit.Alarm},
	} {
		r := taskRows{b.model, []upkeep.TaskView{c.task}}
		if r.Cell(0, 1) != c.word || r.Tone(0) != c.tone || b.model.TaskText(c.task).tone != c.tone {
			t.Errorf("%+v: %q, %v", c.task, r.Cell(0, 1), r.Tone(0))
		}
	}
}

func TestABackupThatCannotBeReadStandsOut(t *testing.T) {
	b := newBench(t, nil, nil)
	bad := backup.Info{Path: "/b/20261120", Err: backup.ErrNotOne}
	r := backupRows{b.model, []backup.Info{bad}}
	if r.Cell(0, 0) != "NOT USABLE" || r.Cell(0, 1) != "20261120" || r.Tone(0) != kit.Alarm || !strings.Contains(b.model.BackupText(bad).text, "/b/20261120") {
		t.Errorf("%q", r.Cell(0, 0))
	}
	open := backup.Info{Manifest: backup.Manifest{Kind: backup.ByHand, Key: backup.KeyNone}}
	if text := b.model.BackupText(open).text; !strings.Contains(text, "backup by hand") || !strings.Contains(text, "holds no key") {
		t.Errorf("%q", text)
	}
}

func TestEnterLeadsThroughTheTables(t *testing.T) {
	b := newBench(t, nil, nil)
	b.Press(fyne.KeyReturn)
	if b.at != copyTable || !strings.Contains(b.detail.Text(), "second copy in") {
		t.Errorf("table %d: %q", b.at, b.detail.Text())
	}
	b.Press(fyne.KeyReturn)
	b.Press(fyne.KeyDown)
	if b.at != taskTable || !strings.Contains(b.detail.Text(), "monthly backup: no folder set") {
		t.Errorf("table %d: %q", b.at, b.detail.Text())
	}
	b.read()
	b.Next(1)
	if !strings.Contains(b.detail.Text(), "monthly backup") {
		t.Errorf("reading anew moved the choice: %q", b.detail.Text())
	}
	b.Press(fyne.KeyEscape)
	if b.at != backupTable {
		t.Errorf("table %d", b.at)
	}
}
