// Package backup makes whole, verified copies of a window's data folder, keeps
// their number in check, shows what stands in one and restores it into a fresh
// folder with what a copy of the journal holds since. When one is due is decided
// elsewhere.
//
// A backup is a folder of its own below the ledger's id, so that several windows
// share one disk:
//
//	FOLDER/LEDGER/20261120-183000-000000004711/
//	    manifest.json   what it holds, with the SHA-256 of each file
//	    ledger.db       the ledger's database in one file
//	    catalog.db      price lists and patients
//	    station.key     the keys, only in a form that something must unlock
//	    secrets.sealed  sealed passwords, where there are any
package backup

import (
	"errors"
	"time"

	"outpost/store"
	"outpost/store/journal"
)

// Kind is why a backup was made.
type Kind string

// The kinds of backups. Each kind is kept in its own number.
const (
	Daily     Kind = "daily"     // to a local disk (plan D2)
	Monthly   Kind = "monthly"   // to another machine (plan D3)
	Removable Kind = "removable" // middle and end of the month, to a stick or disk (plan D5)
	ByHand    Kind = "by hand"   // because somebody asked; never deleted by itself
)

// Sentinels that callers match with errors.Is.
var (
	// ErrAway: the folder of the backup is not there, as of a disk that is not
	// plugged in.
	ErrAway = errors.New("the backup's folder is not there")
	// ErrRoom: the disk has no room for another backup.
	ErrRoom = errors.New("no room for the backup")
	// ErrUnsound: a backup does not verify.
	ErrUnsound = errors.New("the backup does not verify")
	// ErrNotOne: a folder holds no backup.
	ErrNotOne = errors.New("no backup")
	// ErrNoKey: the backup holds no key file and none was given.
	ErrNoKey = errors.New("the backup holds no key")
)

// Format is the version of the manifest that this program writes.
const Format = 1

// The files of a backup.
const (
	manifestFile = "manifest.json"
	ledgerFile   = "ledger.db"
	keyFile      = "station.key"
	secretsFile  = "secrets.sealed"
)

// KeyForm says in what form a backup holds the station's keys.
type KeyForm string

// The forms. Lying open they never leave the data folder.
const (
	KeyWhole    KeyForm = "locked"       // the key file as it is: what unlocks the window unlocks it
	KeyRecovery KeyForm = "recovery key" // only the printed recovery key unlocks it
	KeyNone     KeyForm = "none"         // not at all
)

// Manifest is what a backup says of itself.
type Manifest struct {
	Format  int    `json:"format"`
	Kind    Kind   `json:"kind"`
	Program string `json:"program"`
	// MadeAt is when it was made, VerifiedAt when it was read back and checked.
	MadeAt     time.Time `json:"made_at"`
	VerifiedAt time.Time `json:"verified_at"`
	store.Contents
	Key KeyForm `json:"key"`
	// Unprotected: the keys lie open in the data folder, so that the backup holds
	// them only in the recovery key's form or not at all.
	Unprotected bool   `json:"unprotected,omitempty"`
	Files       []File `json:"files"`
	// Differ are tables that were not what the journal says, when they were computed
	// anew and compared. Every entry verified nevertheless.
	Differ []journal.Finding `json:"differ,omitempty"`
	// Rebuilt says that the tables were compared.
	Rebuilt bool `json:"rebuilt"`
}

// File is one file of a backup.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Info is a backup as it lies in a folder.
type Info struct {
	Manifest
	// Path is its folder.
	Path string `json:"path"`
	// Size is how many bytes its files have.
	Size int64 `json:"size"`
	// Err is why its manifest cannot be read; nil where it can.
	Err   error  `json:"-"`
	Error string `json:"error,omitempty"`
}
