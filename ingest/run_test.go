package ingest

import (
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/ingest/archive"
	"gongkai/ingest/warehouse"
)

func TestFilesBecomeAVersion(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	dir := write(t, map[string]string{
		"2023/edu.txt": reportText("甲县教育局", 2023, 7), "2020/edu.txt": reportText("甲县教育体育局", 2021, 5),
		"gov.txt": reportText("甲县人民政府", 2023, 9), "unregistered.txt": reportText("丁县水务局", 2023, 3),
		"short.txt": reportText("水务局", 2023, 3), "unknown.txt": reportText("城市管理局", 2023, 3),
		"early.txt": reportText("甲县教育局", 2007, 3), "late.txt": reportText("甲县教育局", 2027, 3), "next.txt": reportText("甲县教育局", 2026, 2),
		"empty.txt": "", "prose.txt": "今天天气很好。\n", "same.txt": reportText("丁县水务局", 2023, 3), "respaced.txt": reportText("甲县人民政府", 2023, 9) + "\n\n",
		"~$edu.docx": "x", ".hidden": "x", "Thumbs.db": "x", "Desktop.ini": "x", "~WRL0003.tmp": "x", "__MACOSX/edu.txt": "x",
	})
	s := ingestInto(t, home, testOptions(), dir)
	got := outcomes(s)
	// Which of two equal reports counts is decided by sha256.
	pair := []string{got["gov.txt"], got["respaced.txt"]}
	slices.Sort(pair)
	if !slices.Equal(pair, []string{"duplicate", "published"}) {
		t.Errorf("equal reports: %v", pair)
	}
	delete(got, "gov.txt")
	delete(got, "respaced.txt")
	rejectedProse := got["prose.txt"]
	delete(got, "prose.txt")
	if strings.HasPrefix(rejectedProse, "published") {
		t.Errorf("prose: %s", rejectedProse)
	}
	want := map[string]string{
		"2023/edu.txt": "published", "2020/edu.txt": "published", "unregistered.txt": "duplicate", "same.txt": "published",
		"short.txt": "held agency_ambiguous", "unknown.txt": "held agency_unknown", "early.txt": "rejected year_out_of_range",
		"late.txt": "rejected year_out_of_range", "next.txt": "published", "empty.txt": "rejected empty_file",
		"~$edu.docx": "ignored", ".hidden": "ignored", "Thumbs.db": "ignored", "Desktop.ini": "ignored", "~WRL0003.tmp": "ignored", "__MACOSX": "ignored",
	}
	if !maps.Equal(got, want) {
		t.Errorf("outcomes\n got %v\nwant %v", got, want)
	}
	if !s.Changed || s.Version == "" {
		t.Errorf("version %q changed %v", s.Version, s.Changed)
	}
	// printf 丁县水务局 | sha256sum
	if got := ask(t, home, received); got != "000001-edu/2021/1 own true 5\n000001-edu/2023/1 own true 7\n000001-edu/2026/1 own true 2\n"+
		"000001-gov/2023/1 rollup true 9\nx-baad3f98/2023/1 unknown true 3" && got != strings.Replace(got, "unknown", "own", 1) {
		t.Errorf("reports\n%s", got)
	}
	if got := ask(t, home, `SELECT count(*), count(DISTINCT source_sha256) FROM held`); got != "2 2" {
		t.Errorf("held %s", got)
	}
	if got := ask(t, home, `SELECT candidates FROM held WHERE code = 'agency_ambiguous'`); got != "000001-wat 甲县水务局|000002-wat 乙县水务局" {
		t.Errorf("candidates %s", got)
	}
	if got := ask(t, home, `SELECT strftime(received_on, '%Y-%m-%d'), file_name FROM report WHERE report_id = '000001-edu/2023/1'`); got != "2025-02-01 2023/edu.txt" {
		t.Errorf("receipt %s", got)
	}
}

func TestSameFilesTwiceChangeNothing(t *testing.T) {
	home := t.TempDir()
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("水务局", 2023, 7), "c.txt": ""})
	first := ingestInto(t, home, testOptions(), dir)
	before := contents(t, home)
	second := ingestInto(t, home, testOptions(), dir, filepath.Join(dir, "a.txt"))
	if second.Changed || second.Version != first.Version || !maps.Equal(before, contents(t, home)) {
		t.Errorf("changed: %+v", second)
	}
	// What still waits is told again; a.txt was named twice.
	if second.Duplicate != 2 || second.Held != 1 || second.Rejected != 1 {
		t.Errorf("%+v", second)
	}
	if events, err := archive.Open(home).Events(); err != nil || len(events) != 4 {
		t.Errorf("journal of %d events, %v", len(events), err)
	}
}

func TestARegistryIdentifiesWhatWasHeld(t *testing.T) {
	home := t.TempDir()
	ingestInto(t, home, testOptions(), write(t, map[string]string{"a.txt": reportText("教育局", 2023, 1), "b.txt": reportText("甲县人民政府", 2023, 1)}))
	importTestRegistry(t, home)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 1\n000001-gov/2023/1 rollup true 1" {
		t.Errorf("%s", got)
	}
}

func TestOrderAndWorkersLeaveNoTrace(t *testing.T) {
	dir := mixed(t)
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]warehouse.TableDigest
	for seed, workers := range []int{1, 2, 8, 2, 8} {
		rand.New(rand.NewPCG(uint64(seed), 1)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		options := testOptions()
		options.Workers = workers
		home := t.TempDir()
		s := ingestInto(t, home, options, paths...)
		if s.Published != 61 || s.Duplicate != 1 || s.Held+s.Rejected != 5 {
			t.Errorf("%d workers: %+v", workers, s)
		}
		got := contents(t, home)
		if want == nil {
			want = got
		}
		if !maps.Equal(got, want) {
			t.Errorf("%d workers, order %d: other contents", workers, seed)
		}
	}
}

func TestTheHomeFolderIsNoSource(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7)})
	home := filepath.Join(dir, "gongkai-home")
	ingestInto(t, home, testOptions(), dir)
	expect(t, ingestInto(t, home, testOptions(), dir), map[string]string{"a.txt": "duplicate", "gongkai-home": "ignored"})
	expect(t, ingestInto(t, home, testOptions(), home), map[string]string{".": "ignored"})
}

func TestDryRunStoresNothing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "none")
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8)})
	options := testOptions()
	options.DryRun = true
	s := ingestInto(t, home, options, dir)
	expect(t, s, map[string]string{"a.txt": "held second_report", "b.txt": "held second_report"})
	if _, err := os.Stat(home); !errors.Is(err, os.ErrNotExist) || !s.Changed || s.Version != "" {
		t.Errorf("%v %+v", err, s)
	}
	ingestInto(t, home, testOptions(), filepath.Join(dir, "a.txt"))
	before := tree(t, home)
	expect(t, ingestInto(t, home, options, dir), map[string]string{"a.txt": "duplicate", "b.txt": "held second_report"})
	if !maps.Equal(before, tree(t, home)) {
		t.Error("the dry run changed the home folder")
	}
}
