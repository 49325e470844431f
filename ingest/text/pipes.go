package text

import (
	"strings"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// pipes reads a line with pipes. A pipe ends the field before it, on this line
// or an earlier one; a pipe with no field before it stands for an empty field.
// So `规章 | 0 |`, `规章 |` + `0 |` and `规章` + `|` + `0` + `|` all give the
// same fields.
func (p *parser) pipes(number int, line string) {
	line = strings.ReplaceAll(line, "｜", "|")
	if isRule(line) {
		return
	}
	parts := strings.Split(line, "|")
	row := make(document.Row, 0, len(parts))
	column := 1
	for i, part := range parts {
		text := strings.TrimSpace(part)
		last := i == len(parts)-1
		switch {
		case text != "":
			row = append(row, newField(part, len(row), number, column))
			p.open = last
		case last:
			if !p.closesRows && filled(row) >= 2 {
				row = append(row, newField("", len(row), number, column))
			}
		case i == 0 && p.opensRows && startsRow(parts):
			p.open = false // a leading pipe opens the row
		case p.open:
			// the pipe that follows closes a field of an earlier line
		default:
			row = append(row, newField("", len(row), number, column))
		}
		p.open = p.open && last
		column += utf8.RuneCountInString(part) + 1
	}
	if len(row) > 0 {
		p.add(document.Fields, number, row)
	}
}

// startsRow tells a line that opens with a pipe and then holds at least two
// filled fields: a table row written `| 规章 | 0 | 0 | 0 |`.
func startsRow(parts []string) bool {
	n := 0
	for _, part := range parts {
		if strings.TrimSpace(part) != "" {
			n++
		}
	}
	return n >= 2
}

func filled(row document.Row) int {
	n := 0
	for _, cell := range row {
		if cell.Text != "" {
			n++
		}
	}
	return n
}

// isRule tells the `|---|:--:|` line of a markdown table.
func isRule(line string) bool {
	return strings.Contains(line, "--") && strings.Trim(line, "|-: \t") == ""
}

// outerPipes looks at the lines that hold a whole row and tells whether rows
// open and close with a pipe, or whether a blank outside the outermost pipe is
// a blank cell.
func outerPipes(lines []string) (opens, closes bool) {
	rows, opening, closing := 0, 0, 0
	for _, line := range lines {
		if strings.Count(line, "|") < 2 {
			continue
		}
		parts := strings.Split(line, "|")
		if !startsRow(parts) || isRule(line) {
			continue
		}
		rows++
		if strings.TrimSpace(parts[0]) == "" {
			opening++
		}
		if strings.TrimSpace(parts[len(parts)-1]) == "" {
			closing++
		}
	}
	return 2*opening > rows, 2*closing >= rows
}
