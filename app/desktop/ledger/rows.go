package ledger

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
)

// at is a moment with its date; a dash for never.
func (m *Model) at(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	local := m.st.Ledger.Identity().Local(t)
	return m.texts.Date(local) + " " + m.texts.Time(local)
}

// copyRows are the copies as rows.
type copyRows struct {
	m   *Model
	all []store.CopyState
}

// Len completes kit.Rows.
func (r *copyRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r *copyRows) Cell(row, col int) string {
	c := r.all[row]
	switch col {
	case 0:
		return r.m.copyName(c)
	case 1:
		return r.m.copyWord(c)
	case 2:
		return strconv.FormatInt(c.Behind, 10)
	case 3:
		return r.m.at(c.Since)
	}
	return c.Folder
}

// Tone completes kit.Toned.
func (r *copyRows) Tone(row int) kit.Tone {
	c := r.all[row]
	switch c.Level(r.m.st.Now()) {
	case store.CopyFailing:
		return kit.Alarm
	case store.CopyBehind:
		return kit.Warning
	}
	if c.Away {
		return kit.Stale
	}
	return kit.Plain
}

func (m *Model) copyName(c store.CopyState) string {
	if c.Name == store.SecondCopy {
		return m.t(i18n.LedgerSecond)
	}
	return c.Name
}

// copyWord is how a copy stands.
func (m *Model) copyWord(c store.CopyState) string {
	level := c.Level(m.st.Now())
	switch {
	case level == store.CopyFailing:
		return m.t(i18n.LedgerCopyFails)
	case c.Away:
		return m.t(i18n.LedgerCopyAway)
	case level == store.CopyBehind:
		return m.t(i18n.LedgerCopyBehind)
	}
	return m.t(i18n.LedgerCopyWhole)
}

// CopyText is all that there is to say of a copy.
func (m *Model) CopyText(c store.CopyState) said {
	parts := []string{m.t(i18n.LedgerCopyText, m.copyName(c), c.Folder, m.copyWord(c))}
	if c.Behind > 0 {
		parts = append(parts, m.texts.N(i18n.LedgerCopyLacks, int(c.Behind), m.at(c.Since)))
	}
	if c.Away && !c.Reached.IsZero() {
		parts = append(parts, m.t(i18n.LedgerCopySeen, m.at(c.Reached)))
	}
	if c.SameDisk {
		parts = append(parts, m.t(i18n.LedgerCopySameDisk))
	}
	if c.Err != nil {
		parts = append(parts, c.Err.Error())
	}
	return said{(&copyRows{m, []store.CopyState{c}}).Tone(0), strings.Join(parts, " ")}
}

func (m *Model) copyColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.LedgerCopy), Min: 100, Share: 1}, {Title: m.t(i18n.LedgerState), Min: 100, Share: 1},
		{Title: m.t(i18n.LedgerLacks), Min: 60, Align: fyne.TextAlignTrailing}, {Title: m.t(i18n.LedgerSince), Min: 145},
		{Title: m.t(i18n.LedgerFolder), Min: 110, Share: 2},
	}
}

// taskRows are the upkeep's tasks as rows.
type taskRows struct {
	m   *Model
	all []upkeep.TaskView
}

// Len completes kit.Rows.
func (r *taskRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r *taskRows) Cell(row, col int) string {
	t := r.all[row]
	switch col {
	case 0:
		return r.m.taskWord(t.Task)
	case 1:
		return r.m.taskState(t)
	case 2:
		return r.m.at(t.At)
	}
	return t.Where
}

// Tone completes kit.Toned.
func (r *taskRows) Tone(row int) kit.Tone {
	t := r.all[row]
	switch t.Level {
	case upkeep.Alarm:
		return kit.Alarm
	case upkeep.Late:
		return kit.Warning
	case upkeep.Ask:
		return kit.Notice
	}
	if !t.Planned {
		return kit.Stale
	}
	return kit.Plain
}

func (m *Model) taskWord(t upkeep.Task) string {
	switch t {
	case upkeep.Monthly:
		return m.t(i18n.SafeMonthly)
	case upkeep.Removable:
		return m.t(i18n.SafeRemovable)
	case upkeep.Check:
		return m.t(i18n.SafeCheck)
	}
	return m.t(i18n.SafeDaily)
}

