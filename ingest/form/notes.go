package form

import (
	"fmt"
	"strings"

	"gongkai/ingest/report"
)

// notes names the rows of a table that were refused, and those that are not
// in it though the table is.
func (r *tableReading) notes(tokens []token) []report.Note {
	if !r.found() {
		return nil
	}
	var out []report.Note
	var missing []string
	for _, row := range r.rows {
		switch {
		case row.label.Text == "":
		case row.first < 0:
			missing = append(missing, "“"+row.label.Text+"”")
		case row.slots == nil && row.doubt != "":
			out = append(out, report.Note{Code: "row_refused", Place: string(tokens[row.first].at),
				Message: fmt.Sprintf("“%s”一行没有采用：%s", row.label.Text, row.doubt)})
		}
	}
	if len(missing) > 0 {
		out = append(out, report.Note{Code: "row_missing", Place: string(tokens[r.firstRow()].at), Message: "这张表里没有" + strings.Join(missing, "、")})
	}
	return append(append(out, r.unknownRows(tokens)...), r.numbersAlone(tokens)...)
}

// unknownRows names rows of numbers inside the table whose label is none of
// the form's.
func (r *tableReading) unknownRows(tokens []token) []report.Note {
	known := map[int]bool{}
	for _, m := range r.chain {
		for i := m.first; i <= m.last; i++ {
			known[tokens[i].row] = true
		}
	}
	for _, row := range r.rows {
		if row.first >= 0 {
			known[tokens[row.first].row], known[tokens[row.last].row] = true, true
		}
	}
	var out []report.Note
	for i := r.firstRow(); i <= r.lastRow(); {
		label, values := -1, 0
		row := tokens[i].row
		for ; i < len(tokens) && tokens[i].row == row; i++ {
			switch t := &tokens[i]; {
			case t.kind != gridCell || t.blank() || t.header:
			case !t.value && label < 0:
				label = i
			case t.value:
				values++
			}
		}
		if label >= 0 && values > 1 && !known[row] {
			out = append(out, report.Note{Code: "row_unknown", Place: string(tokens[label].at), Message: fmt.Sprintf("“%s”一行不是法定表格的行，没有采用", tokens[label].folded)})
		}
	}
	return out
}
