package warehouse

import (
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/ingest/report"
)

func TestBuildHoldsWhatWasMeant(t *testing.T) {
	path, meant := build(t, content())
	facts, err := Verify(t.Context(), path, meant)
	if err != nil {
		t.Fatal(err)
	}
	if facts.DuckDB != "v1.4.1" || facts.Tables["total"].Rows != 400 {
		t.Errorf("facts: %+v", facts)
	}
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for q, want := range map[string]string{
		// 200 cells a report; cells 11 to 13 of the form are the first of table 3.
		`SELECT count(*) FROM observation`: "800",
		`SELECT code, status, CAST(value AS VARCHAR), raw, cell_order FROM observation_by_report
		 WHERE report_id='000001-a/2023/1' AND code LIKE 'applications.new_received.%' AND cell_order < 14 ORDER BY cell_order`: "" +
			"applications.new_received.natural_person blank NULL  11\n" +
			"applications.new_received.company not_applicable NULL / 12\n" +
			"applications.new_received.research_institution reported 13.000000 13 13",
		`SELECT CAST(value AS VARCHAR) FROM observation WHERE report_id='000001-a/2023/1' AND code='applications.new_received.total'`: "-12.345678",
		`SELECT agency_id, registered, simulated, deadline, valid_from, region_code FROM agency ORDER BY sort_order`: "" +
			"000001-a true true 01-31 NULL 000001\n000001-b true false NULL 2020 000001\nx-0123abcd false false NULL NULL ",
		`SELECT kind, name, valid_from, valid_to FROM agency_name WHERE agency_id='000001-a' ORDER BY kind`: "" +
			"alias 县教育局 NULL NULL\ncurrent 甲县教育局 NULL NULL\nformer 甲县教育体育局 2019 2021",
		`SELECT region_code, region_name, simulated FROM region`: "000001 甲县 true",
		`SELECT report_id, strftime(published_on, '%Y-%m-%d'), strftime(received_on, '%Y-%m-%d'), edition FROM report ORDER BY report_id LIMIT 2`: "" +
			"000001-a/2022/1 NULL 2024-02-01 2021\n000001-a/2023/1 2024-01-15 2024-02-01 2021",
		`SELECT table_no, edition FROM report_table WHERE report_id='000001-a/2023/1' ORDER BY table_no`:  "2 2021\n3 2021\n4 NULL",
		`SELECT code, candidates, year, agency_id FROM held ORDER BY code`:                                "agency_ambiguous a|b 2023 NULL\nyear_conflict  NULL NULL",
		`SELECT file_name, hint FROM rejected`:                                                            "空\uFFFD.txt 重新导出",
		`SELECT program, built_from FROM version`:                                                         "test 7",
		`SELECT edition, count(*), max(cell_order) FROM cell GROUP BY edition ORDER BY edition`:           "2019 198 198\n2021 200 200",
		`SELECT count(*) FROM current_report`:                                                             "4",
		`SELECT number, code, place, message FROM note WHERE report_id='000001-a/2023/1' ORDER BY number`: "1 charset_guessed charset 没有写明\n2 more_notes  ",
		`SELECT key, number FROM section LIMIT 1`:                                                         "overview 1",
	} {
		if got := query(t, db, q); got != want {
			t.Errorf("%s\n got %q\nwant %q", q, got, want)
		}
	}
}

