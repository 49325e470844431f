package badinput

import (
	"fmt"
	"html"
	"strings"
)

// book is a workbook to be written as XLSX.
type book struct {
	sheet  string // XML of the first sheet
	second string // XML of a hidden second sheet, "" for none
	extra  []part
	dates  bool // the base year is 1904
}

func (f form) xlsx() []byte { return book{sheet: f.sheet("")}.bytes() }

// column is the letter of a column, at most Z.
func column(i int) string { return string(rune('A' + i)) }

// sheet writes the report as the XML of a worksheet; head stands before the
// rows. A raw cell is a c element in which @ stands for its reference.
func (f form) sheet(head string) string {
	var rows, merges strings.Builder
	n, count := 0, 0
	write := func(cells string) {
		n++
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, n, cells)
	}
	for _, part := range f.parts() {
		switch p := part.(type) {
		case string:
			write(textCell(fmt.Sprintf("A%d", n+1), p))
		case table:
			for _, row := range f.place(p) {
				var cells strings.Builder
				for _, c := range row {
					at := fmt.Sprintf("%s%d", column(c.col), n+1)
					if c.cols > 1 || c.rows > 1 {
						count++
						fmt.Fprintf(&merges, `<mergeCell ref="%s:%s%d"/>`, at, column(c.col+c.cols-1), n+c.rows)
					}
					cells.WriteString(f.sheetCell(c.cell, at))
				}
				write(cells.String())
			}
		}
	}
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		head + `<sheetData>` + rows.String() + fmt.Sprintf(`</sheetData><mergeCells count="%d">`, count) + merges.String() + `</mergeCells></worksheet>`
}

func (f form) sheetCell(c cell, at string) string {
	if raw, ok := f.raw[c.key]; ok && c.key != "" {
		return strings.ReplaceAll(raw, "@", at)
	}
	if c.key != "" && strings.Trim(c.text, "0123456789") == "" && c.text != "" {
		return fmt.Sprintf(`<c r="%s" s="1"><v>%s</v></c>`, at, c.text)
	}
	return textCell(at, c.text)
}

func textCell(at, text string) string {
	return fmt.Sprintf(`<c r="%s" s="1" t="inlineStr"><is><t>%s</t></is></c>`, at, html.EscapeString(text))
}

// placed is a cell and the column in which it starts.
type placed struct {
	cell
	col int
}

// place resolves the spans of a table.
func (f form) place(t table) [][]placed {
	down := map[int]int{} // rows still covered, by column
	var out [][]placed
	for _, row := range t {
		var line []placed
		col := 0
		covered := map[int]int{}
		for _, c := range row {
			for down[col] > 0 {
				col++
			}
			line = append(line, placed{c, col})
			for i := range c.cols {
				covered[col+i] = c.rows - 1
			}
			col += c.cols
		}
		for i, n := range down {
			if n > 0 {
				down[i] = n - 1
			}
		}
		for i, n := range covered {
			down[i] = n
		}
		out = append(out, line)
	}
	return out
}

func (b book) bytes() []byte {
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	sheets, rels, types := `<sheet name="年报" sheetId="1" r:id="rId1"/>`, relationship("rId1", "worksheet", "worksheets/sheet1.xml")+relationship("rId9", "styles", "styles.xml"), ""
	parts := []part{{"xl/worksheets/sheet1.xml", b.sheet}}
	if b.second != "" {
		sheets += `<sheet name="草稿" sheetId="2" state="hidden" r:id="rId2"/>`
		rels += relationship("rId2", "worksheet", "worksheets/sheet2.xml")
		types = `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
		parts = append(parts, part{"xl/worksheets/sheet2.xml", b.second})
	}
	properties := ""
	if b.dates {
		properties = `<workbookPr date1904="1"/>`
	}
	for _, p := range b.extra {
		if p.name == "xl/sharedStrings.xml" {
			rels += relationship("rId8", "sharedStrings", "sharedStrings.xml")
			types += `<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`
		}
	}
	return packed(append(append([]part{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types + `</Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relationship("rId1", "officeDocument", "xl/workbook.xml") + `</Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` + properties + `<sheets>` + sheets + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`},
		{"xl/styles.xml", head + sheetStyles}}, parts...), b.extra...)...)
}

func relationship(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, id, kind, target)
}

// sheetStyles: style 1 draws a frame, style 2 shows a date.
const sheetStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf borderId="1" applyBorder="1"/><xf numFmtId="14" borderId="1" applyNumberFormat="1"/></cellXfs></styleSheet>`
