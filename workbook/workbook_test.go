package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Text stays text, whatever it looks like; numbers are numbers while a
// spreadsheet can hold them exactly.
func TestCellsKeepWhatTheyHold(t *testing.T) {
	long := strings.Repeat("长", longestText+1)
	cases := []struct {
		value  any
		shown  string // as a person sees it
		number bool
	}{
		{"=1+1", "=1+1", false}, {"007", "007", false}, {"2024", "2024", false}, {"a\x00b", "a\uFFFDb", false}, {"第一行\n第二行", "第一行\n第二行", false},
		{long, long[:3*longestText] + "……", false}, {"", "", false},
		{Number{Text: "2024"}, "2024", true}, {Number{Text: "1234567", Grouped: true}, "1,234,567", true}, {Number{Text: "-0.25"}, "-0.25", true},
		{Number{Text: "123456789012345", Grouped: true}, "123,456,789,012,345", true}, {Number{Text: "1234567890123456"}, "1234567890123456", false},
	}
	sheet := Sheet{Name: "数据", Heads: []string{"序号", "值"}}
	for range cases {
		sheet.Rows = append(sheet.Rows, nil)
	}
	for i, c := range cases {
		sheet.Rows[i] = []any{Number{Text: "1"}, c.value}
	}
	var out bytes.Buffer
	if err := Write(&out, []Sheet{{Name: "封面", Heads: []string{"项目"}, Rows: [][]any{{"标题"}}, Prose: true}, sheet}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "封面" || got[1] != "数据" {
		t.Errorf("sheets %v", got)
	}
	rows, err := f.GetRows("数据")
	if err != nil || len(rows) != len(cases)+1 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, c := range cases {
		shown := ""
		if len(rows[i+1]) > 1 {
			shown = rows[i+1][1]
		}
		cell, _ := excelize.CoordinatesToCellName(2, i+2)
		kind, err := f.GetCellType("数据", cell)
		// A number has no type of its own in the file.
		isNumber := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
		if shown != c.shown || err != nil || isNumber != (c.number || c.shown == "") {
			t.Errorf("%.30v: shown %.30q as %v, want %.30q", c.value, shown, kind, c.shown)
		}
		if formula, _ := f.GetCellFormula("数据", cell); formula != "" {
			t.Errorf("%v became the formula %s", c.value, formula)
		}
	}
}
