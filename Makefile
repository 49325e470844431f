# gongkai: `make demo` and `make test` install what they need beyond Go 1.26, gcc
# and g++, Node with npm. `make help` lists the rest.

ADDR ?= 127.0.0.1:8080
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
VENDOR = dashboard/assets/vendor

.PHONY: help demo demo-real test test-formats test-scans fixtures fuzz bench lint assets build clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build demo/sample/.complete ## build, make a simulated county, ingest it and serve it on ADDR (127.0.0.1:8080)
	bin/gongkai --home demo/home agencies import demo/sample/registry
	bin/gongkai --home demo/home ingest demo/sample/reports || [ $$? -eq 3 ]
	@exec bin/gongkai --home demo/home serve --addr $(ADDR)

demo-real: build ## the same with the eight real reports of data/sample/real
	bin/gongkai --home demo/real-home agencies import data/sample/real/registry
	bin/gongkai --home demo/real-home ingest data/sample/real/reports || [ $$? -eq 3 ]
	@exec bin/gongkai --home demo/real-home serve --addr $(ADDR)

# The made-up county is kept: `make clean` removes it and the home made from it.
demo/sample/.complete: | build
	rm -rf demo/sample
	bin/gongkai sample demo/sample --agencies 45 --years 2019..2025 --seed 1
	@touch $@

test: assets ## every test; installs Chromium, Chinese fonts and pdftotext if they are missing
	@scripts/test-tools.sh
	go test -p 2 -timeout 30m ./...

TIME ?= 2m

fuzz: ## every fuzz target for TIME (2m) each; what breaks one is kept as a seed in its testdata
	@set -e; grep -rn --include='*_test.go' -o '^func Fuzz[A-Za-z0-9]*' . | sed 's|^\(.*\)/[^/]*:[0-9]*:func |\1 |' | sort -u | \
	while read -r folder target; do echo "$$folder $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(TIME) -fuzzminimizetime 1s "$$folder"; done

test-formats: ## the whole county in every format, by LibreOffice and Chromium (Debian's packages): 20 to 45 minutes
	rm -rf demo/formats
	GONGKAI_FORMATS=$(CURDIR)/demo/formats go test -count=1 -run TestCountyInEveryFormat -v -timeout 90m ./ingest

test-scans: ## scanned pages in every variation, and a falsified one, by tesseract (Debian's tesseract-ocr-chi-sim): about 5 minutes
	GONGKAI_SCANS=1 go test -count=1 -v -timeout 60m ./ingest/scan

fixtures: ## make ingest/testdata/formats/office.zip anew, by LibreOffice and Chromium
	go test -count=1 -run TestEveryFormat ./ingest -update

bench: assets ## the benchmarks; what counts are the ratios they print
	@go test -p 1 -run '^$$' -bench . $$(grep -rl --include='*_test.go' '^func Benchmark' . | sed 's|/[^/]*$$||' | sort -u)

lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l analytics checklist cmd dashboard data ingest workbook); \
	if [ -n "$$unformatted" ]; then echo "not gofmt'ed:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

assets: $(VENDOR)/echarts.min.js.br ## fetch the chart library by its locked version and compress it

$(VENDOR)/echarts.min.js.br: package.json package-lock.json scripts/assets.mjs
	npm ci --ignore-scripts
	node scripts/assets.mjs

build: assets ## bin/gongkai
	go build -o bin/gongkai ./cmd/gongkai

clean: ## remove what make has made
	rm -rf bin demo node_modules $(VENDOR)
