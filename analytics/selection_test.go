package analytics_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"gongkai/analytics"
)

// allOf prints everything of a point but the roll-up, which only a region has.
func allOf(t *testing.T, p analytics.Point) string {
	t.Helper()
	p.Rollup, p.Difference = nil, nil
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestThreeWaysToSum: a body alone is read from its own rows, with a stranger
// beside it (who enters no total) it is added up on demand; both say the same.
func TestThreeWaysToSum(t *testing.T) {
	a := jiaCounty(t)
	for _, agency := range []string{off, edu, agr, pov, tow} {
		for _, measure := range []string{received, issued, fee, publicRate, net, workload, orgs, correctRate} {
			alone := line(t, a, analytics.Selection{Agencies: []string{agency}}, measure)
			added := line(t, a, analytics.Selection{Agencies: []string{agency, stranger}}, measure)
			for i := range alone.Points {
				check(t, fmt.Sprint(agency, " ", measure, alone.Points[i].Year), allOf(t, alone.Points[i]), allOf(t, added.Points[i]))
			}
		}
	}
}

func TestSelections(t *testing.T) {
	a := jiaCounty(t)
	types := []string{"gov_office", "constituent_dept", "township", "vertical", "county_rollup"}
	for _, measure := range []string{received, issued, fee, publicRate, net, workload, orgs} {
		whole := line(t, a, jia, measure)
		byType := line(t, a, analytics.Selection{Region: "990001", Types: types}, measure)
		byAgency := line(t, a, analytics.Selection{Agencies: []string{off, edu, agr, pov, rur, tow}}, measure)
		for i := range whole.Points {
			check(t, fmt.Sprint("all kinds ", measure, whole.Points[i].Year), allOf(t, byType.Points[i]), allOf(t, whole.Points[i]))
			check(t, fmt.Sprint("all bodies ", measure, whole.Points[i].Year), allOf(t, byAgency.Points[i]), allOf(t, whole.Points[i]))
		}
	}
	// 5+4 in 2020: the departments; 30+3: a roll-up and a stranger add nothing.
	p, _ := line(t, a, analytics.Selection{Region: "990001", Types: []string{"constituent_dept"}}, received).At(2020)
	check(t, "departments", words(p), "9 reported 2/3/0/3 0 | missing_prev – –")
	p, _ = line(t, a, analytics.Selection{Agencies: []string{off, tow, gov, stranger}}, received).At(2021)
	check(t, "several", words(p), "33 reported 2/2/0/3 0 | coverage – –")
	p, _ = line(t, a, analytics.Selection{Region: "990002"}, received).At(2022)
	check(t, "the other region", words(p), "7 reported 1/1/0/1 0 | missing_prev – –")

	empty, err := a.Series(t.Context(), analytics.Selection{Region: "990001", Types: []string{"dev_zone"}}, []string{received}, analytics.Years{})
	if err != nil || len(empty.Lines) != 1 || len(empty.Lines[0].Points) != 0 {
		t.Errorf("a kind that the region lacks: %+v %v", empty, err)
	}
}

// TestForeignUnit: a number that the report prints in another unit than the
// form fixes is never added to others.
func TestForeignUnit(t *testing.T) {
	_, a := open(t, []filing{
		{agency: off, name: off, year: 2021, edition: "2021", cells: cells{fee: "2"}},
		{agency: edu, name: edu, year: 2021, edition: "2021", cells: cells{fee: "1.5元"}},
	}, nil, nil)
	p, _ := line(t, a, jia, fee).At(2021)
	check(t, "fee", words(p), "2 reported 1/2/0/5 0 | missing_prev – –")
	p, _ = line(t, a, analytics.Selection{Agencies: []string{edu}}, fee).At(2021)
	check(t, "fee of edu", words(p), "– unreadable 0/1/0/1 0 | missing_now – –")
}

func TestSelectionErrors(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		sel     analytics.Selection
		measure string
		want    error
	}{
		{analytics.Selection{}, received, analytics.ErrNoSelection},
		{analytics.Selection{Region: "123456"}, received, analytics.ErrNotFound},
		{analytics.Selection{Agencies: []string{"no' OR 1=1 --"}}, received, analytics.ErrNotFound},
		{jia, "no.such.measure", analytics.ErrNotFound},
		{jia, "", analytics.ErrNotFound},
	} {
		if _, err := a.Series(t.Context(), c.sel, []string{c.measure}, analytics.Years{}); !errors.Is(err, c.want) {
			t.Errorf("%+v %q: %v, want %v", c.sel, c.measure, err, c.want)
		}
	}
	if _, err := a.YearOnYear(t.Context(), jia, []string{received}, 1999); !errors.Is(err, analytics.ErrNotFound) {
		t.Errorf("a year that is not there: %v", err)
	}
}
