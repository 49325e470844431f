package checklist

import (
	"slices"

	"gongkai/data"
)

// The official tables, drawn from the labels of the form. Each draws below the
// last row of the canvas.

// table2 draws the blocks of table 2, each with its own columns.
func (c *canvas) table2(t *data.Table) {
	var groups []string
	for _, row := range t.Rows {
		if !slices.Contains(groups, row.Group) {
			groups = append(groups, row.Group)
		}
	}
	for _, group := range groups {
		columns := []string{}
		heads := []string{}
		for _, l := range t.Labels {
			if l.Group != group {
				continue
			}
			switch {
			case l.Axis == data.Head:
				heads = append(heads, l.Words())
			case l.Axis == data.Col && !slices.Contains(columns, l.Words()):
				columns = append(columns, l.Words())
			}
		}
		row := c.next()
		c.label(row, 1, row, 3+len(columns), heads[0])
		row = c.next()
		c.label(row, 1, row, 3, heads[1])
		for i, column := range columns {
			c.label(row, 4+i, row, 4+i, column)
		}
		for _, r := range t.Rows {
			if r.Group != group {
				continue
			}
			row = c.next()
			c.label(row, 1, row, 3, r.Words())
			for i := range columns {
				c.blank(row, 4+i)
			}
			for _, cell := range t.RowCells(r) {
				c.value(row, 4+slices.Index(columns, cell.Col.Words()), cell.Code)
			}
		}
	}
}

// table3 draws the applications: three columns of labels, seven of numbers.
func (c *canvas) table3(t *data.Table) {
	heads := headsOf(t)
	c.head3(t)
	first := len(c.rows) + 1
	for _, r := range t.Rows {
		row := c.next()
		for i, cell := range t.RowCells(r) {
			c.value(row, 4+i, cell.Code)
		}
		switch r.Group {
		case "":
			c.label(row, 1, row, 3, r.Words())
		case "outcome":
			c.label(row, 2, row, 3, r.Words())
		default:
			c.label(row, 3, row, 3, r.Words())
		}
	}
	// Heads that stand beside several rows.
	for from := 0; from < len(t.Rows); {
		to := from
		for to+1 < len(t.Rows) && t.Rows[to+1].Group == t.Rows[from].Group {
			to++
		}
		if group := t.Rows[from].Group; group != "" && group != "outcome" {
			c.label(first+from, 2, first+to, 2, heads[group])
		}
		from = to + 1
	}
	grouped := func(l *data.Label) bool { return l.Group != "" }
	from := slices.IndexFunc(t.Rows, grouped)
	to := len(t.Rows) - 1
	for !grouped(t.Rows[to]) {
		to--
	}
	c.label(first+from, 1, first+to, 1, heads["outcome"])
}

// head3 draws the three rows above the numbers of table 3.
func (c *canvas) head3(t *data.Table) {
	var printed []string
	for _, l := range t.Labels {
		if l.Axis == data.Head && l.Group == "applicant" {
			printed = append(printed, l.Words())
		}
	}
	columns := t.RowCells(t.Rows[0])
	last := 3 + len(columns)
	top, middle, under := c.next(), c.next(), c.next()
	c.label(top, 1, under, 3, printed[0])
	c.label(top, 4, top, last, printed[1])
	c.label(middle, 4, under, 4, columns[0].Col.Words())
	c.label(middle, 5, middle, last-1, printed[2])
	for i := 1; i+1 < len(columns); i++ {
		c.label(under, 4+i, under, 4+i, columns[i].Col.Words())
	}
	c.label(middle, last, under, last, columns[len(columns)-1].Col.Words())
}

// headsOf are the printed heads of a table by the group that they stand over.
func headsOf(t *data.Table) map[string]string {
	out := map[string]string{}
	for _, l := range t.Labels {
		if l.Axis == data.Head {
			out[l.Group] = l.Words()
		}
	}
	return out
}

// table4 draws reviews and lawsuits: one row of numbers.
func (c *canvas) table4(t *data.Table) {
	heads := headsOf(t)
	cells := t.RowCells(t.Rows[0])
	top := c.next()
	middle, names, row := c.next(), c.next(), c.next()
	lawsuits := slices.IndexFunc(cells, func(cell data.Cell) bool { return cell.Col.Group != cells[0].Col.Group })
	c.label(top, 1+lawsuits, top, len(cells), heads["litigation"])
	for from := 0; from < len(cells); {
		to := from
		for to+1 < len(cells) && cells[to+1].Col.Group == cells[from].Col.Group {
			to++
		}
		start := middle
		if from == 0 {
			start = top
		}
		c.label(start, 1+from, middle, 1+to, heads[cells[from].Col.Group])
		from = to + 1
	}
	for i, cell := range cells {
		c.label(names, 1+i, names, 1+i, cell.Col.Words())
		c.value(row, 1+i, cell.Code)
	}
}
