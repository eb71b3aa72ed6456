package printer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Save writes a document to a file instead of paper. The file is whole or not
// there: it is written beside its place, brought to disk, and renamed. An
// earlier file of the name is replaced. An error is an *Error that wraps
// ErrSave and the cause.
func Save(ctx context.Context, path string, document []byte) error {
	if err := save(ctx, path, document); err != nil {
		return &Error{errors.Join(ErrSave, err), "the file " + path + " was not saved: " + err.Error(), "check that the folder exists, may be written to and has room"}
	}
	return nil
}

func save(ctx context.Context, path string, document []byte) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	file, err := os.CreateTemp(folder, ".outpost-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name()) // the first error is the one to tell
		}
	}()
	_, err = file.Write(document)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}
