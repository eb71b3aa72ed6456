package fhir

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"outpost/receipts"
	"outpost/sync/his"
)

// Bounds of a search. A server that ignores a parameter answers with all it
// has; then the search is given up instead of reading a whole hospital.
const (
	pageSize = 200 // resources
	maxPages = 25
)

// searchset is one page of a search.
type searchset struct {
	ResourceType string `json:"resourceType"`
	Total        *int   `json:"total"`
	Link         []struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	} `json:"link"`
	Entry []struct {
		Resource json.RawMessage `json:"resource"`
	} `json:"entry"`
}

// search reads all resources of a type that a query finds, page by page.
func search[T any](ctx context.Context, a *Adapter, resourceType, query string) ([]T, error) {
	var all []T
	seen := 0
	next := a.address(resourceType, query+"&_count="+strconv.Itoa(pageSize))
	for range maxPages {
		page, err := a.page(ctx, next)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entry {
			var h head
			if json.Unmarshal(e.Resource, &h) != nil || h.ResourceType != resourceType {
				continue // an OperationOutcome may stand among the results
			}
			var res T
			if err := json.Unmarshal(e.Resource, &res); err != nil {
				return nil, unreadable(err, "a %s of the HIS cannot be read", resourceType)
			}
			all = append(all, res)
		}
		seen += len(page.Entry)
		if next, err = a.next(page, resourceType, query, seen); err != nil || next == "" {
			return all, err
		}
	}
	return nil, unreadable(nil, "the search for one %s goes on after %d pages; the HIS seems to ignore what is searched for", resourceType, maxPages)
}

// page reads one page of a search.
func (a *Adapter) page(ctx context.Context, target string) (searchset, error) {
	var page searchset
	got, err := a.do(ctx, http.MethodGet, target, nil)
	if err != nil {
		return page, err
	}
	if err := json.Unmarshal(got.body, &page); err != nil || got.status != http.StatusOK || page.ResourceType != "Bundle" {
		return page, unreadable(err, "HTTP %d to a search", got.status)
	}
	return page, nil
}

// next is the address of the next page: the server's link, else, where it told
// a total that is not reached (one server pages without links), by offset. A
// link that leads to another host is refused: it would get the login.
func (a *Adapter) next(page searchset, resourceType, query string, seen int) (string, error) {
	for _, link := range page.Link {
		if link.Relation != "next" {
			continue
		}
		u, err := a.base.Parse(link.URL)
		if err != nil || u.Host != a.base.Host || u.Scheme != a.base.Scheme {
			return "", unreadable(err, "the next page of a search leads to another server")
		}
		return u.String(), nil
	}
	if page.Total == nil || *page.Total <= seen || len(page.Entry) == 0 {
		return "", nil
	}
	return a.address(resourceType, query+"&_count="+strconv.Itoa(pageSize)+"&_offset="+strconv.Itoa(seen)), nil
}

// byKey finds the resources of a type that carry one of our identifiers. What a
// lenient server adds without it is left out.
func byKey[T interface{ ids() []identifier }](ctx context.Context, a *Adapter, resourceType, system, value string) ([]T, error) {
	all, err := search[T](ctx, a, resourceType, "identifier="+queryValue(system+"|"+searchValue(value)))
	return slices.DeleteFunc(all, func(res T) bool {
		return !slices.Contains(res.ids(), identifier{system, value})
	}), err
}

// searchValue escapes FHIR's own separators in a value (R4, 3.1.1.4.0.1).
func searchValue(s string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, "|", `\|`, "$", `\$`).Replace(s)
}

func (h head) ids() []identifier { return h.Identifier }

// key is the value of the first identifier of a system.
func (h head) key(system string) string {
	for _, id := range h.Identifier {
		if id.System == system {
			return id.Value
		}
	}
	return ""
}

// read fetches one resource; found is false when the HIS says there is none, or
// the reference can be none of its ids.
func read[T any](ctx context.Context, a *Adapter, ref string) (res T, found bool, err error) {
	kind, id, _ := strings.Cut(local(ref), "/")
	if !isID(kind) || !isID(id) {
		return res, false, nil
	}
	got, err := a.do(ctx, http.MethodGet, a.address(kind+"/"+id, ""), nil)
	switch {
	case err != nil:
		return res, false, err
	case got.status == http.StatusNotFound || got.status == http.StatusGone:
		return res, false, nil
	case got.status != http.StatusOK:
		return res, false, unreadable(nil, "HTTP %d to reading a %s", got.status, kind)
	}
	if err := json.Unmarshal(got.body, &res); err != nil {
		return res, false, unreadable(err, "a %s of the HIS cannot be read", kind)
	}
	return res, true, nil
}

// isID says whether s can be a resource's id: R4 allows letters, digits, - and
// ., at most 64; some servers add _.
func isID(s string) bool {
	const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
	return s != "" && len(s) <= 64 && strings.Trim(s, ".") != "" && strings.Trim(s, allowed) == ""
}

// local is "Type/id" of a relative, absolute or versioned reference; empty for
// anything else.
func local(ref string) string {
	ref, _, _ = strings.Cut(ref, "/_history")
	parts := strings.Split(ref, "/")
	if len(parts) < 2 || strings.HasPrefix(ref, "urn:") {
		return ""
	}
	return strings.Join(parts[len(parts)-2:], "/")
}

// knownPatient finds the HIS's own Patient of a patient copied from it; empty
// for one that the bundle registers. An unknown or doubtful one is ErrRefused
// or ErrAmbiguous: a patient is never created on doubt (his.md).
func (a *Adapter) knownPatient(ctx context.Context, p receipts.Patient) (string, error) {
	const ask = "Find the patient in the HIS and decide about the receipt in the reconciliation."
	unknown := his.Fail(his.ErrRefused, nil, ask, "the HIS does not know this copied patient; nothing was sent")
	key, isID := a.patientKey(p)
	switch {
	case p.HISKey == "" || a.cfg.RegisterCopied && !isID:
		return "", nil
	case isID:
		_, found, err := read[head](ctx, a, "Patient/"+key.Value)
		if err == nil && !found {
			err = unknown
		}
		return "Patient/" + key.Value, err
	}
	found, err := byKey[patient](ctx, a, "Patient", key.System, key.Value)
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", unknown
	case len(found) > 1:
		return "", his.Fail(his.ErrAmbiguous, nil, ask, "the HIS has %d patients with this key; nothing was sent", len(found))
	}
	return "Patient/" + found[0].ID, nil
}
