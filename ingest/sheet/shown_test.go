package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/ingest/document"
)

// written is a workbook with 规章 in A1 and a value in B1 in that style, its
// parts changed as change says.
func written(t *testing.T, value any, style excelize.Style, change map[string][2]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetCellValue("Sheet1", "A1", "规章"))
	must(f.SetCellValue("Sheet1", "B1", value))
	id, err := f.NewStyle(&style)
	must(err)
	must(f.SetCellStyle("Sheet1", "B1", "B1", id))
	var b bytes.Buffer
	must(f.Write(&b))
	content := b.Bytes()
	for part, c := range change {
		content = rewrite(t, content, part, func(xml string) string {
			if !strings.Contains(xml, c[0]) {
				t.Fatalf("%s has no %s: %s", part, c[0], xml)
			}
			return strings.Replace(xml, c[0], c[1], 1)
		})
	}
	return content
}

// A cell whose number format shows anything else than it holds is in doubt, in
// XLSX and in XLS.
func TestFormatsThatShowAnotherNumber(t *testing.T) {
	for _, c := range []struct {
		value any
		code  string
		doubt bool
	}{
		{5, "0", false}, {5, "#,##0", false}, {5, "#", false}, {5, `0"件"`, false}, {5, "0件", false}, {5, "???", false}, {0, "0;-0;0", false},
		{5, `General"1"`, true}, {5, `[>10]0;"x"`, true}, {5, "[White]0", true}, {5, "##0.0E+0", true}, {1234567, "0,", true}, {5, ";;;", true},
		{5, "0%", true}, {5, "yyyy", true}, {-5, "0;0", true}, {5, "# ?/?", true},
		{0, "#", true}, {0, "#,###", true}, {0, "?", true}, {0, "0;-0;", true}, {0, "#.#", true}, {0, `[>10]0;"x"`, true}, {0, "General;General;", true},
		{"5", "0", false}, {"5", "@", false}, {"5", "0;0;0", false}, {"5", "_ @_ ", false}, {"5", `"1"@`, true}, {"5", ";;;", true}, {"5", `0;0;0;"9"`, true},
	} {
		code := c.code
		doc, err := ParseXLSX(written(t, c.value, excelize.Style{CustomNumFmt: &code}, nil))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Blocks[0].Table.Rows[0][1]; (got.Doubt != "") != c.doubt {
			t.Errorf("xlsx: %v in %s is %+v, doubted: want %v", c.value, code, got, c.doubt)
		}
		xf := rec(recXF, append(words(0, 200), make([]byte, 16)...)...)
		globals := [][]byte{xf, rec(recFormat, join(words(200, len([]rune(code))), []byte{1}, wide(code))...)}
		sheet := []byte(nil)
		if n, isNumber := c.value.(int); isNumber {
			sheet = rec(recNumber, join(words(0, 1, 2), float(float64(n)))...)
		} else {
			sheet = rec(recLabel, join(words(0, 1, 2, 1), []byte{0, '5'})...)
		}
		doc, err = readWorkbook(biff(globals, rec(recNumber, join(words(0, 0, 0), float(1))...), sheet))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Blocks[0].Table.Rows[0][1]; (got.Doubt != "") != c.doubt {
			t.Errorf("xls: %v in %s is %+v, doubted: want %v", c.value, code, got, c.doubt)
		}
	}
}

func wide(text string) (out []byte) {
	for _, r := range text {
		out = append(out, words(int(r))...)
	}
	return out
}

