package fhir_test

import (
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"outpost/fixtures/fault"
	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/sync/fhir"
	"outpost/sync/his/histest"
)

// hospital is the stand-in HIS over real HTTP, with an adapter before it.
type hospital struct {
	histest.Bench
	server *standin.Server
	web    *httptest.Server
}

func open(t *testing.T) hospital {
	t.Helper()
	server, err := standin.Open(standin.Config{
		DataFile: filepath.Join(t.TempDir(), "his.jsonl"), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		server.Faults().Clear("")
		web.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	h := hospital{server: server, web: web}
	h.Adapter = adapter(t, fhir.Config{Base: web.URL + standin.Base})
	h.Break, h.Mend = h.provoke, func() { server.Faults().Clear("") }
	return h
}

func adapter(t *testing.T, cfg fhir.Config) *fhir.Adapter {
	t.Helper()
	cfg.Currency, cfg.Now = receipts.CNY(), func() time.Time { return time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC) }
	a, err := fhir.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (h hospital) provoke(f histest.Fault) bool {
	name, ok := map[histest.Fault]string{
		histest.Refuses: standin.FaultRefusedEntry, histest.CutAfterCommit: standin.FaultCutAfterCommit,
		histest.CutBeforeCommit: standin.FaultCutBeforeCommit, histest.ErrorAfter: standin.FaultErrorAfter,
		histest.Reprices: standin.FaultReprice, histest.WrongAnswer: standin.FaultHTML, histest.RefusesLogin: standin.FaultLoginRefused,
	}[f]
	return ok && h.server.Faults().Set(fault.Order{Fault: name}) == nil
}

func TestStandIn(t *testing.T) {
	histest.Run(t, func(t *testing.T) histest.Bench { return open(t).Bench })
}
