// Package papers is the dialog in which a file of receipts that were written on
// paper is looked at and keyed in: a preview that changes nothing, then each
// receipt once.
package papers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"outpost/app/billform"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

// exportFolder is where files for people are written, in the data folder.
const exportFolder = "export"

// Preview is a file as it would be keyed in; nothing of it is written.
type Preview struct {
	Path string
	File *mirror.Paper
	// Keyings are the receipts that can be keyed in or were.
	Keyings []billform.Keying
	// others are the rows that ledger and rules refuse; those that cannot be read
	// stand in File.
	others []mirror.Refusal
}

// Refused are the rows of the receipts that cannot be keyed in, in the order of
// the file.
func (p Preview) Refused() []mirror.Refusal {
	rows := slices.Concat(p.File.Refused, p.others)
	slices.SortStableFunc(rows, func(a, b mirror.Refusal) int { return a.Row - b.Row })
	return rows
}

// Sum is how many receipts there are and what they come to.
type Sum struct {
	Count int
	Money receipts.Money
}

func (s *Sum) add(m receipts.Money) { s.Count, s.Money = s.Count+1, s.Money+m }

// Sums are the receipts that are still to be keyed in, and those that were.
func (p Preview) Sums() (open, known Sum) {
	for _, k := range p.Keyings {
		if k.Known {
			known.add(k.Total)
		} else {
			open.add(k.Total)
		}
	}
	return open, known
}

// Result is what became of a file.
type Result struct {
	Preview
	Entered Sum
	// Done are the numbers of the receipts that were keyed in now.
	Done map[string]bool
	// RefusedFile is where the refused rows stand with their reasons; empty where
	// there are none.
	RefusedFile string
	// Broken is what ended it early; nil where all of the file was gone through.
	Broken error
}

// Model is the dialog without widgets. Read and Enter take as long as file and
// disk do.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
}

// Read makes the preview of a file in the name of by, who is the cashier of the
// papers that name none.
func (m *Model) Read(ctx context.Context, by store.Actor, path string) (Preview, error) {
	out := Preview{Path: path}
	if err := m.st.Trouble(); err != nil {
		return out, err
	}
	file, err := mirror.PreviewPaper(ctx, path, nil)
	if err != nil {
		return out, err
	}
	keyings, refused, err := billform.Preview(ctx, m.st, file, by.ID())
	if err != nil {
		return out, err
	}
	out.File, out.Keyings, out.others = file, keyings, refused
	return out, nil
}

// Enter keys in what is still missing, with the approvals of each receipt by its
// number, and writes the refused rows into a file. A refused receipt leaves the
// others; what is no refusal, such as a failing disk, ends it, and the same file
// again goes on from there.
func (m *Model) Enter(ctx context.Context, by store.Actor, p Preview, given map[string][]store.Approval) Result {
	r := Result{Preview: p, Done: map[string]bool{}}
	r.others = slices.Clone(p.others)
	for _, k := range p.Keyings {
		if k.Known {
			continue
		}
		_, err := m.st.Ledger.RecordPaper(ctx, by, k.Paper, given[k.Paper.Number]...)
		switch {
		case err == nil:
			r.Entered.add(k.Total)
			r.Done[k.Paper.Number] = true
			continue
		case store.IsRefusal(err):
			r.others = append(r.others, k.Refuse(err)...)
			continue
		}
		r.Broken = fmt.Errorf("paper %s: %w", k.Paper.Number, err)
		break
	}
	file, err := m.WriteRefused(r.Preview)
	r.RefusedFile, r.Broken = file, errors.Join(r.Broken, err)
	return r
}

// WriteRefused writes the refused rows into the export folder and returns where;
// empty where there are none.
func (m *Model) WriteRefused(p Preview) (string, error) {
	if len(p.Refused()) == 0 {
		return "", nil
	}
	folder := filepath.Join(m.st.Dir, exportFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the export folder: %w", err)
	}
	base := filepath.Base(p.Path)
	path := filepath.Join(folder, strings.TrimSuffix(base, filepath.Ext(base))+".refused.csv")
	return path, p.File.WriteRefused(path, p.others)
}
