//go:build !linux

package journal

// SyncData puts a file's content on disk.
func (d diskFile) SyncData() error { return d.Sync() }

// SyncDir does nothing: these systems keep names with their files.
func SyncDir(string) error { return nil }
