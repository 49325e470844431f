package badinput

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"html"
	"io"
	"strings"
	"time"
)

// page writes the report as a web page; head stands in its head element.
func (f form) page(head string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html><head>%s<title>%s</title></head><body>\n", head, html.EscapeString(f.heading()))
	for _, part := range f.parts() {
		switch p := part.(type) {
		case string:
			b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
		case table:
			b.WriteString(f.pageTable(p))
		}
	}
	return b.String() + "</body></html>\n"
}

func (f form) pageTable(t table) string {
	var b strings.Builder
	b.WriteString("<table border=\"1\" style=\"border-collapse:collapse;width:100%;font-size:9px\">\n")
	for _, row := range t {
		b.WriteString("<tr>")
		for _, c := range row {
			fmt.Fprintf(&b, "<td colspan=\"%d\" rowspan=\"%d\">%s</td>", c.cols, c.rows, c.content(f, html.EscapeString))
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "</table>\n"
}

const wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// wordBody writes the report as the XML of a DOCX body.
func (f form) wordBody() string {
	var b strings.Builder
	for _, part := range f.parts() {
		switch p := part.(type) {
		case string:
			b.WriteString("<w:p>" + run(p) + "</w:p>")
		case table:
			b.WriteString(f.wordTable(p))
		}
	}
	return b.String()
}

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + html.EscapeString(text) + "</w:t></w:r>"
}

// wordTable writes a table; cells that reach down are continued by vMerge.
func (f form) wordTable(t table) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/><w:right w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>`)
	width := 0
	for _, c := range t[0] {
		width += c.cols
	}
	b.WriteString("<w:tblGrid>" + strings.Repeat(`<w:gridCol w:w="`+fmt.Sprint(9000/width)+`"/>`, width) + "</w:tblGrid>")
	down := map[int]cell{} // by column: the cell above that reaches down
	for _, row := range t {
		b.WriteString("<w:tr>")
		next := 0
		for col := 0; col < width; {
			if above, ok := down[col]; ok && above.rows > 0 {
				b.WriteString(wordCell(above, "<w:vMerge/>", "<w:p/>"))
				above.rows--
				down[col] = above
				col += above.cols
				continue
			}
			if next == len(row) {
				break
			}
			c := row[next]
			next++
			merge := ""
			if c.rows > 1 {
				merge = `<w:vMerge w:val="restart"/>`
			}
			b.WriteString(wordCell(c, merge, f.wordContent(c)))
			c.rows--
			down[col] = c
			col += c.cols
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func (f form) wordContent(c cell) string {
	return "<w:p>" + c.content(f, run) + "</w:p>"
}

func wordCell(c cell, merge, content string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>`, c.cols, merge, content)
}

func (f form) docx() []byte { return docxOf(f.wordBody()) }

// docxOf packs a body into a DOCX file, with further parts.
func docxOf(body string, more ...part) []byte {
	return docxWith(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document `+wordSpaces+`><w:body>`+body+`</w:body></w:document>`, more...)
}

func docxWith(document string, more ...part) []byte {
	return packed(append([]part{{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", document}}, more...)...)
}

// part is a file of a package or bundle.
type part struct{ name, content string }

// packed makes a zip of parts, always the same bytes.
func packed(parts ...part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		addTo(w, &zip.FileHeader{Name: p.name, Method: zip.Deflate}, []byte(p.content))
	}
	must(w.Close())
	return b.Bytes()
}

func addTo(w *zip.Writer, h *zip.FileHeader, content []byte) {
	h.Modified = time.Date(2024, 1, 15, 0, 0, 0, 0, time.UTC)
	f, err := w.CreateHeader(h)
	must(err)
	_, err = f.Write(content)
	must(err)
}

// addBlanks adds an entry that unpacks to n blanks without ever holding them.
func addBlanks(w *zip.Writer, name, head string, n int64, tail string) {
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	must(err)
	_, err = io.WriteString(f, head)
	must(err)
	_, err = io.CopyN(f, blanks{}, n)
	must(err)
	_, err = io.WriteString(f, tail)
	must(err)
}

type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// must ends the program where writing to memory fails, which it does not.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
