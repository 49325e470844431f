package sample

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"time"
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
		case "title":
			b.WriteString(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + docxRuns(layout, block.text) + "</w:p>")
		default:
			b.WriteString("<w:p>" + docxRuns(layout, block.text) + "</w:p>")
		}
	}
	b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`)
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
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="900"/>`, s.width) + "</w:tblGrid>")
	open := make([]*cell, s.width) // the cell that reaches down into a column
	left := make([]int, s.width)   // and for how many rows
	for _, row := range s.rows {
		b.WriteString("<w:tr>")
		next := 0
		for col := 0; col < s.width; {
			switch {
			case left[col] > 0:
				c := open[col]
				b.WriteString(continued(layout, *c))
				for k := range c.cols {
					left[col+k]--
				}
				col += c.cols
			case next < len(row):
				c := &row[next]
				next++
				b.WriteString(started(layout, *c))
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

func started(layout string, c cell) string {
	properties := gridSpan(c)
	if c.rows > 1 && !(layout == "group-repeated" && c.group) {
		properties += `<w:vMerge w:val="restart"/>`
	}
	return docxCell(layout, properties, c)
}

func continued(layout string, c cell) string {
	if layout == "group-repeated" && c.group {
		return docxCell(layout, gridSpan(c), c)
	}
	return docxCell(layout, gridSpan(c)+"<w:vMerge/>", cell{})
}

func gridSpan(c cell) string {
	if c.cols == 1 {
		return ""
	}
	return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.cols)
}

// docxCell prints a cell: a paragraph for each line of its text.
func docxCell(layout, properties string, c cell) string {
	text := c.text
	if layout == "paragraphs" && c.code == "" {
		text = paragraphsOf(c)
	}
	var b strings.Builder
	b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>` + properties + "</w:tcPr>")
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

// packageOf zips a document into a Word package with fixed times.
func packageOf(document string, stored, documentFirst bool) ([]byte, error) {
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", document},
	}
	if documentFirst {
		parts[0], parts[2] = parts[2], parts[0]
	}
	method := zip.Deflate
	if stored {
		method = zip.Store
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range parts {
		f, err := w.CreateHeader(&zip.FileHeader{Name: part.name, Method: method, Modified: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("adding %s to the package: %w", part.name, err)
		}
		if _, err := f.Write([]byte(part.content)); err != nil {
			return nil, fmt.Errorf("writing %s: %w", part.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("closing the package: %w", err)
	}
	return b.Bytes(), nil
}
