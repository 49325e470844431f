package dashboard

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/registry"
	"gongkai/ingest/warehouse"
)

// A failure shows its id and nothing of the inside; the process lives.
func TestFailuresShowNothingOfTheInside(t *testing.T) {
	var broken *Snapshot
	app := newApp(t, func() *Snapshot {
		if broken == nil {
			panic("secret /home/inside.go")
		}
		return broken
	})
	r, body := ask(t, app, http.MethodGet, "/")
	checkHeaders(t, r, "panic")
	if r.StatusCode != 500 || strings.Contains(body, "secret") || strings.Contains(body, "goroutine") || !strings.Contains(body, r.Header.Get(requestIDHeader)) {
		t.Errorf("panic: %d\n%s", r.StatusCode, body)
	}
	broken = &Snapshot{Version: "v"} // no database at all
	r, body = ask(t, app, http.MethodGet, "/about")
	if r.StatusCode != 500 || strings.Contains(body, "nil pointer") {
		t.Errorf("no database: %d\n%s", r.StatusCode, body)
	}
	broken = snapshot(t)
	if r, _ := ask(t, app, http.MethodGet, "/about"); r.StatusCode != 200 {
		t.Errorf("after failures: %d", r.StatusCode)
	}
}

// An export that fails shows an error page, not the beginning of a file.
func TestFailingExportIsNoFile(t *testing.T) {
	db, err := warehouse.OpenMemory(t.Context(), content(), analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	snap := &Snapshot{Answers: analytics.New(db), Version: "000009-00000000"}
	app := newApp(t, func() *Snapshot { return snap })
	if r, _ := ask(t, app, http.MethodGet, "/about"); r.StatusCode != 200 { // the lists of the version are read
		t.Fatal(r.StatusCode)
	}
	db.Close()
	for range 5 { // more than run at once: a failed one must free its place
		r, body := ask(t, app, http.MethodGet, "/data/observations.csv")
		checkHeaders(t, r, "failed export")
		if r.StatusCode != 500 || strings.Contains(body, "region_code") || r.Header.Get("Content-Disposition") != "" {
			t.Fatalf("%d %v\n%s", r.StatusCode, r.Header, body)
		}
	}
}

// Without a registry there is no region: pages say so, and what was filed is
// still found under coverage.
func TestNoRegistry(t *testing.T) {
	c := content()
	c.Registry = &registry.Registry{}
	c.Filed = c.Filed[len(c.Filed)-1:]
	c.Held[0].AgencyID = ""
	db, err := warehouse.OpenMemory(t.Context(), c, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	snap := &Snapshot{Answers: analytics.New(db), Version: "000001-00000000"}
	app := newApp(t, func() *Snapshot { return snap })
	for _, address := range []string{"/", "/overview.csv", "/applications", "/agencies", "/agencies/" + stranger, "/agencies/" + stranger + "/reports/2023", "/coverage",
		"/coverage.csv", "/data", "/data/reports", "/data/agencies.csv", "/method", "/about"} {
		r, body := ask(t, app, http.MethodGet, address)
		if r.StatusCode != http.StatusOK && !(strings.HasSuffix(address, "overview.csv") && r.StatusCode == http.StatusNotFound) {
			t.Errorf("%s: %d", address, r.StatusCode)
		}
		if address == "/coverage" && !strings.Contains(body, "/agencies/"+stranger) {
			t.Error("the body without a registry is not listed")
		}
	}
}

func TestNothingPublished(t *testing.T) {
	app := newApp(t, func() *Snapshot { return nil })
	for _, address := range []string{"/", "/agencies", "/data/observations.csv", "/healthz"} {
		r, body := ask(t, app, http.MethodGet, address)
		checkHeaders(t, r, address)
		if r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: %d\n%s", address, r.StatusCode, body)
		}
	}
}
