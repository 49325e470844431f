package analytics_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

func TestReport(t *testing.T) {
	a := jiaCounty(t)
	r, err := a.Report(t.Context(), off, 2022, 0)
	if err != nil {
		t.Fatal(err)
	}
	if r.ID != off+"/2022/2" || len(r.Revisions) != 2 || !r.InTotal || r.Punctual != analytics.OnTime || len(r.Tables) != 3 ||
		len(r.Tables[0].Observations) != 10 || len(r.Tables[1].Observations) != 175 || len(r.Tables[2].Observations) != 15 ||
		r.Reported != 200 {
		t.Errorf("%+v", r.ReportHead)
	}
	for i, o := range r.Tables[1].Observations {
		if want := data.FormTable(3, "2021").Cells[i].Code; o.Cell.Code != want {
			t.Fatalf("cell %d of table 3 is %s, the form has %s", i, o.Cell.Code, want)
		}
	}
	if o := r.Tables[1].Cell(received); o == nil || number(o.Value) != "33" || o.Raw != "33" || o.Position != "line 1" ||
		o.Cell.RowLabel != "一、本年新收政府信息公开申请数量" || o.Cell.ColLabel != "总计" {
		t.Errorf("%+v", o)
	}
	if len(r.Sections) != 2 || r.Sections[0].Key != "overview" || r.Sections[0].Number != 1 {
		t.Errorf("%+v", r.Sections)
	}
	first, err := a.Report(t.Context(), off, 2022, 1)
	if err != nil || first.Current || first.InTotal || number(first.Tables[1].Cell(received).Value) != "99" {
		t.Errorf("revision 1: %+v %v", first.ReportHead, err)
	}
	old, err := a.Report(t.Context(), agr, 2021, 0)
	if err != nil || old.Tables[0].Edition != "2019" || len(old.Tables[0].Observations) != 22 {
		t.Errorf("an old form: %+v %v", old.ReportHead, err)
	}
	for _, c := range []struct {
		agency         string
		year, revision int
	}{{off, 2022, 3}, {off, 2010, 0}, {"nobody", 2022, 0}, {off, 0, 0}} {
		if _, err := a.Report(t.Context(), c.agency, c.year, c.revision); !errors.Is(err, analytics.ErrNotFound) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestReports(t *testing.T) {
	a := jiaCounty(t)
	for _, c := range []struct {
		filter analytics.ReportFilter
		want   int
	}{
		{analytics.ReportFilter{}, len(county()) - 1},
		{analytics.ReportFilter{AllRevisions: true}, len(county())},
		{analytics.ReportFilter{Region: "990001"}, len(county()) - 3}, // without 乙县, the stranger and revision 1
		{analytics.ReportFilter{Region: "990001", Years: analytics.Years{From: 2022, To: 2022}}, 4},
		{analytics.ReportFilter{Types: []string{"township"}}, 2},
		{analytics.ReportFilter{Agencies: []string{stranger}}, 1},
	} {
		got, err := a.Reports(t.Context(), c.filter)
		if err != nil || len(got) != c.want {
			t.Errorf("%+v: %d reports, want %d, %v", c.filter, len(got), c.want, err)
		}
	}
}

func TestCell(t *testing.T) {
	a := jiaCounty(t)
	page, err := a.Cell(t.Context(), edu, 2021, 0, received)
	if err != nil {
		t.Fatal(err)
	}
	if o := page.Observation; o.Status != analytics.NotApplicable || o.Value != nil || o.Raw != "/" || page.Report.SHA256 != "sha-"+edu {
		t.Errorf("%+v", page)
	}
	var uses []string
	for _, u := range page.Uses {
		uses = append(uses, fmt.Sprint(u.Measure.Code, " ", u.Part, " ", u.Sign))
	}
	check(t, "uses", joined(uses), "applications.new_received.total num 1, applications.workload.total num 1, rate.completion den 1, rate.carry_forward den 1, share.natural_person den 1")
	history := ""
	for _, h := range page.History {
		history += fmt.Sprintf("%d/%d %s %s; ", h.Year, h.Revision, number(h.Value), h.Status)
	}
	check(t, "history", history, "2020/1 5 reported; 2021/1 – not_applicable; 2022/1 8 reported; 2023/1 0 reported; ")
	if _, err := a.Cell(t.Context(), edu, 2021, 0, "no.such.cell"); !errors.Is(err, analytics.ErrNotFound) {
		t.Errorf("no such cell: %v", err)
	}
	if _, err := a.Cell(t.Context(), edu, 2021, 0, ""); !errors.Is(err, analytics.ErrNotFound) {
		t.Errorf("no cell: %v", err)
	}
	absent, err := a.Cell(t.Context(), edu, 2022, 0, natural)
	if err != nil || absent.Observation.Status != analytics.Absent || absent.Observation.Position != "" {
		t.Errorf("%+v %v", absent, err)
	}
}

func TestObservations(t *testing.T) {
	a := jiaCounty(t)
	read := func(f analytics.ObservationFilter) (rows []analytics.Tidy) {
		t.Helper()
		if err := a.Observations(t.Context(), f, func(r analytics.Tidy) error { rows = append(rows, r); return nil }); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	rows := read(analytics.ObservationFilter{Region: "990001", Codes: []string{received}})
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Year, " ", r.AgencyID[7:], " ", number(r.Value), " ", r.Status))
	}
	check(t, "received", joined(got), "2020 gov 31 reported, 2020 off 20 reported, 2020 edu 5 reported, 2020 agr 4 reported, 2020 pov – blank, "+
		"2021 gov 45 reported, 2021 off 30 reported, 2021 edu – not_applicable, 2021 agr 6 reported, 2021 pov – unreadable, 2021 tow 3 reported, 2021 tax 100 reported, "+
		"2022 gov 50 reported, 2022 off 33 reported, 2022 edu 8 reported, 2022 rur 12 reported, "+
		"2023 off 9 reported, 2023 edu 0 reported, 2023 rur 40 reported, 2023 tow 0 reported")

	fees := read(analytics.ObservationFilter{Agencies: []string{off}, Years: analytics.Years{From: 2021, To: 2021}, Codes: []string{fee}})
	if len(fees) != 1 {
		t.Fatalf("%+v", fees)
	}
	check(t, "a row", strings.Join(fees[0].Record(), ","), "990001,990001-off,甲县人民政府办公室,gov_office,county,2021,2021,own,2,fee,行政事业性收费,"+
		"amount_wan,本年收费金额(单位:万元),proactive.fee.amount_wan,行政事业性收费金额,1.5,万元,reported,1.5,line 1,false,2021,true,990001-off/2021/1,1,sha-990001-off,true")
	if len(fees[0].Record()) != len(analytics.TidyColumns) {
		t.Error("a record and the columns differ in length")
	}
	// A measure stands for its cells: two of them for 应办.
	if rows := read(analytics.ObservationFilter{Agencies: []string{off}, Years: analytics.Years{From: 2022, To: 2022}, Codes: []string{workload}}); len(rows) != 2 ||
		rows[0].ReportID != off+"/2022/2" || rows[0].ComparableGroup != "all" || rows[0].BreakBefore {
		t.Errorf("%+v", rows)
	}
	// 2019: 198 cells a report, 5 reports; 2021: 200, one of them old and one with a cell gone.
	if n := len(read(analytics.ObservationFilter{Region: "990001", Years: analytics.Years{From: 2020, To: 2020}})); n != 5*198 {
		t.Errorf("%d observations in 2020", n)
	}
	stop := errors.New("enough")
	if err := a.Observations(t.Context(), analytics.ObservationFilter{}, func(analytics.Tidy) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("stopping: %v", err)
	}
}

