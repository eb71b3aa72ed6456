package drill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	rehearsal "outpost/app/drill"
	"outpost/receipts/printer"
)

// Folder is where a window keeps its drills, in the data folder; each has a
// folder of its own there, named by its time.
const Folder = "drills"

// recordFile is what a drill came to, in its folder.
const recordFile = "drill.json"

// folderTime names a drill's folder: UTC, so that names sort as the drills ran.
const folderTime = "20060102T150405Z"

// Record is a drill that ended, as its folder keeps it.
type Record struct {
	Began time.Time `json:"began"`
	// Stopped says that a person ended it before its end.
	Stopped bool `json:"stopped"`
	// Error is what it could not be carried on for; empty else.
	Error  string           `json:"error,omitempty"`
	Report rehearsal.Report `json:"report"`
}

// Passed says that the drill came to its end and nothing was wrong.
func (r Record) Passed() bool { return r.Report.OK && !r.Stopped && r.Error == "" }

// Keep writes the record into the drill's folder, whole or not at all.
func (r Record) Keep(ctx context.Context) error {
	raw, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return fmt.Errorf("writing down the drill: %w", err)
	}
	return printer.Save(ctx, filepath.Join(r.Report.Folder, recordFile), raw)
}

// Former reads the drills of a data folder, the latest first. A drill that left
// no record, because the computer went down in it, is passed over; records that
// cannot be read are named in the error and the others returned all the same.
func Former(data string) ([]Record, error) {
	folders, err := os.ReadDir(filepath.Join(data, Folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the former drills: %w", err)
	}
	var all []Record
	var wrong []error
	for _, f := range folders {
		r, err := readRecord(filepath.Join(data, Folder, f.Name()))
		switch {
		case err == nil:
			all = append(all, r)
		case !errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, err)
		}
	}
	slices.SortFunc(all, func(a, b Record) int { return b.Began.Compare(a.Began) })
	return all, errors.Join(wrong...)
}

func readRecord(folder string) (Record, error) {
	var r Record
	raw, err := os.ReadFile(filepath.Join(folder, recordFile))
	if err == nil {
		err = json.Unmarshal(raw, &r)
	}
	if err != nil {
		return r, fmt.Errorf("reading the drill of %s: %w", filepath.Base(folder), err)
	}
	return r, nil
}

// newFolder makes the folder of a drill that begins now.
func newFolder(data string, now time.Time) (string, error) {
	all := filepath.Join(data, Folder)
	if err := os.MkdirAll(all, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for drills: %w", err)
	}
	folder := filepath.Join(all, now.UTC().Format(folderTime))
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the drill's folder: %w", err)
	}
	return folder, nil
}

// sentence is an error on one line.
func sentence(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
