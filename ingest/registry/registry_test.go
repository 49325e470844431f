package registry

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const header = "id,region_code,region_name,name,short_name,former_names,aliases,type,level,parent,valid_from,valid_to,must_report,in_rollup,deadline,simulated\n"

const eventHeader = "predecessor_id,successor_id,effective_date,kind,note,source_url,verified\n"

const agenciesCSV = header +
	"000001-edu,000001,甲县,甲县教育局,教育局,甲县教育体育局[2019..2021]|甲县教委[..2018],县教育局,constituent_dept,county,000001-gov,,,yes,yes,,no\n" +
	"000001-gov,000001,甲县,甲县人民政府,,,,county_rollup,county,,,,yes,no,03-31,no\n" +
	"000001-sport,000001,甲县,甲县体育局,体育局,,,direct_agency,county,,2022,,yes,yes,,yes\n" +
	"000001-old,000001,甲县,甲县乙镇,乙镇,,,township,township,,,2021,no,yes,,no\n" +
	"000001-new,000001,甲县,甲县乙镇,乙镇,,,township,township,,2022,,no,yes,,no\n" +
	"000002-edu,000002,丙县,丙县教育局（体育局）,教育局,,,constituent_dept,county,,,,yes,yes,,no\n"

const eventsCSV = eventHeader + "000001-old,000001-new,2021-12-31,merge,合并,https://example.gov.cn,yes\n,000001-sport,2022-01-01,new,,,no\n"

func read(t *testing.T) *Registry {
	t.Helper()
	r, err := Read([]byte("\uFEFF"+agenciesCSV), []byte(eventsCSV))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRead(t *testing.T) {
	r := read(t)
	if len(r.Agencies) != 6 || len(r.Events) != 2 {
		t.Fatalf("%d agencies, %d events", len(r.Agencies), len(r.Events))
	}
	a := r.Agencies[0]
	if a.ID != "000001-edu" || a.Order != 1 || !a.MustReport || a.Simulated || a.ParentID != "000001-gov" ||
		!slices.Equal(a.Former, []FormerName{{"甲县教育体育局", 2019, 2021}, {"甲县教委", 0, 2018}}) || !slices.Equal(a.Aliases, []string{"县教育局"}) {
		t.Errorf("%+v", a)
	}
	if gov := r.Agencies[1]; gov.ShortName != "甲县人民政府" || gov.Deadline != "03-31" || gov.InRollup || gov.Order != 2 {
		t.Errorf("%+v", gov)
	}
	if e := r.Events[0]; e.Kind != "merge" || e.EffectiveDate != "2021-12-31" || !e.Verified || e.Note != "合并" {
		t.Errorf("%+v", e)
	}
	if r, err := Read([]byte(agenciesCSV), nil); err != nil || len(r.Events) != 0 {
		t.Errorf("without events: %v", err)
	}
}

func TestReadNamesEveryProblem(t *testing.T) {
	agencies := header +
		"000001-Edu,000001,甲县,甲县教育局,,甲县教委[2020,,党委,县级,nobody,2023,2020,是,no,13-40,no\n" +
		"000001-b,00001,乙县,,,,,township,county,,,,yes,yes,,no\n" +
		"000001-c,000001,甲县,丙局\n" +
		"000001-d,000001,丁县,丁局,,,,township,county,,20,,yes,yes,,no\n" +
		"000001-d,000001,甲县,丁局,,丁[2021..2019],,township,county,,,,yes,yes,,no\n"
	events := eventHeader + "000001-zz,,2021/1/1,merged,,,maybe\n,,2021-01-01,new,,,no\n"
	_, err := Read([]byte(agencies), []byte(events))
	if err == nil {
		t.Fatal("accepted")
	}
	var got []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var p Problem
		if !errors.As(e, &p) || p.Allowed == "" {
			t.Errorf("not a problem: %v", e)
		}
		got = append(got, p.File[:1]+":"+strings.Repeat("i", p.Line)+":"+p.Column)
	}
	slices.Sort(got)
	want := []string{"a:ii:deadline", "a:ii:former_names", "a:ii:id", "a:ii:level", "a:ii:must_report", "a:ii:parent", "a:ii:type", "a:ii:valid_to",
		"a:iii:id", "a:iii:name", "a:iii:region_code", "a:iiii:", "a:iiiii:region_name", "a:iiiii:valid_from", "a:iiiiii:former_names", "a:iiiiii:id",
		"e:ii:effective_date", "e:ii:kind", "e:ii:predecessor_id", "e:ii:verified", "e:iii:predecessor_id"}
	if !slices.Equal(got, want) {
		t.Errorf("problems\n got %v\nwant %v", got, want)
	}
	if !strings.Contains(err.Error(), "agencies.csv 第2行 level列：读到“县级”，应为province、city、county、township、unknown之一") {
		t.Errorf("words: %v", err)
	}
}

