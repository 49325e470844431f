package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// The golden report: its arithmetic holds, its prose agrees, and one sentence
// names the year before.
func TestYanchi2023(t *testing.T) {
	path := filepath.Join(os.Getenv("GONGKAI_CORPUS"), "yanchi-office-2023.txt")
	if os.Getenv("GONGKAI_CORPUS") == "" {
		t.Skip("GONGKAI_CORPUS is not set")
	}
	var out, words bytes.Buffer
	if code := run([]string{"--home", t.TempDir(), "check", "--json", path}, &out, &words); code != exitDone {
		t.Fatalf("exit %d: %s", code, &words)
	}
	var r report.Report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	var bad, unassessed []string
	for _, f := range r.Findings {
		if f.Outcome == "not_assessable" {
			unassessed = append(unassessed, f.Rule)
		} else if f.Severity != "info" {
			bad = append(bad, f.Rule)
		}
	}
	if !slices.Equal(bad, []string{"X-09"}) {
		t.Errorf("warnings and errors: %v, want X-09 alone", bad)
	}
	for _, f := range r.Findings {
		if f.Rule == "X-09" && (!strings.Contains(f.Quote, "2022") || f.At == "" || f.Right != "2023") {
			t.Errorf("X-09: %+v", f)
		}
	}
	for _, rule := range []string{"D-01", "D-02", "D-03", "D-05"} {
		if slices.ContainsFunc(r.Findings, func(f report.Finding) bool { return f.Rule == rule && f.Outcome == "fail" }) {
			t.Errorf("%s fails though no date of publication is known (not assessable: %v)", rule, unassessed)
		}
	}
}

// numbered makes n reports that differ, with a text and a cell each.
func numbered(n int) []*report.Report {
	var out []*report.Report
	for i := range n {
		year, value, edition := 2023, report.FromInt(int64(i)), "2021"
		r := &report.Report{File: fmt.Sprintf("%d.txt", i), SHA256: fmt.Sprintf("%08x", i) + strings.Repeat("0", 56), Format: "text", Year: &year,
			Agency:       &report.Agency{Name: fmt.Sprintf("丁县第%d局", i), ID: fmt.Sprintf("x-%08x", i)},
			Sections:     []report.Section{{Key: "overview", Text: strings.Repeat("文", i%7)}},
			Observations: []report.Observation{{Code: "disputes.review.total", Value: &value, Unit: "件", Status: report.Reported, Raw: value.String(), At: "line 1", Edition: edition}}}
		r.Normalize()
		out = append(out, r)
	}
	return out
}

// Reports beyond those that stay in memory come back as they were.
func TestDraftsSetAside(t *testing.T) {
	d := &drafts{}
	defer d.close()
	reports := numbered(keptWhole + 20)
	for _, r := range reports {
		if err := d.add(r); err != nil {
			t.Fatal(err)
		}
	}
	if d.file == nil || len(d.list[len(d.list)-1].head.Observations) != 0 {
		t.Fatal("nothing was set aside")
	}
	for i, one := range d.list {
		whole, err := d.whole(one)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(whole, reports[i]) {
			t.Fatalf("%d: %+v", i, whole)
		}
	}
	left, err := filepath.Glob(d.file.Name())
	if err != nil || len(left) != 0 {
		t.Errorf("the file has a name: %v, %v", left, err)
	}
}

// A body that is not certain is judged as one of its own, under no id.
func TestUncertainBodiesAreNotCompared(t *testing.T) {
	d := &drafts{}
	for _, r := range numbered(3) {
		r.Agency.ID = ""
		r.Agency.Name = "水务局"
		if err := d.add(r); err != nil {
			t.Fatal(err)
		}
	}
	j := newJudge(&registry.Registry{}, nil)
	if slots := j.slots(d); len(slots) != 3 {
		t.Errorf("%d slots", len(slots))
	}
	if f := named(analytics.Finding{AgencyID: "x-1", ReportID: "x-1/2023/1"}, d.list[0]); f.AgencyID != "" || f.ReportID != "" {
		t.Errorf("%+v", f)
	}
}

