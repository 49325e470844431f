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
	pipes := strings.Count(line, "|")
	row := p.room(pipes + 1)
	column, i := 1, -1
	for part := range strings.SplitSeq(line, "|") {
		i++
		text := strings.TrimSpace(part)
		last := i == pipes
		switch {
		case text != "":
			row = append(row, p.newField(part, len(row), number, column))
			p.open = last
		case last:
			if !p.closesRows && filled(row) >= 2 {
				row = append(row, p.newField("", len(row), number, column))
			}
		case i == 0 && p.opensRows && startsRow(line):
			p.open = false // a leading pipe opens the row
		case p.open:
			// the pipe that follows closes a field of an earlier line
		default:
			row = append(row, p.newField("", len(row), number, column))
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
func startsRow(line string) bool {
	n := 0
	for part := range strings.SplitSeq(line, "|") {
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
func outerPipes(content string) (opens, closes bool) {
	if strings.IndexByte(content, '|') < 0 {
		return false, true
	}
	rows, opening, closing := 0, 0, 0
	for line := range strings.SplitSeq(content, "\n") {
		if strings.Count(line, "|") < 2 || !startsRow(line) || isRule(line) {
			continue
		}
		rows++
		if strings.TrimSpace(line[:strings.IndexByte(line, '|')]) == "" {
			opening++
		}
		if strings.TrimSpace(line[strings.LastIndexByte(line, '|')+1:]) == "" {
			closing++
		}
	}
	return 2*opening > rows, 2*closing >= rows
}