// taskState is how a task stands, in a word.
func (m *Model) taskState(t upkeep.TaskView) string {
	switch {
	case len(t.Wrong) > 0:
		return m.t(i18n.LedgerTaskWrong)
	case !t.Planned:
		return m.t(i18n.LedgerTaskUnplanned)
	case t.Level == upkeep.Ask:
		return m.t(i18n.LedgerTaskAsked)
	case t.Away:
		return m.t(i18n.LedgerCopyAway)
	case t.Error != "":
		return m.t(i18n.LedgerTaskFailed)
	case t.Level == upkeep.Late, t.Level == upkeep.Alarm:
		return m.t(i18n.LedgerTaskLate)
	case t.At.IsZero():
		return m.t(i18n.LedgerTaskWaits)
	}
	return m.t(i18n.LedgerTaskDone)
}

// TaskText is all that there is to say of a task.
func (m *Model) TaskText(t upkeep.TaskView) said {
	parts := []string{m.t(i18n.LedgerTaskText, m.taskWord(t.Task), m.taskState(t), m.at(t.At))}
	if t.Path != "" {
		parts = append(parts, t.Path)
	}
	for _, w := range t.Wrong {
		parts = append(parts, m.Finding(w))
	}
	if t.NoKey {
		parts = append(parts, m.t(i18n.LedgerNoKey))
	}
	if t.Error != "" {
		parts = append(parts, t.Error)
	}
	return said{(&taskRows{m, []upkeep.TaskView{t}}).Tone(0), strings.Join(parts, " ")}
}

func (m *Model) taskColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.LedgerTask), Min: 235}, {Title: m.t(i18n.LedgerState), Min: 130},
		{Title: m.t(i18n.LedgerLast), Min: 145}, {Title: m.t(i18n.LedgerFolder), Min: 80, Share: 1},
	}
}

// backupRows are the backups as rows.
type backupRows struct {
	m   *Model
	all []backup.Info
}

// Len completes kit.Rows.
func (r *backupRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r *backupRows) Cell(row, col int) string {
	b := r.all[row]
	switch {
	case b.Err != nil:
		return [...]string{r.m.t(i18n.LedgerUnusable), filepath.Base(b.Path), "–", "–"}[col]
	case col == 0:
		return r.m.at(b.MadeAt)
	case col == 1:
		return r.m.kindWord(b.Kind)
	case col == 2:
		return strconv.FormatInt(b.Receipts, 10)
	}
	return megabytes(b.Size)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// Tone completes kit.Toned.
func (r *backupRows) Tone(row int) kit.Tone {
	if b := r.all[row]; b.Err != nil || len(b.Differ) > 0 {
		return kit.Alarm
	}
	return kit.Plain
}

// kindWord is why a backup was made.
func (m *Model) kindWord(k backup.Kind) string {
	switch k {
	case backup.Daily:
		return m.t(i18n.SafeDaily)
	case backup.Monthly:
		return m.t(i18n.SafeMonthly)
	case backup.Removable:
		return m.t(i18n.SafeRemovable)
	}
	return m.t(i18n.LedgerByHand)
}

// BackupText is all that there is to say of a backup.
func (m *Model) BackupText(b backup.Info) said {
	if b.Err != nil {
		return said{kit.Alarm, m.t(i18n.LedgerUnusable) + " " + b.Path + " " + b.Err.Error()}
	}
	parts := []string{m.t(i18n.LedgerBackupText, m.kindWord(b.Kind), m.at(b.MadeAt), b.Receipts, b.Entries, b.Path)}
	switch b.Key {
	case backup.KeyNone:
		parts = append(parts, m.t(i18n.LedgerNoKey))
	case backup.KeyRecovery:
		parts = append(parts, m.t(i18n.LedgerRecoveryOpens))
	}
	for _, w := range b.Differ {
		parts = append(parts, m.Finding(w))
	}
	return said{(&backupRows{m, []backup.Info{b}}).Tone(0), strings.Join(parts, " ")}
}

func (m *Model) backupColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.LedgerMade), Min: 145}, {Title: m.t(i18n.LedgerKind), Min: 150, Share: 1},
		{Title: m.t(i18n.LedgerReceipts), Min: 80, Align: fyne.TextAlignTrailing}, {Title: m.t(i18n.LedgerSize), Min: 90, Align: fyne.TextAlignTrailing},
	}
}
