package sheet

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/ingest/document"
)

func shown(doc *document.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			out = append(out, "¶"+b.Paragraph.Text+" "+string(b.Paragraph.At))
			continue
		}
		out = append(out, string(b.Table.At))
		for _, row := range b.Table.Rows {
			var cells []string
			for _, c := range row {
				doubt := ""
				if c.Doubt != "" {
					doubt = "?"
				}
				cells = append(cells, fmt.Sprintf("%s%s@%d+%dv%d", strings.ReplaceAll(c.Text, "\n", "/"), doubt, c.Col, c.ColSpan, c.RowSpan))
			}
			out = append(out, strings.Join(cells, " "))
		}
	}
	for _, n := range doc.Notes {
		out = append(out, n.Code+" "+string(n.Place)+" "+n.Message)
	}
	return strings.Join(out, "\n")
}

// oddities makes a workbook with what a sheet may hold besides plain numbers.
// testdata/oddities.xls and .xlsx are this workbook, saved by an office
// program, which worked out the formulas.
func oddities(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "表一"))
	frame := []excelize.Border{{Type: "left", Style: 1}, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	style := func(at, code string) {
		id, err := f.NewStyle(&excelize.Style{Border: frame, CustomNumFmt: &code})
		must(err)
		must(f.SetCellStyle("表一", at, at, id))
	}
	for row := 4; row <= 13; row++ {
		for _, col := range "ABCD" {
			style(fmt.Sprintf("%c%d", col, row), "General")
		}
	}
	for at, v := range map[string]any{
		"A1": "标题", "A2": "一段说明", "A4": "信息内容", "B4": "甲", "C4": "乙", "D4": "丙",
		"A5": "规章", "B5": 12, "C5": "１２", "D5": "7", "A6": "公式",
		"A7": "格式", "B7": 43470, "C7": 0.5, "D7": 1234, "A8": "小数", "B8": 12, "C8": 12.4, "D8": 0.37,
		"A9": "其他", "B9": true, "D9": "a\nb", "A10": "藏", "B10": 1, "C10": 2, "D10": 3,
		"A11": "合并", "B11": 5, "D11": 6, "A12": "再", "D12": -8, "A15": "表后", "F5": "边上",
	} {
		must(f.SetCellValue("表一", at, v))
	}
	for at, formula := range map[string]string{"B6": "B5+1", "C6": "1/0", "D6": `"文"&"字"`} {
		must(f.SetCellFormula("表一", at, formula))
	}
	for at, code := range map[string]string{"B7": "yyyy/m/d", "C7": "0%", "D7": "#,##0", "B8": "0.00", "C8": "0", "D12": "0;-0"} {
		style(at, code)
	}
	must(f.MergeCell("表一", "A1", "D1"))
	must(f.MergeCell("表一", "B11", "C12"))
	must(f.SetRowVisible("表一", 10, false))
	must(f.SetColVisible("表一", "F", false))
	for _, name := range []string{"藏起来", "表二"} {
		_, err := f.NewSheet(name)
		must(err)
		must(f.SetCellValue(name, "B2", name))
	}
	must(f.SetSheetVisible("藏起来", false))
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}

const wantOddities = `¶标题 表一!A1
¶一段说明 表一!A2
表一!A4:D13
信息内容@0+1v1 甲@1+1v1 乙@2+1v1 丙@3+1v1
规章@0+1v1 12@1+1v1 １２@2+1v1 7@3+1v1
%s
格式@0+1v1 %s 1,234@3+1v1
小数@0+1v1 12.00@1+1v1 %s 0.37@3+1v1
其他@0+1v1 TRUE?@1+1v1 @2+1v1 a/b@3+1v1
合并@0+1v1 5@1+2v2 6@3+1v1
再@0+1v1 -8@3+1v1
@0+1v1 @1+1v1 @2+1v1 @3+1v1
¶表后 表一!A15
¶表二 表二!B2
%s`

// A doubted cell shows what it shows in XLSX, and in XLS the number it holds.
// The office program saved 0 as the result of the formula that gives a text.
func TestOddities(t *testing.T) {
	const (
		workedOut = "公式@0+1v1 13@1+1v1 #DIV/0!?@2+1v1 文字@3+1v1"
		notes     = "hidden_rows 表一 隐藏的行没有读取：10\nhidden_columns 表一 隐藏的列没有读取：F\nhidden_sheet 藏起来 隐藏的工作表没有读取：藏起来"
	)
	for _, c := range []struct {
		name    string
		content []byte
		parse   func([]byte) (*document.Document, error)
		want    string
	}{
		{"formulas without results", oddities(t), ParseXLSX,
			fmt.Sprintf(wantOddities, "公式@0+1v1 ?@1+1v1 ?@2+1v1 ?@3+1v1", "2019/1/5?@1+1v1 50%?@2+1v1", "12?@2+1v1", notes)},
		{"xlsx", fixture(t, "testdata/oddities.xlsx"), ParseXLSX,
			fmt.Sprintf(wantOddities, workedOut, "2019/1/5?@1+1v1 50%?@2+1v1", "12?@2+1v1", notes)},
		{"xls", fixture(t, "testdata/oddities.xls"), ParseXLS,
			fmt.Sprintf(wantOddities, strings.Replace(workedOut, "文字", "0", 1), "43470?@1+1v1 0.5?@2+1v1", "12.4?@2+1v1", notes)},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := c.parse(c.content)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(doc); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func fixture(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
