package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// filed makes a report with every cell of an edition. Cell k of the form
// holds the number base+k, except where special says otherwise.
func filed(agency, name string, year, base int, special map[string]report.Observation) Filed {
	edition := "2021"
	r := &report.Report{SHA256: fmt.Sprintf("%s-%d-%d", agency, year, base), Format: "text", Year: &year, Edition: &edition,
		Agency: &report.Agency{Name: name, ID: agency}, Scope: report.Own, Title: name + "年度报告",
		Editions: map[string]*string{"2": &edition, "3": &edition, "4": nil},
		Sections: []report.Section{{Key: "overview", Text: "本年收到申请。"}},
		Notes:    []report.Note{{Code: "charset_guessed", Place: "charset", Message: "没有写明"}, {Code: "more_notes"}}}
	for table := 2; table <= 4; table++ {
		for _, c := range data.FormTable(table, edition).Cells {
			n := report.FromInt(int64(base + len(r.Observations) + 1))
			o := report.Observation{Code: c.Code, Value: &n, Unit: c.Unit, Status: report.Reported, Raw: n.String(), At: "line 1", Edition: edition}
			if s, ok := special[c.Code]; ok {
				o.Value, o.Status, o.Raw = s.Value, s.Status, s.Raw
			}
			r.Observations = append(r.Observations, o)
		}
	}
	return Filed{Report: r, Revision: 1, Current: true, ReceivedOn: "2024-02-01", FileName: name + ".txt"}
}

func content() Content {
	money, _ := report.ParseNumber("-12.345678")
	special := map[string]report.Observation{
		"applications.new_received.natural_person": {Status: report.Blank},
		"applications.new_received.company":        {Status: report.NotApplicable, Raw: "/"},
		"applications.new_received.total":          {Status: report.Reported, Value: &money, Raw: "-12.345678"},
		"disputes.reconsideration.upheld":          {Status: report.Absent},
	}
	date := "2024-01-15"
	first := filed("000001-a", "甲县教育局", 2023, 0, special)
	first.Report.PublishedOn = &date
	return Content{Program: "test", Seq: 7,
		Registry: &registry.Registry{
			Agencies: []registry.Agency{
				{ID: "000001-a", RegionCode: "000001", RegionName: "甲县", Name: "甲县教育局", ShortName: "教育局", Type: "constituent_dept",
					Level: "county", MustReport: true, InRollup: true, Order: 1, Aliases: []string{"县教育局"},
					Former: []registry.FormerName{{Name: "甲县教育体育局", From: 2019, To: 2021}}, Simulated: true},
				{ID: "000001-b", RegionCode: "000001", RegionName: "甲县", Name: "甲县乙镇", ShortName: "乙镇", Type: "township",
					Level: "township", ValidFrom: 2020, Order: 2},
			},
			Events: []registry.Event{{PredecessorID: "000001-a", EffectiveDate: "2024-05-01", Kind: "abolished"}},
		},
		Filed: []Filed{first, filed("000001-b", "甲县乙镇人民政府", 2023, 1000, nil), filed("000001-a", "甲县教育局", 2022, 5000, nil),
			filed("x-0123abcd", "丙县水务局", 2023, 9000, nil)},
		Held: []Held{{SHA256: "h1", FileName: "甲.txt", AgencyName: "教育局", Year: 2023,
			Reason: report.Held{Code: "agency_ambiguous", Message: "有两个单位", Candidates: []string{"a", "b"}}},
			{SHA256: "h1", FileName: "甲.txt", Reason: report.Held{Code: "year_conflict"}}},
		Rejected: []Rejected{{SHA256: "r1", FileName: "空\xff.txt", Reason: report.Rejected{Code: "empty_file", Message: "空文件", Hint: "重新导出"}}},
	}
}

func derive(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, `CREATE VIEW current_report AS SELECT * FROM report WHERE is_current;
		CREATE TABLE total AS SELECT code, year, CAST(SUM(value) AS DECIMAL(18,6)) AS value FROM observation GROUP BY ALL`)
	return err
}

func build(t *testing.T, c Content) (string, *Meant) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "v.duckdb")
	meant, err := Build(t.Context(), path, c, derive)
	if err != nil {
		t.Fatal(err)
	}
	return path, meant
}

func query(t *testing.T, db *sql.DB, q string) string {
	t.Helper()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		names, _ := rows.Columns()
		values := make([]sql.NullString, len(names))
		targets := make([]any, len(names))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, v := range values {
			if !v.Valid {
				v.String = "NULL"
			}
			cells = append(cells, v.String)
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

func digests(t *testing.T, c Content) map[string]TableDigest {
	t.Helper()
	db, err := OpenMemory(t.Context(), c, derive)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	d, err := Digest(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
