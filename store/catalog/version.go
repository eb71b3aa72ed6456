package catalog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"time"
)

// Version is one state of one price list (or patient list): what the ledger's
// journal holds of it, while the items lie here.
type Version struct {
	// List is the name of the list, the first part of its items' keys.
	List string `json:"list"`
	// Hash is the SHA-256 (64 hex digits) over list, currency and all items.
	Hash string `json:"hash"`
	// Count is how many items (or patients) it has.
	Count int `json:"count"`
	// Source is the file it came from, without folders; SourceHash the file's
	// SHA-256 in hex.
	Source     string    `json:"source"`
	SourceHash string    `json:"source_hash"`
	At         time.Time `json:"at"`
	// Currency is the ISO 4217 code of the prices.
	Currency string `json:"currency"`
}

// shortHash is how many hex digits name a version on a charge line.
const shortHash = 12

// Short is the part of the hash that charge lines carry.
func (v Version) Short() string { return v.Hash[:min(shortHash, len(v.Hash))] }

// String names the version for a person: "drug (3f2a90c1b7de)".
func (v Version) String() string { return fmt.Sprintf("%s (%s)", v.List, v.Short()) }

// Hash gives the hash of a version of list with these items. It does not
// depend on their order, nor on the file's encoding or layout.
func Hash(list, currency string, items []Item) string {
	sum := newHash(list, currency, len(items))
	var form []byte
	for _, i := range sorted(items) {
		form = append(i.canonical(form[:0]), itemEnd)
		sum.Write(form)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// newHash starts the hash of a version with what stands before the items.
func newHash(list, currency string, count int) hash.Hash {
	sum := sha256.New()
	head := "outpost price list 1" + string(fieldEnd) + list + string(fieldEnd) + currency
	sum.Write([]byte(head + string(fieldEnd) + strconv.Itoa(count) + string(itemEnd)))
	return sum
}

// sorted gives the items in the order of their keys, without touching items.
func sorted(items []Item) []Item {
	byKey := func(a, b Item) int { return cmp.Compare(a.Key, b.Key) }
	if slices.IsSortedFunc(items, byKey) {
		return items
	}
	items = slices.Clone(items)
	slices.SortFunc(items, byKey)
	return items
}
