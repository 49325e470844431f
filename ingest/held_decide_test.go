package ingest

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

// heldID is the id of the one held file of that name.
func heldID(t *testing.T, home, name string) string {
	t.Helper()
	files, err := HeldFiles(t.Context(), home, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == name {
			return f.ID
		}
	}
	t.Fatalf("%s is not held", name)
	return ""
}

func decided(t *testing.T, home, id string, d Decision) Decided {
	t.Helper()
	out, _, err := Decide(t.Context(), home, id, d, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refuse expects a decision to be refused with some words and to leave no trace
// in the journal.
func refuse(t *testing.T, home, id string, d Decision, words string) Decided {
	t.Helper()
	before, _ := archive.Open(home).Events()
	out, _, err := Decide(t.Context(), home, id, d, testOptions())
	if !errors.Is(err, ErrUndecidable) || !strings.Contains(err.Error(), words) {
		t.Errorf("%+v: %v, want %s", d, err, words)
	}
	if after, _ := archive.Open(home).Events(); len(after) != len(before) {
		t.Errorf("%+v: refused, but %d events more in the journal", d, len(after)-len(before))
	}
	return out
}

// Naming the agency or the year of a report says nothing of the different
// report that readers see for it: only --revision displaces that one.
func TestNamingAgencyOrYearDisplacesNoOtherReport(t *testing.T) {
	edu := "000001-edu/2023/1 own true 7"
	for name, c := range map[string]struct {
		text string
		d    Decision
	}{
		"nameless.txt": {strings.Replace(reportText("甲县教育局", 2023, 9), "甲县教育局", "", 1), Decision{Accept: true, Agency: "000001-edu"}},
		"conflict.txt": {strings.Replace(reportText("甲县教育局", 2022, 9), "一、总体情况", "统计期限为2023年1月1日至12月31日。\n一、总体情况", 1), Decision{Accept: true, Year: 2023}},
		"table.txt":    {strings.Replace(reportText("甲县教育局", 2023, 9), "商业企业\t科研机构", "科研机构\t商业企业", 1), Decision{Accept: true}},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			importTestRegistry(t, home)
			ingestInto(t, home, testOptions(), write(t, map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)}))
			ingestInto(t, home, testOptions(), write(t, map[string]string{name: c.text}))
			id := heldID(t, home, name)
			out := refuse(t, home, id, c.d, "甲县教育局 2023 年已有另一份数字不同的年报：old.txt")
			if len(out.File.Differences) == 0 || out.File.Differences[0].Other != "old.txt" {
				t.Errorf("differences: %+v", out.File.Differences)
			}
			if got := ask(t, home, received); got != edu {
				t.Errorf("after it was refused: %s", got)
			}
			c.d.Revision = true
			if out := decided(t, home, id, c.d); out.Outcome != Published || out.Revision != 2 || !out.Current || out.Body != "甲县教育局" {
				t.Errorf("accepted as a revision: %+v", out)
			}
			if got := ask(t, home, `SELECT file_name, revision, is_current FROM report ORDER BY revision`); got != "old.txt 1 false\n"+name+" 2 true" {
				t.Errorf("published: %s", got)
			}
		})
	}
	// Naming another body for a second report leads to a report that nobody has
	// compared either; naming a free one displaces nothing.
	home := t.TempDir()
	importTestRegistry(t, home)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"edu.txt": reportText("甲县教育局", 2023, 7), "wat.txt": reportText("甲县水务局", 2023, 5)}))
	ingestInto(t, home, testOptions(), write(t, map[string]string{"second.txt": reportText("甲县教育局", 2023, 8)}))
	id := heldID(t, home, "second.txt")
	refuse(t, home, id, Decision{Accept: true, Agency: "000001-wat"}, "甲县水务局 2023 年已有")
	decided(t, home, id, Decision{Accept: true, Agency: "000002-wat"})
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7\n000001-wat/2023/1 own true 5\n000002-wat/2023/1 own true 8" {
		t.Errorf("published: %s", got)
	}
}

