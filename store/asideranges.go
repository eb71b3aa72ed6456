package store

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"outpost/receipts"
	"outpost/store/journal"
)

// useMark begins the number that an entry used up, in an encoded body. Within a
// text its quotation marks would be escaped.
var useMark = []byte(`"use":{"range":"`)

// usesIn are the numbers that an encoded body says it used up. It looks for them
// without reading the whole body, because a million of them are looked through
// while a cashier waits.
func usesIn(body []byte) (all []numberUse) {
	for at := bytes.Index(body, useMark); at >= 0; at = bytes.Index(body, useMark) {
		body = body[at+len(`"use":`):]
		var u numberUse
		if err := json.NewDecoder(bytes.NewReader(body)).Decode(&u); err == nil && u.Range != "" {
			all = append(all, u)
		}
	}
	return all
}

// see keeps the highest number used of each range.
func (a *asideMaker) see(e journal.Entry) {
	for _, u := range usesIn(e.Body) {
		if a.used == nil {
			a.used = map[string]int64{}
		}
		a.used[u.Range] = max(a.used[u.Range], u.N)
	}
}

// forward moves the ranges that were taken along behind the highest number that
// is known to be used. What lies between is told by joining; until then it counts
// as missing.
func (a *asideMaker) forward(ctx context.Context, l *Ledger) error {
	known, err := l.Ranges(ctx)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(a.used)) {
		i := slices.IndexFunc(known, func(r NumberRange) bool { return r.ID == id })
		if i < 0 || known[i].Next > a.used[id] {
			continue
		}
		body := rangeMarkBody{Range: id, Next: a.used[id] + 1, By: asideBy, Reason: a.req.Why}
		if _, err := l.put(ctx, kindRangeForward, receipts.NewID(), body, journal.Totals{}); err != nil {
			return err
		}
	}
	return nil
}

// asideBy stands for who moved a range on when a ledger was set aside.
const asideBy = "set aside"
