package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"strings"

	"outpost/store/disk"
	"outpost/store/journal"
	"outpost/store/seal"
)

// Audit is what somebody finds who holds a copy of a journal, the window's public
// key and perhaps a printed report, and nothing else of the window.
type Audit struct {
	Ledger   string `json:"ledger"`
	Hospital string `json:"hospital"`
	Station  string `json:"station"`
	Drill    bool   `json:"drill,omitempty"`
	KeyID    string `json:"key_id"`
	Entries  int64  `json:"entries"`
	Head     string `json:"head"`
	// AskedHead is the head from paper, HeadAt the entry after which the chain
	// stood there; 0 for never.
	AskedHead string            `json:"asked_head,omitempty"`
	HeadAt    int64             `json:"head_at,omitempty"`
	OK        bool              `json:"ok"`
	Wrong     []journal.Finding `json:"wrong"`
}

const wherePaper = "paper"

// AuditRequest is what an audit is asked.
type AuditRequest struct {
	// Public is the window's public key.
	Public ed25519.PublicKey
	// Head is a head from paper, 8 or more characters; empty for none.
	Head string
	// EverySignature verifies each entry's own signature too (38 µs each). Without
	// it a copy's last one stands, by the links, for the content of all before it,
	// and a damaged signature inside goes unnoticed.
	EverySignature bool
}

// AuditCopy verifies a copy of a journal in plain files, as it lies in a second
// copy's folder, on a stick or on another machine, with the public key alone; a
// folder that holds several windows' copies is asked for the key's own. The error is for a folder that holds no copy.
func AuditCopy(ctx context.Context, dir string, ask AuditRequest) (Audit, error) {
	own, err := copyOf(dir, ask.Public)
	if err != nil {
		return Audit{}, err
	}
	first, _, err := journal.FirstCopied(disk.OS{}, own)
	if err != nil {
		return Audit{}, err
	}
	r, err := journal.VerifyCopy(ctx, disk.OS{}, own, "", ask.Public, ask.EverySignature)
	if err != nil {
		return Audit{}, wrap(err, "verifying the copy in "+own)
	}
	a := audited(first, r, ask.Public)
	return a.asked(ask.Head, func(want string) (int64, bool, error) { return findHeadCopied(own, want) })
}

// AuditFile verifies a database's file, such as a backup's, in the same way: the
// journal in it, every signature, not the tables that are computed from it.
func AuditFile(ctx context.Context, path string, ask AuditRequest) (a Audit, err error) {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return a, errors.Join(refuse(ErrNoLedger, "%s is no file of a ledger's database; for a folder of a copy say --copy", path), err)
	}
	r, err := openStill(disk.OS{}, path)
	if err != nil {
		return a, diskError(err)
	}
	defer func() { err = errors.Join(err, r.close()) }()
	if ok, err := checkForm(ctx, r.db); err != nil || !ok {
		return a, errors.Join(refuse(ErrNoLedger, "%s is no ledger's database", path), err)
	}
	first, _, err := firstEntry(ctx, r.db)
	if err != nil {
		return a, diskError(err)
	}
	rows, err := journal.VerifyRows(ctx, r.db, ask.Public)
	if err != nil {
		return a, diskError(err)
	}
	if r.log.Cut() {
		rows.Wrong = append(rows.Wrong, journal.Finding{Where: whereDatabase, What: r.log.Behind()})
	}
	a = audited(first, rows, ask.Public)
	return a.asked(ask.Head, func(want string) (int64, bool, error) { return findHead(ctx, r.db, want) })
}

// audited puts a finding together with whose ledger it is.
func audited(first journal.Entry, r journal.Report, public ed25519.PublicKey) Audit {
	a := Audit{KeyID: seal.KeyID(public), Entries: r.Entries, Head: r.Head, Wrong: r.Wrong}
	id, sound := genesis(first)
	a.Ledger, a.Hospital, a.Station, a.Drill = id.Ledger, id.Hospital, id.Station, id.Drill
	switch {
	case !sound:
		a.Wrong = append([]journal.Finding{{Where: "journal", Seq: 1, What: "the first entry, which says whose ledger it is, does not verify"}}, a.Wrong...)
	case !bytes.Equal(id.PublicKey, public):
		a.Wrong = []journal.Finding{{Where: whereKey, What: fmt.Sprintf("window %s founded this ledger with key %s; the key given is %s, so no entry was judged", id.Station, seal.KeyID(id.PublicKey), a.KeyID)}}
	}
	if a.OK = len(a.Wrong) == 0; a.OK {
		a.Wrong = []journal.Finding{}
	}
	return a
}

// asked looks for a head from paper.
func (a Audit) asked(head string, find func(want string) (int64, bool, error)) (Audit, error) {
	if head == "" {
		return a, nil
	}
	want, err := headOnPaper(head)
	if err != nil {
		return a, err
	}
	seq, ok, err := find(want)
	if err != nil {
		return a, err
	}
	if a.AskedHead, a.HeadAt = want, seq; !ok {
		a.OK = false
		a.Wrong = append(a.Wrong, NeverStoodAt(want))
	}
	return a, nil
}

// NeverStoodAt is the finding of a chain that was never at a head from paper.
func NeverStoodAt(head string) journal.Finding {
	return journal.Finding{Where: wherePaper, What: "the chain never stood at " + head + ": the paper is another ledger's, or this one was cut back or changed since it was printed"}
}

// findHeadCopied looks for a head in a copy, as far as it can be read.
func findHeadCopied(dir, want string) (seq int64, ok bool, err error) {
	err = journal.ReadCopy(disk.OS{}, dir, 0, func(e journal.Entry) error {
		if strings.HasPrefix(e.Hash.String(), want) {
			seq = e.Seq
			return errFound
		}
		return nil
	})
	if errors.Is(err, errFound) {
		return seq, true, nil
	}
	return 0, false, nil // what cannot be read is a finding already
}