// What a sheet, a book or a style says of many cells can hide them too.
func TestHiddenByTheSheet(t *testing.T) {
	const sheet, book, styles = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
	formula := func(mark string) [2]string { return [2]string{"<v>5</v>", "<f" + mark + ">2+3</f><v>5</v>"} }
	rule := func(dxf, kind string) map[string][2]string {
		return map[string][2]string{styles: {"</cellXfs>", `</cellXfs><dxfs count="1"><dxf>` + dxf + "</dxf></dxfs>"},
			sheet: {"</sheetData>", `</sheetData><conditionalFormatting sqref="D9 A1:C3">` + kind + "</conditionalFormatting>"}}
	}
	// Later programs write rules that earlier ones do not know behind the rest.
	later := func(kind string) map[string][2]string {
		return map[string][2]string{sheet: {"</worksheet>", `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings xmlns:x14="x" xmlns:xm="xm"><x14:conditionalFormatting>` +
			kind + `<xm:sqref>D9 A1:C3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>`}}
	}
	dxf := func(look string) map[string][2]string {
		return later(`<x14:cfRule type="expression" priority="1"><xm:f>Sheet2!A1=1</xm:f><x14:dxf>` + look + "</x14:dxf></x14:cfRule>")
	}
	const expression = `<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>`
	red := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF0000"}}
	for _, c := range []struct {
		name   string
		value  any
		style  excelize.Style
		change map[string][2]string
		want   string
	}{
		{"formula", 5, excelize.Style{}, map[string][2]string{sheet: formula("")}, ""},
		{"formula to be computed", 5, excelize.Style{}, map[string][2]string{sheet: formula(` ca="1"`)}, noResult},
		{"book to be computed", 5, excelize.Style{}, map[string][2]string{sheet: formula(""), book: {"</workbook>", `<calcPr fullCalcOnLoad="1"/></workbook>`}}, noResult},
		{"number in a book to be computed", 5, excelize.Style{}, map[string][2]string{book: {"</workbook>", `<calcPr fullCalcOnLoad="1"/></workbook>`}}, ""},
		{"zeros that are not shown", 0, excelize.Style{}, map[string][2]string{sheet: {"<sheetView ", `<sheetView showZeros="0" `}}, document.ZeroDoubt},
		{"others where zeros are not shown", 5, excelize.Style{}, map[string][2]string{sheet: {"<sheetView ", `<sheetView showZeros="0" `}}, ""},
		{"of one point", 5, excelize.Style{Font: &excelize.Font{Size: 1}}, nil, document.HiddenDoubt},
		{"nearly white", 5, excelize.Style{Font: &excelize.Font{Color: "FEFEFE"}}, nil, document.WhiteDoubt},
		{"red on red", 5, excelize.Style{Font: &excelize.Font{Color: "FF0000"}, Fill: red}, nil, document.HiddenDoubt},
		{"repeated", 5, excelize.Style{Alignment: &excelize.Alignment{Horizontal: "fill"}}, nil, document.AddedDoubt},
		{"whitened by a rule", 5, excelize.Style{}, rule(`<font><color rgb="FFFFFFFF"/></font>`, expression), document.RuleDoubt},
		{"struck by a rule", 5, excelize.Style{}, rule("<font><strike/></font>", expression), document.RuleDoubt},
		{"hidden by a rule's format", 5, excelize.Style{}, rule(`<numFmt numFmtId="200" formatCode=";;;"/>`, expression), document.RuleDoubt},
		{"white on red by a rule", 5, excelize.Style{}, rule(`<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>`, expression), ""},
		{"reddened by a rule", 5, excelize.Style{}, rule(`<font><color rgb="FFFF0000"/></font>`, expression), ""},
		{"a bar for the number", 5, excelize.Style{}, rule("", `<cfRule type="dataBar" priority="1"><dataBar showValue="0"/></cfRule>`), document.RuleDoubt},
		{"a bar behind the number", 5, excelize.Style{}, rule("", `<cfRule type="dataBar" priority="1"><dataBar/></cfRule>`), ""},
		{"whitened by a later rule", 5, excelize.Style{}, dxf(`<font><color rgb="FFFFFFFF"/></font>`), document.RuleDoubt},
		{"struck by a later rule", 5, excelize.Style{}, dxf(`<!-- --><font><strike/></font>`), document.RuleDoubt},
		{"hidden by a later rule's format", 5, excelize.Style{}, dxf(`<numFmt numFmtId="200" formatCode=";;;"/>`), document.RuleDoubt},
		{"white on red by a later rule", 5, excelize.Style{}, dxf(`<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>`), ""},
		{"a white line by a later rule", 5, excelize.Style{}, dxf(`<font><color rgb="FFFF0000"/></font><border><left><color rgb="FFFFFFFF"/></left></border>`), ""},
		{"a later bar for the number", 5, excelize.Style{}, later(`<x14:cfRule type="dataBar"><x14:dataBar showValue="0"/></x14:cfRule>`), document.RuleDoubt},
		{"later icons beside the number", 5, excelize.Style{}, later(`<x14:cfRule type="iconSet"><x14:iconSet iconSet="3Stars"><x14:cfvo type="num"><xm:f>1</xm:f></x14:cfvo></x14:iconSet></x14:cfRule>`), ""},
		{"a later rule for other cells", 5, excelize.Style{}, map[string][2]string{sheet: {"</worksheet>", `<extLst><x14:conditionalFormatting><x14:cfRule><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>C1:D3</xm:sqref></x14:conditionalFormatting></extLst></worksheet>`}}, ""},
		{"format of the usual style", 5, excelize.Style{}, map[string][2]string{styles: {`<cellXfs count="1"><xf numFmtId="0"`, `<cellXfs count="1"><xf numFmtId="9"`}}, "the cell shows the number 5 in another form, such as a date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseXLSX(written(t, c.value, c.style, c.change))
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := strings.Cut(doubts(doc)[1], ": ")
			if got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}

// Rows that are too low, and those without a height where these are hidden, are
// not shown; nor are columns that are too narrow.
func TestTooLowAndTooNarrow(t *testing.T) {
	for _, c := range []struct{ name, before, row string }{
		{"low row", "", `<row r="2" ht="0.5">`},
		{"narrow column", `<cols><col min="1" max="1" width="0.1"/></cols>`, ""},
		{"rows are hidden", `<sheetFormatPr zeroHeight="1"/>`, `<row r="2">`},
	} {
		f := excelize.NewFile()
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		doc, err := ParseXLSX(rewrite(t, b.Bytes(), "xl/worksheets/sheet1.xml", func(xml string) string {
			row := c.row
			if row == "" {
				row = `<row r="2">`
			}
			return strings.Replace(xml, "<sheetData></sheetData>", c.before+`<sheetData><row r="1" ht="15"><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row>`+
				row+`<c r="A2"><v>3</v></c><c r="D2"><v>4</v></c></row></sheetData>`, 1)
		}))
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(doc); strings.Contains(got, "3@") || !strings.Contains(got, "hidden_") {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// XLS says in its own way that 0 is not shown, and that a text is repeated.
func TestHiddenByTheSheetOfXLS(t *testing.T) {
	number := func(col, style int, v float64) []byte { return rec(recNumber, join(words(0, col, style), float(v))...) }
	fill := rec(recXF, append(append(words(0, 0), 0, 0, fillAlignment), make([]byte, 13)...)...)
	tiny := rec(recFont, append(words(20, 0, 8, 400, 0), make([]byte, 6)...)...)
	for _, c := range []struct {
		name  string
		flags int
		want  string
	}{
		{"shown", 0x10, "1: |0: |5: " + document.AddedDoubt},
		{"not shown", 0, "1: |0: " + document.ZeroDoubt + "|5: " + document.AddedDoubt},
	} {
		doc, err := readWorkbook(biff([][]byte{fill}, number(0, 0, 1), number(1, 0, 0), number(2, 2, 5), rec(recWindow2, words(c.flags, 0)...)))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(doubts(doc), "|"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	doc, err := readWorkbook(biff([][]byte{tiny}, number(0, 0, 1), number(1, 0, 5)))
	if err != nil {
		t.Fatal(err)
	}
	if got := doubts(doc)[1]; got != "5: "+document.HiddenDoubt {
		t.Errorf("of one point: %s", got)
	}
}

// boxed reads a sheet of two rows over which one anchor is drawn.
func boxed(t *testing.T, anchor string) (*document.Document, error) {
	t.Helper()
	f := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "规章", "B1": 5, "D1": 9, "A2": "规章", "B2": 3, "D2": 9} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.AddShape("Sheet1", &excelize.Shape{Cell: "B1", Type: "rect"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return ParseXLSX(rewrite(t, b.Bytes(), "xl/drawings/drawing1.xml", func(string) string {
		return `<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:twoCellAnchor>` + anchor + "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
	}))
}

// corner is one end of an anchor.
func corner(name, col, row string) string {
	return fmt.Sprintf("<xdr:%s><xdr:col>%s</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>%s</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:%s>", name, col, row, name)
}

const textBox = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></xdr:txBody></xdr:sp>"

// A box with text that is drawn over cells is what is seen there.
func TestBoxesOverCells(t *testing.T) {
	for _, c := range []struct{ name, inside, want string }{
		{"with text", textBox, document.BoxDoubt},
		{"without text", "<xdr:sp><xdr:txBody><a:p/></xdr:txBody></xdr:sp>", ""},
		{"a picture", "<xdr:pic/>", ""},
	} {
		doc, err := boxed(t, corner("from", "1", "0")+corner("to", "2", "0")+c.inside)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range doc.Blocks[0].Table.Rows {
			for _, cell := range row {
				got = append(got, cell.Doubt)
			}
		}
		if want := []string{"", c.want, c.want, "", "", "", "", ""}; !slices.Equal(got, want) {
			t.Errorf("%s: doubts %q, want %q", c.name, got, want)
		}
	}
}

// Nobody knows over which cells a box lies whose place is no number.
func TestABoxWithoutAPlaceIsRefused(t *testing.T) {
	if _, err := boxed(t, corner("from", "1", "?")+corner("to", "2", "0")+textBox); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}
