package sample

import (
	"fmt"
	"html"
	"strings"
)

// docx prints the report as a Word document. The bytes depend on nothing but
// the report: times in the package are fixed and parts are stored or deflated
// by the style.
func (r *report) docx() ([]byte, error) {
	layout := r.recipe.styles["layout"].short
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, block := range r.blocks() {
		switch block.kind {
		case "metadata":
			b.WriteString(docxTable("clean", block.sheet))
		case "table":
			for i, part := range docxParts(layout, block.sheet) {
				if i > 0 {
					b.WriteString("<w:p/>")
				}
				b.WriteString(docxTable(layout, part))
			}
		case "picture":
			b.WriteString("<w:p><w:r><w:drawing/></w:r></w:p>")
		default:
			b.WriteString("<w:p>" + docxLook(block.kind) + docxRuns(layout, block.text) + "</w:p>")
		}
	}
	b.WriteString(docxPage + "</w:body></w:document>")
	return packageOf(b.String(), layout == "part-order" || r.path != "", layout == "part-order")
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// docxParts splits table 3 in two where the layout says so.
func docxParts(layout string, s *sheet) []*sheet {
	if s.number == 3 && (layout == "split" || layout == "split-bare") {
		return s.split(15, layout == "split")
	}
	return []*sheet{s}
}

// docxTable prints a table; a cell that reaches down continues in every row
// that it covers.
func docxTable(layout string, s *sheet) string {
	var b strings.Builder
	columns := s.columns()
	b.WriteString(docxTableHead(columns))
	open := make([]*cell, s.width) // the cell that reaches down into a column
	left := make([]int, s.width)   // and for how many rows
	for _, row := range s.rows {
		b.WriteString("<w:tr>")
		next := 0
		for col := 0; col < s.width; {
			switch {
			case left[col] > 0:
				c := open[col]
				b.WriteString(continued(layout, *c, columns[col:col+c.cols]))
				for k := range c.cols {
					left[col+k]--
				}
				col += c.cols
			case next < len(row):
				c := &row[next]
				next++
				b.WriteString(started(layout, *c, columns[col:col+c.cols]))
				for k := range c.cols {
					open[col+k], left[col+k] = c, c.rows-1
				}
				col += c.cols
			default:
				col = s.width
			}
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
	return b.String()
}

func started(layout string, c cell, columns []int) string {
	properties := widthAndSpan(c, columns)
	if c.rows > 1 && !(layout == "group-repeated" && c.group) {
		properties += `<w:vMerge w:val="restart"/>`
	}
	return docxCell(layout, properties, c)
}

func continued(layout string, c cell, columns []int) string {
	properties := widthAndSpan(c, columns)
	if layout == "group-repeated" && c.group {
		return docxCell(layout, properties, c)
	}
	return docxCell(layout, properties+"<w:vMerge/>", cell{})
}

func widthAndSpan(c cell, columns []int) string {
	width := 0
	for _, w := range columns {
		width += w
	}
	properties := fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, width)
	if c.cols > 1 {
		properties += fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.cols)
	}
	return properties
}

// docxCell prints a cell: a paragraph for each line of its text.
func docxCell(layout, properties string, c cell) string {
	text := c.text
	if layout == "paragraphs" && c.code == "" {
		text = paragraphsOf(c)
	}
	var b strings.Builder
	b.WriteString("<w:tc><w:tcPr>" + properties + "</w:tcPr>")
	for _, line := range strings.Split(text, "\n") {
		b.WriteString("<w:p>" + docxRuns(layout, line) + "</w:p>")
	}
	b.WriteString("</w:tc>")
	return b.String()
}

// paragraphsOf breaks a label as narrow columns do: group labels one character
// a paragraph, others in the middle.
func paragraphsOf(c cell) string {
	runes := []rune(c.text)
	switch {
	case strings.Contains(c.text, "\n"):
		return c.text
	case c.group:
		return upright(c.text)
	case len(runes) == 4 || len(runes) > 6:
		return string(runes[:len(runes)/2]) + "\n" + string(runes[len(runes)/2:])
	}
	return c.text
}

// docxRuns prints a line as one run, or as many that cut words and numbers.
func docxRuns(layout, text string) string {
	if text == "" {
		return ""
	}
	parts := []string{text}
	if layout == "cut-runs" {
		parts = nil
		for runes := []rune(text); len(runes) > 0; {
			n := min(len(runes), 1+len(parts)%4)
			parts = append(parts, string(runes[:n]))
			runes = runes[n:]
		}
	}
	var b strings.Builder
	for i, part := range parts {
		properties := ""
		if i%2 == 1 {
			properties = `<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>`
		}
		b.WriteString("<w:r>" + properties + `<w:t xml:space="preserve">` + html.EscapeString(part) + "</w:t></w:r>")
	}
	return b.String()
}
