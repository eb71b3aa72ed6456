package papers

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/files"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

// saidHeight is room for two lines, in Fyne's units.
const saidHeight = 56

// mostAsked is how many requests one approval asks for at most, so that whoever
// approves sees each of them on the screen.
const mostAsked = 8

// Options are what the dialog needs from outside.
type Options struct {
	Station *station.Station
	// Asker knows who works at the window and asks a second person for approvals.
	Asker *person.Asker
	// NeedText says to whoever approves what it is about; the total is the bill's.
	NeedText func(receipts.Bill, receipts.Need, receipts.Money) string
	// Closed hears that the dialog is gone.
	Closed func()
	// Folder is where choosing a file begins; empty is the user's own.
	Folder string
}

// dialog is the dialog. All of it belongs to Fyne's goroutine.
type dialog struct {
	opt   Options
	model *Model
}

// Open asks for the file over the window of the asker.
func Open(opt Options) {
	if opt.Folder == "" {
		opt.Folder = opt.Station.Dir
		if home, err := os.UserHomeDir(); err == nil {
			opt.Folder = home
		}
	}
	d := &dialog{opt: opt, model: &Model{st: opt.Station, texts: opt.Asker.Texts}}
	d.choose(filepath.Clean(opt.Folder) + string(filepath.Separator))
}

func (d *dialog) t(key i18n.Key, args ...any) string { return d.model.t(key, args...) }

// chooser asks which file is read.
type chooser struct {
	*dialog
	form    *kit.Form
	path    *kit.KeyEntry
	list    *kit.KeyTable
	dir     string
	entries []files.Entry
}

func (d *dialog) choose(path string) {
	c := &chooser{dialog: d, form: kit.NewForm(d.opt.Asker.Texts, d.opt.Asker.Window)}
	c.path = kit.NewKeyEntry(c.form.Keys, d.t(i18n.PricesPathHint))
	c.list = kit.NewKeyTable(c.form.Keys, []kit.Column{{Title: d.t(i18n.PricesFile), Min: 200, Share: 1}}, nil)
	c.list.SetEmpty(d.t(i18n.PricesNoFiles))
	c.path.OnKey = func(name fyne.KeyName) bool {
		if kit.IsEnter(name) {
			c.form.Accept()
			return true
		}
		return c.list.Step(name)
	}
	c.path.OnChanged = func(string) { c.offer() }
	c.path.SetText(path)
	c.form.GoesOn = true
	c.form.Work = c.read
	c.form.OnCancel = d.opt.Closed
	c.form.Open(d.t(i18n.PapersTitle), d.t(i18n.PricesDoRead), kit.Field{Input: kit.Sized(kit.NewText(d.t(i18n.PapersText)), kit.ListWidth, 0)},
		kit.Field{Label: d.t(i18n.PricesFile), Input: c.path}, kit.Field{Input: kit.Sized(c.list, kit.ListWidth, kit.ListHeight)})
	c.typeOn()
}

// offer lists the folder that the path leads into.
func (c *chooser) offer() {
	c.dir, c.entries, _ = files.Folder(c.path.Text) // a folder that is not there offers nothing
	c.list.SetRows(files.Rows{Entries: c.entries})
	c.list.Select(0)
}

// typeOn has the path typed on, not anew.
func (c *chooser) typeOn() {
	c.opt.Asker.Window.Canvas().Focus(c.path)
	c.path.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // takes the selection away
}

// read goes into the chosen folder, or makes the preview of the chosen file.
func (c *chooser) read(done func(error)) {
	row := c.list.Selected()
	if row < 0 || row >= len(c.entries) {
		done(errors.New(c.t(i18n.PricesNoSuchFile, c.path.Text)))
		c.typeOn()
		return
	}
	chosen := filepath.Join(c.dir, c.entries[row].Name)
	if c.entries[row].Folder {
		c.path.SetText(chosen + string(filepath.Separator))
		done(nil)
		c.form.Say(kit.Notice, c.path.Text)
		c.typeOn()
		return
	}
	by := c.opt.Asker.Desk.Actor()
	kit.Background(c.opt.Asker.Post, func(ctx context.Context) (Preview, error) { return c.model.Read(ctx, by, chosen) }, func(p Preview, err error) {
		if err != nil {
			done(c.model.said(err))
			return
		}
		c.form.OnCancel = nil
		done(nil)
		c.form.Leave()
		c.show(p)
	})
}

