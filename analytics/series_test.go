package analytics_test

import (
	"fmt"
	"slices"
	"testing"

	"gongkai/analytics"
)

var jia = analytics.Selection{Region: "990001"}

// words prints what matters of a point in one line:
// value|status|counted/filed/held/expected|not counted|note diff percent.
func words(p analytics.Point) string {
	return fmt.Sprintf("%s %s %d/%d/%d/%d %d | %s %s %s", number(p.Number), p.Status, p.Counted, p.Filed, p.Held, p.Expected,
		p.NotCounted, p.Change.Note, number(p.Change.Diff), number(p.Change.Percent))
}

func number(n *analytics.Number) string {
	if n == nil {
		return "–"
	}
	return n.String()
}

func line(t *testing.T, a *analytics.Answers, sel analytics.Selection, measure string) analytics.Line {
	t.Helper()
	s, err := a.Series(t.Context(), sel, []string{measure}, analytics.Years{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Lines[0]
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func TestRegionTotals(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		measure string
		year    int
		want    string
	}{
		// 20+5+4; pov is blank, tow has not filed. 5 bodies had to report.
		{received, 2020, "29 reported 3/4/0/5 0 | missing_prev – –"},
		// 30+6+3; edu is "/", pov unreadable. 10/29 = 34.4827586… %
		{received, 2021, "39 reported 3/5/0/5 0 | coverage – –"},
		// 33+8+12; tow is held, agr and pov are no longer expected. 14/39 = 35.8974358…
		{received, 2022, "53 reported 3/3/1/4 0 | coverage – –"},
		// 9+0+0; rur's report is of unknown scope. −44/53 = −83.0188679…
		{received, 2023, "9 reported 3/3/0/4 0 | coverage – –"},
		// The item came with edition 2021; agr reported on the old form.
		{fee, 2020, "– not_in_edition 0/4/0/5 0 | missing_prev – –"},
		{fee, 2021, "1.75 reported 4/5/0/5 0 | break – –"},
		{fee, 2022, "2.1 reported 3/3/1/4 0 | coverage – –"},
		// 3+2+0+0 on the new form and 4 on the old: two quantities, no comparison.
		{issued, 2021, "9 reported 5/5/0/5 0 | break – –"},
		{issued, 2022, "7 reported 3/3/1/4 0 | break – –"},
		{issued, 2023, "0 reported 3/3/0/4 0 | coverage – –"},
		// off 3−1, pov and tow 0; edu lacks an operand, agr the item.
		{net, 2021, "2 reported 3/5/0/5 0 | break – –"},
		// (8+2 + 4)/(21+5) = 53.846153…; (10+4 + 6)/(28+12) = 50, edu's partial is blank.
		{publicRate, 2020, "53.846154 reported 4/4/0/5 0 | missing_prev – –"},
		{publicRate, 2021, "50 reported 5/5/0/5 1 | rate_pp -3.846154 –"},
		// 2022: nobody concluded anything, so no rate, but n/N = 0/0 is known.
		{publicRate, 2022, "– reported 3/3/1/4 0 | coverage – –"},
		// agr 2021: 5 carried over, none in 2020; off 1 after 2.
		{carriedOver, 2021, "6 reported 5/5/0/5 0 | small_base 4 –"},
		// The unsplit row of the old form joins the three of the new one.
		{"applications.other.subtotal.total", 2021, "7 reported 5/5/0/5 0 | zero_base 7 –"},
		{"applications.other.misc.total", 2021, "0 reported 4/5/0/5 0 | break – –"},
		// edu's pending is blank: a difference without an operand is no number.
		{correctRate, 2021, "30 reported 4/5/0/5 0 | coverage – –"},
		// edu's "/" adds nothing to 应办.
		{workload, 2021, "45 reported 4/5/0/5 1 | coverage – –"},
	} {
		p, ok := line(t, a, jia, c.measure).At(c.year)
		if !ok {
			t.Errorf("%s: no year %d", c.measure, c.year)
			continue
		}
		check(t, fmt.Sprint(c.measure, " ", c.year), words(p), c.want)
	}
}

func TestSameBodiesAndRollup(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		measure string
		year    int
		want    string // differs before | bodies now before note diff percent | roll-up status difference
	}{
		{received, 2020, "true 0/0 | 0 – – missing_now – – | 31 reported 2"},
		// off 30 and agr 6 after 20 and 4.
		{received, 2021, "true 3/5 | 2 36 24 ok 12 50 | 45 reported 6"},
		// off alone: edu had "/" the year before.
		{received, 2022, "true 3/5 | 1 33 30 ok 3 10 | 50 reported -3"},
		// off 9 and edu 0 after 33 and 8. −32/41 = −78.0487804…
		{received, 2023, "true 3/4 | 2 9 41 ok -32 -78.04878 | – – –"},
		// agr alone used the same form twice; then off and edu did.
		{issued, 2021, "true 4/5 | 1 4 0 zero_base 4 – | 0 reported -9"},
		{issued, 2022, "true 5/5 | 2 7 5 small_base 2 – | 0 reported -7"},
		// off and edu: 20/40 after 14/26.
		{publicRate, 2021, "true 4/5 | 4 50 53.846154 rate_pp -3.846154 – | – reported –"},
	} {
		p, _ := line(t, a, jia, c.measure).At(c.year)
		s := p.Basis.Same
		got := fmt.Sprintf("%v %d/%d | %d %s %s %s %s %s", p.Basis.Differs, p.Basis.CountedBefore, p.Basis.ExpectedBefore,
			s.Agencies, number(s.Now), number(s.Before), s.Change.Note, number(s.Change.Diff), number(s.Change.Percent))
		if p.Rollup == nil {
			got += " | – – –"
		} else {
			got += fmt.Sprintf(" | %s %s %s", number(p.Rollup.Number), p.Rollup.Status, number(p.Difference))
		}
		check(t, fmt.Sprint(c.measure, " ", c.year), got, c.want)
	}
}

// Every year of this county lacks bodies, so its lines join nowhere; the bodies
// by themselves do (the last case).
func TestBreaksAndJoins(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		sel     analytics.Selection
		measure string
		want    string // year group join break …
	}{
		{jia, received, "2020 all false false, 2021 all false true, 2022 all false false, 2023 all false false"},
		{jia, fee, "2020 2019 false false, 2021 2021 false true, 2022 2021 false false, 2023 2021 false false"},
		{jia, issued, "2020 2019 false false, 2021 mixed false true, 2022 2021 false false, 2023 2021 false false"},
		{analytics.Selection{Agencies: []string{agr}}, issued, "2020 2019 false false, 2021 2019 true true, 2022  false false, 2023  false false"},
	} {
		var got []string
		for _, p := range line(t, a, c.sel, c.measure).Points {
			got = append(got, fmt.Sprintf("%d %s %v %v", p.Year, p.Group, p.JoinsPrevious, p.BreakBefore))
		}
		check(t, c.measure, joined(got), c.want)
	}
	breaks, err := a.Breaks(t.Context())
	if err != nil || len(breaks) != 2 || breaks[0].Year != 2021 || breaks[1].Topic != "disputes" {
		t.Errorf("breaks: %+v %v", breaks, err)
	}
}

