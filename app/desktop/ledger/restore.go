package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/named"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/backup"
)

// keyFile holds the keys in a window's data folder.
const keyFile = "station.key"

// Preview says what stands in a backup and what the second copy adds since.
func (m *Model) Preview(ctx context.Context, path string) (string, error) {
	copies, err := m.secondCopy(ctx)
	if err != nil {
		return "", err
	}
	info, p, err := backup.Preview(ctx, path, copies)
	if err != nil {
		return "", err
	}
	text := m.t(i18n.LedgerPreview, m.at(info.MadeAt), info.Receipts, p.Receipts, m.at(p.To), shorten(p.Head))
	if p.From != "" {
		text += " " + m.t(i18n.LedgerPreviewAdded, p.AddedReceipts)
	}
	return text, nil
}

// secondCopy is the folder of the copy that is written with each sale.
func (m *Model) secondCopy(ctx context.Context) ([]string, error) {
	copies, err := m.st.Copies(ctx)
	if err != nil || len(copies) == 0 {
		return nil, err
	}
	return []string{copies[0].Folder}, nil
}

// Restore makes of what was typed a restore into a fresh folder: this window's
// keys go along, and what its second copy holds since.
func (m *Model) Restore(path, folder string) (job, error) {
	into := strings.TrimSpace(folder)
	if !filepath.IsAbs(into) {
		return nil, errors.New(m.t(i18n.NamedWhole))
	}
	return func(ctx context.Context) (said, error) {
		copies, err := m.secondCopy(ctx)
		if err != nil {
			return said{}, err
		}
		from := station.RestoreSource{Backup: path, Key: filepath.Join(m.st.Dir, keyFile), Copies: copies}
		done, locked, err := station.RestoreBackup(ctx, from, into, station.Options{Now: m.st.Now, Log: m.st.Log, Unlock: m.unlock})
		return m.restored(into, done, locked), err
	}, nil
}

// restored says what came of a restore and how to go on.
func (m *Model) restored(into string, done store.Restored, locked bool) said {
	text := m.t(i18n.LedgerRestored, done.Receipts, done.Entries, done.FromCopy, into)
	tone := kit.Good
	if done.Free.First > 0 {
		tone, text = kit.Warning, text+" "+m.t(i18n.LedgerRestoredFree, done.Free.Count())
	}
	if locked {
		return said{kit.Warning, text + " " + m.t(i18n.LedgerRestoredLocked)}
	}
	return said{tone, text}
}

// restore shows what the chosen backup would give, and restores it where somebody
// says so (F9).
func (s *Screen) restore() {
	row := s.tables[backupTable].Selected()
	if row < 0 || row >= len(s.backups.all) {
		s.say(func() said { return said{kit.Notice, s.model.t(i18n.LedgerNoneChosen)} })
		return
	}
	path := s.backups.all[row].Path
	s.admin(func(store.Actor) {
		s.beginThen(i18n.LedgerVerifying, func(ctx context.Context) (said, error) {
			text, err := s.model.Preview(ctx, path)
			return said{kit.Plain, text}, err
		}, func(came said) { s.askRestore(path, came.text) })
	})
}

func (s *Screen) askRestore(path, preview string) {
	c := s.opt.Asker.Window.Canvas()
	if !s.object.Visible() || c.Overlays().Top() != nil {
		return // somebody went on with something else; the preview stands in the answer
	}
	t, f := s.model.t, s.form()
	folder := kit.NewKeyEntry(f.Keys, "")
	folder.SetText(named.Proposed("outpost-restored"))
	f.OnAccept = func() error {
		do, err := s.model.Restore(path, folder.Text)
		if err == nil {
			s.begin(i18n.LedgerRestoring, do)
		}
		return err
	}
	f.Open(t(i18n.LedgerKeyRestore), "", kit.Field{Input: kit.NewText(preview + "\n" + t(i18n.LedgerRestoreText))}, kit.Field{Label: t(i18n.LedgerFresh), Input: folder})
}