// A copy is judged with its original, another draft for the same body and year
// by itself.
func TestCopiesAreJudgedOnce(t *testing.T) {
	d := &drafts{}
	defer d.close()
	reports := numbered(3)
	copied, other := *reports[0], *reports[1]
	copied.File, other.Agency = "copy.txt", reports[0].Agency
	for _, r := range append(reports, &copied, &other) {
		if err := d.add(r); err != nil {
			t.Fatal(err)
		}
	}
	j := newJudge(&registry.Registry{}, nil)
	if _, err := j.all(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	ids := func(one *draft) (out []string) {
		for _, f := range one.findings {
			out = append(out, f.ID)
		}
		return out
	}
	slots := j.slots(d)
	if len(slots) != 3 || len(slots[0].drafts) != 2 || len(ids(d.list[0])) == 0 || !slices.Equal(ids(d.list[0]), ids(d.list[3])) {
		t.Errorf("%d slots, %d drafts in the first, findings %v and %v", len(slots), len(slots[0].drafts), ids(d.list[0]), ids(d.list[3]))
	}
	if len(ids(d.list[4])) == 0 {
		t.Error("the second draft was not judged")
	}
}

// Counties stay whole, bodies without one keep their years together.
func TestBatches(t *testing.T) {
	reg := &registry.Registry{}
	d := &drafts{}
	for i, r := range numbered(2 * judgedTogether) {
		county := fmt.Sprintf("%06d", 1+i%3)
		reg.Agencies = append(reg.Agencies, registry.Agency{ID: r.Agency.ID, RegionCode: county})
		d.list = append(d.list, &draft{head: r, as: r.Agency, body: warehouse.BodyOf(r)})
	}
	for i := range judgedTogether {
		for year := 2020; year < 2023; year++ {
			y := year
			r := &report.Report{Year: &y, Agency: &report.Agency{ID: fmt.Sprintf("x-unknown-%d", i)}}
			d.list = append(d.list, &draft{head: r, as: r.Agency})
		}
	}
	of, total := map[string]int{}, 0
	batches := newJudge(reg, nil).batches(d)
	for n, batch := range batches {
		seen := map[string]bool{}
		for _, s := range batch {
			key := s.county
			if key == "" {
				key = s.agency
			}
			if earlier, there := of[key]; there && earlier != n {
				t.Fatalf("%s is in batches %d and %d", key, earlier, n)
			}
			of[key], seen[key] = n, true
		}
		if total += len(batch); len(batch) > judgedTogether {
			t.Errorf("batch %d has %d", n, len(batch))
		}
	}
	if total != len(d.list) || len(batches) < 5 {
		t.Errorf("%d of %d in %d batches", total, len(d.list), len(batches))
	}
}

// Settled errors are counted and keep nothing back.
func TestTally(t *testing.T) {
	fail := func(severity, verdict string) analytics.Finding {
		return analytics.Finding{Outcome: "fail", Severity: severity, Verdict: analytics.Verdict{Verdict: verdict}}
	}
	for verdict, blocked := range map[string]bool{"": true, "confirmed": true, "explained": false, "our_error": false} {
		var n tally
		n.add([]analytics.Finding{fail("error", verdict), fail("warning", ""), {Outcome: "not_assessable", Severity: "info"}})
		if n.blocked() != blocked || n.errors != 1 || n.warnings != 1 || n.notAssessable != 1 {
			t.Errorf("%q: %+v", verdict, n)
		}
	}
	if held := (tally{held: 1}); !held.blocked() {
		t.Error("a held report does not block")
	}
}

func TestSelection(t *testing.T) {
	s, err := newSelection([]string{"t3-01", "ERROR"}, []string{"T4-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rule, severity string
		want           bool
	}{{"T3-01", "warning", true}, {"T3-02", "error", true}, {"T4-01", "error", false}, {"X-09", "warning", false}} {
		if s.wants(c.rule, c.severity) != c.want {
			t.Errorf("%s %s", c.rule, c.severity)
		}
	}
	if all, err := newSelection(nil, nil); err != nil || !all.wants("X-09", "info") {
		t.Errorf("nothing chosen: %v", err)
	}
}

// A version whose file was changed after it was published is never compared with:
// the newest one that was not is, as everywhere.
func TestCheckBesideAChangedVersion(t *testing.T) {
	folder, home := filepath.Join(t.TempDir(), "sample"), filepath.Join(t.TempDir(), "home")
	ingested(t, exitDone, "sample", folder, "--agencies", "4", "--years", "2022..2024", "--styles", "text-tabs")
	ingested(t, exitDone, "--home", home, "agencies", "import", filepath.Join(folder, "registry"))
	checked := func(notice string) string {
		var out, words bytes.Buffer
		code := run([]string{"--home", home, "check", "-q", "--csv", filepath.Join(folder, "reports", "2024")}, &out, &words)
		if code != exitDone && code != exitDoubts {
			t.Fatalf("exit %d: %s", code, &words)
		}
		if !strings.Contains(words.String(), notice) || notice == "" && strings.Contains(words.String(), "版本") {
			t.Errorf("words %q, want %q", &words, notice)
		}
		return out.String()
	}
	ingested(t, exitDone, "--home", home, "ingest", "-q", filepath.Join(folder, "reports", "2022"))
	beside2022 := checked("")
	ingested(t, exitDone, "--home", home, "ingest", "-q", filepath.Join(folder, "reports", "2023"))
	if beside2022 == checked("") {
		t.Fatal("the reports of 2023 make no difference")
	}
	harm := func(current *archive.Version) {
		content, err := os.ReadFile(current.Path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 4096 + 100; at < len(content); at += 4096 {
			content[at] ^= 1
		}
		if err := errors.Join(os.Chmod(current.Path, 0o600), os.WriteFile(current.Path, content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	current, err := archive.Open(home).Current()
	if err != nil {
		t.Fatal(err)
	}
	harm(current)
	if got := checked("改用"); got != beside2022 {
		t.Errorf("beside a changed version:\n%s\nbeside the one before it:\n%s", got, beside2022)
	}
	for current, err = archive.Open(home).Current(); err == nil; current, err = archive.Open(home).Current() {
		harm(current)
	}
	checked("没有可用的数据版本")
}
