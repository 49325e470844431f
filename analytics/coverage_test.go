package analytics_test

import (
	"errors"
	"fmt"
	"testing"

	"gongkai/analytics"
)

func TestCoverage(t *testing.T) {
	a := jiaCounty(t)
	c, err := a.Coverage(t.Context(), "990001", analytics.Years{})
	if err != nil {
		t.Fatal(err)
	}
	// expected filed held missing extra late; the roll-up body must report too.
	// 2020: edu published on 1 February, a day late. 2021: gov a day after
	// 31 March; tow has no deadline; tax need not report. 2022: off's first
	// revision was in time, the second does not make it late.
	check(t, "years", fmt.Sprint(c.Years), "[{2020 6 5 0 1 0 1} {2021 6 6 0 0 1 1} {2022 5 4 1 0 0 0} {2023 5 4 0 1 0 0}]")
	want := map[string]string{
		gov: "filed on_time, filed late, filed unknown, not_filed unknown",
		off: "filed on_time, filed on_time, filed on_time, filed unknown",
		edu: "filed late, filed unknown, filed unknown, filed unknown",
		agr: "filed unknown, filed unknown, not_expected unknown, not_expected unknown",
		rur: "not_expected unknown, not_expected unknown, filed on_time, filed unknown",
		tow: "not_filed unknown, filed unknown, held unknown, filed unknown",
		tax: "not_expected unknown, filed unknown, not_expected unknown, not_expected unknown", // no statutory deadline
	}
	if len(c.Rows) != 8 || c.Rows[0].Agency.ID != gov || !c.Simulated {
		t.Fatalf("%+v", c.Rows)
	}
	for _, row := range c.Rows {
		var got []string
		for _, cell := range row.Cells {
			got = append(got, fmt.Sprint(cell.State, " ", cell.Punctual))
		}
		if w, ok := want[row.Agency.ID]; ok {
			check(t, row.Agency.ID, joined(got), w)
		}
	}
	cell := c.Rows[1].Cells[2] // off 2022
	check(t, "off 2022", fmt.Sprintf("%s %d %s %s", cell.ReportID, cell.Revision, cell.Deadline, cell.PublishedOn),
		off+"/2022/2 2 2023-01-31 2023-02-15")
	if tow2022 := c.Rows[6].Cells[2]; tow2022.HeldFiles != 1 || !tow2022.Required {
		t.Errorf("%+v", tow2022)
	}
	one, err := a.Coverage(t.Context(), "990001", analytics.Years{From: 2021, To: 2021})
	if err != nil || len(one.Years) != 1 || len(one.Rows[0].Cells) != 1 {
		t.Errorf("one year: %+v %v", one, err)
	}
	if _, err := a.Coverage(t.Context(), "nowhere", analytics.Years{}); !errors.Is(err, analytics.ErrNotFound) {
		t.Errorf("nowhere: %v", err)
	}
}

func TestRegionsAndYears(t *testing.T) {
	a := jiaCounty(t)
	regions, err := a.Regions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	check(t, "regions", fmt.Sprint(regions), "[{990001 甲县 true 8 2020 2023 true} {990002 乙县 false 1 2022 2022 false}]")
	years, err := a.Years(t.Context(), "990001")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "years", fmt.Sprint(years), "[{2020 2019 6 5 0} {2021 2021 6 7 0} {2022 2021 5 4 1} {2023 2021 5 4 0}]")
	types, err := a.AgencyTypes(t.Context(), "990001")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "kinds", fmt.Sprint(types), "[{county_rollup 县（市、区）人民政府（汇总年报） 1} {gov_office 政府办公室 1} {constituent_dept 组成部门 4} {township 乡镇 1} {vertical 垂直管理和双重管理单位 1}]")
}

func TestHeldAndRejected(t *testing.T) {
	a := jiaCounty(t)
	held, err := a.Held(t.Context())
	if err != nil || len(held) != 2 {
		t.Fatalf("%+v %v", held, err)
	}
	if h := held[1]; h.AgencyID != tow || h.Region != "990001" || h.Year != 2022 || !h.Simulated || len(h.Reasons) != 2 ||
		fmt.Sprint(h.Reasons[0].Candidates) != "[甲 乙]" {
		t.Errorf("%+v", h)
	}
	if h := held[0]; h.AgencyID != "" || h.Year != 0 || len(h.Reasons) != 1 || h.Reasons[0].Candidates != nil {
		t.Errorf("%+v", h)
	}
	rejected, err := a.Rejected(t.Context())
	if err != nil || fmt.Sprint(rejected) != "[{r1 空.txt empty_file  空文件 重新导出}]" {
		t.Errorf("%+v %v", rejected, err)
	}
	meta, err := a.Meta(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// 23 current reports and one superseded; 8+1 registered bodies, 1 stranger.
	if meta.Program != "test" || meta.BuiltFrom != 7 || meta.Digest == "" || meta.Regions != 2 || meta.Agencies != 9 ||
		meta.Unregistered != 1 || meta.Reports != len(county())-1 || meta.Revisions != len(county()) || meta.HeldFiles != 2 ||
		meta.RejectedFiles != 1 || meta.FirstYear != 2020 || meta.LastYear != 2023 || !meta.Simulated || meta.AllSimulated {
		t.Errorf("%+v", meta)
	}
}
