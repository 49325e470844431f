package sample

import (
	"fmt"
	"strings"
)

// textTable prints a table in one of the layouts of text files.
func textTable(layout string, s *sheet) string {
	switch layout {
	case "tabs":
		return fields(s, "", "\t", "", nil)
	case "tabs-lost":
		return fields(s, "", "\t", "", lostLead)
	case "markdown", "markdown-rules":
		return markdown(s, layout == "markdown-rules")
	case "aligned", "aligned-pages":
		return aligned(s, layout == "aligned-pages")
	case "aligned-wrapped":
		if s.number == 3 {
			return wrapped(s)
		}
		return aligned(s, false)
	}
	var b strings.Builder
	for i, row := range s.rows {
		b.WriteString(textRow(layout, s, i, row))
	}
	return b.String()
}

// textRow prints a row in the layouts that print only the cells that start in
// it.
func textRow(layout string, s *sheet, i int, row []cell) string {
	switch layout {
	case "pipes":
		return joined(row, "", " | ", " |", false)
	case "pipes-leftover":
		return joined(row, "", " ", "", true)
	case "pipes-leading", "pipes-leading-late":
		before := "| "
		if layout == "pipes-leading-late" && s.number == 2 {
			before = ""
		}
		return joined(row, before, " ", " ", true)
	case "pipe-endings":
		return eachCell(row, func(c cell) string { return strings.TrimSpace(c.text) + ending(c) + "\n" })
	case "pipes-mixed":
		if i%2 == 0 {
			return joined(row, "", " ", "", true)
		}
		return eachCell(row, func(c cell) string { return strings.TrimSpace(oneLine(c.text)) + ending(c) + "\n" })
	case "pipe-lines":
		return eachCell(row, pipeLine) + "|\n"
	case "lines-spaced":
		return eachCell(row, func(c cell) string { return strings.ReplaceAll(c.text, "\n", "\n\n") + "\n\n" })
	case "lines":
		return eachCell(row, func(c cell) string { return c.text + "\n" })
	case "glued":
		return eachCell(row, func(c cell) string { return c.text }) + "\n"
	case "deduplicated":
		return eachCell(row, func(c cell) string { return c.text + "\n" })
	}
	panic("unknown text layout " + layout)
}

func eachCell(row []cell, print func(cell) string) string {
	var b strings.Builder
	for _, c := range row {
		b.WriteString(print(c))
	}
	return b.String()
}

// joined prints a row on one line. With leftovers every column that a span
// covers leaves a bare pipe.
func joined(row []cell, before, between, after string, leftovers bool) string {
	var parts []string
	for _, c := range row {
		text := strings.TrimSpace(oneLine(c.text))
		if leftovers {
			text = strings.TrimSpace(text + ending(c))
		}
		parts = append(parts, text)
	}
	return before + strings.Join(parts, between) + after + "\n"
}

// ending is the pipe after a cell and those of the columns that it covers.
func ending(c cell) string {
	if c.cols == 1 {
		if c.text == "" {
			return "|"
		}
		return " |"
	}
	return " | " + strings.Repeat("|", c.cols-1)
}

// pipeLine prints a cell and the pipe on a line of its own after it.
func pipeLine(c cell) string {
	line := "|\n"
	if c.text != "" {
		line = oneLine(c.text) + "\n" + line
	}
	if c.cols > 1 {
		line += strings.Repeat("|", c.cols-1) + "\n"
	}
	return line
}

// expanded returns the fields of a row over all grid columns: covered columns
// are empty.
func expanded(s *sheet, row []cell) []string {
	out := make([]string, s.width)
	for _, c := range row {
		out[c.col] = oneLine(c.text)
	}
	return out
}

// fields prints every grid column of every row, separated.
func fields(s *sheet, before, between, after string, change func(s *sheet, row []cell, fields []string) []string) string {
	var b strings.Builder
	for _, row := range s.rows {
		columns := expanded(s, row)
		if change != nil {
			columns = change(s, row, columns)
		}
		b.WriteString(before + strings.Join(columns, between) + after + "\n")
	}
	return b.String()
}

// lostLead drops the empty fields before two labels of table 3, as happens at
// page breaks, and closes up the fields that labels over several columns leave.
func lostLead(s *sheet, row []cell, fields []string) []string {
	if s.number != 3 || len(row) == 0 || row[0].code != "" {
		return fields
	}
	for _, c := range row {
		if strings.HasPrefix(c.text, "5.要求") || strings.HasSuffix(c.text, "总计") && c.cols == 2 {
			return fields[c.col:]
		}
	}
	return fields
}

// markdown prints a pipe table with a line of dashes under its first row, or
// between all rows.
func markdown(s *sheet, rules bool) string {
	var b strings.Builder
	for i, row := range s.rows {
		b.WriteString("| " + strings.Join(expanded(s, row), " | ") + " |\n")
		if i == 0 || rules {
			b.WriteString("|" + strings.Repeat("---|", s.width) + "\n")
		}
	}
	return "\n" + b.String()
}

// aligned prints columns at fixed places, as a page layout tool does; a Han
// character is two places wide.
func aligned(s *sheet, pages bool) string {
	starts := columnStarts(s)
	var b strings.Builder
	for i, row := range s.rows {
		line, at := "", 0
		for _, c := range row {
			for at < starts[c.col] {
				line, at = line+" ", at+1
			}
			line += oneLine(c.text)
			at += width(oneLine(c.text))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		if pages && s.number == 3 && i == 16 {
			fmt.Fprintf(&b, "\n%*s\n\f", starts[s.width-1]/2, "- 3 -")
		}
	}
	return b.String()
}

// columnStarts leaves room in each column for every cell that ends in it.
func columnStarts(s *sheet) []int {
	starts := make([]int, s.width+1)
	for col := range s.width {
		starts[col+1] = starts[col] + 4
		for _, row := range s.rows {
			for _, c := range row {
				if c.col+c.cols == col+1 {
					starts[col+1] = max(starts[col+1], starts[c.col]+width(oneLine(c.text))+3)
				}
			}
		}
	}
	return starts
}

// width is how many places a text takes.
func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}
