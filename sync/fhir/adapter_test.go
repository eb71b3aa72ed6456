package fhir_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/sync/fhir"
	"outpost/sync/his"
	"outpost/sync/his/histest"
)

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	return web
}

func TestNobodyThere(t *testing.T) {
	web := serve(t, nil)
	a := adapter(t, fhir.Config{Base: web.URL})
	web.Close()
	r := histest.Receipt("王芳", 100)
	for range 2 {
		if _, err := a.Post(t.Context(), r); !errors.Is(err, his.ErrUnreachable) || his.Hint(err) == "" {
			t.Fatalf("post: %v", err)
		}
		if _, _, err := a.ReadBack(t.Context(), r); !errors.Is(err, his.ErrUnreachable) {
			t.Fatalf("read back: %v", err)
		}
	}
}

// TestAnswersThatProveNothing: whatever comes after the request was sent is
// unknown, and no error shows the login.
func TestAnswersThatProveNothing(t *testing.T) {
	fhirJSON := func(w http.ResponseWriter) { w.Header().Set("Content-Type", "application/fhir+json") }
	for name, handler := range map[string]http.HandlerFunc{
		"cut in the answer": func(w http.ResponseWriter, _ *http.Request) {
			fhirJSON(w)
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"resourceType":"Bundle"`)
		},
		"half a JSON": func(w http.ResponseWriter, _ *http.Request) {
			fhirJSON(w)
			_, _ = io.WriteString(w, `{"resourceType":"Bundle"`)
		},
		"too long": func(w http.ResponseWriter, _ *http.Request) {
			fhirJSON(w)
			_, _ = fmt.Fprintf(w, `{"resourceType":"Bundle","x":"%s"}`, strings.Repeat("x", 2000))
		},
		"empty":      func(w http.ResponseWriter, _ *http.Request) { fhirJSON(w) },
		"a redirect": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Location", "/login"); w.WriteHeader(302) },
		"bad gateway": func(w http.ResponseWriter, _ *http.Request) {
			fhirJSON(w)
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, `{"resourceType":"OperationOutcome"}`)
		},
		"no answer in time": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		},
		"closed": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			web := serve(t, handler)
			a := adapter(t, fhir.Config{Base: web.URL, MaxBytes: 1000, Timeout: 200 * time.Millisecond, Authorize: func(r *http.Request) {
				r.SetBasicAuth("outpost", "secret")
			}})
			r := histest.Receipt("王芳", 100)
			_, err := a.Post(t.Context(), r)
			if !errors.Is(err, his.ErrUnknown) || errors.Is(err, his.ErrUnreachable) {
				t.Fatalf("post: %v, want unknown", err)
			}
			if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), r.ID) {
				t.Errorf("the error tells too much: %v", err)
			}
			if _, _, err := a.ReadBack(t.Context(), r); !errors.Is(err, his.ErrUnknown) {
				t.Errorf("read back: %v, want unknown", err)
			}
		})
	}
}

func TestLoginGoesWithEveryRequest(t *testing.T) {
	h := open(t)
	web := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		h.server.ServeHTTP(w, r)
	})
	a := adapter(t, fhir.Config{Base: web.URL + standin.Base, Authorize: func(r *http.Request) { r.Header.Set("Authorization", "Bearer token") }})
	r := histest.Receipt("王芳", 100)
	if _, err := a.Post(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if got, found, err := a.ReadBack(t.Context(), r); err != nil || !found || len(his.Compare(r, got)) > 0 {
		t.Fatalf("%v %v %v", found, err, his.Compare(r, got))
	}
	stranger := adapter(t, fhir.Config{Base: web.URL + standin.Base})
	if _, err := stranger.Post(t.Context(), r); !errors.Is(err, his.ErrCredentials) {
		t.Fatalf("%v, want credentials", err)
	}
}

// TestLargestBill needs several pages to be read back.
func TestLargestBill(t *testing.T) {
	h := open(t)
	amounts := make([]receipts.Money, receipts.MaxLines)
	for i := range amounts {
		amounts[i] = receipts.Money(i)
	}
	r := histest.Receipt("王芳", amounts...)
	if _, err := h.Adapter.Post(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	got, found, err := h.Adapter.ReadBack(t.Context(), r)
	if err != nil || !found || len(got.Lines) != receipts.MaxLines {
		t.Fatalf("%d lines, %v, %v", len(got.Lines), found, err)
	}
	if diffs := his.Compare(r, got); len(diffs) > 0 {
		t.Fatal(diffs)
	}
}

// TestLenientServer ignores what is searched for and answers with everything.
func TestLenientServer(t *testing.T) {
	h := open(t)
	web := serve(t, func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = ""
		h.server.ServeHTTP(w, r)
	})
	other, r := histest.Receipt("王芳", 100), histest.Receipt("王芳", 100)
	a := adapter(t, fhir.Config{Base: web.URL + standin.Base})
	if _, err := a.Post(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if got, found, err := a.ReadBack(t.Context(), r); err != nil || found {
		t.Fatalf("another's receipt was taken for it: %+v, %v", got, err)
	}
}

func TestCopiedPatient(t *testing.T) {
	h := open(t)
	made, err := standin.EnterByHand(t.Context(), h.web.Client(), h.web.URL, standin.ByHand{
		Patient: standin.ByHandPatient{Name: "赵敏", Identifier: "urn:hospital:card|C-77"}, Total: "1.00",
		Lines: []standin.ByHandLine{{Code: "x", Name: "x", Quantity: "1", Amount: "1.00"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	id := strings.TrimPrefix(made.Patient, "Patient/")
	for _, key := range []string{id, made.Patient, "urn:hospital:card|C-77"} {
		r := histest.Receipt("赵敏", 24100)
		r.Patient.HISKey = key
		if _, err := h.Adapter.Post(t.Context(), r); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		got, found, err := h.Adapter.ReadBack(t.Context(), r)
		if err != nil || !found || len(his.Compare(r, got)) > 0 {
			t.Fatalf("%s: %v %v %v", key, found, err, his.Compare(r, got))
		}
		r.Patient.HISKey = "other"
		if code, _ := his.SplitReason(his.Explain(his.Compare(r, got))); code != his.CodePatient {
			t.Errorf("%s: another patient's bill passed", key)
		}
	}
	r := histest.Receipt("赵敏", 24100)
	for _, key := range []string{"99999", "../Patient", "urn:hospital:card|nobody"} {
		r.Patient.HISKey = key
		if _, err := h.Adapter.Post(t.Context(), r); !errors.Is(err, his.ErrRefused) {
			t.Errorf("%s: %v; a patient must not be made on doubt", key, err)
		}
	}
	if _, found, err := h.Adapter.ReadBack(t.Context(), r); err != nil || found {
		t.Errorf("something was sent for an unknown patient: %v", err)
	}
}

// TestRegisterCopied: an empty HIS gets the copied patients once, under their
// own keys.
func TestRegisterCopied(t *testing.T) {
	h := open(t)
	for _, system := range []string{"", "urn:hospital:number"} {
		a := adapter(t, fhir.Config{Base: h.web.URL + standin.Base, PatientSystem: system, RegisterCopied: true})
		for range 2 {
			r := histest.Receipt("赵敏", 24100)
			r.Patient.HISKey = "P000001"
			if _, err := a.Post(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			got, found, err := a.ReadBack(t.Context(), r)
			if err != nil || !found || len(his.Compare(r, got)) > 0 {
				t.Fatalf("%q: %v %v %v", system, found, err, his.Compare(r, got))
			}
		}
	}
}

func TestOtherPatient(t *testing.T) {
	h := open(t)
	first := histest.Receipt("赵敏", 24100)
	first.Patient.Card = "C-77"
	if _, err := h.Adapter.Post(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	finder, _ := h.Adapter.(his.PatientFinder)
	again := histest.Receipt("赵敏", 24100).Patient
	for _, test := range []struct {
		name string
		p    receipts.Patient
		want bool
	}{
		{"the same record", first.Patient, false},
		{"another record with the same card", receipts.Patient{ID: again.ID, Name: again.Name, Card: "C-77"}, true},
		{"another card", receipts.Patient{ID: again.ID, Name: again.Name, Card: "C-78"}, false},
		{"no number", again, false},
	} {
		if got, err := finder.OtherPatient(t.Context(), test.p); err != nil || got != test.want {
			t.Errorf("%s: %v, %v", test.name, got, err)
		}
	}
}

func TestWhatIsSentForAHospital(t *testing.T) {
	bodies := make(chan string, 2)
	web := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- string(body)
		panic(http.ErrAbortHandler)
	})
	a := adapter(t, fhir.Config{Base: web.URL, Prefix: "urn:ours:"})
	r := histest.Receipt("王芳", 24100)
	r.Drill = true
	_, first := a.Post(t.Context(), r)
	before := <-bodies
	_, second := a.Post(t.Context(), r)
	if first == nil || second == nil || before != <-bodies {
		t.Error("sent again, the same receipt is not the same bytes")
	}
	for _, want := range []string{
		`"value":241.00,"currency":"CNY"`, `"emergency"`, `"HTEST"`, `"occurrenceDateTime":"2026-11-20T01:30:00.000123Z"`,
		`"ifNoneExist":"identifier=urn:ours:invoice|` + r.ID + `"`, `"url":"urn:ours:insured","valueBoolean":true`, `"code":"drug/a"`,
	} {
		if !strings.Contains(before, want) {
			t.Errorf("%s is not in %s", want, before)
		}
	}
	if !json.Valid([]byte(before)) {
		t.Error("not JSON")
	}
	rest := r
	rest.Kind, rest.Served, rest.At = receipts.KindRest, r.At, r.At.AddDate(0, 0, 2)
	if _, err := a.Post(t.Context(), rest); err == nil || <-bodies != before {
		t.Error("what a refund left is not sent with the time of the service")
	}
}

func TestNewRefuses(t *testing.T) {
	now := func() time.Time { return time.Time{} }
	for _, base := range []string{"", "his.local", "ftp://his/fhir", "http://user:secret@his/fhir", "http://his/fhir?x=1", "http://%zz"} {
		_, err := fhir.New(fhir.Config{Base: base, Currency: receipts.CNY(), Now: now})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", base, err)
		}
	}
	if _, err := fhir.New(fhir.Config{Base: "http://his", Now: now}); err == nil {
		t.Error("no currency was taken")
	}
	if _, err := fhir.New(fhir.Config{Base: "http://his", Now: now, Currency: receipts.CNY(), Prefix: "a|b"}); err == nil {
		t.Error("a prefix with a separator was taken")
	}
}
