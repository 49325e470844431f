package checklist

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
	"gongkai/ingest/report"
)

// whole is a report in which the k-th cell of the form prints 1000+k.
func whole(edition string, year int) *report.Report {
	r := &report.Report{File: "水务局.docx", Title: "青禾县水务局年度报告", Agency: &report.Agency{Name: "青禾县水务局"}, Year: &year,
		Editions: map[string]*string{"2": &edition, "3": &edition, "4": nil}}
	for table := 2; table <= 4; table++ {
		for _, c := range data.FormTable(table, edition).Cells {
			n := report.FromInt(int64(1001 + len(r.Observations)))
			r.Observations = append(r.Observations, report.Observation{Code: c.Code, Value: &n, Status: report.Reported, Raw: n.String(), Edition: edition})
		}
	}
	return r
}

func written(t *testing.T, add func(*Book)) *excelize.File {
	t.Helper()
	book, err := New()
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	add(book)
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func places(codes []string) string { return strings.Join(codes, "+") }

func rowsOf(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func add(t *testing.T, b *Book, r *report.Report) {
	t.Helper()
	if err := b.Add(r, places); err != nil {
		t.Fatal(err)
	}
}

// Every cell of the form stands on the sheet once, below its column's and
// beside its row's label.
func TestOfficialTables(t *testing.T) {
	for edition, year := range map[string]int{"2021": 2023, "2019": 2020} {
		r := whole(edition, year)
		r.Findings = []report.Finding{{Rule: "X-01", Outcome: "fail", Severity: "warning", Message: "文字"}}
		f := written(t, func(b *Book) { add(t, b, r) })
		sheet := f.GetSheetList()[1]
		at := map[string]int{}
		for _, row := range rowsOf(t, f, sheet) {
			for _, text := range row {
				at[text]++
			}
		}
		for _, o := range r.Observations {
			if at[o.Raw] != 1 {
				t.Errorf("%s %s: stands there %d times", edition, o.Code, at[o.Raw])
			}
		}
		for table := 2; table <= 4; table++ {
			for _, l := range data.FormTable(table, edition).Labels {
				if at[l.Words()] == 0 {
					t.Errorf("%s: the label %q is not drawn", edition, l.Words())
				}
			}
		}
		checkMerges(t, f, sheet)
	}
}

// checkMerges fails when two merged ranges lie over each other: such a file
// opens with a complaint.
func checkMerges(t *testing.T, f *excelize.File, sheet string) {
	t.Helper()
	merged, err := f.GetMergeCells(sheet)
	if err != nil || len(merged) < 20 {
		t.Fatalf("%d merged ranges, %v", len(merged), err)
	}
	taken := map[string]string{}
	for _, m := range merged {
		fromCol, fromRow, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		toCol, toRow, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		for col := fromCol; col <= toCol; col++ {
			for row := fromRow; row <= toRow; row++ {
				cell, _ := excelize.CoordinatesToCellName(col, row)
				if taken[cell] != "" {
					t.Errorf("%s: %s and %s:%s overlap at %s", sheet, taken[cell], m.GetStartAxis(), m.GetEndAxis(), cell)
				}
				taken[cell] = m.GetStartAxis()
			}
		}
	}
}

func TestLabelsStandBesideTheirCells(t *testing.T) {
	r := whole("2021", 2023)
	r.Findings = []report.Finding{{Rule: "X-01", Outcome: "fail", Severity: "warning"}}
	f := written(t, func(b *Book) { add(t, b, r) })
	sheet := f.GetSheetList()[1]
	for code, want := range map[string][2]string{
		"applications.refused.process_info.company": {"6.属于四类过程性信息", "商业企业"},
		"applications.carried_forward.total":        {"四、结转下年度继续办理", "总计"},
		"disputes.litigation_after_review.pending":  {"", "尚未审结"},
		"proactive.normative_doc.in_force":          {"行政规范性文件", "现行有效件数"},
	} {
		i := slices.IndexFunc(r.Observations, func(o report.Observation) bool { return o.Code == code })
		found, err := f.SearchSheet(sheet, r.Observations[i].Raw)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", code, found, err)
		}
		col, row, _ := excelize.CellNameToCoordinates(found[0])
		left := ""
		for k := col - 1; k >= 1 && want[0] != "" && (left == "" || left[0] >= '0' && left[0] <= '9' && len(left) == 4); k-- {
			left = valueAt(t, f, sheet, k, row)
		}
		above := ""
		for k := row - 1; k >= 1 && (above == "" || len(above) == 4); k-- {
			above = valueAt(t, f, sheet, col, k)
		}
		if left != want[0] || above != want[1] {
			t.Errorf("%s: beside %q, below %q", code, left, above)
		}
	}
}

func valueAt(t *testing.T, f *excelize.File, sheet string, col, row int) string {
	t.Helper()
	name, _ := excelize.CoordinatesToCellName(col, row)
	text, err := f.GetCellValue(sheet, name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestFindingsAndMarks(t *testing.T) {
	r := whole("2021", 2023)
	row := []string{"applications.new_received.natural_person", "applications.new_received.total"}
	r.Observations[0].Raw, r.Observations[0].Status, r.Observations[0].Value = "", report.Blank, nil
	r.Findings = []report.Finding{
		{ID: "a1", Rule: "T3-01", Outcome: "fail", Severity: "error", Message: "不等", Formula: "1=2", Cells: row, At: "table 2 row 4; table 2 row 5; table 2 row 9", Todo: "改正",
			Verdict: &report.Verdict{Verdict: "explained", Reason: "并入", By: "王某", On: "2024-02-01"}},
		{ID: "b2", Rule: "Y-01", Outcome: "fail", Severity: "warning", Message: "跨年", Quote: "收到\x01申请", Cells: row[1:]},
		{ID: "c3", Rule: "S-07", Outcome: "fail", Severity: "info", Message: "空格", Cells: []string{r.Observations[0].Code}},
	}
	f := written(t, func(b *Book) {
		add(t, b, &report.Report{File: "clean.txt"})
		add(t, b, r)
		if err := b.AddCounty("青禾县", 2023, report.Finding{Rule: "H-03", Outcome: "fail", Severity: "info", Message: "缺一家"}, places); err != nil {
			t.Fatal(err)
		}
	})
	if got := f.GetSheetList(); !slices.Equal(got, []string{listSheet, "1 青禾县水务局 2023"}) {
		t.Fatalf("sheets %q", got)
	}
	list := rowsOf(t, f, listSheet)
	if len(list) != 5 || list[0][12] != "单位答复" {
		t.Fatalf("%d rows, %q", len(list), list[0])
	}
	want := []string{"①", "青禾县水务局", "2023", "T3-01", "错误", "不等", "1=2", places(row), "第 2 张表，第 4 行起 3 处", "", "改正", "已说明（王某，2024-02-01）：并入", "",
		"1 青禾县水务局 2023", "水务局.docx", "a1"}
	if !slices.Equal(list[1], want) {
		t.Errorf("first finding\n%q\n%q", list[1], want)
	}
	if list[2][9] != "收到\uFFFD申请" || list[4][1] != "青禾县" || list[4][3] != "H-03" {
		t.Errorf("%q, %q", list[2], list[4])
	}
	sheet := f.GetSheetList()[1]
	total := strconv.Itoa(1001 + slices.IndexFunc(r.Observations, func(o report.Observation) bool { return o.Code == row[1] }))
	for text, fill := range map[string]string{total + " ①②": "FFC7CE", "（未填） ③": "DDEBF7"} {
		found, err := f.SearchSheet(sheet, text)
		if err != nil || len(found) != 1 {
			t.Fatalf("%q: %v, %v", text, found, err)
		}
		id, _ := f.GetCellStyle(sheet, found[0])
		style, err := f.GetStyle(id)
		if err != nil || len(style.Fill.Color) != 1 || style.Fill.Color[0] != fill || len(style.Border) != 4 {
			t.Errorf("%q: %+v, %v", text, style, err)
		}
	}
	if found, _ := f.SearchSheet(sheet, "①.*T3-01.*不等", true); len(found) != 1 {
		t.Errorf("the finding is not told on its report's sheet: %v", found)
	}
}

func TestNamesAndMarks(t *testing.T) {
	seen := map[string]bool{}
	for i, agency := range []string{"", "'a/b[c]:*?\\'", strings.Repeat("很长的单位名称", 9), strings.Repeat("𠀀", 40), "a\x00b\u202e"} {
		name := sheetName(i+1, agency, "2023")
		if len(utf16.Encode([]rune(name))) > longestName || strings.ContainsAny(name, `[]:*?/\'`) || seen[name] || !strings.HasSuffix(name, " 2023") {
			t.Errorf("%q", name)
		}
		seen[name] = true
	}
	var all []string
	for n := 1; n <= 52; n++ {
		all = append(all, data.Mark(n))
	}
	if got := fmt.Sprint(all[0], all[19], all[20], all[34], all[35], all[49], all[51]); got != "①⑳㉑㉟㊱㊿(52)" {
		t.Errorf("marks %s", got)
	}
}

// A file that could not be read, or that a person has to confirm, is in the
// list, without a sheet.
func TestDoubtsAreListed(t *testing.T) {
	f := written(t, func(b *Book) {
		unread := &report.Report{File: "扫描.pdf", Error: &report.Rejected{Code: "scan", Place: "page 2", Message: "第 2 页是图片", Hint: "请报送原文件"}}
		held := whole("2021", 2023)
		held.Held = []report.Held{{Code: "second_report", Place: "标题", Message: "已有另一份"}, {Code: "tracked_changes", Place: "page 3", Message: "有修订"}}
		for _, r := range []*report.Report{unread, held} {
			if err := b.AddDoubts(r); err != nil {
				t.Fatal(err)
			}
		}
	})
	if sheets := f.GetSheetList(); len(sheets) != 1 {
		t.Errorf("sheets %v", sheets)
	}
	var got []string
	for _, row := range rowsOf(t, f, listSheet)[1:] {
		got = append(got, strings.Join(append(row, make([]string, len(listColumns)-len(row))...), "|"))
	}
	want := []string{"||||不能读取|第 2 页是图片|||第 2 页||请报送原文件||||扫描.pdf|",
		"|青禾县水务局|2023||待人工确认|已有另一份|||标题||||||水务局.docx|",
		"|青禾县水务局|2023||待人工确认|有修订|||第 3 页||||||水务局.docx|"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
