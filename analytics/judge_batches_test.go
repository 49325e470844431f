package analytics_test

import (
	"context"
	"database/sql"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/sample"
	"gongkai/ingest/warehouse"
)

// oddities are what a cut between two batches could lose: a body that moved to
// another county, a county of which only its own report is there, unlisted
// bodies, a report of which only two held files are known.
const oddities = `
INSERT INTO agency_event VALUES ('990101-police', '800003-education', DATE '2022-03-01', 'transfer', NULL, NULL, TRUE);
DELETE FROM report WHERE agency_id LIKE '800002-%' AND (agency_id <> '800002-county' OR year <> 2022);
INSERT INTO agency SELECT * REPLACE ('x-' || agency_id AS agency_id, '' AS region_code, FALSE AS registered, NULL AS parent_id, FALSE AS in_rollup) FROM agency WHERE agency_id IN ('800001-education', '800001-police');
INSERT INTO report SELECT * REPLACE ('x-' || report_id AS report_id, 'x-' || agency_id AS agency_id) FROM report WHERE agency_id IN ('800001-education', '800001-police');
INSERT INTO report_table SELECT * REPLACE ('x-' || report_id AS report_id) FROM report_table WHERE split_part(report_id, '/', 1) IN ('800001-education', '800001-police');
INSERT INTO observation_by_report SELECT * REPLACE ('x-' || report_id AS report_id, 'x-' || agency_id AS agency_id) FROM observation_by_report WHERE split_part(report_id, '/', 1) IN ('800001-education', '800001-police');
INSERT INTO held VALUES ('a', 'a.txt', 'x-1a2b3c4d', '某局', 2022, 'second_report', '', '', ''), ('b', 'b.txt', 'x-1a2b3c4d', '某局', 2022, 'second_report', '', '', ''),
    ('c', 'c.txt', '990101-police', '某局', 2022, 'second_report', '', '', '')`

// What the rules find does not depend on which reports are judged together.
func TestFindingsDoNotDependOnBatches(t *testing.T) {
	content := sampleContent(t, sample.Options{Agencies: 8, FirstYear: 2021, LastYear: 2023, Styles: []string{"text-tabs"}, Faults: 0.5})
	judged := func(together int) map[string]warehouse.TableDigest {
		db, err := warehouse.OpenMemory(t.Context(), content, func(ctx context.Context, db *sql.DB) error {
			if err := copies(ctx, db, 4); err != nil {
				return err
			}
			if _, err := db.ExecContext(ctx, oddities); err != nil {
				return err
			}
			return analytics.JudgeBatches(ctx, db, together, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		digests, err := warehouse.Digest(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		return digests
	}
	whole := judged(1_000_000)
	if whole["finding"].Rows < 100 || whole["check_count"].Rows < 500 {
		t.Fatalf("little was judged: %v", whole)
	}
	for _, together := range []int{1, 70} {
		for name, got := range judged(together) {
			if got != whole[name] {
				t.Errorf("with %d reports together, table %s is %v instead of %v", together, name, got, whole[name])
			}
		}
	}
}

// Nor do the summaries depend on how many measures are summed together.
func TestSummariesDoNotDependOnSteps(t *testing.T) {
	content := sampleContent(t, sample.Options{Agencies: 4, FirstYear: 2020, LastYear: 2022, Styles: []string{"text-tabs"}})
	derived := func() (map[string]warehouse.TableDigest, string) {
		db, err := warehouse.OpenMemory(t.Context(), content, analytics.Derive)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		digests, err := warehouse.Digest(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		var order string
		if err := db.QueryRowContext(t.Context(), `SELECT (SELECT string_agg(measure || agency_id || year, ' ' ORDER BY rowid) FROM agency_year_measure)
			|| (SELECT string_agg(measure || region_code || year, ' ' ORDER BY rowid) FROM region_year_measure)`).Scan(&order); err != nil {
			t.Fatal(err)
		}
		return digests, order
	}
	whole, order := derived()
	if whole["agency_year_measure"].Rows < 1000 {
		t.Fatalf("little was summed: %v", whole)
	}
	for _, values := range []int{1, 300} {
		analytics.SumTogether(t, values)
		if cut, cutOrder := derived(); !maps.Equal(cut, whole) || cutOrder != order {
			t.Errorf("%d values together: %v\ninstead of %v", values, cut, whole)
		}
	}
}

// What judging holds in memory does not grow with the number of reports: it
// does with little memory, and no place on the disk, what all at once could not.
func TestJudgingTakesLittleMemory(t *testing.T) {
	content := sampleContent(t, sample.Options{Agencies: 8, FirstYear: 2021, LastYear: 2023, Styles: []string{"text-tabs"}, Faults: 0.2})
	judged := func(together int) error {
		_, err := warehouse.Build(t.Context(), filepath.Join(t.TempDir(), "v.duckdb"), content, func(ctx context.Context, db *sql.DB) error {
			if err := copies(ctx, db, 120); err != nil {
				return err
			}
			if _, err := db.ExecContext(ctx, "SET threads = 1; SET memory_limit = '160MB'; SET max_temp_directory_size = '0MB'"); err != nil {
				return err
			}
			return analytics.JudgeBatches(ctx, db, together, nil)
		})
		return err
	}
	if err := judged(200); err != nil {
		t.Error(err)
	}
	if judged(1_000_000) == nil {
		t.Error("the limit is too high to show anything: all reports at once fit")
	}
}

// A draft beside the cells and sentences of the other reports is told what it
// would be told among them, and nothing is said of those.
func TestADraftIsJudgedAsAmongAll(t *testing.T) {
	content := sampleContent(t, sample.Options{Agencies: 8, FirstYear: 2021, LastYear: 2023, Styles: []string{"text-tabs"}, Faults: 1})
	findings := func(drafts []string) []string {
		db, err := warehouse.OpenMemory(t.Context(), content, func(ctx context.Context, db *sql.DB) error {
			if drafts == nil {
				return analytics.Judge(ctx, db)
			}
			for _, table := range []string{"section", "note", "figure", "mention", "report_table"} {
				if _, err := db.ExecContext(ctx, "DELETE FROM "+table+" WHERE report_id NOT IN ("+quoted(drafts)+")"); err != nil {
					return err
				}
			}
			return analytics.JudgeDrafts(ctx, db, drafts)
		})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		where := "TRUE"
		if drafts == nil {
			where = "report_id IN (" + quoted(ids(content, 2)) + ")"
		}
		rows, err := db.QueryContext(t.Context(), "SELECT CAST(f AS VARCHAR) FROM finding AS f WHERE report_id IS NOT NULL AND "+where+" ORDER BY ALL")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var out []string
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
		return out
	}
	among, alone := findings(nil), findings(ids(content, 2))
	if len(among) < 20 {
		t.Errorf("only %d findings", len(among))
	}
	for _, f := range among {
		if !slices.Contains(alone, f) {
			t.Errorf("not found in a draft: %s", f)
		}
	}
	for _, f := range alone {
		if !slices.Contains(among, f) {
			t.Errorf("found in a draft only: %s", f)
		}
	}
}

// ids are those of every nth report.
func ids(content warehouse.Content, n int) []string {
	var out []string
	for i := 0; i < len(content.Filed); i += n {
		out = append(out, content.Filed[i].ID())
	}
	return out
}

func quoted(texts []string) string { return "'" + strings.Join(texts, "', '") + "'" }
