package analytics_test

import (
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/warehouse"
)

// judged is a database on which the rules have run but no view was derived, with
// findings of our own in place of theirs.
func judged(t *testing.T, findings ...string) *analytics.Answers {
	t.Helper()
	content := warehouse.Content{Program: "test", Registry: agencies()}
	for _, f := range []filing{{agency: edu, name: "甲县教育局", year: 2023, edition: "2021"}, {agency: stranger, name: "丙县教育局", year: 2024, edition: "2021"}} {
		content.Filed = append(content.Filed, f.filed(t))
	}
	db, err := warehouse.OpenMemory(t.Context(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	run := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run("DELETE FROM finding")
	run("DELETE FROM check_count")
	for _, f := range findings {
		run("INSERT INTO finding VALUES (" + f + ")")
	}
	run("INSERT INTO check_count VALUES ('T3-01', '990001', 2023, 24, 1, 0), ('T3-01', '', 2024, 25, 0, 2)")
	run("INSERT INTO verdict VALUES ('c', 'explained', '年中并入', '王某', DATE '2024-02-01')")
	return analytics.New(db)
}

// finding is a row of the table, in the order of its columns.
func finding(id, report, agency, region, year, outcome, severity, cells, difference string) string {
	return strings.Join([]string{"'" + id + "'", "'T3-01'", "'" + id + "'", report, agency, "'" + region + "'", year, "'" + outcome + "'",
		"'" + severity + "'", cells, "'60'", "'61'", difference, "'60≠61'", "'不等'", "'differ'", "''", "''"}, ", ")
}

func TestFindings(t *testing.T) {
	a := judged(t,
		finding("a", "'990001-edu/2023/1'", "'990001-edu'", "990001", "2023", "not_assessable", "info", "[]", "NULL"),
		finding("b", "'990001-edu/2023/1'", "'990001-edu'", "990001", "2023", "fail", "warning", "['x.y']", "-1.5"),
		finding("c", "'990001-edu/2023/1'", "'990001-edu'", "990001", "2023", "fail", "error", "['x.y', 'x.z']", "-1"),
		finding("d", "'x-0badcafe/2024/1'", "'x-0badcafe'", "", "2024", "fail", "error", "[]", "NULL"),
		finding("e", "NULL", "NULL", "990001", "2023", "fail", "info", "[]", "NULL"),
		finding("f", "NULL", "'990001-tow'", "990001003", "2023", "fail", "info", "[]", "NULL"),
	)
	for _, c := range []struct {
		name   string
		filter analytics.FindingFilter
		want   string
	}{
		{"all, worst first", analytics.FindingFilter{}, "dcbefa"},
		{"a county and its townships", analytics.FindingFilter{Region: "990001"}, "cbefa"},
		{"a township", analytics.FindingFilter{Region: "990001003"}, "f"},
		{"years", analytics.FindingFilter{Years: analytics.Years{From: 2024}}, "d"},
		{"a report", analytics.FindingFilter{Reports: []string{"990001-edu/2023/1"}}, "cba"},
		{"a body", analytics.FindingFilter{Agencies: []string{edu, stranger}}, "dcba"},
		{"severity and outcome", analytics.FindingFilter{Severities: []string{"info"}, Outcomes: []string{"fail"}}, "ef"},
		{"no verdict", analytics.FindingFilter{Verdicts: []string{"none"}}, "dbefa"},
		{"a verdict", analytics.FindingFilter{Verdicts: []string{"explained"}}, "c"},
		{"an id", analytics.FindingFilter{IDs: []string{"b"}}, "b"},
		{"another rule", analytics.FindingFilter{Rules: []string{"T4-01"}}, ""},
	} {
		found, err := a.Findings(t.Context(), c.filter)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range found {
			got += f.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFindingCarriesItsVerdict(t *testing.T) {
	a := judged(t,
		finding("c", "'990001-edu/2023/1'", "'990001-edu'", "990001", "2023", "fail", "error", "['x.y', 'x.z']", "-1.5"),
		finding("e", "NULL", "NULL", "990001", "2023", "fail", "error", "[]", "NULL"))
	found, err := a.Findings(t.Context(), analytics.FindingFilter{})
	if err != nil || len(found) != 2 {
		t.Fatalf("%v, %v", found, err)
	}
	county, body := found[0], found[1]
	if body.AgencyName != "甲县教育局" || !slices.Equal(body.Cells, []string{"x.y", "x.z"}) || body.Difference.String() != "-1.5" ||
		body.Verdict != (analytics.Verdict{Verdict: "explained", Reason: "年中并入", By: "王某", On: "2024-02-01"}) || !body.Simulated || body.Blocks() {
		t.Errorf("finding of a body: %+v", body)
	}
	record := body.Record()
	if len(record) != len(analytics.FindingColumns) || record[slices.Index(analytics.FindingColumns, "diff")] != "-1.5" ||
		record[slices.Index(analytics.FindingColumns, "cells")] != "x.y x.z" || record[slices.Index(analytics.FindingColumns, "by")] != "王某" {
		t.Errorf("record: %q", record)
	}
	if county.AgencyName != "甲县" || county.Difference != nil || len(county.Cells) != 0 || county.Verdict.Verdict != "" || !county.Blocks() {
		t.Errorf("finding of a county: %+v", county)
	}
}

func TestRulesSayHowOftenTheyFired(t *testing.T) {
	a := judged(t)
	for _, c := range []struct {
		region                        string
		years                         analytics.Years
		passed, failed, notAssessable int
	}{
		{"", analytics.Years{}, 49, 1, 2},
		{"990001", analytics.Years{}, 24, 1, 0},
		{"", analytics.Years{From: 2024}, 25, 0, 2},
		{"990002", analytics.Years{}, 0, 0, 0},
	} {
		rules, err := a.Rules(t.Context(), c.region, c.years)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(rules, func(r analytics.RuleUse) bool { return r.ID == "T3-01" })
		if i < 0 {
			t.Fatal("T3-01 is not in the catalogue")
		}
		if r := rules[i]; r.Passed != c.passed || r.Failed != c.failed || r.NotAssessable != c.notAssessable {
			t.Errorf("%q %v: %+v", c.region, c.years, r)
		}
	}
}
