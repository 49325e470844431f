package analytics_test

import (
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// TestMixedTables: one report with tables 2 and 4 of edition 2021 and table 3
// of edition 2019. Each table counts by its own edition.
func TestMixedTables(t *testing.T) {
	f := filing{agency: off, name: off, year: 2023, edition: "2021", cells: cells{fee: "2.5"}}.filed(t)
	old := filing{agency: off, name: off, year: 2023, edition: "2019",
		cells: cells{received: "12", "applications.other.combined_2019.total": "4"}}.filed(t)
	isTable3 := func(o report.Observation) bool { return strings.HasPrefix(o.Code, "applications.") }
	kept := slices.DeleteFunc(f.Report.Observations, isTable3)
	for _, o := range old.Report.Observations {
		if isTable3(o) {
			kept = append(kept, o)
		}
	}
	f.Report.Observations, f.Report.Editions["3"] = kept, old.Report.Editions["3"]
	a := answers(t, agencies(), f)
	for measure, want := range map[string]string{
		fee:                                   "2.5 reported 1/1/0/1 0 | missing_prev – –",
		received:                              "12 reported 1/1/0/1 0 | missing_prev – –",
		"applications.other.subtotal.total":   "4 reported 1/1/0/1 0 | missing_prev – –",
		"applications.other.misc.total":       "– not_in_edition 0/1/0/1 0 | missing_prev – –",
		"proactive.regulation.disclosed_2019": "– not_in_edition 0/1/0/1 0 | missing_prev – –",
	} {
		p, _ := line(t, a, analytics.Selection{Agencies: []string{off}}, measure).At(2023)
		check(t, measure, words(p), want)
	}
	r, err := a.Report(t.Context(), off, 2023, 0)
	if err != nil || r.Tables[1].Edition != "2019" || len(r.Tables[1].Observations) != 161 || len(r.Tables[0].Observations) != 10 {
		t.Errorf("%+v %v", r.ReportHead, err)
	}
}

// TestTableWithoutTrace: a report whose table 4 left no observation at all, and
// one of a year before the first edition, have no value and say so.
func TestTableWithoutTrace(t *testing.T) {
	f := filing{agency: off, name: off, year: 2023, edition: "2021", cells: cells{received: "12"}}.filed(t)
	f.Report.Observations = slices.DeleteFunc(f.Report.Observations, func(o report.Observation) bool {
		return strings.HasPrefix(o.Code, "disputes.")
	})
	f.Report.Editions["4"] = nil
	ancient := filing{agency: off, name: off, year: 2012, edition: "2021"}.filed(t)
	ancient.Report.Observations, ancient.Report.Edition, ancient.Report.Editions = nil, nil, nil
	a := answers(t, agencies(), f, ancient)
	for _, c := range []struct {
		measure string
		year    int
		want    string
	}{
		{reviews, 2023, "– absent 0/1/0/1 0 | missing_now – –"},
		{received, 2023, "12 reported 1/1/0/1 0 | missing_prev – –"},
		{received, 2012, "– absent 0/1/0/1 0 | missing_now – –"},
		{received, 2015, "– not_filed 0/0/0/1 0 | missing_now – –"},
	} {
		p, _ := line(t, a, analytics.Selection{Agencies: []string{off}}, c.measure).At(c.year)
		check(t, c.measure, words(p), c.want)
	}
}

// TestTownshipRegion: a body with a nine-digit code belongs to its county's
// total and coverage too.
func TestTownshipRegion(t *testing.T) {
	body := func(id, region, name string, order int) registry.Agency {
		return registry.Agency{ID: id, RegionCode: region, RegionName: name, Name: id, ShortName: id, Type: "township",
			Level: "township", MustReport: true, InRollup: true, Order: order}
	}
	r := &registry.Registry{Agencies: []registry.Agency{body("990005-a", "990005", "庚县", 1), body("990005101-b", "990005101", "辛镇", 2)}}
	a := answers(t, r, filing{agency: "990005-a", name: "a", year: 2023, edition: "2021", cells: cells{received: "3"}}.filed(t),
		filing{agency: "990005101-b", name: "b", year: 2023, edition: "2021", cells: cells{received: "4"}}.filed(t))
	for region, want := range map[string]string{
		"990005":    "7 reported 2/2/0/2 0 | missing_prev – –",
		"990005101": "4 reported 1/1/0/1 0 | missing_prev – –",
	} {
		p, _ := line(t, a, analytics.Selection{Region: region}, received).At(2023)
		check(t, region, words(p), want)
	}
	c, err := a.Coverage(t.Context(), "990005", analytics.Years{})
	if err != nil || len(c.Rows) != 2 || c.Years[0].Filed != 2 {
		t.Errorf("%+v %v", c, err)
	}
}

func answers(t *testing.T, r *registry.Registry, filed ...warehouse.Filed) *analytics.Answers {
	t.Helper()
	db, err := warehouse.OpenMemory(t.Context(), warehouse.Content{Program: "test", Registry: r, Filed: filed}, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return analytics.New(db)
}
