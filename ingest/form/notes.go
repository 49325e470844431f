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
	return out
}
