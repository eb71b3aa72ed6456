// Package faultdisk is a disk in memory that fails on command: a torn write, a
// failed fsync, an error after the work was done, no room, a power cut in which
// what was not synced is lost, in part or whole. The ledger's files and SQLite
// (through a file layer, "VFS", of its own) both lie on it, so the real store
// runs on it unchanged.
//
// The model is that of a journaling file system: content is safe after an fsync
// of its file, a file's name after an fsync of the file or of its folder, a
// rename or removal after an fsync of the folder. What is not safe may be kept
// or lost at a power cut, in sectors of 512 bytes, in any combination; names
// are kept in the order in which they were changed.
package faultdisk
