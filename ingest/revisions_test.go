package ingest

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"
)

func TestSecondReportIsHeldUntilAccepted(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	old := write(t, map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)})
	expect(t, ingestInto(t, home, testOptions(), old), map[string]string{"old.txt": "published"})
	newer := write(t, map[string]string{"new.txt": reportText("甲县教育局", 2023, 8)})
	expect(t, ingestInto(t, home, testOptions(), newer), map[string]string{"new.txt": "held second_report"})
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7" {
		t.Errorf("before it is accepted: %s", got)
	}
	if got := ask(t, home, `SELECT code, agency_id, year, candidates FROM held`); got != "second_report 000001-edu 2023 new.txt|old.txt" {
		t.Errorf("held: %s", got)
	}
	accepting := testOptions()
	accepting.AcceptRevisions = true
	s := ingestInto(t, home, accepting, newer)
	expect(t, s, map[string]string{"new.txt": "published"})
	want := "000001-edu/2023/1 own false 7\n000001-edu/2023/2 own true 8"
	if got := ask(t, home, received); got != want {
		t.Errorf("after it was accepted: %s", got)
	}
	// The old file again is no third revision, and nothing is decided twice.
	if s := ingestInto(t, home, accepting, old, newer); s.Changed || s.Duplicate != 2 {
		t.Errorf("again: %+v", s)
	}
	third := write(t, map[string]string{"third.txt": reportText("甲县教育局", 2023, 9)})
	ingestInto(t, home, accepting, third)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own false 7\n000001-edu/2023/2 own false 8\n000001-edu/2023/3 own true 9" {
		t.Errorf("third: %s", got)
	}
	if got := ask(t, home, `SELECT count(*) FROM held`); got != "0" {
		t.Errorf("still held: %s", got)
	}
}

func TestTwoDifferentReportsAtOnceAreBothHeld(t *testing.T) {
	files := map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8), "c.txt": reportText("甲县教育局", 2022, 8)}
	home := t.TempDir()
	expect(t, ingestInto(t, home, testOptions(), write(t, files)), map[string]string{
		"a.txt": "held second_report", "b.txt": "held second_report", "c.txt": "published"})
	// A third one settles nothing; one that repeats a held one is its duplicate.
	ingestInto(t, home, testOptions(), write(t, map[string]string{"d.txt": reportText("甲县教育局", 2023, 9), "e.txt": files["a.txt"] + "\n"}))
	if got := ask(t, home, `SELECT count(*), count(*) FILTER (file_name IN ('b.txt', 'd.txt')), count(*) FILTER (file_name IN ('a.txt', 'e.txt')) FROM held`); got != "3 2 1" {
		t.Errorf("held: %s", got)
	}
	accepting := testOptions()
	accepting.AcceptRevisions = true
	other := t.TempDir()
	expect(t, ingestInto(t, other, accepting, write(t, files)), map[string]string{"a.txt": "published", "b.txt": "published", "c.txt": "published"})
	if got := ask(t, other, `SELECT count(*), count(*) FILTER (is_current) FROM report WHERE year = 2023`); got != "2 1" {
		t.Errorf("revisions and current ones: %s", got)
	}
}

// What readers have seen stays, even when a registry makes an older file fit
// the same agency and year.
func TestARegistryDisplacesNoPublishedReport(t *testing.T) {
	home := t.TempDir()
	expect(t, ingestInto(t, home, testOptions(), write(t, map[string]string{"first.txt": reportText("教育局", 2023, 1)})),
		map[string]string{"first.txt": "held agency_unknown"})
	expect(t, ingestInto(t, home, testOptions(), write(t, map[string]string{"second.txt": reportText("甲县教育局", 2023, 2)})),
		map[string]string{"second.txt": "published"})
	if s := importTestRegistry(t, home); !s.Changed || s.Agencies != 4 {
		t.Errorf("%+v", s)
	}
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 2" {
		t.Errorf("published: %s", got)
	}
	if got := ask(t, home, `SELECT code, file_name FROM held`); got != "second_report first.txt" {
		t.Errorf("held: %s", got)
	}
	if s := importTestRegistry(t, home); s.Changed {
		t.Error("the same registry again published a version")
	}
}

// A run over what an earlier, killed run had received ends as one run over all.
func TestUnpublishedFilesAreDecidedTogether(t *testing.T) {
	files := map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8)}
	dir := write(t, files)
	home := t.TempDir()
	options := testOptions()
	options.step = func(step string) {
		if step == "build: start" {
			panic(step)
		}
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = Run(t.Context(), home, []string{filepath.Join(dir, "a.txt")}, options)
	}()
	expect(t, ingestInto(t, home, testOptions(), dir), map[string]string{"a.txt": "held second_report", "b.txt": "held second_report"})
}

// A decision that was journalled just before a kill counts once.
func TestAcceptanceSurvivesAKill(t *testing.T) {
	old := map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)}
	newer := write(t, map[string]string{"n1.txt": reportText("甲县教育局", 2023, 8), "n2.txt": reportText("甲县教育局", 2023, 9)})
	accepting := testOptions()
	accepting.AcceptRevisions = true
	undisturbed := t.TempDir()
	ingestInto(t, undisturbed, testOptions(), write(t, old))
	ingestInto(t, undisturbed, accepting, newer)
	for _, step := range []string{"decide: journal", "build: start", "publish: current", "publish: journal"} {
		home := t.TempDir()
		ingestInto(t, home, testOptions(), write(t, old))
		dieAt(t, step, accepting, func(dying Options) { _, _ = Run(t.Context(), home, []string{newer}, dying) })
		ingestInto(t, home, accepting, newer)
		if !maps.Equal(contents(t, home), contents(t, undisturbed)) {
			t.Errorf("killed at %s: other contents", step)
		}
	}
}

// A report of which a whole table can't be read is held, so that the corrected
// one is published and no second report; accepted, it stands with cells that
// are not certain.
func TestAReportWithATableThatCannotBeReadIsHeld(t *testing.T) {
	good := reportText("甲县教育局", 2023, 7)
	bad := strings.Replace(good, "商业企业\t科研机构", "科研机构\t商业企业", 1)
	home := t.TempDir()
	s := ingestInto(t, home, testOptions(), write(t, map[string]string{"bad.txt": bad}))
	expect(t, s, map[string]string{"bad.txt": "held table_unreadable"})
	if f := s.Files[0]; !strings.Contains(f.Message, "第三部分") || f.Place == "" || f.Hint == "" {
		t.Errorf("%+v", f)
	}
	accepted := t.TempDir()
	ingestInto(t, accepted, testOptions(), write(t, map[string]string{"bad.txt": bad}))
	if _, _, err := Decide(t.Context(), accepted, s.Files[0].SHA256, Decision{Accept: true}, testOptions()); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, accepted, `SELECT count(*) FILTER (status = 'unreadable'), count(*) FILTER (status = 'reported') FROM observation`); got != "175 25" {
		t.Errorf("accepted: %s", got)
	}
	expect(t, ingestInto(t, home, testOptions(), write(t, map[string]string{"corrected.txt": good})), map[string]string{"corrected.txt": "published"})
	if got := ask(t, home, received); !strings.HasSuffix(got, "/2023/1 own true 7") {
		t.Errorf("corrected: %s", got)
	}
	// An agency that is missing too is told beside it.
	nameless := strings.Replace(bad, "甲县教育局2023年", "2023年", 1)
	expect(t, ingestInto(t, t.TempDir(), testOptions(), write(t, map[string]string{"x.txt": nameless})), map[string]string{"x.txt": "held agency_missing"})
}
