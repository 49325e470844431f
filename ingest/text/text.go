// Package text reads plain text: each line is a paragraph, or a row of fields
// where the line holds separators. Tabs, pipes in all the ways exports write
// them, and columns aligned with spaces are separators; which fields make a
// row of the form is for package form to find out.
package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// Parse reads text that is already decoded. Positions are "line N column M",
// both from 1, columns in characters.
func Parse(content string) *document.Document {
	content = strings.ReplaceAll(content, "\r\n", "\n")
	if hasOtherEnds(content) {
		content = lineEnds.Replace(content)
	}
	if !utf8.ValidString(content) {
		content = mended(content)
	}
	lines := strings.Count(content, "\n") + 1
	p := parser{doc: &document.Document{Format: "text", Blocks: make([]document.Block, 0, lines)}}
	p.opensRows, p.closesRows = outerPipes(content)
	number := 0
	for line := range strings.SplitSeq(content, "\n") {
		number++
		p.line(number, line)
	}
	return p.doc
}

func hasOtherEnds(content string) bool {
	return strings.IndexByte(content, '\r') >= 0 || strings.IndexByte(content, '\f') >= 0 ||
		strings.IndexByte(content, '\v') >= 0 || strings.Contains(content, "\u2028")
}

// mended makes every run of broken bytes in a line one character that says so.
func mended(content string) string {
	lines := strings.Split(content, "\n")
	for i, line := range lines {
		lines[i] = strings.ToValidUTF8(line, "\uFFFD")
	}
	return strings.Join(lines, "\n")
}

// lineEnds makes every character that ends a line a line feed.
var lineEnds = strings.NewReplacer("\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n")

// parser carries what one line must know of the lines before it.
type parser struct {
	doc *document.Document
	// open is true while a field has been written and no pipe has closed it:
	// the next pipe then ends that field instead of making an empty one.
	open bool
	// opensRows and closesRows are true when rows begin and end with a pipe,
	// so that no cell stands outside it.
	opensRows, closesRows bool
	// Cells, paragraphs and the names of places are taken from stocks, which are
	// made anew when they are used up.
	cells      document.Row
	paragraphs []document.Paragraph
	places     strings.Builder
}

func (p *parser) line(number int, line string) {
	text := strings.TrimSpace(line)
	switch {
	case text != "" && strings.IndexByte(line, '\t') >= 0:
		p.add(document.Fields, number, p.tabFields(line, number))
	case strings.IndexByte(line, '|') >= 0 || strings.Contains(line, "｜"):
		p.pipes(number, line)
		return
	default:
		if cells := p.alignedFields(line, text, number); cells != nil {
			p.add(document.Aligned, number, cells)
		} else {
			p.paragraph(document.Paragraph{Text: text, At: p.position(number, 1)})
		}
	}
	if text != "" {
		p.open = true
	}
}

func (p *parser) paragraph(one document.Paragraph) {
	if len(p.paragraphs) == cap(p.paragraphs) {
		p.paragraphs = make([]document.Paragraph, 0, 32)
	}
	p.paragraphs = append(p.paragraphs, one)
	p.doc.Blocks = append(p.doc.Blocks, document.Block{Paragraph: &p.paragraphs[len(p.paragraphs)-1]})
}

// room is an empty row that has room for n cells.
func (p *parser) room(n int) document.Row {
	from := len(p.cells)
	if cap(p.cells)-from < n {
		from, p.cells = 0, make(document.Row, 0, max(n, 64))
	}
	p.cells = p.cells[:from+n]
	return p.cells[from : from : from+n]
}

// add appends a row, joining the table that the line before belongs to.
func (p *parser) add(layout document.Layout, number int, row document.Row) {
	if n := len(p.doc.Blocks); n > 0 {
		if last := p.doc.Blocks[n-1].Table; last != nil && last.Layout == layout {
			last.Rows = append(last.Rows, row)
			return
		}
	}
	p.doc.Blocks = append(p.doc.Blocks, document.Block{Table: &document.Table{
		Layout: layout, Rows: append(make([]document.Row, 0, 8), row), At: p.position(number, 1)}})
}

// position names a place. The names share one text.
func (p *parser) position(line, column int) document.Position {
	var name [48]byte
	b := append(name[:0], "line "...)
	b = strconv.AppendInt(b, int64(line), 10)
	b = append(b, " column "...)
	b = strconv.AppendInt(b, int64(column), 10)
	if p.places.Cap()-p.places.Len() < len(b) {
		p.places = strings.Builder{}
		p.places.Grow(2 << 10)
	}
	from := p.places.Len()
	p.places.Write(b)
	return document.Position(p.places.String()[from:])
}

func (p *parser) tabFields(line string, number int) document.Row {
	row := p.room(strings.Count(line, "\t") + 1)
	column := 1
	for field := range strings.SplitSeq(line, "\t") {
		row = append(row, p.newField(field, len(row), number, column))
		column += utf8.RuneCountInString(field) + 1
	}
	return row
}

func (p *parser) newField(text string, index, line, column int) document.Cell {
	for _, r := range text {
		if r != ' ' && r != '\u3000' && r != '\u00a0' {
			break
		}
		column++
	}
	return document.Cell{Text: strings.TrimSpace(text), Col: index, ColSpan: 1, RowSpan: 1, At: p.position(line, column)}
}
