package analytics_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/registry"
	"gongkai/ingest/warehouse"
)

// said is what the tests look at of a finding.
type said struct {
	rule, instance, report, outcome, severity, cells, formula, message string
}

func (s said) String() string {
	return fmt.Sprintf("%s %s %s %s %s [%s] %s | %s", s.severity, s.rule, s.instance, s.report, s.outcome, s.cells, s.message, s.formula)
}

// findingsOf reads the findings of some families of rules, worst first. A
// family is the start of an id: "T3-", "Y-".
func findingsOf(t testing.TB, db *sql.DB, families ...string) []said {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `
SELECT rule, instance, coalesce(report_id, ''), outcome, severity, coalesce(array_to_string(cells, ','), ''), formula, message
FROM finding ORDER BY list_position(['error', 'warning', 'info'], severity), report_id, rule, instance, cells`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []said
	for rows.Next() {
		var s said
		if err := rows.Scan(&s.rule, &s.instance, &s.report, &s.outcome, &s.severity, &s.cells, &s.formula, &s.message); err != nil {
			t.Fatal(err)
		}
		if len(families) == 0 {
			out = append(out, s)
		}
		for _, f := range families {
			if strings.HasPrefix(s.rule, f) {
				out = append(out, s)
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// judgeFiles reads files and judges them together, in memory.
func judgeFiles(t testing.TB, names *registry.Registry, paths ...string) *sql.DB {
	t.Helper()
	content := warehouse.Content{Program: "test", Registry: names}
	for i, path := range paths {
		bytes, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r := ingest.Read(filepath.Base(path), bytes)
		if r.Error != nil || r.Agency == nil || r.Year == nil {
			t.Logf("%s is not judged: %+v %+v", path, r.Error, r.Held)
			continue
		}
		ingest.Identify(r, names.Names(), 2026)
		if r.Agency.ID == "" {
			r.Agency.ID = fmt.Sprintf("x-%08x", i)
		}
		content.Filed = append(content.Filed, warehouse.Filed{Report: r, Revision: 1, Current: true, ReceivedOn: "2026-06-01", FileName: filepath.Base(path)})
	}
	db, err := warehouse.OpenMemory(context.Background(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// What the rules of tables, years and county say of the eight real reports,
// above info; each line was looked up in its report.
func TestRealReports(t *testing.T) {
	names := registryOf(t, filepath.Join("..", "data", "sample", "real", "registry"))
	files, err := filepath.Glob("../data/sample/real/reports/*")
	if err != nil || len(files) != 8 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	want := map[string]int{
		"error T4-01 320813-government/2023/1":           1, // totals printed as 0
		"error T4-03 320813-government/2023/1":           1,
		"error T4-02 320831-government/2023/1":           1,
		"warning S-03 320813-government/2023/1":          1, // table 3 of the older edition
		"warning S-07 310000-gov-office/2019/1":          2, // details without totals
		"warning T3-01 310000-gov-office/2019/1":         11,
		"warning T3-02 310000-gov-office/2019/1":         1,
		"warning T3-01 310000-science-technology/2024/1": 1, // one total blank
		"warning T3-03 310000-science-technology/2024/1": 1,
	}
	compareCounts(t, judgeFiles(t, names, files...), want)
}

// The two whole reports of the corpus in their own formats.
func TestCorpusReports(t *testing.T) {
	dir := os.Getenv("GONGKAI_CORPUS")
	if dir == "" {
		t.Skip("GONGKAI_CORPUS is not set")
	}
	names := registryOf(t, filepath.Join("..", "data", "sample", "real", "registry"))
	db := judgeFiles(t, names, filepath.Join(dir, "yanchi-office-2023.txt"), filepath.Join(dir, "hongze-2023.pdf"))
	compareCounts(t, db, map[string]int{
		"error T4-01 320813-government/2023/1": 1, "error T4-03 320813-government/2023/1": 1, "warning S-03 320813-government/2023/1": 1,
	})
	for _, f := range findingsOf(t, db, "T3-") {
		if f.outcome == "fail" {
			t.Errorf("found in a table 3 that adds up: %s", f)
		}
	}
}

// compareCounts counts what stands above info, text rules left out.
func compareCounts(t *testing.T, db *sql.DB, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for _, f := range findingsOf(t, db, "S-02", "S-03", "S-06", "S-07", "S-12", "N-", "T2-", "T3-", "T4-", "Y-", "H-", "D-0", "P-") {
		if f.severity != "info" {
			got[f.severity+" "+f.rule+" "+f.report]++
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func registryOf(t *testing.T, dir string) *registry.Registry {
	t.Helper()
	var files [2][]byte
	for i, name := range []string{registry.AgenciesFile, registry.EventsFile} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[i] = b
	}
	r, err := registry.Read(files[0], files[1])
	if err != nil {
		t.Fatal(err)
	}
	return r
}
