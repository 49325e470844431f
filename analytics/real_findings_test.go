package analytics_test

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/ingest/registry"
)

var updateFindings = flag.Bool("update-findings", false, "write docs/checks-on-real-reports.md anew, verdicts kept")

const (
	realFindings = "../docs/checks-on-real-reports.md"
	shippedHead  = "## The eight reports of data/sample/real"
	filedHead    = "## Two reports as they were filed"
	openHead     = "## What was not assessed"
	noVerdict    = "**no verdict yet**"
)

// Every finding on real reports stands in docs/checks-on-real-reports.md with
// a person's verdict: the facts are those of today, the last two columns are
// written by hand. The two reports that are not part of the product are
// compared where GONGKAI_CORPUS is set, else their part is left as it stands.
func TestFindingsOnRealReports(t *testing.T) {
	old, err := os.ReadFile(realFindings)
	if err != nil && !*updateFindings {
		t.Fatal(err)
	}
	verdicts := verdictsIn(string(old))
	shipped, err := filepath.Glob("../data/sample/real/reports/*")
	if err != nil || len(shipped) != 8 {
		t.Fatalf("%d reports, want 8 (%v)", len(shipped), err)
	}
	db := judgeFiles(t, realRegistry(t), shipped...)
	filed := between(string(old), filedHead, openHead)
	if corpus := os.Getenv("GONGKAI_CORPUS"); corpus != "" {
		filed = findingTable(t, judgeFiles(t, realRegistry(t), filepath.Join(corpus, "yanchi-office-2023.txt"), filepath.Join(corpus, "hongze-2023.pdf")), verdicts)
	}
	text := before(string(old), shippedHead) + shippedHead + findingTable(t, db, verdicts) + filedHead + filed + openHead + openTable(t, db)
	if *updateFindings {
		if err := os.WriteFile(realFindings, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != string(old) {
		t.Errorf("%s is not of today: go test ./analytics -run FindingsOnRealReports -update-findings, then judge what is new:\n%s", realFindings, newLines(string(old), text))
	}
	if strings.Contains(text, noVerdict) {
		t.Errorf("%s: a finding has no verdict", realFindings)
	}
}

// newLines lists what text has and old has not.
func newLines(old, text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains(old, line) {
			out.WriteString(line)
		}
	}
	return out.String()
}

func realRegistry(t *testing.T) *registry.Registry {
	t.Helper()
	var files [2][]byte
	for i, name := range []string{"agencies.csv", "events.csv"} {
		var err error
		if files[i], err = os.ReadFile(filepath.Join("../data/sample/real/registry", name)); err != nil {
			t.Fatal(err)
		}
	}
	names, err := registry.Read(files[0], files[1])
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func before(text, head string) string {
	text, _, _ = strings.Cut(text, head)
	return text
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	return before(text, to)
}

// verdictsIn reads the two last columns of the tables by the key in the first.
func verdictsIn(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		if columns := strings.Split(strings.TrimSpace(line), " | "); len(columns) == 6 {
			out[strings.TrimPrefix(columns[0], "| ")+columns[1]+columns[3]] = columns[4] + " | " + columns[5]
		}
	}
	return out
}

// findingTable writes what failed, with the verdicts.
func findingTable(t *testing.T, db *sql.DB, verdicts map[string]string) string {
	var b strings.Builder
	b.WriteString("\n\n| Report | Rule | Severity | Finding | Verdict | Why |\n|---|---|---|---|---|---|\n")
	for _, r := range textRows(t, db, `SELECT r.agency_name || ' ' || r.year, f.rule, f.severity, f.message || CASE f.formula WHEN '' THEN '' ELSE '（' || f.formula || '）' END
		FROM finding AS f JOIN report AS r USING (report_id) WHERE f.outcome = 'fail' ORDER BY r.agency_id, r.year, f.rule, f.instance`) {
		verdict, ok := verdicts[r[0]+r[1]+r[3]]
		if !ok {
			verdict = noVerdict + " | |"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s\n", r[0], r[1], r[2], r[3], verdict)
	}
	b.WriteString("\n")
	return b.String()
}

// openTable writes which rules were not assessed and why.
func openTable(t *testing.T, db *sql.DB) string {
	var b strings.Builder
	b.WriteString("\n\n| Rule | Reason | Reports |\n|---|---|---|\n")
	for _, r := range textRows(t, db, `SELECT rule, regexp_replace(split_part(message, '：', 2), '（[0-9]+处）$', '') AS why, count(DISTINCT report_id)
		FROM finding WHERE outcome = 'not_assessable' GROUP BY ALL ORDER BY rule, why`) {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r[0], r[1], r[2])
	}
	return b.String()
}

// textRows returns the rows of a query as text.
func textRows(t *testing.T, db *sql.DB, query string) [][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for rows.Next() {
		row, into := make([]string, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
