package analytics_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/registry"
	"gongkai/ingest/sample"
	"gongkai/ingest/warehouse"
)

// sampleContent makes up a county, a few mistakes in it, and reads it.
func sampleContent(t testing.TB, opt sample.Options) warehouse.Content {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "sample")
	if _, err := sample.Write(dir, opt); err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, "registry", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	reg, err := registry.Read(read(registry.AgenciesFile), read(registry.EventsFile))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "reports", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	content := warehouse.Content{Program: "test", Registry: reg}
	names, seen := reg.Names(), map[string]bool{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := ingest.Read(filepath.Base(file), b)
		ingest.Identify(r, names, 2026)
		if r.Error == nil && r.Agency != nil && r.Agency.ID != "" && r.Year != nil && len(r.Held) == 0 && !seen[fmt.Sprint(r.Agency.ID, *r.Year)] {
			seen[fmt.Sprint(r.Agency.ID, *r.Year)] = true
			content.Filed = append(content.Filed, warehouse.Filed{Report: r, Revision: 1, Current: true, ReceivedOn: "2026-06-01", FileName: filepath.Base(file)})
		}
	}
	return content
}

// copies repeats the county of the sample n times under other codes.
func copies(ctx context.Context, db *sql.DB, n int) error {
	for table, ids := range map[string][]string{
		"region": {"region_code"}, "agency": {"agency_id", "region_code", "parent_id"}, "agency_name": {"agency_id"},
		"agency_event": {"predecessor_id", "successor_id"}, "report": {"report_id", "agency_id"}, "report_table": {"report_id"},
		"observation_by_report": {"report_id", "agency_id"}, "section": {"report_id"}, "note": {"report_id"},
		"figure": {"report_id"}, "mention": {"report_id"}, "sentence": {"report_id"},
	} {
		replaced := ""
		for _, id := range ids {
			replaced += fmt.Sprintf(", replace(%s, '990101', CAST(800000 + i AS VARCHAR)) AS %s", id, id)
		}
		statement := fmt.Sprintf("INSERT INTO %s SELECT t.* REPLACE (%s) FROM range(1, %d) AS c (i), %s AS t", table, replaced[2:], n, table)
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	_, err := db.ExecContext(ctx, "CHECKPOINT")
	return err
}

// BenchmarkJudge judges about 5,000 bodies over five years by every rule, next
// to a plain scan of the same cells.
func BenchmarkJudge(b *testing.B) {
	content := sampleContent(b, sample.Options{Agencies: 60, FirstYear: 2021, LastYear: 2025, Styles: []string{"text-tabs"}, Faults: 0.1})
	for b.Loop() {
		var scanned, judged time.Duration
		var reports, cells, findings int
		path := filepath.Join(b.TempDir(), "bench.duckdb")
		if _, err := warehouse.Build(b.Context(), path, content, func(ctx context.Context, db *sql.DB) error {
			if err := copies(ctx, db, 84); err != nil {
				return err
			}
			start := time.Now()
			var sum string
			if err := db.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT report_id), CAST(sum(value) AS VARCHAR) FROM observation_by_report
				WHERE status = 'reported'`).Scan(&cells, &reports, &sum); err != nil {
				return err
			}
			scanned, start = time.Since(start), time.Now()
			if err := analytics.Judge(ctx, db); err != nil {
				return err
			}
			judged = time.Since(start)
			return db.QueryRowContext(ctx, "SELECT count(*) FROM finding").Scan(&findings)
		}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(reports), "reports")
		b.ReportMetric(float64(cells), "cells")
		b.ReportMetric(float64(findings), "findings")
		b.ReportMetric(scanned.Seconds(), "s/scan")
		b.ReportMetric(judged.Seconds(), "s/judge")
	}
}

// The same reports make the same findings in the same order, however many
// threads judge them.
func TestFindingsDoNotDependOnThreads(t *testing.T) {
	content := sampleContent(t, sample.Options{Agencies: 12, FirstYear: 2020, LastYear: 2023, Styles: []string{"text-tabs"}, Faults: 0.5})
	var first string
	for _, threads := range []int{1, 2, 4} {
		db, err := warehouse.OpenMemory(t.Context(), content, func(ctx context.Context, db *sql.DB) error {
			if _, err := db.ExecContext(ctx, fmt.Sprintf("SET threads = %d", threads)); err != nil {
				return err
			}
			return analytics.Judge(ctx, db)
		})
		if err != nil {
			t.Fatal(err)
		}
		var all string
		if err := db.QueryRowContext(t.Context(), `SELECT (SELECT string_agg(CAST(f AS VARCHAR), chr(10) ORDER BY f.rowid) FROM finding AS f)
			|| (SELECT string_agg(CAST(c AS VARCHAR), chr(10) ORDER BY c.rowid) FROM check_count AS c)`).Scan(&all); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if first == "" {
			first = all
		}
		if all != first || len(all) < 10_000 {
			t.Errorf("%d threads make other findings (%d and %d characters)", threads, len(all), len(first))
		}
	}
}
