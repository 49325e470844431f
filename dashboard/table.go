package dashboard

// Table is rows of an answer as a page shows them and a CSV holds them: one
// source for both, so that they cannot differ.
type Table struct {
	Name    string // of the table in tab=, and part of file names
	Caption Sentence
	Columns []Column
	Rows    []Row
	Class   string
}

// Column is one column. Codes are its names in a CSV; a cell that holds more
// than one fact, such as a change, has as many as it exports fields.
type Column struct {
	Head        string
	Codes       []string
	Numeric     bool
	BreakBefore bool   // the form changed between the column before and this one
	Class       string // bars, spark, code …
	Drawn       bool   // a drawing of another column: not exported
}

// Row is one row; Kind is "", "total" or "group".
type Row struct {
	Kind  string
	ID    string
	Cells []Cell
}

// Cell is one cell. Export is what a CSV holds for each code of the column;
// empty means Text.
type Cell struct {
	Text   string
	Href   string
	Class  string // zero, none and a status
	Mark   string // small words after the text
	Chip   string // class of a chip around the text
	Lines  []Line // smaller lines under the text
	Star   bool   // a sum that leaves out blank cells; the table says so below
	Export []string
	Bar    *Bar
	Spark  *Spark
	Anchor string
}

// Line is a line of small text in a cell.
type Line struct {
	Class string // formula, quote, quiet
	Text  Sentence
}

func col(head, code string) Column { return Column{Head: head, Codes: []string{code}} }

func numCol(head, code string) Column {
	return Column{Head: head, Codes: []string{code}, Numeric: true}
}

func text(s string) Cell { return Cell{Text: s} }

func linked(s, href string) Cell { return Cell{Text: s, Href: href} }

// classes joins the classes of a cell and its column.
func (c Cell) Classes(column Column) string {
	s := c.Class
	if c.Text == "" && c.Bar == nil && c.Spark == nil {
		s += " void"
	}
	if column.Numeric {
		s += " n"
	}
	if column.BreakBefore {
		s += " brk"
	}
	if column.Class != "" {
		s += " " + column.Class
	}
	return s
}

// Starred tells whether a cell of the table has a star.
func (t *Table) Starred() bool {
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if c.Star {
				return true
			}
		}
	}
	return false
}

// Span is the number of columns of the table, for group rows.
func (t *Table) Span() int { return len(t.Columns) }

// record is one row of the CSV.
func (t *Table) record(r Row) []string {
	var out []string
	for i, column := range t.Columns {
		if column.Drawn {
			continue
		}
		var c Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		for k := range column.Codes {
			switch {
			case k < len(c.Export):
				out = append(out, c.Export[k])
			case k == 0 && c.Export == nil:
				out = append(out, c.Text)
			default:
				out = append(out, "")
			}
		}
	}
	return out
}

func (t *Table) header() []string {
	var out []string
	for _, c := range t.Columns {
		if !c.Drawn {
			out = append(out, c.Codes...)
		}
	}
	return out
}
