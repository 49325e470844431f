package warehouse

import (
	"errors"
	"testing"

	"gongkai/ingest/registry"
)

func TestBorrow(t *testing.T) {
	home := content()
	home.Registry.Agencies = append(home.Registry.Agencies,
		registry.Agency{ID: "000001-c", RegionCode: "000001", RegionName: "甲县", Name: "甲县新局", Order: 3, Type: "other", Level: "county"},
		registry.Agency{ID: "000001003-t", RegionCode: "000001003", RegionName: "丁镇", Name: "甲县丁镇人民政府", Order: 4, Type: "township", Level: "township"},
		registry.Agency{ID: "000002-a", RegionCode: "000002", RegionName: "乙县", Name: "乙县教育局", Order: 5, Type: "other", Level: "county"})
	home.Registry.Events = append(home.Registry.Events,
		registry.Event{PredecessorID: "000001-b", SuccessorID: "000001-c", EffectiveDate: "2024-01-01", Kind: "merge"},
		registry.Event{PredecessorID: "000002-a", SuccessorID: "000001-b", EffectiveDate: "2020-01-01", Kind: "transfer"})
	old := filed("000001-b", "甲县乙镇人民政府", 2023, 7000, nil)
	home.Filed[1].Revision, old.Current = 2, false
	home.Filed = append(home.Filed, old, filed("000002-a", "乙县教育局", 2019, 1, nil), filed("000002-a", "乙县教育局", 2023, 2, nil),
		filed("000001003-t", "甲县丁镇人民政府", 2023, 3, nil))
	path, _ := build(t, home)
	for _, c := range []struct {
		name  string
		draft Filed
		want  string
	}{
		{"the year before and the county", filed("000001-a", "甲县教育局", 2023, 0, nil),
			"000001-a/2022/1\n000001-a/2023/1\n000001-b/2023/2\n000001003-t/2023/1"},
		{"predecessors, and theirs", filed("000001-c", "甲县新局", 2024, 0, nil),
			"000001-b/2023/2\n000001-c/2024/1\n000002-a/2019/1\n000002-a/2023/1"},
		{"the one that a transfer gave to, in another county, and no other body of that", filed("000002-a", "乙县教育局", 2024, 0, nil),
			"000001-b/2023/2\n000002-a/2019/1\n000002-a/2023/1\n000002-a/2024/1"},
		{"an unregistered body has no county", filed("x-0123abcd", "丙县水务局", 2024, 0, nil),
			"x-0123abcd/2023/1\nx-0123abcd/2024/1"},
	} {
		db, err := OpenMemory(t.Context(), Content{Program: "test", Registry: home.Registry, Filed: []Filed{c.draft}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Borrow(t.Context(), db, path); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := query(t, db, "SELECT report_id FROM report WHERE revision > 0 ORDER BY report_id"); got != c.want {
			t.Errorf("%s, reports:\n got %q\nwant %q", c.name, got, c.want)
		}
		for table, want := range map[string]string{"observation_by_report": c.want,
			"observation": c.draft.ID(), "report_table": c.draft.ID(), "section": c.draft.ID(), "note": c.draft.ID()} {
			if got := query(t, db, "SELECT DISTINCT report_id FROM "+table+" ORDER BY report_id"); got != want {
				t.Errorf("%s, %s:\n got %q\nwant %q", c.name, table, got, want)
			}
		}
		db.Close()
	}
}

// A draft that corrects a report knows when that was first published, in
// whatever revision it stands there now.
func TestBorrowKnowsTheFirstDate(t *testing.T) {
	home := content()
	first, second := "2024-01-20", "2024-03-01"
	again := filed("000001-b", "甲县乙镇人民政府", 2023, 7000, nil)
	again.Report.PublishedOn, again.Revision = &second, 2
	home.Filed[1].Report.PublishedOn, home.Filed[1].Current = &first, false
	home.Filed = append(home.Filed, again)
	path, _ := build(t, home)
	db, err := OpenMemory(t.Context(), Content{Program: "test", Registry: home.Registry, Filed: []Filed{filed("000001-b", "甲县乙镇人民政府", 2023, 1, nil)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := Borrow(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	got := query(t, db, "SELECT concat_ws(' ', report_id, revision, is_current, published_on) FROM report WHERE agency_id = '000001-b' ORDER BY revision")
	if want := "000001-b/2023/1/first 0 false 2024-01-20\n000001-b/2023/1 1 true"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := query(t, db, "SELECT report_id FROM observation_by_report WHERE report_id LIKE '%/first'"); got != "" {
		t.Errorf("cells of %s", got)
	}
}

func TestBorrowRefusesOtherTables(t *testing.T) {
	path, _ := build(t, content())
	db, err := OpenMemory(t.Context(), Content{Program: "test", Filed: []Filed{filed("000001-a", "甲县教育局", 2024, 0, nil)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, change := range []string{"ALTER TABLE report ADD COLUMN newer VARCHAR", "ALTER TABLE report ALTER year TYPE VARCHAR", "DROP TABLE sentence"} {
		other, _ := build(t, content())
		version, err := openFile(other, nil)
		if err != nil {
			t.Fatal(err)
		}
		query(t, version, change)
		version.Close()
		if err := Borrow(t.Context(), db, other); !errors.Is(err, ErrOtherSchema) {
			t.Errorf("%s: %v", change, err)
		}
	}
	query(t, db, "ALTER TABLE report ADD COLUMN newer VARCHAR")
	if err := Borrow(t.Context(), db, path); !errors.Is(err, ErrOtherSchema) {
		t.Fatalf("%v", err)
	}
	if got := query(t, db, "SELECT report_id FROM report"); got != "000001-a/2024/1" {
		t.Errorf("borrowed %q", got)
	}
	if err := Borrow(t.Context(), db, t.TempDir()+"/no'where.duckdb"); err == nil {
		t.Error("a version that is not there was borrowed from")
	}
}