func TestADecisionThatCannotBe(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"edu.txt": reportText("甲县教育局", 2023, 7)}))
	ingestInto(t, home, testOptions(), write(t, map[string]string{"second.txt": reportText("甲县教育局", 2023, 8), "twin.txt": reportText("甲县教育局", 2023, 8) + "\n"}))
	id := archive.SHA256([]byte(reportText("甲县教育局", 2023, 8)))
	twin := archive.SHA256([]byte(reportText("甲县教育局", 2023, 8) + "\n"))
	if id > twin {
		id, twin = twin, id
	}
	published := archive.SHA256([]byte(reportText("甲县教育局", 2023, 7)))
	for _, c := range []struct {
		id    string
		d     Decision
		words string
	}{
		{id, Decision{Accept: true, Year: 1950}, "年度 1950 不在 2008 至 2026 之间"},
		{id, Decision{Accept: true, Year: -1}, "年度 -1 不在"},
		{id, Decision{Accept: true, Year: 2200}, "年度 2200 不在"},
		{id, Decision{Accept: true, Agency: "nobody"}, "单位名录中没有"},
		{id, Decision{Reason: " \t"}, "--reason"},
		{id[:5], Decision{Accept: true}, "至少 6 位"},
		{id + "0", Decision{Accept: true}, "没有编号以"},
		{twin, Decision{Accept: true}, "请对后者决定（编号 " + id[:10]},
		{published, Decision{Reason: "错"}, "没有疑问，已经发布"},
	} {
		refuse(t, home, c.id, c.d, c.words)
	}
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7" {
		t.Errorf("published: %s", got)
	}
	// A decision makes no home of a mistyped folder.
	missing := filepath.Join(t.TempDir(), "none")
	if _, _, err := Decide(t.Context(), missing, id, Decision{Accept: true}, testOptions()); !errors.Is(err, ErrUndecidable) || !strings.Contains(err.Error(), missing) {
		t.Error(err)
	}
	if _, err := os.Stat(missing); !errors.Is(err, os.ErrNotExist) {
		t.Error("a home was made")
	}
}

// A later decision of a person replaces an earlier one; the same one again is
// journalled once.
func TestALaterDecisionReplacesAnEarlierOne(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)}))
	ingestInto(t, home, testOptions(), write(t, map[string]string{"new.txt": reportText("甲县教育局", 2023, 8), "nobody.txt": strings.Replace(reportText("甲县水务局", 2023, 3), "甲县水务局", "", 1)}))
	id, nobody := heldID(t, home, "new.txt"), heldID(t, home, "nobody.txt")
	old, both := "000001-edu/2023/1 own true 7", "000001-edu/2023/1 own false 7\n000001-edu/2023/2 own true 8"
	wat := func(county string) string { return "\n00000" + county + "-wat/2023/1 own true 3" }
	for i, c := range []struct {
		id     string
		d      Decision
		before bool
		want   string
	}{
		{id, Decision{Accept: true}, false, both},
		{id[:10], Decision{Accept: true}, true, both},
		{" " + strings.ToUpper(id[:12]), Decision{Reason: "错了"}, false, old},
		{id, Decision{Reason: "错了"}, true, old},
		{id, Decision{Accept: true, Revision: true}, false, both},
		{nobody, Decision{Accept: true, Agency: "000001-wat"}, false, both + wat("1")},
		{nobody, Decision{Accept: true}, true, both + wat("1")},
		{nobody, Decision{Accept: true, Agency: "000002-wat"}, false, both + wat("2")},
		{nobody, Decision{Reason: "重复"}, false, both},
	} {
		if out := decided(t, home, c.id, c.d); out.Before != c.before {
			t.Errorf("%d: decided before: %v", i, out.Before)
		}
		if got := ask(t, home, received); got != c.want {
			t.Errorf("%d: published %s\nwant %s", i, got, c.want)
		}
	}
	// What a rejected report lacked it lacks still.
	refuse(t, home, nobody, Decision{Accept: true}, "--agency")
	refuse(t, home, id, Decision{Accept: true, Year: 2009, Agency: "no"}, "单位名录中没有")
}

