package fhir_test

import (
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"

	"outpost/fixtures/fault"
	"outpost/fixtures/proxy"
	"outpost/sync/fhir"
	"outpost/sync/his/histest"
)

// TestForeignServer runs the suite against a FHIR server that is not ours,
// named by OUTPOST_FHIR (its FHIR base address), through the faulty proxy.
func TestForeignServer(t *testing.T) {
	base := os.Getenv("OUTPOST_FHIR")
	if base == "" {
		t.Skip("OUTPOST_FHIR names no FHIR server to test against")
	}
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	histest.Run(t, func(t *testing.T) histest.Bench {
		p := proxy.New(target, proxy.Options{Log: slog.New(slog.DiscardHandler)})
		web := httptest.NewServer(p)
		t.Cleanup(web.Close)
		names := map[histest.Fault]string{
			histest.CutAfterCommit: proxy.FaultCutAfter, histest.CutBeforeCommit: proxy.FaultCutBefore,
			histest.ErrorAfter: proxy.FaultErrorAfter, histest.WrongAnswer: proxy.FaultRefuse,
		}
		return histest.Bench{
			Adapter: adapter(t, fhir.Config{Base: p.URL(web.Listener.Addr()).String()}),
			Break: func(f histest.Fault) bool {
				return names[f] != "" && p.Faults().Set(fault.Order{Fault: names[f]}) == nil
			},
			Mend: func() { p.Faults().Clear("") },
		}
	})
}
