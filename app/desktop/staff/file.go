package staff

import (
	"context"
	"errors"
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/named"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// mostFile bounds a file of people in bytes: some thousand of them have less.
const mostFile = 8 << 20

// FileForm is what was typed about a file of people. Names is a digit.
type FileForm struct{ Path, Passphrase, Again, Names string }

// nameWays are the words of whether names go along, in the order of their digits.
func (m *Model) nameWays() []string {
	return []string{m.t(i18n.StaffWithNames), m.t(i18n.StaffNameless)}
}

// file is the name that is proposed for the file of the people.
func (m *Model) file() string {
	return named.Proposed("outpost-" + m.ledger.Identity().Station + ".people")
}

// Export writes everybody into a new file, sealed with a passphrase.
func (m *Model) Export(ctx context.Context, by store.Actor, f FileForm) (answer string, err error) {
	names := strings.TrimSpace(f.Names)
	switch {
	case names != "1" && names != "2":
		return "", errors.New(m.t(i18n.NumbersChoice, len(m.nameWays())))
	case f.Passphrase != f.Again:
		return "", errors.New(m.t(i18n.LedgerPhraseDiffers))
	}
	if err := named.Check(m.texts, f.Path); err != nil {
		return "", err
	}
	sealed, n, err := m.ledger.ExportPeople(ctx, by, f.Passphrase, names == "1")
	if err != nil {
		return "", m.Said(err)
	}
	path, err := named.Write(m.texts, f.Path, sealed)
	return m.t(i18n.StaffExported, n, path), err
}

// Import takes people over from another window's file.
func (m *Model) Import(ctx context.Context, by store.Actor, f FileForm) (answer string, err error) {
	sealed, err := named.Read(m.texts, f.Path, mostFile)
	if err != nil {
		return "", err
	}
	done, err := m.ledger.ImportPeople(ctx, by, sealed, f.Passphrase)
	answer = m.t(i18n.StaffImported, len(done.Added), len(done.Changed), len(done.Left))
	if len(done.Added) > 0 {
		answer = m.t(i18n.StaffImportedWho, answer, strings.Join(done.Added, ", "))
	}
	return answer, m.Said(err)
}

// askFile opens a dialog about a file of people for a network administrator.
func (s *Screen) askFile(open func(by store.Actor)) {
	s.opt.Asker.As(incident.RoleNetAdmin, open, func() { s.opt.Say(kit.Notice, s.model.t(i18n.PersonNotSigned)) })
}

// work has a dialog do something with a file.
func (s *Screen) work(f *kit.Form, by store.Actor, read func() FileForm, do func(context.Context, store.Actor, FileForm) (string, error)) {
	kit.WorkIn(f, s.opt.Asker.Post, func() (kit.Task[string], error) {
		typed := read()
		return func(ctx context.Context) (string, error) { return do(ctx, by, typed) }, nil
	}, func(answer string) {
		s.opt.Say(kit.Good, answer)
		s.Refresh()
	})
}

// askExport writes the people into a file for another window (F8).
func (s *Screen) askExport() {
	s.askFile(func(by store.Actor) {
		t, f := s.model.t, s.form()
		path, names := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
		first, again := s.opt.Asker.TwoPINs(f)
		path.SetText(s.model.file())
		names.SetText("1")
		s.work(f, by, func() FileForm { return FileForm{path.Text, first.Text, again.Text, names.Text} }, s.model.Export)
		f.Open(t(i18n.StaffKeyExport), "", kit.Field{Input: kit.NewText(t(i18n.StaffExportText))}, kit.Field{Label: t(i18n.NamedFile), Input: path},
			kit.Field{Label: t(i18n.StaffNames), Input: names}, kit.Field{Input: kit.NewText(person.Numbered(s.model.nameWays()))},
			kit.Field{Label: t(i18n.LedgerPhrase), Input: first}, kit.Field{Label: t(i18n.LedgerPhraseAgain), Input: again})
	})
}

// askImport takes people over from another window's file (F11).
func (s *Screen) askImport() {
	s.askFile(func(by store.Actor) {
		t, f := s.model.t, s.form()
		path, phrase := kit.NewKeyEntry(f.Keys, s.model.file()), kit.NewKeyEntry(f.Keys, "")
		phrase.Password = true
		s.work(f, by, func() FileForm { return FileForm{Path: path.Text, Passphrase: phrase.Text} }, s.model.Import)
		f.Open(t(i18n.StaffKeyImport), "", kit.Field{Input: kit.NewText(t(i18n.StaffImportText))},
			kit.Field{Label: t(i18n.NamedFile), Input: path}, kit.Field{Label: t(i18n.LedgerPhrase), Input: phrase})
	})
}