func joined(list []string) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += ", "
		}
		out += s
	}
	return out
}

func TestOneAgency(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		agency, measure string
		year            int
		want            string
	}{
		{off, received, 2022, "33 reported 1/1/0/1 0 | ok 3 10"},          // revision 2, not the 99 of revision 1
		{off, received, 2023, "9 reported 1/1/0/1 0 | ok -24 -72.727273"}, // −24/33
		{edu, received, 2021, "– not_applicable 0/1/0/1 0 | missing_now – –"},
		{edu, received, 2022, "8 reported 1/1/0/1 0 | missing_prev – –"},
		{edu, received, 2023, "0 reported 1/1/0/1 0 | small_base -8 –"},
		{edu, carriedOver, 2021, "0 reported 1/1/0/1 0 | both_zero 0 –"},
		{agr, carriedOver, 2021, "5 reported 1/1/0/1 0 | zero_base 5 –"},
		{agr, received, 2022, "– not_expected 0/0/0/0 0 | missing_now – –"},
		{pov, received, 2020, "– blank 0/1/0/1 0 | missing_now – –"},
		{pov, received, 2021, "– unreadable 0/1/0/1 0 | missing_now – –"},
		{tow, received, 2020, "– not_filed 0/0/0/1 0 | missing_now – –"},
		{tow, received, 2022, "– held 0/0/1/1 0 | missing_now – –"},
		{tow, orgs, 2021, "– absent 0/1/0/1 0 | missing_now – –"}, // company left no trace in the file
		{edu, orgs, 2021, "0 reported 1/1/0/1 0 | both_zero 0 –"},
		{edu, orgs, 2022, "2 reported 1/1/0/1 1 | zero_base 2 –"},
		{edu, natural, 2022, "– absent 0/1/0/1 0 | missing_now – –"},
		{edu, net, 2021, "– blank 0/1/0/1 0 | missing_now – –"},
		{edu, correctRate, 2021, "– blank 0/1/0/1 0 | missing_now – –"},
		{off, correctRate, 2021, "30 reported 1/1/0/1 0 | rate_small – –"},    // 3/(12−2), after 0/0
		{off, publicRate, 2021, "50 reported 1/1/0/1 0 | rate_pp 2.380952 –"}, // 14/28 after 10/21
		{edu, publicRate, 2021, "50 reported 1/1/0/1 1 | rate_small – –"},     // 6/12 after 4/5
		{agr, inForce, 2021, "– not_in_edition 0/1/0/1 0 | missing_now – –"},
		{off, inForce, 2021, "10 reported 1/1/0/1 0 | break – –"},
		// Alone, a body shows what it filed, whatever that is.
		{gov, received, 2021, "45 reported 1/1/0/1 0 | ok 14 45.16129"},
		{tax, received, 2021, "100 reported 1/1/0/1 0 | missing_prev – –"},
		{rur, received, 2023, "40 reported 1/1/0/1 0 | ok 28 233.333333"},
		{stranger, received, 2022, "1000 reported 1/1/0/1 0 | missing_prev – –"},
	} {
		p, ok := line(t, a, analytics.Selection{Agencies: []string{c.agency}}, c.measure).At(c.year)
		if !ok {
			t.Errorf("%s %s: no year %d", c.agency, c.measure, c.year)
			continue
		}
		check(t, fmt.Sprint(c.agency, " ", c.measure, " ", c.year), words(p), c.want)
	}
}

func TestSimulatedIsSaid(t *testing.T) {
	a := jiaCounty(t)
	for sel, want := range map[string]bool{"990001": true, "990002": false} {
		s, err := a.Series(t.Context(), analytics.Selection{Region: sel}, []string{received}, analytics.Years{})
		if err != nil || s.Simulated != want {
			t.Errorf("%s: simulated %v, %v", sel, s.Simulated, err)
		}
	}
	years := slices.Collect(func(yield func(int) bool) {
		for _, p := range line(t, a, jia, received).Points {
			if !yield(p.Year) {
				return
			}
		}
	})
	if !slices.Equal(years, []int{2020, 2021, 2022, 2023}) {
		t.Errorf("years %v", years)
	}
}
