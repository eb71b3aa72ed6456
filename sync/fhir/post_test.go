package fhir

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"outpost/sync/his"
)

func TestJudge(t *testing.T) {
	ok := `{"response":{"status":"201 Created"}}`
	result := func(entries ...string) string {
		return `{"resourceType":"Bundle","type":"transaction-response","entry":[` + strings.Join(entries, ",") + `]}`
	}
	outcome := `{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"x"},{"severity":"error","code":"invalid","diagnostics":"王芳 is unknown"}]}`
	tests := []struct {
		name   string
		status int
		body   string
		want   error
	}{
		{"all made", 200, result(ok, `{"response":{"status":"200"}}`), nil},
		{"one refused", 200, result(ok, `{"response":{"status":"422 Unprocessable Entity","outcome":`+outcome+`}}`), his.ErrRefused},
		{"several matches count most", 200, result(`{"response":{"status":"500"}}`, `{"response":{"status":"412"}}`), his.ErrAmbiguous},
		{"unknown before refused", 200, result(`{"response":{"status":"400"}}`, `{"response":{"status":"503"}}`), his.ErrUnknown},
		{"conflict before refused", 200, result(`{"response":{"status":"400"}}`, `{"response":{"status":"409"}}`), his.ErrConflict},
		{"no status", 200, result(ok, `{}`), his.ErrUnknown},
		{"odd status", 200, result(ok, `{"response":{"status":"2010"}}`), his.ErrUnknown},
		{"too few results", 200, result(ok), his.ErrUnknown},
		{"another bundle", 200, `{"resourceType":"Bundle","type":"searchset","entry":[` + ok + `,` + ok + `]}`, his.ErrUnknown},
		{"no bundle", 200, outcome, his.ErrUnknown},
		{"not even an object", 200, `[1]`, his.ErrUnknown},
		{"whole refused", 422, outcome, his.ErrRefused},
		{"whole conflict", 409, outcome, his.ErrConflict},
		{"whole several", 412, outcome, his.ErrAmbiguous},
		{"too fast", 429, outcome, his.ErrUnknown},
		{"a proxy's 404", 404, `{"message":"no route"}`, his.ErrUnknown},
		{"a redirect", 302, `{}`, his.ErrUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := judge(answer{test.status, []byte(test.body)}, 2, strings.NewReplacer("王芳", "…"))
			if !errors.Is(err, test.want) {
				t.Fatalf("%v, want %v", err, test.want)
			}
			if err == nil && (got.Created != 1 || got.Existing != 1) {
				t.Errorf("%+v", got)
			}
			if err != nil && (strings.Contains(err.Error(), "王芳") || his.Hint(err) == "") {
				t.Errorf("%v names the patient, or has no hint", err)
			}
		})
	}
}

func TestScaled(t *testing.T) {
	for text, want := range map[string]int64{"241.00": 24100, "0.01": 1, "1234567.89": 123456789, "-0.30": -30, "2.41e2": 24100, "0": 0} {
		if got, err := scaled(json.Number(text), 2); err != nil || got != want {
			t.Errorf("%s is %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"0.001", "1e99", "1e999999999", "1e-999999999", "", "x", strings.Repeat("9", 41), "99999999999999999999"} {
		if got, err := scaled(json.Number(text), 2); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}

// FuzzJudge looks for an answer that is taken for success although not every
// entry says 200 or 201, and for a panic.
func FuzzJudge(f *testing.F) {
	for _, seed := range []string{
		`{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201"}}]}`,
		`{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"400","outcome":{"issue":[{"severity":"error"}]}}}]}`,
		`{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":null}]}`,
		`{"resourceType":"OperationOutcome"}`, `{"entry":null}`, `null`, `{`, `<html>`,
	} {
		f.Add(200, []byte(seed))
	}
	f.Add(422, []byte(`{"resourceType":"OperationOutcome","issue":[{"details":{"text":"too many entries"}}]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		got, err := judge(answer{status, body}, 1, strings.NewReplacer())
		if err == nil && (status >= 300 || got.Created+got.Existing != 1) {
			t.Errorf("HTTP %d %q passed as success", status, body)
		}
		if err != nil && his.Hint(err) == "" {
			t.Errorf("no hint in %v", err)
		}
	})
}

// FuzzScaled looks for a number that is read although it is out of range.
func FuzzScaled(f *testing.F) {
	f.Add("241.00")
	f.Add("1e18")
	f.Add("-1e-40")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := scaled(json.Number(s), 2)
		if err == nil && (n > 1e15 || n < -1e15) {
			t.Errorf("%q is %d, out of range", s, n)
		}
	})
}
