package sample

import (
	"strings"

	"gongkai/data"
)

// cell is one printed cell of a table with its place in the grid.
type cell struct {
	text       string // may hold line feeds: several paragraphs in one cell
	code       string // code of a value cell, "" for labels
	group      bool   // a label that reaches down over the rows of its group
	col        int    // first grid column, from 0
	cols, rows int    // spans
}

// sheet is one table laid out as the official form prints it.
type sheet struct {
	number int
	width  int      // grid columns
	header int      // rows that a split table repeats
	rows   [][]cell // the cells that start in each row, left to right
}

// sheetOf lays out table 2, 3 or 4 of a report. Which label stands in which
// column is knowledge of its own; the labels' words come from the form.
func (r *report) sheetOf(number int) *sheet {
	l := layouter{form: data.FormTable(number, r.editions[number]), cells: r.cells, label: r.recipe.labelText, without: r.without}
	var s *sheet
	switch number {
	case 2:
		s = l.proactive()
	case 3:
		s = l.applications()
	default:
		s = l.disputes()
	}
	s.number = number
	s.place()
	return s
}

// layouter turns the form's labels and a report's cells into rows.
type layouter struct {
	form  *data.Table
	cells map[string]printed
	label func(*data.Label) string

	without string // row that is left out
}

func (l *layouter) value(c data.Cell, cols int) cell {
	return cell{text: l.cells[c.Code].text, code: c.Code, cols: cols, rows: 1}
}

// values returns the cells of a row.
func (l *layouter) values(row *data.Label, spans []int) []cell {
	var out []cell
	for i, c := range l.form.RowCells(row) {
		out = append(out, l.value(c, spans[i]))
	}
	return out
}

// spansOf spreads n columns over three grid columns.
func spansOf(n int) []int { return [][]int{nil, {3}, {1, 2}, {1, 1, 1}}[n] }

// proactive lays out table 2: a block each for the items of article 20.
func (l *layouter) proactive() *sheet {
	s := &sheet{width: 4}
	for _, group := range l.groups() {
		var heads, cols, rows []*data.Label
		for _, label := range l.form.Labels {
			if label.Group != group {
				continue
			}
			switch label.Axis {
			case data.Head:
				heads = append(heads, label)
			case data.Col:
				if len(cols) == 0 || cols[len(cols)-1].Text != label.Text {
					cols = append(cols, label)
				}
			default:
				rows = append(rows, label)
			}
		}
		spans := spansOf(len(cols))
		header := []cell{{text: l.label(heads[1]), cols: 1, rows: 1}}
		for i, col := range cols {
			header = append(header, cell{text: l.label(col), cols: spans[i], rows: 1})
		}
		s.rows = append(s.rows, []cell{{text: l.label(heads[0]), cols: 4, rows: 1}}, header)
		for _, row := range rows {
			s.rows = append(s.rows, append([]cell{{text: l.label(row), cols: 1, rows: 1}}, l.values(row, spans)...))
		}
	}
	return s
}

func (l *layouter) groups() []string {
	var out []string
	for _, label := range l.form.Labels {
		if len(out) == 0 || out[len(out)-1] != label.Group {
			out = append(out, label.Group)
		}
	}
	return out
}

// applications lays out table 3: three columns of labels, seven of values.
func (l *layouter) applications() *sheet {
	s := &sheet{width: 10, header: 3}
	heads, cols := l.split("applicant")
	s.rows = append(s.rows,
		[]cell{{text: l.label(heads[0]), cols: 3, rows: 3}, {text: l.label(heads[1]), cols: 7, rows: 1}},
		[]cell{{text: l.label(cols[0]), cols: 1, rows: 2}, {text: l.label(heads[2]), cols: 5, rows: 1}, {text: l.label(cols[6]), cols: 1, rows: 2}},
		nil)
	for _, col := range cols[1:6] {
		s.rows[2] = append(s.rows[2], cell{text: l.label(col), cols: 1, rows: 1})
	}
	members := map[string]int{} // rows of each group
	all := 0                    // rows of all groups
	for _, row := range l.form.Rows {
		if row.Key == l.without {
			continue
		}
		members[row.Group]++
		if row.Group != "" {
			all++
		}
	}
	var lead []cell // labels of groups that begin with the next row
	for _, label := range l.form.Labels {
		switch {
		case label.Axis == data.Row && label.Key == l.without:
		case label.Axis == data.Head && label.Group == "outcome":
			lead = append(lead, cell{text: l.label(label), cols: 1, rows: all, group: true})
		case label.Axis == data.Head && label.Group != "applicant":
			lead = append(lead, cell{text: l.label(label), cols: 1, rows: members[label.Group], group: true})
		case label.Axis == data.Row:
			depth := map[string]int{"": 3, "outcome": 2}[label.Group]
			own := cell{text: l.label(label), cols: max(1, depth), rows: 1}
			s.rows = append(s.rows, append(append(lead, own), l.values(label, []int{1, 1, 1, 1, 1, 1, 1})...))
			lead = nil
		}
	}
	return s
}

// split returns the heads of a group and all columns of the table.
func (l *layouter) split(group string) (heads, cols []*data.Label) {
	for _, label := range l.form.Labels {
		switch {
		case label.Axis == data.Head && label.Group == group:
			heads = append(heads, label)
		case label.Axis == data.Col:
			cols = append(cols, label)
		}
	}
	return heads, cols
}

// disputes lays out table 4: one row of fifteen values under three rows of
// labels.
func (l *layouter) disputes() *sheet {
	s := &sheet{width: 15, header: 3, rows: make([][]cell, 4)}
	for _, label := range l.form.Labels {
		c := cell{text: l.label(label), cols: 1, rows: 1}
		switch {
		case label.Axis == data.Head && label.Group == "review":
			c.cols = 5
			s.rows[0] = append(s.rows[0], c)
		case label.Axis == data.Head && label.Group == "litigation":
			c.cols = 10
			s.rows[0] = append(s.rows[0], c)
		case label.Axis == data.Head:
			c.cols = 5
			s.rows[1] = append(s.rows[1], c)
		case label.Axis == data.Col && label.Group == "review":
			c.rows = 2
			s.rows[1] = append(s.rows[1], c)
		case label.Axis == data.Col:
			s.rows[2] = append(s.rows[2], c)
		}
	}
	for _, c := range l.form.Cells {
		s.rows[3] = append(s.rows[3], l.value(c, 1))
	}
	return s
}

// place gives every cell its grid column.
func (s *sheet) place() {
	busy := make([]int, s.width) // rows that a column is still covered for
	for _, row := range s.rows {
		col := 0
		for i := range row {
			for col < s.width && busy[col] > 0 {
				col++
			}
			row[i].col = col
			for k := range row[i].cols {
				busy[col+k] = row[i].rows
			}
			col += row[i].cols
		}
		for k := range busy {
			busy[k] = max(0, busy[k]-1)
		}
	}
}

// oneLine joins the paragraphs of a cell.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }
