package text

import (
	"strings"
	"unicode"

	"gongkai/ingest/document"
)

// alignedFields splits a line at runs of two or more spaces. It returns nil
// for a line that is prose: one piece, or several pieces of which none looks
// like a cell.
func alignedFields(line string, number int) document.Row {
	if text := strings.TrimSpace(line); !strings.Contains(text, "  ") && !strings.Contains(text, "\u3000\u3000") {
		return soleValue(line, number)
	}
	var row document.Row
	runes := []rune(line)
	width, start, startWidth, spaces := 0, -1, 0, 0
	flush := func(end int) {
		if start >= 0 {
			text := strings.TrimSpace(string(runes[start:end]))
			row = append(row, document.Cell{Text: text, Col: startWidth, ColSpan: textWidth(text), RowSpan: 1, At: position(number, start+1)})
			start = -1
		}
	}
	for i, r := range runes {
		if unicode.IsSpace(r) {
			spaces += document.Width(r)
			if spaces >= 2 {
				flush(i)
			}
		} else {
			if start < 0 {
				start, startWidth = i, width
			}
			spaces = 0
		}
		width += document.Width(r)
	}
	flush(len(runes))
	if len(row) < 2 || !looksLikeCells(row) {
		return nil
	}
	return row
}

// soleValue makes a row of an indented line that holds one short value, such
// as a number that the export pushed to its column. A line that starts at the
// margin stays a paragraph.
func soleValue(line string, number int) document.Row {
	text := strings.TrimSpace(line)
	indent := textWidth(line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))])
	if indent < 8 || text == "" || len([]rune(text)) > 8 || strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return nil
	}
	return document.Row{{Text: text, Col: indent, ColSpan: textWidth(text), RowSpan: 1, At: position(number, len([]rune(line))-len([]rune(strings.TrimLeftFunc(line, unicode.IsSpace)))+1)}}
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
		runes := []rune(cell.Text)
		if len(runes) <= 6 && strings.IndexFunc(cell.Text, unicode.IsLetter) < 0 {
			return true
		}
		short = short && len(runes) <= 24
	}
	return short
}
