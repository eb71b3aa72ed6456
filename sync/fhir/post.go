package fhir

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"outpost/receipts"
	"outpost/sync/his"
)

// Post sends the receipt as one transaction. A copied patient is looked up
// first: where the HIS does not know him, nothing is sent.
func (a *Adapter) Post(ctx context.Context, r receipts.Receipt) (his.Outcome, error) {
	ref, err := a.knownPatient(ctx, r.Patient)
	if err != nil {
		return his.Outcome{}, notSent(err)
	}
	b := a.bundle(r, ref)
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return his.Outcome{}, his.Fail(his.ErrRefused, err, "Report this as a defect.", "the receipt cannot be written as FHIR")
	}
	got, err := a.do(ctx, http.MethodPost, a.address("", ""), body.Bytes())
	if err != nil {
		return his.Outcome{}, err
	}
	return judge(got, len(b.Entry), hider(r))
}

// notSent makes what went wrong before the bundle left an error that says so.
func notSent(err error) error {
	if errors.Is(err, his.ErrUnknown) {
		return his.Fail(his.ErrUnreachable, err, his.Hint(err), "the patient could not be looked up, nothing was sent: %s", his.Text(err))
	}
	return err
}

// outcome is FHIR's OperationOutcome.
type outcome struct {
	ResourceType string `json:"resourceType"`
	Issue        []struct {
		Severity    string   `json:"severity"`
		Code        string   `json:"code"`
		Diagnostics string   `json:"diagnostics"`
		Details     concept  `json:"details"`
		Expression  []string `json:"expression"`
	} `json:"issue"`
}

// text is the first issue that is no mere warning, at most 200 characters.
func (o *outcome) text(hide *strings.Replacer) string {
	if o == nil {
		return ""
	}
	for _, issue := range o.Issue {
		if issue.Severity == "warning" || issue.Severity == "information" {
			continue
		}
		words := []string{issue.Code}
		for _, s := range append([]string{issue.Details.Text, issue.Diagnostics}, issue.Expression...) {
			if s != "" {
				words = append(words, s)
			}
		}
		text := []rune(hide.Replace(strings.Join(words, ", ")))
		return string(text[:min(len(text), 200)])
	}
	return ""
}

// hider blots the patient's data out of a text of the HIS, which goes into
// reasons and logs.
func hider(r receipts.Receipt) *strings.Replacer {
	var pairs []string
	p := r.Patient
	for _, s := range []string{p.Name, p.IDNumber, p.Phone, p.Card, p.InsuranceNumber} {
		if s != "" {
			pairs = append(pairs, s, "…")
		}
	}
	return strings.NewReplacer(pairs...)
}

// response is a transaction-response or batch-response.
type response struct {
	ResourceType string `json:"resourceType"`
	Type         string `json:"type"`
	Entry        []struct {
		Response *struct {
			Status  string   `json:"status"`
			Outcome *outcome `json:"outcome"`
		} `json:"response"`
	} `json:"entry"`
}

// judge says what an answer to a bundle of the given size means. HTTP 200 means
// nothing by itself: each entry's own status counts.
func judge(got answer, entries int, hide *strings.Replacer) (his.Outcome, error) {
	if got.status >= 300 {
		return his.Outcome{}, whole(got, hide)
	}
	var resp response
	if err := json.Unmarshal(got.body, &resp); err != nil {
		return his.Outcome{}, unreadable(err, "the answer is not a FHIR bundle")
	}
	if resp.ResourceType != "Bundle" || resp.Type != "transaction-response" && resp.Type != "batch-response" {
		return his.Outcome{}, unreadable(nil, "the answer is %.40q, not a bundle of results", resp.ResourceType+" "+resp.Type)
	}
	if len(resp.Entry) != entries {
		return his.Outcome{}, unreadable(nil, "%d results for %d entries", len(resp.Entry), entries)
	}
	return resp.judge(hide)
}

func unreadable(cause error, format string, args ...any) error {
	return his.Fail(his.ErrUnknown, cause, hintAnswer, format, args...)
}

// whole judges a bundle that was refused as a whole. Without an
// OperationOutcome it was not the FHIR server that answered, so nothing is known.
func whole(got answer, hide *strings.Replacer) error {
	var o outcome
	if err := json.Unmarshal(got.body, &o); err != nil || o.ResourceType != "OperationOutcome" || got.status < 400 {
		return unreadable(err, "HTTP %d without a reason in FHIR", got.status)
	}
	return refusal(got.status, fmt.Sprintf("HTTP %d, %s", got.status, o.text(hide)))
}

// judge counts the entries; of several bad ones the most doubtful decides.
func (r response) judge(hide *strings.Replacer) (his.Outcome, error) {
	var out his.Outcome
	var worst error
	for i, e := range r.Entry {
		status := 0
		if e.Response != nil {
			status = leading(e.Response.Status)
		}
		switch status {
		case http.StatusOK:
			out.Existing++
		case http.StatusCreated:
			out.Created++
		case 0:
			worst = graver(worst, unreadable(nil, "entry %d has no status", i+1))
		default:
			worst = graver(worst, refusal(status, fmt.Sprintf("entry %d: %d, %s", i+1, status, e.Response.Outcome.text(hide))))
		}
	}
	return out, worst
}

// leading reads the three digits that begin an entry's status ("201 Created");
// 0 for anything else.
func leading(status string) int {
	if len(status) < 3 || len(status) > 3 && status[3] != ' ' {
		return 0
	}
	n := 0
	for _, c := range []byte(status[:3]) {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// refusal is the error for a status that is no success.
func refusal(status int, text string) error {
	const mend = "Read what the HIS says, mend it there or here, and decide about the receipt in the reconciliation."
	switch {
	case status == http.StatusConflict:
		return his.Fail(his.ErrConflict, nil, hintAnswer, "%s", text)
	case status == http.StatusPreconditionFailed:
		return his.Fail(his.ErrAmbiguous, nil, "Have the HIS's staff find the records with the same identifier and decide in the reconciliation.", "%s", text)
	case status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status < 400, status >= 500:
		return his.Fail(his.ErrUnknown, nil, hintAnswer, "%s", text)
	}
	return his.Fail(his.ErrRefused, nil, mend, "%s", text)
}

// graver is the more doubtful of two errors: several records, then unknown,
// then conflict, then refused.
func graver(a, b error) error {
	if a == nil {
		return b
	}
	for _, kind := range []error{his.ErrAmbiguous, his.ErrUnknown, his.ErrConflict} {
		switch {
		case errors.Is(a, kind):
			return a
		case errors.Is(b, kind):
			return b
		}
	}
	return a
}
