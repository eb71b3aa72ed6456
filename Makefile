# Outpost: what a newcomer, a developer and CI do. `make help` lists the targets.
#
# One set of build flags everywhere: another set would compile the window's toolkit again (3 to 5 minutes).
# x11: windows on X11 (also under Wayland's Xwayland); migrated_fynedo: the window's events come by fyne.Do only.
export GOFLAGS := -tags=x11,migrated_fynedo -trimpath

# Packages with goroutines of their own, run under the race detector too. The window's are not: compiling the toolkit
# for it takes longer than all other tests together, and all of it runs in one goroutine.
RACE := ./receipts/... ./store/... ./sync/... ./fixtures/... ./app/i18n/... ./app/outage/... ./app/upkeep/... ./app/command/...

# How often the kill test ends a charging process with SIGKILL.
export OUTPOST_KILLS ?= 200
# In CI a test that needs PostgreSQL fails without it; on a desk it is skipped with a line.
export OUTPOST_REQUIRE_PG ?= $(if $(CI),1,)

DRILL_CHARGES := 60

.PHONY: help run build headless windows deps deps-test deps-ci test fmt vet house unit race window \
	test-drill test-fhir test-powercut test-simulate proof powercut simulate bites fuzz bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# --- for a newcomer ---------------------------------------------------------------------------------------------

run: deps build ## install what is missing, build, open the demo hospital (without a display: the drill)
	@.ci/open.sh bin/outpost

build: ## bin/outpost, with the window
	@echo "== build bin/outpost (the first time 3 to 5 minutes)"
	@CGO_ENABLED=1 go build -o bin/outpost ./app

headless: ## bin/outpost-headless, everything but the window, without C
	@echo "== build bin/outpost-headless without C"
	@CGO_ENABLED=0 go build -o bin/outpost-headless ./app

windows: ## bin/outpost.exe, cross-compiled (needs gcc-mingw-w64-x86-64)
	@echo "== build bin/outpost.exe"
	@CC=x86_64-w64-mingw32-gcc CGO_ENABLED=1 GOOS=windows go build -o bin/outpost.exe ./app

deps: ## what building and running the window needs
	@.ci/deps.sh window

deps-test: ## what the tests need besides
	@.ci/deps.sh window test

deps-ci: ## what CI needs besides: npm and Node 22 for the FHIR server of others
	@.ci/deps.sh window test ci
	@.ci/node.sh .ci/node

# --- tests: everything that CI runs -----------------------------------------------------------------------------

test: deps-ci fmt vet headless house unit race build window test-drill test-fhir test-powercut test-simulate ## everything that CI runs
	@echo "== all tests passed"

fmt:
	@echo "== gofmt"
	@bad=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	if [ -n "$$bad" ]; then echo "not formatted, run gofmt -w on:"; echo "$$bad"; exit 1; fi

vet:
	@echo "== vet, also for Windows"
	@go vet ./...
	@CGO_ENABLED=0 GOOS=windows go vet ./...

house:
	@echo "== the house: who may import whom, sizes, names"
	@go test ./.ci/house

unit:
	@echo "== unit tests, window screens by the toolkit's headless driver, $(OUTPOST_KILLS) kills"
	@go test -timeout 20m ./...

race:
	@echo "== race detector"
	@CGO_ENABLED=1 OUTPOST_KILLS=5 go test -race -timeout 20m $(RACE)

window:
	@echo "== the real window under Xvfb"
	@.ci/window.sh bin/outpost

test-drill:
	@echo "== drill of $(DRILL_CHARGES) charges against the stand-in HIS"
	@bin/outpost drill --charges $(DRILL_CHARGES) --json

test-fhir:
	@echo "== drill of $(DRILL_CHARGES) charges against a FHIR server that is not ours"
	@.ci/fhir/drill.sh bin/outpost $(DRILL_CHARGES)

# --- longer ------------------------------------------------------------------------------------------------------

proof: build ## the long proofs on real data, DATA=folder; what is missing fails instead of being skipped
	@.ci/proof.sh bin/outpost "$(DATA)"

FUZZTIME := 60s

fuzz: ## every fuzz target for FUZZTIME each
	@set -e; for at in receipts/code:FuzzDecode store/journal:FuzzDecode store/journal:FuzzSegment store/writeahead:FuzzRead sync/mirror:FuzzPreview \
		app/billform:FuzzRead store/catalog:FuzzFind sync/fhir:FuzzJudge sync/fhir:FuzzScaled; do \
		echo "== fuzz $$at"; CGO_ENABLED=0 go test -run '^$$' -fuzz "^$${at#*:}$$" -fuzztime $(FUZZTIME) ./$${at%:*}; done

powercut: ## power cuts under a charging till, 200 images (needs root, /dev/fuse and loop devices)
	@POWERCUT_REQUIRED=1 .ci/powercut.sh 200

test-powercut:
	@echo "== power cuts, short"
	@.ci/powercut.sh 12

SEED := 1
STEPS := 3000000

simulate: build ## the till on a failing disk, clock and HIS: STEPS steps from SEED on
	@bin/outpost simulate --seed $(SEED) --steps $(STEPS)

bites: ## deliberate faults laid over the code: the simulator finds each within a minute
	@.ci/bites.sh

test-simulate:
	@echo "== the till on a failing disk, clock and HIS, short"
	@bin/outpost simulate --seed 1 --steps 20000 --json

bench: ## the benchmarks beside the code
	@go test -run '^$$' -bench . -benchmem -timeout 60m ./receipts/... ./store/... ./sync/... ./app/...

clean: ## remove what was built, and CI's Node
	@rm -rf bin .ci/node