func TestRollup(t *testing.T) {
	a := jiaCounty(t)
	r, err := a.Rollup(t.Context(), "990001", 2021)
	if err != nil {
		t.Fatal(err)
	}
	if r.Report == nil || r.Report.Agency.ID != gov || r.Counts != (analytics.Counts{Counted: 5, Filed: 5, Expected: 5}) || len(r.Tables) != 3 || !r.Simulated {
		t.Fatalf("%+v", r)
	}
	cell := func(code string) string {
		for _, table := range r.Tables {
			for _, c := range table.Cells {
				if c.Label.Code == code {
					return fmt.Sprintf("%s %d/%d %s %s %s", number(c.Sum), c.Counted, c.NotCounted, number(c.Rollup), c.RollupStatus, number(c.Difference))
				}
			}
		}
		return "none"
	}
	check(t, "received", cell(received), "39 3/2 45 reported 6")
	check(t, "company", cell(company), "10 4/1 0 reported -10") // tow's cell is gone
	check(t, "fee", cell(fee), "1.75 4/1 0 reported -1.75")     // agr's form has no such cell
	missing, err := a.Rollup(t.Context(), "990001", 2023)
	if err != nil || missing.Report != nil || missing.Tables[1].Cells[0].RollupStatus != analytics.NotFiled || missing.Tables[1].Cells[0].Difference != nil {
		t.Errorf("%+v %v", missing.Report, err)
	}
	// In 2020 the table is that of edition 2019, and money without a fixed unit is never summed.
	r, err = a.Rollup(t.Context(), "990001", 2020)
	if err != nil || r.Tables[0].Edition != "2019" || len(r.Tables[0].Cells) != 22 {
		t.Fatalf("%+v %v", r.Tables, err)
	}
	check(t, "procurement", cell("proactive.procurement.amount_2019"), "– 0/4 0 reported –")
}

func TestMeasures(t *testing.T) {
	a := jiaCounty(t)
	all, err := a.Measures(t.Context())
	if err != nil || len(all) != len(data.Measures()) {
		t.Fatalf("%d measures, %v", len(all), err)
	}
	for i, m := range data.Measures() {
		if all[i].Code != m.Code || all[i].Additive != m.Additive || all[i].MinBase != m.MinBase || all[i].Caveat != m.Caveat {
			t.Errorf("%+v, want %+v", all[i], m)
		}
	}
	page, err := a.Measure(t.Context(), "rate.completion")
	if err != nil || len(page.Terms) != 6 || page.Terms[0].Part != "num" || page.Measure.Editions != "2019;2021" || !page.Measure.IsRate() {
		t.Errorf("%+v %v", page, err)
	}
	if _, err := a.Measure(t.Context(), "no.such"); !errors.Is(err, analytics.ErrNotFound) {
		t.Error(err)
	}
}
