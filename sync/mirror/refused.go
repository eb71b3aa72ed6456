package mirror

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

func writeRefused(path string, columns []string, refused []Refusal) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(append([]string{"row", "field", "reason", "text"}, columns...)); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	for _, r := range refused {
		if err := w.Write(append([]string{strconv.Itoa(r.Row), r.Field, r.Reason, r.Raw}, r.Cells...)); err != nil {
			return fmt.Errorf("write the refused rows: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	return replaceFile(path, b.Bytes())
}

// replaceFile writes a file whole or not at all: under another name in the
// same folder, to the disk, then renamed.
func replaceFile(path string, data []byte) (err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return cannotRead(path, "is a folder; name a file in it")
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".outpost-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written; look at its folder: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", path, errors.Join(err, os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
