package sample

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// makeCounty writes a county to a temporary folder.
func makeCounty(t *testing.T, opt Options) (string, Summary) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "county")
	summary, err := Write(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return dir, summary
}

// defaultCounty is the folder and summary of the county with seed 1, made once.
var defaultCounty = sync.OnceValues(func() (string, Summary) {
	dir, err := os.MkdirTemp("", "county")
	if err != nil {
		panic(err)
	}
	summary, err := Write(dir, Options{Seed: 1})
	if err != nil {
		panic(err)
	}
	return dir, summary
})

func TestMain(m *testing.M) {
	code := m.Run()
	dir, _ := defaultCounty()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// lines reads a CSV file that has a header.
func lines(t *testing.T, path string) []Line {
	t.Helper()
	out, err := ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// allFiles returns every file below dir.
func allFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	small := Options{Agencies: 12, FirstYear: 2020, LastYear: 2022, Seed: 7}
	first, _ := makeCounty(t, small)
	second, _ := makeCounty(t, small)
	small.Seed = 8
	other, _ := makeCounty(t, small)
	one, two, three := allFiles(t, first), allFiles(t, second), allFiles(t, other)
	if len(one) < 3*12 || len(one) != len(two) {
		t.Fatalf("%d and %d files", len(one), len(two))
	}
	for name, content := range one {
		if two[name] != content {
			t.Errorf("%s differs between two runs", name)
		}
	}
	if one["/truth.csv"] == three["/truth.csv"] {
		t.Error("another seed gives the same numbers")
	}
}

// A large county has names enough, and each is used once.
func TestManyAgencies(t *testing.T) {
	dir, summary := makeCounty(t, Options{Agencies: 300, FirstYear: 2023, LastYear: 2024, Seed: 1})
	seen := map[string]bool{}
	for _, a := range lines(t, filepath.Join(dir, "registry", "agencies.csv")) {
		for _, name := range []string{a["id"], a["name"], a["short_name"]} {
			if seen[name] && name != a["short_name"] {
				t.Errorf("%s stands twice", name)
			}
			seen[name] = true
		}
		if a["simulated"] != "yes" || a["region_code"] != "990101" {
			t.Errorf("%s is not marked as simulated", a["id"])
		}
	}
	if summary.Agencies != 301 || summary.Reports < 590 {
		t.Errorf("%d agencies, %d reports", summary.Agencies, summary.Reports)
	}
}

func TestWhatCannotBeMade(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "old.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		dir  string
		opt  Options
		says string
	}{
		"unknown style":  {t.TempDir(), Options{Styles: []string{"text-tabs", "text-nosuch"}}, `no style is called "text-nosuch"`},
		"folder in use":  {full, Options{}, "is not empty"},
		"years reversed": {t.TempDir(), Options{FirstYear: 2024, LastYear: 2023}, "after last year"},
		"before 2019":    {t.TempDir(), Options{FirstYear: 2018, LastYear: 2020}, "no edition"},
		"no agencies":    {t.TempDir(), Options{Agencies: -1}, "agencies must be"},
		"too many":       {t.TempDir(), Options{Agencies: 100000}, "agencies must be"},
	} {
		if _, err := Write(c.dir, c.opt); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want one that says %q", name, err, c.says)
		}
	}
}

// What the prose says in numbers is what the tables say.
func TestProseAgreesWithTables(t *testing.T) {
	said := map[*regexp.Regexp]func(*report) int64{
		regexp.MustCompile(`(?:收到|新收)政府信息公开申请(\d+)件`): func(r *report) int64 { return r.number("applications.new_received.total") },
		regexp.MustCompile(`自然人申请(\d+)件`):             func(r *report) int64 { return r.number("applications.new_received.natural_person") },
		regexp.MustCompile(`上年结转(\d+)件`):              func(r *report) int64 { return r.number("applications.carried_over.total") },
		regexp.MustCompile(`办结(\d+)件`):                func(r *report) int64 { return r.number("applications.outcome.total.total") },
		regexp.MustCompile(`结转下年度(?:继续办理)?(\d+)件`):    func(r *report) int64 { return r.number("applications.carried_forward.total") },
		regexp.MustCompile(`予以公开(\d+)件`):              func(r *report) int64 { return r.number("applications.outcome.disclosed.total") },
		regexp.MustCompile(`制发行政规范性文件(\d+)件`):         func(r *report) int64 { return r.number("proactive.normative_doc.issued") },
		regexp.MustCompile(`现行有效(\d+)件`):              func(r *report) int64 { return r.number("proactive.normative_doc.in_force") },
		regexp.MustCompile(`行政复议(\d+)件`):              func(r *report) int64 { return r.number("disputes.review.total") },
	}
	found := map[*regexp.Regexp]int{}
	for _, r := range assigned(t, Options{Seed: 1}, "all") {
		text := strings.Join(r.sections["overview"], "")
		if strings.Contains(text, "{") {
			t.Errorf("%s: a placeholder is left in %q", r.file(), text)
		}
		if strings.Contains(text, "未收到") != (r.workload() == 0) {
			t.Errorf("%s has a workload of %d and says %q", r.file(), r.workload(), text)
		}
		for pattern, number := range said {
			for _, m := range pattern.FindAllStringSubmatch(text, -1) {
				found[pattern]++
				if m[1] != strconv.FormatInt(number(r), 10) {
					t.Errorf("%s says %s, the tables say %d", r.file(), m[0], number(r))
				}
			}
		}
	}
	for pattern := range said {
		if found[pattern] < 10 {
			t.Errorf("%s is said only %d times", pattern, found[pattern])
		}
	}
}

// assigned makes a county's reports with their styles, unwritten.
func assigned(t *testing.T, opt Options, styles ...string) []*report {
	t.Helper()
	opt.Styles = styles
	opt, err := opt.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	a, err := newAssigner(opt.Styles)
	if err != nil {
		t.Fatal(err)
	}
	reports := newCounty(opt).reports()
	for _, r := range reports {
		a.assign(r)
	}
	return reports
}
