package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/journal"
)

// targets are where a backup may go, in the order of their digits; the last one is
// a folder that is named.
func targets() []upkeep.Task { return []upkeep.Task{upkeep.Daily, upkeep.Monthly, upkeep.Removable} }

// targetForm is what was typed about a backup. Target is a digit.
type targetForm struct{ Target, Folder string }

// Targets are the words of where a backup may go.
func (m *Model) Targets() []string {
	var words []string
	for _, t := range targets() {
		words = append(words, m.taskWord(t))
	}
	return append(words, m.t(i18n.LedgerOtherFolder))
}

// job is something that lasts, and what came of it as a sentence.
type job func(ctx context.Context) (said, error)

// BackUp makes of what was typed a backup to be made.
func (m *Model) BackUp(f targetForm) (job, error) {
	most := len(targets()) + 1
	n, err := m.digit(f.Target, most)
	if err != nil {
		return nil, err
	}
	if n < most {
		return func(ctx context.Context) (said, error) { return m.backUp(ctx, targets()[n-1]) }, nil
	}
	folder := strings.TrimSpace(f.Folder)
	if !filepath.IsAbs(folder) {
		return nil, errors.New(m.t(i18n.NamedWhole))
	}
	return func(ctx context.Context) (said, error) { return m.backUpTo(ctx, folder) }, nil
}

// backUp makes a backup where the settings say.
func (m *Model) backUp(ctx context.Context, task upkeep.Task) (said, error) {
	done, err := m.keeper.Now(ctx, task)
	if err == nil {
		err = done.Err
	}
	if err != nil {
		return said{}, err
	}
	info, err := backup.Read(done.Path)
	return m.made(info), err
}

// backUpTo makes a backup in a folder that was named; it is never deleted by
// itself.
func (m *Model) backUpTo(ctx context.Context, folder string) (said, error) {
	info, err := backup.Make(ctx, backup.Station{Dir: m.st.Dir, Ledger: m.st.Ledger, Catalog: m.st.Catalog},
		backup.Options{Kind: backup.ByHand, Folder: folder, Program: m.program, Now: m.st.Now})
	return m.made(info), err
}

// made says of a backup that it was made, read back and verified.
func (m *Model) made(b backup.Info) said {
	s := m.BackupText(b)
	if s.tone == kit.Plain {
		s.tone = kit.Good
	}
	s.text = m.t(i18n.LedgerBackedUp) + " " + s.text
	return s
}

// VerifyBackup reads a backup from its disk and checks all of it.
func (m *Model) VerifyBackup(path string) job {
	return func(ctx context.Context) (said, error) {
		info, err := backup.Verify(ctx, path)
		if err != nil {
			return said{}, err
		}
		if len(info.Differ) > 0 {
			return m.BackupText(info), nil
		}
		return said{kit.Good, m.t(i18n.LedgerBackupWhole, info.Entries, info.Receipts, shorten(info.Head), path)}, nil
	}
}

// Check verifies every entry, the copies and every table, as is done each night.
func (m *Model) Check(ctx context.Context) (said, error) {
	done, err := m.keeper.Now(ctx, upkeep.Check)
	if err == nil {
		err = done.Err
	}
	if err != nil {
		return said{}, err
	}
	if len(done.Wrong) == 0 {
		return said{kit.Good, m.t(i18n.LedgerWhole, done.Entries, done.Receipts, shorten(done.Head))}, nil
	}
	parts := []string{m.t(i18n.LedgerNotWhole)}
	for _, w := range done.Wrong {
		parts = append(parts, m.Finding(w))
	}
	return said{kit.Alarm, strings.Join(append(parts, m.t(nextOf(done.Wrong))), " ")}, nil
}

// shorten is as much of a hash as a person compares.
func shorten(head string) string { return head[:min(16, len(head))] }

// nextOf says what to do about findings, the gravest first.
func nextOf(wrong []journal.Finding) i18n.Key {
	next := i18n.LedgerNextCopies
	for _, w := range wrong {
		switch w.Where {
		case store.FoundInProjections:
			if next == i18n.LedgerNextCopies {
				next = i18n.LedgerNextTables
			}
		case store.FoundInSecondCopy, upkeep.FoundInFurtherCopies:
		default:
			next = i18n.LedgerNextJournal
		}
	}
	return next
}

// Finding says what does not verify.
func (m *Model) Finding(w journal.Finding) string {
	w.Where = m.whereWord(w.Where)
	if w.Seq > 0 {
		return m.t(i18n.LedgerFindingAt, w.Where, w.Seq, w.What)
	}
	return m.t(i18n.LedgerFinding, w.Where, w.What)
}

// whereWord is where a finding lies, as a person reads it.
func (m *Model) whereWord(where string) string {
	switch where {
	case store.FoundInProjections:
		return m.t(i18n.LedgerInTables)
	case store.FoundInSecondCopy:
		return m.t(i18n.LedgerSecond)
	case upkeep.FoundInFurtherCopies:
		return m.t(i18n.LedgerInCopies)
	}
	return m.t(i18n.LedgerInJournal)
}

// Damaged says whether the last check found damage that only a restore mends.
func Damaged(wrong []journal.Finding) bool {
	return len(wrong) > 0 && nextOf(wrong) == i18n.LedgerNextJournal
}

// OfferRestore has the window offer a restore when it is started again.
func (m *Model) OfferRestore(by store.Actor, wrong []journal.Finding) job {
	return func(ctx context.Context) (said, error) {
		err := m.st.Ledger.OfferRestore(ctx, by, wrong[0].What)
		return said{kit.Warning, m.t(i18n.LedgerMendNext)}, err
	}
}

// Rebuild computes every table anew from the journal.
func (m *Model) Rebuild(by store.Actor) job {
	return func(ctx context.Context) (said, error) {
		if err := m.st.Ledger.Rebuild(ctx); err != nil {
			return said{}, err
		}
		m.st.Log.Info("tables computed anew", "by", by.ID())
		return said{kit.Good, m.t(i18n.LedgerRebuilt, m.st.Ledger.Head().Seq)}, nil
	}
}
