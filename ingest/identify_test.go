package ingest

import (
	"strings"
	"testing"

	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

func TestFullName(t *testing.T) {
	for name, want := range map[string]bool{
		"丁县水务局": true, "盐池县人民政府": true, "上海市人民政府办公厅": true, "苏州工业园区管理委员会": true, "淮安市洪泽区人民政府": true,
		"宁夏回族自治区财政厅": true, "延边朝鲜族自治州教育局": true, "鄂温克族自治旗水利局": true, "锡林郭勒盟行政公署": true, "滨海新区教育局": true,
		"水务局": false, "市场监督管理局": false, "城市管理局": false, "县教育局": false, "我县教育局": false, "经济开发区管理委员会": false,
		"城区街道办事处": false, "甲县": false, "甲县局": false, "社区服务中心": false, "红旗街道办事处": false, "": false, "乙镇人民政府": false,
	} {
		if got := fullName(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestIdentify(t *testing.T) {
	reg, err := registry.Read([]byte(testAgencies), nil)
	if err != nil {
		t.Fatal(err)
	}
	year := 2023
	number := report.FromInt(1)
	good := report.Observation{Code: "applications.new_received.total", Edition: "2021", Status: report.Reported, Value: &number}
	noValue, unknown, blank := good, good, good
	noValue.Value = nil
	unknown.Code = "applications.nothing"
	blank.Status = report.Blank
	for name, c := range map[string]struct {
		agency       string
		observations []report.Observation
		held         []report.Held
		wantID, want string
		scope        report.Scope
	}{
		"registered":      {agency: "甲县教育局", observations: []report.Observation{good}, wantID: "000001-edu", scope: report.Own},
		"rollup":          {agency: "甲县人民政府", wantID: "000001-gov", scope: report.Rollup},
		"unregistered":    {agency: "丁县水务局", wantID: "x-baad3f98", scope: report.UnknownScope},
		"ambiguous":       {agency: "水务局", want: "agency_ambiguous", scope: report.UnknownScope},
		"unknown":         {agency: "统计局", want: "agency_unknown", scope: report.UnknownScope},
		"no agency":       {want: "agency_missing", scope: report.UnknownScope},
		"held by reading": {agency: "甲县教育局", held: []report.Held{{Code: "year_conflict"}}, wantID: "000001-edu", want: "year_conflict", scope: report.Own},
		"cell twice":      {agency: "甲县教育局", observations: []report.Observation{good, good}, want: "reader_fault"},
		"no number":       {agency: "甲县教育局", observations: []report.Observation{noValue}, want: "reader_fault"},
		"number in blank": {agency: "甲县教育局", observations: []report.Observation{blank}, want: "reader_fault"},
		"unknown cell":    {agency: "甲县教育局", observations: []report.Observation{unknown}, want: "reader_fault"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &report.Report{Year: &year, Observations: c.observations, Held: c.held}
			if c.agency != "" {
				r.Agency = &report.Agency{Name: c.agency}
			}
			Identify(r, reg.Names(), 2025)
			got, id := "", ""
			switch {
			case r.Error != nil:
				got = r.Error.Code
			case len(r.Held) > 0:
				got = r.Held[0].Code
			}
			if r.Agency != nil {
				id = r.Agency.ID
			}
			if got != c.want || id != c.wantID || len(r.Held) > 1 || r.Error == nil && r.Scope != c.scope {
				t.Errorf("%q id %q scope %q, %+v", got, id, r.Scope, r.Held)
			}
		})
	}
}

func TestOutsideYears(t *testing.T) {
	agencies := testAgencies + "000001-old,000001,甲县,甲县旧局,,,,constituent_dept,county,,2020,2022,yes,yes,,no\n"
	reg, err := registry.Read([]byte(agencies), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		agency string
		year   int
		want   string
	}{
		{"甲县旧局", 2019, "从2020年度起"}, {"甲县旧局", 2020, ""}, {"甲县旧局", 2022, ""}, {"甲县旧局", 2023, "到2022年度止"},
		{"甲县旧局", 0, ""}, {"甲县教育局", 2023, ""}, {"甲县教育体育局", 2023, ""}, {"丁县水务局", 2023, ""},
	} {
		r := &report.Report{Agency: &report.Agency{Name: c.agency}}
		if c.year != 0 {
			r.Year = &c.year
		}
		Identify(r, reg.Names(), 2025)
		said := ""
		for _, n := range r.Notes {
			said += n.Message
		}
		if (said != "") != (c.want != "") || !strings.Contains(said, c.want) {
			t.Errorf("%s %d: %q", c.agency, c.year, said)
		}
	}
}
