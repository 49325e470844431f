package data

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The counts are those of the form itself: report-format A.6 and B.
func TestFormHas200And198Cells(t *testing.T) {
	for _, c := range []struct {
		edition string
		want    [3]int
	}{{"2021", [3]int{10, 175, 15}}, {"2019", [3]int{22, 161, 15}}} {
		for i, want := range c.want {
			if got := len(FormTable(i+2, c.edition).Cells); got != want {
				t.Errorf("edition %s table %d has %d cells, want %d", c.edition, i+2, got, want)
			}
		}
	}
}

// eachCSV calls f with every embedded CSV file.
func eachCSV(t *testing.T, f func(t *testing.T, name string, rows [][]string)) {
	found := 0
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".csv" {
			return err
		}
		found++
		t.Run(name, func(t *testing.T) {
			rows, err := csv.NewReader(strings.NewReader(string(CSV(name)))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			f(t, name, rows)
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 9 {
		t.Errorf("found %d embedded CSV files", found)
	}
}

func TestCSVFilesAreTidy(t *testing.T) {
	eachCSV(t, func(t *testing.T, name string, rows [][]string) {
		if text := string(CSV(name)); strings.ContainsAny(text, "\r\ufeff") || !strings.HasSuffix(text, "\n") {
			t.Error("want UTF-8 without a byte order mark, lines ended by a line feed")
		}
		if len(rows) < 2 {
			t.Fatal("no lines")
		}
		seen := map[string]bool{}
		for i, row := range rows {
			line := strings.Join(row, "\x00")
			if seen[line] {
				t.Errorf("record %d is there twice: %v", i+1, row)
			}
			seen[line] = true
			for j, field := range row {
				if field != strings.TrimSpace(field) {
					t.Errorf("record %d, %s: spaces around %q", i+1, rows[0][j], field)
				}
			}
		}
		header := slices.Sorted(slices.Values(rows[0]))
		if len(slices.Compact(header)) != len(rows[0]) {
			t.Errorf("columns are not unique: %v", rows[0])
		}
	})
}

// Every file and every column has its line in README.md, in its file's section.
func TestREADMEExplainsEveryColumn(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	eachCSV(t, func(t *testing.T, name string, rows [][]string) {
		_, section, ok := strings.Cut(string(readme), "\n## "+name+"\n")
		if !ok {
			t.Fatalf("README.md has no section %q", "## "+name)
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, column := range rows[0] {
			if !strings.Contains(section, "| `"+column+"` |") {
				t.Errorf("README.md does not explain column %q", column)
			}
		}
	})
}

// uniqueBy reports values of a column that occur twice.
func uniqueBy(t *testing.T, name string, columns ...string) {
	t.Helper()
	for _, column := range columns {
		seen := map[string]bool{}
		for _, r := range mustRecords(name) {
			if r[column] == "" || seen[r[column]] {
				t.Errorf("%s: %s %q is empty or there twice", name, column, r[column])
			}
			seen[r[column]] = true
		}
	}
}

func TestKeysAreUnique(t *testing.T) {
	uniqueBy(t, "forms/editions.csv", "edition", "document", "name_zh")
	uniqueBy(t, "forms/sections.csv", "number", "key", "heading")
	uniqueBy(t, "forms/labels.csv", "order")
	uniqueBy(t, "forms/traditional.csv", "traditional")
	uniqueBy(t, "forms/body_endings.csv", "ending")
	uniqueBy(t, "generic_regions.csv", "word")
	uniqueBy(t, "agency_types.csv", "key", "name_zh", "order")
	uniqueBy(t, "statuses.csv", "status", "meaning_zh")
	uniqueBy(t, "measures.csv", "code", "order")
}

func TestEditionsFollowEachOther(t *testing.T) {
	for year, want := range map[int]string{2018: "", 2019: "2019", 2020: "2019", 2021: "2021", 2025: "2021"} {
		if got := EditionFor(year); got != want {
			t.Errorf("edition for %d is %q, want %q", year, got, want)
		}
	}
	for i, e := range Editions() {
		last := i == len(Editions())-1
		if last != (e.LastYear == 0) {
			t.Errorf("edition %s ends in %d; only the last one is open", e.Name, e.LastYear)
		}
		if !last && Editions()[i+1].FirstYear != e.LastYear+1 {
			t.Errorf("a gap or an overlap after edition %s", e.Name)
		}
	}
}

func TestSectionsAreTheSixOfTheForm(t *testing.T) {
	want := []Section{
		{1, "overview", "总体情况", nil, 0}, {2, "proactive", "主动公开政府信息情况", nil, 2},
		{3, "applications", "收到和处理政府信息公开申请情况", nil, 3}, {4, "disputes", "政府信息公开行政复议、行政诉讼情况", nil, 4},
		{5, "problems", "存在的主要问题及改进情况", nil, 0}, {6, "other_matters", "其他需要报告的事项", nil, 0},
	}
	owner := map[string]string{}
	for i, s := range Sections() {
		for _, wording := range append([]string{s.Heading}, s.Aliases...) {
			if owner[wording] != "" {
				t.Errorf("%q names section %s and section %s", wording, owner[wording], s.Key)
			}
			owner[wording] = s.Key
		}
		s.Aliases = nil
		if i >= len(want) || s.Number != want[i].Number || s.Key != want[i].Key || s.Heading != want[i].Heading || s.Table != want[i].Table {
			t.Errorf("section %d is %+v", i+1, s)
		}
	}
	if len(Sections()) != len(want) {
		t.Errorf("%d sections, want %d", len(Sections()), len(want))
	}
}

func TestStatusesAreThoseOfTheWords(t *testing.T) {
	want := map[string]string{
		"reported": "cell", "blank": "cell", "not_applicable": "cell", "unreadable": "cell", "absent": "cell",
		"not_in_edition": "answer", "not_filed": "answer", "held": "answer", "not_own": "answer", "not_expected": "answer",
	}
	for _, s := range Statuses() {
		if want[s.Name] != s.Where {
			t.Errorf("status %s is of %q, want %q", s.Name, s.Where, want[s.Name])
		}
		delete(want, s.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func TestAgencyTypesAndBreaks(t *testing.T) {
	deadline := regexp.MustCompile(`^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$`)
	for i, a := range AgencyTypes() {
		if a.Order != i+1 {
			t.Errorf("%s is number %d but has order %d", a.Key, i+1, a.Order)
		}
		if !deadline.MatchString(a.Deadline) {
			t.Errorf("%s has deadline %q, want MM-DD", a.Key, a.Deadline)
		}
	}
	topics := []string{"all"}
	for _, m := range Measures() {
		topics = append(topics, m.Topic)
	}
	for _, b := range Breaks() {
		if b.Kind != "edition" && b.Kind != "law" {
			t.Errorf("break %d has kind %q", b.Year, b.Kind)
		}
		if !slices.Contains(topics, b.Topic) {
			t.Errorf("break %d is of unknown topic %q", b.Year, b.Topic)
		}
		if b.Kind == "edition" && EditionFor(b.Year) == EditionFor(b.Year-1) {
			t.Errorf("no edition begins in %d", b.Year)
		}
	}
}

func TestTraditionalCharactersAreSingle(t *testing.T) {
	for _, r := range mustRecords("forms/traditional.csv") {
		from, to := []rune(r["traditional"]), []rune(r["simplified"])
		if len(from) != 1 || len(to) != 1 || from[0] == to[0] {
			t.Errorf("%q → %q: want one character each, not the same", r["traditional"], r["simplified"])
		} else if _, again := Simplified()[to[0]]; again {
			t.Errorf("%q → %q is itself listed as traditional", r["traditional"], r["simplified"])
		}
	}
}

func TestLevelOfName(t *testing.T) {
	for name, want := range map[string]string{"盐池县花马池镇人民政府": "township", "盐池县青山乡人民政府": "township", "长宁区新华路街道办事处": "township",
		"盐池县人民政府": "unknown", "青禾县乡村振兴局": "unknown", "景德镇市人民政府": "unknown", "": "unknown"} {
		if got := LevelOfName(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
