package analytics_test

import (
	"context"
	"database/sql"
	"fmt"
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
