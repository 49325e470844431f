package dashboard

import (
	"gongkai/analytics"
)

// tablesPage is a page of tables, each under its title.
type tablesPage struct {
	*frame
	Blocks []block
}

// chartsPage is a page of charts with tables below.
type chartsPage struct {
	*frame
	Charts []*Chart
	Blocks []block
}

// block is a table under a title; Empty is said when it has no rows.
type block struct {
	Title     string
	Sub, More Sentence
	Table     *Table
	Empty     string
}

// fact is a name and what is known under it.
type fact struct {
	Name  string
	Text  Sentence
	Class string
}

func plain(s string) Sentence { return Sentence{{Text: s}} }

// yearColumns are one column a year, the break marked between two of them.
func (rq *request) yearColumns(years []int) []Column {
	var out []Column
	for i, y := range years {
		out = append(out, Column{Head: itoa(y), Codes: []string{"y" + itoa(y)}, Numeric: true, BreakBefore: i > 0 && y == rq.facts.formBreak()})
	}
	return out
}

func lineYears(s analytics.Series) []int {
	var out []int
	if len(s.Lines) > 0 {
		for _, p := range s.Lines[0].Points {
			out = append(out, p.Year)
		}
	}
	return out
}

// yearsTable is measures × years, with the change of the last year shown.
func (rq *request) yearsTable(name string, s analytics.Series, href func(analytics.Measure, int) string, year int) *Table {
	years := lineYears(s)
	t := &Table{Name: name, Columns: []Column{{Head: word("col.measure"), Codes: []string{"measure_name", "measure", "unit"}}}}
	t.Columns = append(t.Columns, rq.yearColumns(years)...)
	t.Columns = append(t.Columns, changeColumn(word("col.change", year)))
	for _, l := range s.Lines {
		t.Rows = append(t.Rows, rq.measureRow(l, href, year))
	}
	return t
}

// measureRow is one measure over the years.
func (rq *request) measureRow(l analytics.Line, href func(analytics.Measure, int) string, year int) Row {
	m := l.Measure
	r := Row{Cells: []Cell{{Text: word("measure.unit", m.NameZH, m.Unit), Href: rq.to("/method/" + m.Code), Export: []string{m.NameZH, m.Code, m.Unit}}}}
	for _, p := range l.Points {
		to := ""
		if p.Status == analytics.Reported {
			to = href(m, p.Year)
		}
		r.Cells = append(r.Cells, valueCell(p.Value, m, to))
	}
	now, _ := l.At(year)
	before, _ := l.At(year - 1)
	r.Cells = append(r.Cells, pointCell(now, before.Value, m))
	return r
}

// lineTable is one or more lines with years down, beside a chart.
func (rq *request) lineTable(lines []drawnLine) *Table {
	t := &Table{Columns: []Column{{Head: word("col.year"), Codes: []string{"year"}, Numeric: false}}}
	for _, l := range lines {
		name := l.Name
		if name == "" {
			name = l.Line.Measure.NameZH
		}
		code := l.Code
		if code == "" {
			code = l.Line.Measure.Code
		}
		t.Columns = append(t.Columns, Column{Head: word("measure.unit", name, l.Line.Measure.Unit), Codes: []string{code}, Numeric: true})
	}
	if len(lines) == 1 {
		t.Columns = append(t.Columns, changeColumn(word("col.previous")))
	}
	for i, p := range lines[0].Line.Points {
		r := Row{Cells: []Cell{text(itoa(p.Year))}}
		for _, l := range lines {
			q, _ := l.Line.At(p.Year)
			to := ""
			if l.Href != nil && q.Status == analytics.Reported {
				to = l.Href(p.Year)
			}
			r.Cells = append(r.Cells, valueCell(q.Value, l.Line.Measure, to))
		}
		if len(lines) == 1 {
			var before analytics.Value
			if i > 0 {
				before = lines[0].Line.Points[i-1].Value
			}
			r.Cells = append(r.Cells, pointCell(p, before, lines[0].Line.Measure))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