// The measure table is stored by code, year, report and the other one by
// report and place in the form: that is why both exist.
func TestObservationsAreStoredSorted(t *testing.T) {
	db, err := OpenMemory(t.Context(), content(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for table, key := range map[string]string{
		"observation":           "code || ' ' || year || ' ' || report_id",
		"observation_by_report": "report_id || ' ' || lpad(cell_order::VARCHAR, 3, '0')",
	} {
		keys := strings.Split(query(t, db, "SELECT "+key+" FROM "+table), "\n")
		if len(keys) != 800 || !slices.IsSorted(keys) {
			t.Errorf("%s: %d rows, sorted %v", table, len(keys), slices.IsSorted(keys))
		}
	}
}

func TestEqualContentInAnyOrderMakesEqualTables(t *testing.T) {
	want, wantContent := digests(t, content()), content().Digest()
	for seed := range uint64(3) {
		c := content()
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(c.Filed), func(i, j int) { c.Filed[i], c.Filed[j] = c.Filed[j], c.Filed[i] })
		random.Shuffle(len(c.Held), func(i, j int) { c.Held[i], c.Held[j] = c.Held[j], c.Held[i] })
		for _, f := range c.Filed {
			o := f.Report.Observations
			random.Shuffle(len(o), func(i, j int) { o[i], o[j] = o[j], o[i] })
		}
		if got := digests(t, c); !maps.Equal(got, want) {
			t.Errorf("seed %d: tables differ: %v, want %v", seed, got, want)
		}
		if got := c.Digest(); got != wantContent {
			t.Errorf("seed %d: digest %s, want %s", seed, got, wantContent)
		}
	}
}

// Every change that a reader could see changes a digest, and Verify finds it.
func TestChangesAreSeen(t *testing.T) {
	path, _ := build(t, content())
	cell := func(c *Content, i int) *report.Observation { return &c.Filed[0].Report.Observations[i] }
	one := report.FromInt(1)
	for name, c := range map[string]struct {
		change func(*Content)
		verify bool // seen by counts, sums and rows as well
	}{
		"value":          {func(c *Content) { cell(c, 0).Value = &one; cell(c, 0).Raw = "1 " }, false},
		"other value":    {func(c *Content) { cell(c, 5).Value = &one }, true},
		"status":         {func(c *Content) { cell(c, 10).Status = report.Absent }, true},
		"raw":            {func(c *Content) { cell(c, 5).Raw = "6." }, false},
		"report missing": {func(c *Content) { c.Filed = c.Filed[1:] }, true},
		"section":        {func(c *Content) { c.Filed[1].Report.Sections = nil }, true},
		"note":           {func(c *Content) { c.Filed[1].Report.Notes[0].Message = "写明了" }, false},
		"held":           {func(c *Content) { c.Held = c.Held[:1] }, true},
		"registry":       {func(c *Content) { c.Registry.Agencies[0].Name += "局" }, false},
		"date":           {func(c *Content) { c.Filed[0].ReceivedOn = "2024-02-02" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			changed := content()
			c.change(&changed)
			if changed.Digest() == content().Digest() {
				t.Error("the digest of the content is the same")
			}
			if maps.Equal(digests(t, changed), digests(t, content())) {
				t.Error("the digests of the tables are the same")
			}
			_, meant := build(t, changed)
			if _, err := Verify(t.Context(), path, meant); (err != nil) != c.verify {
				t.Errorf("verify says %v", err)
			}
		})
	}
}

// A NULL, an empty text and a 0 must not collide in a digest.
func TestDigestTellsNothingApart(t *testing.T) {
	a, b := content(), content()
	a.Held[1].AgencyName, a.Held[1].FileName = "甲.txt", ""
	b.Held[1].AgencyName, b.Held[1].FileName = "", "甲.txt"
	if a.Digest() == b.Digest() {
		t.Error("shifted fields have one digest")
	}
}

func TestLoadedTablesAreThoseOfTheSchema(t *testing.T) {
	got := slices.Sorted(maps.Keys(digests(t, content())))
	want := []string{byMeasureTable, "total"}
	for name := range newMeant().rows {
		want = append(want, name)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("schema has %v, loaded are %v", got, want)
	}
}

func TestRefusesACellTwiceAndAReportTwice(t *testing.T) {
	c := content()
	c.Filed[0].Report.Observations = append(c.Filed[0].Report.Observations, c.Filed[0].Report.Observations[3])
	if _, err := OpenMemory(t.Context(), c, nil); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a cell twice: %v", err)
	}
	c = content()
	c.Filed = append(c.Filed, c.Filed[0])
	if _, err := OpenMemory(t.Context(), c, nil); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a report twice: %v", err)
	}
}

func TestOpenIsLockedDown(t *testing.T) {
	path, _ := build(t, content())
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	other := filepath.Join(t.TempDir(), "out")
	for _, statement := range []string{
		"SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/etc/*')",
		"COPY report TO '" + other + "'", "ATTACH '" + other + "'", "EXPORT DATABASE '" + other + "'",
		"INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET lock_configuration = false",
		"SET memory_limit = '8GB'", "DELETE FROM report", "CREATE TABLE t (a INTEGER)",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("allowed: %s", statement)
		}
	}
	if got := query(t, db, "SELECT current_setting('memory_limit')"); got != "488.2 MiB" {
		t.Errorf("memory limit %s", got)
	}
}

func TestBuildLeavesOneFileAndOverwritesNone(t *testing.T) {
	path, _ := build(t, content())
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
	if _, err := Build(t.Context(), path, content(), nil); err == nil {
		t.Error("an existing file was overwritten")
	}
}

func TestVerifyRefusesDamage(t *testing.T) {
	path, meant := build(t, content())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{
		"truncated": whole[:len(whole)/2],
		"empty":     {},
		"garbage":   []byte("not a database"),
	} {
		path := filepath.Join(t.TempDir(), "v.duckdb")
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(t.Context(), path, meant); err == nil {
			t.Errorf("%s file passed", name)
		}
	}
}

// Reports that are loaded one by one make the same version as whole ones, and
// one that changed meanwhile ends the build.
func TestReportsAreLoadedOneByOne(t *testing.T) {
	whole := map[string]*report.Report{}
	c := content()
	for i := range c.Filed {
		f := &c.Filed[i]
		whole[f.ID()] = f.Report
		f.Body = BodyOf(f.Report)
		f.Report = &report.Report{Agency: f.Report.Agency, Year: f.Report.Year}
	}
	c.Load = func(f *Filed) (*report.Report, error) { return whole[f.ID()], nil }
	if c.Digest() != content().Digest() || !maps.Equal(digests(t, c), digests(t, content())) {
		t.Error("another version")
	}
	path, meant := build(t, c)
	if _, err := Verify(t.Context(), path, meant); err != nil {
		t.Error(err)
	}
	one := report.FromInt(1)
	whole["000001-b/2023/1"].Observations[7].Value = &one
	if _, err := OpenMemory(t.Context(), c, nil); err == nil || !strings.Contains(err.Error(), "000001-b/2023/1") {
		t.Errorf("a changed report: %v", err)
	}
	c.Load = func(f *Filed) (*report.Report, error) { return nil, os.ErrNotExist }
	if _, err := OpenMemory(t.Context(), c, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a lost report: %v", err)
	}
}
