package analytics_test

import (
	"errors"
	"fmt"
	"testing"

	"gongkai/analytics"
)

func TestAgencyValues(t *testing.T) {
	a := jiaCounty(t)
	got, err := a.AgencyValues(t.Context(), jia, received, 2021)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "total", words(got.Total), "39 reported 3/5/0/5 0 | coverage – –")
	want := []string{ // official order; the roll-up has no row, tax is outside the total
		off + " filed 30 reported | 20 reported | ok 10 50 | true",
		edu + " filed – not_applicable | 5 reported | missing_now – – | false",
		agr + " filed 6 reported | 4 reported | small_base 2 – | true",
		pov + " filed – unreadable | – blank | missing_now – – | false",
		tow + " filed 3 reported | – not_filed | missing_prev – – | true",
		tax + " filed 100 reported | – not_expected | missing_prev – – | false",
	}
	if len(got.Rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(got.Rows), len(want), got.Rows)
	}
	var sum analytics.Number
	for i, r := range got.Rows {
		check(t, "row", fmt.Sprintf("%s %s %s %s | %s %s | %s %s %s | %v", r.Agency.ID, r.State, number(r.Number), r.Status,
			number(r.Previous.Number), r.Previous.Status, r.Change.Note, number(r.Change.Diff), number(r.Change.Percent), r.InTotal), want[i])
		if r.InTotal {
			sum += *r.Number
		}
	}
	if sum != *got.Total.Number {
		t.Errorf("rows in the total add up to %s, total %s", sum, number(got.Total.Number))
	}
	history := ""
	for _, p := range got.Rows[0].History {
		history += fmt.Sprintf("%d %s %s %v, ", p.Year, number(p.Number), p.Status, p.JoinsPrevious)
	}
	check(t, "history of off", history, "2017 – not_expected false, 2018 – not_expected false, 2019 – not_expected false, 2020 20 reported false, 2021 30 reported true, ")

	alone, err := a.AgencyValues(t.Context(), analytics.Selection{Agencies: []string{gov}}, received, 2021)
	if err != nil || len(alone.Rows) != 1 || number(alone.Rows[0].Number) != "45" || !alone.Rows[0].InTotal {
		t.Errorf("the roll-up asked for alone: %+v %v", alone.Rows, err)
	}
	held, err := a.AgencyValues(t.Context(), jia, received, 2022)
	if err != nil || len(held.Rows) != 4 || held.Rows[3].State != analytics.HeldState {
		t.Errorf("2022: %+v %v", held.Rows, err)
	}
}

func TestPeers(t *testing.T) {
	// Six departments of one kind: values 1, 2, 4, 8, 16, and 0/0 and 3/4 for
	// rates. Quartiles of 1 2 4 8 16 stand on places 1, 2, 3: 2, 4, 8.
	var filings []filing
	for i, v := range []string{"8", "1", "16", "4", "2"} {
		id := []string{edu, agr, pov, rur, off}[i]
		filings = append(filings, filing{agency: id, name: id, year: 2021, edition: "2021",
			cells: cells{received: v, concluded: "20", disclosed: v}})
	}
	_, a := open(t, filings, nil, nil)
	got, err := a.AgencyValues(t.Context(), jia, received, 2021)
	if err != nil {
		t.Fatal(err)
	}
	// off is a 政府办公室: four departments are too few for a range.
	check(t, "peers", peers(got.Peers), "gov_office 1 – – –; constituent_dept 4 – – –; ")

	bands, err := a.PeerBands(t.Context(), edu, received, analytics.Years{})
	if err != nil || len(bands) != 1 || bands[0].Year != 2021 || bands[0].Agencies != 4 || bands[0].Median != nil {
		t.Errorf("bands of 4 bodies: %+v %v", bands, err)
	}
}

func TestQuartilesAndTinyRates(t *testing.T) {
	// Eight townships with 10 + i requests concluded, i disclosed; two of them
	// concluded 9 and 0, too few for a rate.
	registry := townships(8)
	var filings []filing
	for i, id := range []string{"990003-t1", "990003-t2", "990003-t3", "990003-t4", "990003-t5", "990003-t6", "990003-t7", "990003-t8"} {
		total := []string{"10", "20", "40", "80", "100", "200", "9", "0"}[i]
		value := []string{"1", "4", "10", "24", "35", "80", "9", "0"}[i] // 10 20 25 30 35 40 % and two without
		filings = append(filings, filing{agency: id, name: id, year: 2021, edition: "2021",
			cells: cells{received: value, concluded: total, disclosed: value}})
	}
	a := openWith(t, registry, filings)
	sel := analytics.Selection{Region: "990003"}
	// 0 1 4 9 10 24 35 80: places 1.75, 3.5, 5.25 → 1+0.75·3=3.25, 9+0.5=9.5, 24+0.25·11=26.75
	counts, err := a.AgencyValues(t.Context(), sel, received, 2021)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "counts", peers(counts.Peers), "township 8 3.25 9.5 26.75; ")
	// 10 20 25 30 35 40: places 1.25, 2.5, 3.75 → 21.25, 27.5, 33.75
	rates, err := a.AgencyValues(t.Context(), sel, "rate.disclosed", 2021)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "rates", peers(rates.Peers), "township 6 21.25 27.5 33.75; ")
	check(t, "samples", samples(rates.Rows), "small small enough enough enough enough tiny tiny ")
}

