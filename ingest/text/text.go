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
	doc := &document.Document{Format: "text"}
	content = strings.ReplaceAll(content, "\r\n", "\n")
	if strings.ContainsAny(content, "\r\f\v") || strings.Contains(content, "\u2028") {
		content = lineEnds.Replace(content)
	}
	lines := strings.Split(content, "\n")
	p := parser{doc: doc}
	p.opensRows, p.closesRows = outerPipes(lines)
	for i, line := range lines {
		p.line(i+1, strings.ToValidUTF8(line, "\uFFFD"))
	}
	return doc
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
}

func (p *parser) line(number int, line string) {
	switch {
	case strings.Contains(line, "\t") && strings.TrimSpace(line) != "":
		p.add(document.Fields, number, tabFields(line, number))
	case strings.ContainsAny(line, "|｜"):
		p.pipes(number, line)
		return
	default:
		if cells := alignedFields(line, number); cells != nil {
			p.add(document.Aligned, number, cells)
		} else {
			p.doc.Blocks = append(p.doc.Blocks, document.Block{Paragraph: &document.Paragraph{
				Text: strings.TrimSpace(line), At: position(number, 1)}})
		}
	}
	if strings.TrimSpace(line) != "" {
		p.open = true
	}
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
		Layout: layout, Rows: []document.Row{row}, At: position(number, 1)}})
}

func position(line, column int) document.Position {
	b := append(make([]byte, 0, 32), "line "...)
	b = strconv.AppendInt(b, int64(line), 10)
	b = append(b, " column "...)
	return document.Position(strconv.AppendInt(b, int64(column), 10))
}

func tabFields(line string, number int) document.Row {
	fields := strings.Split(line, "\t")
	row := make(document.Row, 0, len(fields))
	column := 1
	for i, field := range fields {
		row = append(row, newField(field, i, number, column))
		column += utf8.RuneCountInString(field) + 1
	}
	return row
}

func newField(text string, index, line, column int) document.Cell {
	lead := 0
	for _, r := range text {
		if r != ' ' && r != '\u3000' && r != '\u00a0' {
			break
		}
		lead++
	}
	return document.Cell{Text: strings.TrimSpace(text), Col: index, ColSpan: 1, RowSpan: 1, At: position(line, column+lead)}
}