// table shows the rows of a file, and the chosen one in full below it.
func (d *dialog) table(f *kit.Form, r rows) (*kit.KeyTable, []kit.Field) {
	full := kit.NewText("")
	table := kit.NewKeyTable(f.Keys, []kit.Column{
		{Title: d.t(i18n.TillColNumber), Min: 130}, {Title: d.t(i18n.PaperTime), Min: 150},
		{Title: d.t(i18n.TillColAmount), Min: 100, Align: fyne.TextAlignTrailing, Bold: true}, {Title: d.t(i18n.RecoveryColOutcome), Min: 300, Share: 1},
	}, r)
	table.OnSelect = func(row int) { full.SetText(r.full(row)) }
	return table, []kit.Field{{Input: kit.Sized(table, kit.ListWidth, kit.ListHeight)}, {Input: kit.Sized(full, kit.ListWidth, saidHeight)}}
}

func (d *dialog) openTable(f *kit.Form, title, accept, text string, r rows) {
	table, fields := d.table(f, r)
	sum := kit.NewText(text)
	sum.TextStyle.Bold = true
	f.Open(title, accept, append([]kit.Field{{Input: kit.Sized(sum, kit.ListWidth, 0)}}, fields...)...)
	table.FocusOn(d.opt.Asker.Window.Canvas())
	table.Select(0)
}

// show is the preview: F2 keys in what is missing.
func (d *dialog) show(p Preview) {
	f := kit.NewForm(d.opt.Asker.Texts, d.opt.Asker.Window)
	var result *Result
	f.Work = func(done func(error)) {
		if open, _ := p.Sums(); open.Count == 0 {
			done(errors.New(d.t(i18n.PapersNothing)))
			return
		}
		d.approved(p, map[string][]store.Approval{}, 0, done, func(given map[string][]store.Approval) {
			by := d.opt.Asker.Desk.Actor()
			kit.Background(d.opt.Asker.Post, func(ctx context.Context) (Result, error) { return d.model.Enter(ctx, by, p, given), nil }, func(r Result, _ error) {
				result = &r
				done(nil)
			})
		})
	}
	f.OnCancel = func() { d.choose(p.Path) }
	f.OnClosed = func() {
		if result != nil {
			d.result(*result)
		}
	}
	f.Command(fyne.KeyF8, d.t(i18n.PricesDoRefused), func() {
		switch path, err := d.model.WriteRefused(p); {
		case err != nil:
			f.Say(kit.Alarm, d.model.said(err).Error())
		case path == "":
			f.Say(kit.Good, d.t(i18n.PricesNoneRefused))
		default:
			f.Say(kit.Good, d.t(i18n.PricesRefusedIn, path))
		}
	})
	text := d.model.Counts(p)
	for _, w := range p.File.Warnings {
		text += "\n" + w
	}
	d.openTable(f, d.t(i18n.PapersTitle), d.t(i18n.PapersEnterKey), text, d.model.rows(p, nil))
}

// approved has somebody else approve what the receipts from the one at on need,
// some at a time; then gets all that was given.
func (d *dialog) approved(p Preview, given map[string][]store.Approval, at int, done func(error), then func(map[string][]store.Approval)) {
	var requests []person.Request
	var of []string // the receipt of each request
	for ; at < len(p.Keyings) && len(requests) < mostAsked; at++ {
		k := p.Keyings[at]
		if k.Known {
			continue
		}
		for _, n := range k.Needs {
			of = append(of, k.Paper.Number)
			requests = append(requests, person.Request{What: store.WhatOf(n.Ask), Subject: n.Subject, Text: k.Paper.Number + "  " + d.opt.NeedText(k.Paper.Bill, n, k.Total)})
		}
	}
	if len(requests) == 0 {
		then(given)
		return
	}
	d.opt.Asker.ApproveElse(func(all []store.Approval) {
		for i, a := range all {
			given[of[i]] = append(given[of[i]], a)
		}
		d.approved(p, given, at, done, then)
	}, func() { done(errors.New(d.t(i18n.PapersNotApproved))) }, requests...)
}

// result shows what became of the file.
func (d *dialog) result(r Result) {
	f := kit.NewForm(d.opt.Asker.Texts, d.opt.Asker.Window)
	f.ReadOnly, f.OnClosed = true, d.opt.Closed
	text := d.model.Became(r)
	if r.Broken != nil {
		text = kit.Alarm.Symbol() + " " + d.t(i18n.PapersBroke, d.model.said(r.Broken).Error()) + "\n" + text
	}
	d.openTable(f, d.t(i18n.PapersTitle), "", text, d.model.rows(r.Preview, r.Done))
}
