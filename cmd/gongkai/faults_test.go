package main

import (
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/archive"
	"gongkai/ingest/sample"
	"gongkai/ingest/warehouse"
)

// found is a finding as the test compares it.
type found struct {
	rule, instance, agency, outcome, severity, message string
	year                                               int
	cells                                              []string
}

func (f found) String() string {
	return fmt.Sprintf("%s %s %s %d %s [%s] %s", f.severity, f.rule, f.agency, f.year, f.instance, strings.Join(f.cells, " "), f.message)
}

// injectedFault is a line of faults.csv.
type injectedFault struct {
	kind, rule, agency, year, instance string
	cells                              []string
	consequence                        bool
}

func (f injectedFault) by(g found) bool {
	return f.rule == g.rule && f.agency == g.agency && f.year == fmt.Sprint(g.year) && (f.instance == "" || f.instance == g.instance)
}

// Every mistake that the sample makes is found by its rule in its cells, and
// no error has another cause. Every rule that is judged meets a mistake.
func TestEveryFaultIsFoundAndNothingElse(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	home := filepath.Join(t.TempDir(), "home")
	all := judgedSample(t, folder, home, exitDoubts, "--agencies", "60", "--faults", "0.4", "--styles", "text-tabs,html-clean,docx-clean")
	faults := readFaults(t, filepath.Join(folder, "faults.csv"))
	exercised := map[string]bool{}
	for _, f := range faults {
		if f.consequence {
			continue
		}
		exercised[f.rule] = true
		if !slices.ContainsFunc(all, func(g found) bool { return f.by(g) && containsAll(g.cells, f.cells) }) {
			t.Errorf("not found: %s %s of %s %s, %s %v", f.kind, f.rule, f.agency, f.year, f.instance, f.cells)
		}
	}
	for _, g := range all {
		if g.severity == "error" && !slices.ContainsFunc(faults, func(f injectedFault) bool { return f.by(g) }) {
			t.Errorf("an error without a fault: %s", g)
		}
	}
	exercised["D-06"] = acceptSecondReports(t, folder, home, faults)
	for _, r := range data.Rules() {
		if r.Kind == "rule" && r.Enabled && r.Missing == "" && !exercised[r.ID] {
			t.Errorf("no fault exercises %s %s", r.ID, r.NameZH)
		}
	}
	if len(faults) < 150 || len(exercised) < 60 {
		t.Errorf("%d faults by %d rules: too few to say anything", len(faults), len(exercised))
	}
}

// acceptSecondReports accepts what was filed twice and tells whether the rule
// says so of each.
func acceptSecondReports(t *testing.T, folder, home string, faults []injectedFault) bool {
	t.Helper()
	ingested(t, exitDone, "--home", home, "ingest", "-q", "--accept-revisions", filepath.Join(folder, "reports"))
	all, n := findingsOf(t, home), 0
	for _, f := range faults {
		if f.kind != "filed-twice" {
			continue
		}
		n++
		f.rule = "D-06"
		if !slices.ContainsFunc(all, f.by) {
			t.Errorf("not found: D-06 of %s %s, filed twice and accepted", f.agency, f.year)
		}
	}
	return n > 0
}

// A county without mistakes has no error, and no warning but the one that is
// true: a body published late.
func TestACleanCountyHasNoFindingsThatAreNotTrue(t *testing.T) {
	dir := t.TempDir()
	all := judgedSample(t, filepath.Join(dir, "sample"), filepath.Join(dir, "home"), exitDone, "--agencies", "45", "--styles", "text-tabs,html-clean,docx-clean")
	late := 0
	for _, g := range all {
		switch {
		case g.rule == "D-01" && g.agency == "990101-water" && g.year == 2023:
			late++
		case g.severity != "info":
			t.Errorf("found in a clean county: %s", g)
		}
	}
	if late != 1 {
		t.Errorf("the late report was found %d times", late)
	}
}

// judgedSample makes a county, ingests it and returns what the rules found.
func judgedSample(t *testing.T, folder, home string, exit int, options ...string) []found {
	t.Helper()
	ingested(t, exitDone, append([]string{"sample", folder, "--years", "2019..2025"}, options...)...)
	ingested(t, exitDone, "--home", home, "agencies", "import", filepath.Join(folder, "registry"))
	ingested(t, exit, "--home", home, "ingest", "-q", filepath.Join(folder, "reports"))
	return findingsOf(t, home)
}

func ingested(t *testing.T, exit int, args ...string) {
	t.Helper()
	var words strings.Builder
	if code := run(args, io.Discard, &words); code != exit {
		t.Fatalf("gongkai %s: exit %d, want %d\n%s", strings.Join(args, " "), code, exit, words.String())
	}
}

func findingsOf(t *testing.T, home string) []found {
	t.Helper()
	current, err := archive.Open(home).Current()
	if err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(current.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), `SELECT rule, instance, coalesce(agency_id, ''), year, outcome, severity, message,
		coalesce(array_to_string(cells, ','), '') FROM finding WHERE outcome = 'fail' ORDER BY ALL`)
	if err != nil {
		t.Fatal(err)
	}
	return scanFound(t, rows)
}

func scanFound(t *testing.T, rows *sql.Rows) []found {
	t.Helper()
	defer rows.Close()
	var out []found
	for rows.Next() {
		var f found
		var cells string
		if err := rows.Scan(&f.rule, &f.instance, &f.agency, &f.year, &f.outcome, &f.severity, &f.message, &cells); err != nil {
			t.Fatal(err)
		}
		f.cells = strings.Split(cells, ",")
		out = append(out, f)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func readFaults(t *testing.T, path string) []injectedFault {
	t.Helper()
	lines, err := sample.ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []injectedFault
	for _, l := range lines {
		f := injectedFault{kind: l["kind"], rule: l["rule"], agency: l["agency_id"], year: l["year"], instance: l["instance"], consequence: l["consequence"] == "yes"}
		if l["cells"] != "" {
			f.cells = strings.Split(l["cells"], "|")
		}
		out = append(out, f)
	}
	return out
}

func containsAll(list, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(list, w) })
}