func TestReadRefusesWholeFiles(t *testing.T) {
	for name, content := range map[string]string{
		"empty":              "",
		"wrong header":       "id,name\n",
		"unknown column":     strings.Replace(header, "simulated", "simulated,extra", 1),
		"open quote":         header + "\"000001-a,000001\n",
		"GB18030":            header + "\xbc\xd7\xcf\xd8\n",
		"column named twice": strings.Replace(header, "simulated", "id", 1),
	} {
		if _, err := Read([]byte(content), nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	shuffled := "name,id,region_code,region_name,short_name,former_names,aliases,type,level,parent,valid_from,valid_to,must_report,in_rollup,deadline,simulated\n" +
		"甲局,000001-a,000001,甲县,,,,other,county,,,,yes,yes,,no\n"
	if r, err := Read([]byte(shuffled), nil); err != nil || r.Agencies[0].Name != "甲局" {
		t.Errorf("columns in another order: %v", err)
	}
}

func TestResolve(t *testing.T) {
	names := read(t).Names()
	for _, c := range []struct {
		name       string
		year       int
		want       string
		candidates int
	}{
		{"甲县教育局", 2023, "000001-edu", 0},
		{"甲县教育体育局", 2020, "000001-edu", 0},
		{"甲县教育体育局", 2023, "000001-edu", 0}, // outside the years of the name
		{"甲县教委", 2012, "000001-edu", 0},
		{" 甲县 教育局\u3000", 2023, "000001-edu", 0},
		{"丙县教育局(体育局)", 2023, "000002-edu", 0},
		{"丙县教育局〔体育局〕", 2023, "000002-edu", 0},
		{"县教育局", 2023, "000001-edu", 0}, // alias
		{"教育局", 2023, "", 2},            // short name of two
		{"体育局", 2023, "000001-sport", 0},
		{"体育局", 2019, "000001-sport", 0},
		{"甲县乙镇", 2020, "000001-old", 0}, // one name, two bodies: the year decides
		{"甲县乙镇", 2022, "000001-new", 0},
		{"甲县乙镇", 0, "", 2},
		{"丁县水务局", 2023, "", 0},
		{"", 2023, "", 0},
	} {
		match, candidates := names.Resolve(c.name, c.year)
		id := ""
		if match != nil {
			id = match.ID
		}
		if id != c.want || len(candidates) != c.candidates {
			t.Errorf("%q %d: %q and %d candidates, want %q and %d", c.name, c.year, id, len(candidates), c.want, c.candidates)
		}
	}
}

func TestUnregisteredID(t *testing.T) {
	// printf 丁县水务局 | sha256sum
	if got := UnregisteredID("丁县 水务局"); got != "x-baad3f98" {
		t.Errorf("got %s", got)
	}
	if UnregisteredID("丁县水务局(水利局)") != UnregisteredID("丁县水务局（水利局）") {
		t.Error("brackets make another body")
	}
}