func peers(list []analytics.Peers) (out string) {
	for _, p := range list {
		out += fmt.Sprintf("%s %d %s %s %s; ", p.Type, p.Agencies, number(p.P25), number(p.Median), number(p.P75))
	}
	return out
}

func samples(rows []analytics.AgencyValue) (out string) {
	for _, r := range rows {
		if r.Sample == analytics.Enough {
			out += "enough "
			continue
		}
		out += string(r.Sample) + " "
	}
	return out
}

func TestMissing(t *testing.T) {
	a := jiaCounty(t)
	for year, want := range map[int]string{
		2020: pov + " blank, " + tow + " not_filed",
		2021: edu + " not_applicable, " + pov + " unreadable",
		2022: tow + " held",
		2023: rur + " not_own",
	} {
		missing, err := a.Missing(t.Context(), jia, received, year)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range missing {
			got = append(got, m.Agency.ID+" "+string(m.Status))
		}
		check(t, fmt.Sprint(year), joined(got), want)
		p, _ := line(t, a, jia, received).At(year)
		if len(missing) != p.Expected-p.Counted {
			t.Errorf("%d: %d missing, expected %d, counted %d", year, len(missing), p.Expected, p.Counted)
		}
	}
}

func TestChangeByAgency(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		sel  analytics.Selection
		year int
		want string
	}{
		// 33−30, rur new in 2022 in the place of agr: nobody is missing, +9 in all.
		{analytics.Selection{Agencies: []string{off, agr, rur}}, 2022, rur + " 12 true false, " + agr + " -6 false true, " + off + " 3 false false"},
		// 30−20 and 6−4.
		{analytics.Selection{Agencies: []string{off, agr}}, 2021, off + " 10 false false, " + agr + " 2 false false"},
	} {
		got, err := a.ChangeByAgency(t.Context(), c.sel, received, c.year)
		if err != nil {
			t.Fatal(err)
		}
		var shares []string
		var sum analytics.Number
		for _, s := range got.Shares {
			shares = append(shares, fmt.Sprintf("%s %s %v %v", s.Agency.ID, s.Diff, s.OnlyNow, s.OnlyBefore))
			sum += s.Diff
		}
		check(t, fmt.Sprint(c.year), joined(shares), c.want)
		if sum != *got.Total.Now.Change.Diff {
			t.Errorf("%d: shares add up to %s, change is %s", c.year, sum, number(got.Total.Now.Change.Diff))
		}
	}
	if _, err := a.ChangeByAgency(t.Context(), jia, publicRate, 2021); !errors.Is(err, analytics.ErrNotAdditive) {
		t.Errorf("a rate: %v", err)
	}
	// In the whole county two bodies of five have a value in both years: what
	// changed is who reported, and no change is told.
	sparse, err := a.ChangeByAgency(t.Context(), jia, received, 2022)
	if err != nil || len(sparse.Shares) != 0 || sparse.Total.Now.Change.Note != analytics.NoteCoverage {
		t.Errorf("two of five bodies: %+v %v", sparse, err)
	}
	broken, err := a.ChangeByAgency(t.Context(), jia, fee, 2021)
	if err != nil || len(broken.Shares) != 0 || broken.Total.Now.Change.Note != analytics.NoteBreak {
		t.Errorf("across the break: %+v %v", broken, err)
	}
}

func TestAgencyPage(t *testing.T) {
	a := jiaCounty(t)
	page, err := a.Agency(t.Context(), edu)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "names", fmt.Sprint(page.Names), "[{甲县教育局 current 0 0} {甲县教育体育局 former 0 2021}]")
	check(t, "kind", page.Agency.TypeName+page.Agency.Deadline+page.Agency.RegionName, "组成部门01-31甲县")
	if len(page.Years) != 4 || len(page.Events) != 0 {
		t.Errorf("%+v", page)
	}
	merged, err := a.Agency(t.Context(), agr)
	if err != nil || len(merged.Events) != 1 {
		t.Fatalf("%+v %v", merged.Events, err)
	}
	e := merged.Events[0]
	check(t, "event", fmt.Sprint(e.PredecessorName, e.SuccessorName, e.Date, e.Year, e.Kind), "甲县农业局甲县农业农村局2022-01-012022merge")
	if _, err := a.Agency(t.Context(), "nobody"); !errors.Is(err, analytics.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	events, err := a.Events(t.Context(), jia)
	if err != nil || len(events) != 2 {
		t.Errorf("events of the region: %+v %v", events, err)
	}
	list, err := a.Agencies(t.Context(), jia)
	if err != nil || len(list) != 8 || list[0].ID != gov || list[7].ID != tax {
		t.Errorf("agencies: %+v %v", list, err)
	}
	strangers, err := a.Unregistered(t.Context())
	if err != nil || fmt.Sprint(strangers) != "[{x-0badcafe 丙县水务局 1 2022 2022}]" {
		t.Errorf("unregistered: %+v %v", strangers, err)
	}
}
