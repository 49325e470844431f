package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// alignedFields splits a line at runs of two or more spaces. It returns nil
// for a line that is prose: one piece, or several pieces of which none looks
// like a cell. text is the line without the spaces around it.
func (p *parser) alignedFields(line, text string, number int) document.Row {
	if !strings.Contains(text, "  ") && !strings.Contains(text, "\u3000\u3000") {
		return p.soleValue(line, text, number)
	}
	var row document.Row
	width, spaces := 0, 0
	start, startWidth, startColumn := -1, 0, 0
	flush := func(end int) {
		if start >= 0 {
			text := strings.TrimSpace(line[start:end])
			row = append(row, document.Cell{Text: text, Col: startWidth, ColSpan: textWidth(text), RowSpan: 1, At: p.position(number, startColumn)})
			start = -1
		}
	}
	column := 0
	for i, r := range line {
		column++
		if unicode.IsSpace(r) {
			spaces += document.Width(r)
			if spaces >= 2 {
				flush(i)
			}
		} else {
			if start < 0 {
				start, startWidth, startColumn = i, width, column
			}
			spaces = 0
		}
		width += document.Width(r)
	}
	flush(len(line))
	if len(row) < 2 || !looksLikeCells(row) {
		return nil
	}
	return row
}

// soleValue makes a row of an indented line that holds one short value, such
// as a number that the export pushed to its column. A line that starts at the
// margin stays a paragraph.
func (p *parser) soleValue(line, text string, number int) document.Row {
	if text == "" || strings.HasPrefix(line, text) {
		return nil
	}
	space := line[:strings.Index(line, text)]
	indent := textWidth(space)
	if indent < 8 || utf8.RuneCountInString(text) > 8 || strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return nil
	}
	return append(p.room(1), document.Cell{Text: text, Col: indent, ColSpan: textWidth(text), RowSpan: 1,
		At: p.position(number, utf8.RuneCountInString(space)+1)})
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += document.Width(r)
	}
	return n
}

// looksLikeCells tells a table line from prose with wide gaps: every piece is
// short, or one is a bare value.
func looksLikeCells(row document.Row) bool {
	short := true
	for _, cell := range row {
		n := utf8.RuneCountInString(cell.Text)
		if n <= 6 && strings.IndexFunc(cell.Text, unicode.IsLetter) < 0 {
			return true
		}
		short = short && n <= 24
	}
	return short
}