// Two reports differ in what either prints: also in a cell that only the form
// of one has, and in one that is blank here and not there at all in the other.
func TestDifferencesAreOfTheCellsOfBoth(t *testing.T) {
	of := func(cells ...string) *report.Report {
		r := &report.Report{}
		for _, cell := range cells {
			code, says, _ := strings.Cut(cell, "=")
			o := report.Observation{Code: code, Status: report.Status(says)}
			if n, err := strconv.ParseInt(says, 10, 64); err == nil {
				value := report.FromInt(n)
				o.Status, o.Value = report.Reported, &value
			}
			r.Observations = append(r.Observations, o)
		}
		return r
	}
	got := differ("old", of("a=1", "b=blank", "c=absent", "d=0", "e=5", "only2019=7"), of("a=1", "b=0", "c=blank", "d=0", "e=6", "only2021=0"))
	want := []Difference{{"b", "old", "blank", "0"}, {"c", "old", "absent", "blank"}, {"e", "old", "5", "6"},
		{"only2021", "old", NotInEdition, "0"}, {"only2019", "old", "7", NotInEdition}}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

// What else a decision brings about is told.
func TestADecisionTellsWhatFollows(t *testing.T) {
	home := t.TempDir()
	a, b := reportText("甲县教育局", 2023, 7), reportText("甲县教育局", 2023, 8)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"a.txt": a, "b.txt": b}))
	out := decided(t, home, archive.SHA256([]byte(b)), Decision{Reason: "草稿"})
	if strings.Join(out.Also, " ") != "a.txt" || out.Outcome != Rejected || len(out.Twins) != 0 {
		t.Errorf("%+v", out)
	}
	// A twin of what is rejected is another file, on which nobody has decided.
	c := reportText("甲县教育局", 2023, 9)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"c.txt": c, "d.txt": c + "\n"}))
	files, err := HeldFiles(t.Context(), home, testOptions())
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	twin := map[string]string{"c.txt": "d.txt", "d.txt": "c.txt"}[files[0].Name]
	out = decided(t, home, files[0].ID, Decision{Reason: "旧"})
	if strings.Join(out.Twins, " ") != twin || len(out.Also) != 0 {
		t.Errorf("%+v, want the twin %s", out, twin)
	}
	heldID(t, home, twin)
}

// A decision that was journalled just before a kill is published by the same
// command again, and counts once.
func TestADecisionSurvivesAKill(t *testing.T) {
	start := func(home string) string {
		ingestInto(t, home, testOptions(), write(t, map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)}))
		ingestInto(t, home, testOptions(), write(t, map[string]string{"new.txt": reportText("甲县教育局", 2023, 8)}))
		return heldID(t, home, "new.txt")
	}
	undisturbed := t.TempDir()
	decided(t, undisturbed, start(undisturbed), Decision{Accept: true})
	for _, step := range []string{"decide: journal", "build: start", "publish: current", "publish: journal"} {
		home := t.TempDir()
		id := start(home)
		dieAt(t, step, testOptions(), func(dying Options) { _, _, _ = Decide(t.Context(), home, id, Decision{Accept: true}, dying) })
		decided(t, home, id, Decision{Accept: true})
		if !maps.Equal(contents(t, home), contents(t, undisturbed)) {
			t.Errorf("killed at %s: other contents", step)
		}
		events, err := archive.Open(home).Events()
		count := 0
		for _, e := range events {
			if e.Event == archive.DecidedEvent {
				count++
			}
		}
		if err != nil || count != 1 {
			t.Errorf("killed at %s: decided %d times, %v", step, count, err)
		}
	}
}

// A report that a person gave to another body than its title says goes back to
// nobody, and not to that one, when the registry loses the body.
func TestABodyThatAPersonNamedIsTakenOutOfTheRegistry(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	ingestInto(t, home, testOptions(), write(t, map[string]string{"edu.txt": reportText("甲县教育局", 2023, 7)}))
	ingestInto(t, home, testOptions(), write(t, map[string]string{"second.txt": reportText("甲县教育局", 2023, 8)}))
	decided(t, home, heldID(t, home, "second.txt"), Decision{Accept: true, Agency: "000002-wat"})
	without := strings.Replace(testAgencies, "000002-wat,000002,乙县,乙县水务局,水务局,,,constituent_dept,county,,,,yes,yes,,no\n", "", 1)
	imported := func(agencies string, held int) {
		t.Helper()
		s, err := ImportRegistry(t.Context(), home, write(t, map[string]string{"agencies.csv": agencies, "events.csv": testEvents}), testOptions())
		if err != nil || s.Held != held {
			t.Fatalf("%+v, %v, want %d held", s, err, held)
		}
	}
	imported(without, 1)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7" {
		t.Errorf("published: %s", got)
	}
	if got := ask(t, home, `SELECT code, file_name FROM held`); got != "agency_unknown second.txt" {
		t.Errorf("held: %s", got)
	}
	imported(testAgencies, 0)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7\n000002-wat/2023/1 own true 8" {
		t.Errorf("published with the registry of before: %s", got)
	}
}
