package ingest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/ingest/report"
)

// filing is a candidate that prints one number; its name says what is expected.
func filing(sha string, number int64, adopted int64, accepted bool, day string) *candidate {
	year, value := 2023, report.FromInt(number)
	r := &report.Report{Agency: &report.Agency{ID: "a", Name: "甲"}, Year: &year,
		Observations: []report.Observation{{Code: "c", Status: report.Reported, Value: &value}}}
	if day != "" {
		r.PublishedOn = &day
	}
	return &candidate{sha: sha, name: sha + ".txt", report: r, cells: cellsOf(r), adopted: adopted, accepted: accepted}
}

// told is the outcome of every candidate by sha: P1* is the first revision and
// current.
func told(list []*candidate) string {
	var out []string
	for _, c := range list {
		s := c.sha + ":" + string(c.outcome)
		if c.revision > 0 {
			s += fmt.Sprint(c.revision)
		}
		if c.current {
			s += "*"
		}
		if c.same != nil {
			s += "=" + c.same.sha
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestDecide(t *testing.T) {
	for name, c := range map[string]struct {
		list []*candidate
		want string
	}{
		"one":                        {[]*candidate{filing("a", 1, 0, false, "")}, "a:published1*"},
		"two equal":                  {[]*candidate{filing("b", 1, 0, false, ""), filing("a", 1, 0, false, "")}, "a:published1* b:duplicate=a"},
		"equal to a published one":   {[]*candidate{filing("b", 1, 9, false, ""), filing("a", 1, 0, false, "")}, "a:duplicate=b b:published1*"},
		"two different":              {[]*candidate{filing("a", 1, 0, false, ""), filing("b", 2, 0, false, "")}, "a:held b:held"},
		"three, two equal":           {[]*candidate{filing("a", 1, 0, false, ""), filing("b", 2, 0, false, ""), filing("c", 1, 0, false, "")}, "a:held b:held c:duplicate=a"},
		"different from a published": {[]*candidate{filing("b", 1, 9, false, ""), filing("a", 2, 0, false, "")}, "a:held b:published1*"},
		"one of two accepted":        {[]*candidate{filing("a", 1, 0, true, ""), filing("b", 2, 0, false, "")}, "a:published1* b:held"},
		"accepted after published":   {[]*candidate{filing("b", 1, 9, false, ""), filing("a", 2, 0, true, "")}, "a:published2* b:published1"},
		"accepted, equal to a third": {[]*candidate{filing("b", 1, 9, false, ""), filing("c", 2, 0, true, ""), filing("a", 2, 0, false, "")}, "a:duplicate=c b:published1 c:published2*"},
		"accepted, then published":   {[]*candidate{filing("b", 1, 9, false, ""), filing("a", 2, 12, true, "")}, "a:published2* b:published1"},
		"dates order the accepted":   {[]*candidate{filing("a", 1, 0, true, "2024-03-01"), filing("b", 2, 0, true, "2024-01-01")}, "a:published2* b:published1"},
		"sha orders the undated":     {[]*candidate{filing("b", 1, 0, true, ""), filing("a", 2, 0, true, "")}, "a:published1 b:published2*"},
		"older date is not current":  {[]*candidate{filing("b", 1, 9, false, "2024-03-01"), filing("a", 2, 0, true, "2024-01-01")}, "a:published2 b:published1*"},
		"no date is current":         {[]*candidate{filing("b", 1, 9, false, "2024-03-01"), filing("a", 2, 0, true, "")}, "a:published2* b:published1"},
		"older than what is undated": {[]*candidate{filing("b", 1, 9, false, "2024-03-01"), filing("a", 2, 10, true, ""), filing("c", 3, 0, true, "2024-02-01")},
			"a:published2* b:published1 c:published3"},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(4) {
				rand.New(rand.NewPCG(seed, 0)).Shuffle(len(c.list), func(i, j int) { c.list[i], c.list[j] = c.list[j], c.list[i] })
				decide(c.list)
				if got := told(c.list); got != c.want {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
			}
		})
	}
}

// A cell that is blank, one that is 0 and one that is not there make different
// reports; two reports without any printed cell are never the same.
func TestOnlyEqualCellsMakeADuplicate(t *testing.T) {
	with := func(sha string, status report.Status, value *report.Number) *candidate {
		c := filing(sha, 1, 0, false, "")
		c.report.Observations = append(c.report.Observations, report.Observation{Code: "d", Status: status, Value: value})
		c.cells = cellsOf(c.report)
		return c
	}
	zero := report.FromInt(0)
	list := []*candidate{with("a", report.Reported, &zero), with("b", report.Blank, nil), with("c", report.NotApplicable, nil), with("d", report.Absent, nil)}
	decide(list)
	if got := told(list); got != "a:held b:held c:held d:held" {
		t.Error(got)
	}
	for _, c := range list[:2] {
		c.cells = cellsOf(&report.Report{Observations: []report.Observation{{Code: "c", Status: report.Absent}}})
	}
	decide(list[:2])
	if got := told(list[:2]); got != "a:held b:held" {
		t.Error(got)
	}
}
