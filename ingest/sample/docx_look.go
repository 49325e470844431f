package sample

import (
	"fmt"
	"strings"
)

// docxPage is an A4 page with the margins of official documents, in twentieths
// of a point; docxTextWidth is what they leave for the text.
const (
	docxPage      = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`
	docxTextWidth = 11906 - 1588 - 1474
)

// docxStyles gives the page the look of an official report: a large title,
// text in size three, tables ruled all over in nine points.
const docxStyles = xmlHead + `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="18"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Cell"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:spacing w:after="200"/><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Date"><w:name w:val="Date"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="120"/><w:ind w:firstLine="640"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Text"><w:name w:val="Body Text"/><w:pPr><w:ind w:firstLine="640"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr></w:style>` +
	`<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Table Grid"/><w:pPr><w:jc w:val="center"/></w:pPr><w:tblPr>` + docxRules +
	`<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style></w:styles>`

const docxRules = `<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`

// docxLook names the style of a paragraph outside of tables.
func docxLook(kind string) string {
	style := map[string]string{"title": "Title", "date": "Date", "heading": "Heading"}[kind]
	if style == "" {
		style = "Text"
	}
	return `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
}

// columns are the widths of a table's grid columns in twentieths of a point.
// They fill the text's width: labels have the room that numbers leave.
func (s *sheet) columns() []int {
	out := make([]int, s.width)
	for i := range out {
		out[i] = docxTextWidth / s.width
	}
	switch s.number {
	case 2:
		copy(out, []int{3594, 1750, 1750, 1750})
	case 3:
		copy(out, []int{500, 750, 2974, 660, 660, 660, 660, 660, 660, 660})
	}
	return out
}

func docxTableHead(columns []int) string {
	var b strings.Builder
	width := 0
	for _, w := range columns {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w)
		width += w
	}
	return fmt.Sprintf(`<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>%s</w:tblGrid>`, width, b.String())
}
