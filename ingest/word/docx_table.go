package word

import (
	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

func (r *reader) table() (*table, error) {
	t, bound := &table{}, false
	r.tables++
	r.nested++
	defer func() { r.nested-- }()
	if r.tables > maxTables {
		return nil, &LimitError{"表格", maxTables}
	}
	if r.nested > maxNestedTables {
		return nil, &LimitError{"互相嵌套的表格", maxNestedTables}
	}
	for {
		kind, err := r.next()
		if err != nil {
			return nil, err
		}
		switch kind {
		case ooxml.Start:
			switch r.xml.Name {
			case "tr":
				t.rows = append(t.rows, tableRow{})
			case "ins", "del":
				t.last().tracked = r.xml.Name
			case "gridBefore":
				t.last().before = r.number(0)
			case "hidden":
				t.last().hidden = on(r.xml.Attribute("val"))
			case "trHeight":
				t.last().hidden = t.last().hidden || r.xml.Attribute("hRule") == "exact" && r.number(noHeight) < noHeight
			case "dataBinding":
				bound = true
			case "tc":
				cell, err := r.cell()
				if err != nil {
					return nil, err
				}
				if bound {
					cell.doubt, bound = document.ResultDoubt, false
				}
				t.last().add(cell)
				if n := len(t.last().cells); n > maxSpan {
					return nil, &LimitError{"一行的单元格", maxSpan}
				}
			}
		case ooxml.End:
			if r.xml.Name == "tbl" {
				return t, nil
			}
		}
	}
}

func (t *table) last() *tableRow {
	if len(t.rows) == 0 {
		t.rows = append(t.rows, tableRow{})
	}
	return &t.rows[len(t.rows)-1]
}

// noHeight is below how many twentieths of a point a row shows nothing.
const noHeight = 40

// add appends a cell, or joins it to the one before it that it continues.
func (row *tableRow) add(c tableCell) {
	c.trackedRow(row.tracked)
	if row.hidden && c.doubt == "" && c.text() != "" {
		c.doubt = document.HiddenDoubt
	}
	if n := len(row.cells); c.across && n > 0 {
		before := &row.cells[n-1]
		if c.text() != "" {
			before.doubt = document.MergedDoubt
		}
		if !c.numbered() {
			before.span += c.span
			return
		}
		c.doubt = document.MergedDoubt // not every program merges it
	}
	row.cells = append(row.cells, c)
}

// cell reads a table cell: its properties stand first.
func (r *reader) cell() (tableCell, error) {
	c := tableCell{span: 1}
	outer := r.seen
	r.seen = traces{outside: len(r.choices)}
	defer func() { r.seen = outer }()
	for {
		kind, err := r.next()
		if err != nil {
			return c, err
		}
		switch kind {
		case ooxml.Start:
			switch r.xml.Name {
			case "gridSpan":
				if c.span = max(1, r.number(maxSpan+1)); c.span > maxSpan { // what is no number is more than any
					return c, &LimitError{"单元格跨过的列", maxSpan}
				}
			case "vMerge":
				c.continues = r.xml.Attribute("val") != "restart"
			case "hMerge":
				c.across = r.xml.Attribute("val") != "restart"
			case "shd":
				c.fill = colourOf(r.xml.Attribute("fill"), r.xml.Attribute("themeFill"), r.xml.Attribute("themeFillShade"))
			case "dataBinding":
				r.seen.noResult = true
			case "cellIns", "cellDel", "cellMerge":
				r.seen.tracked = true
			case "p":
				r.inPara = r.styles.normal
				return c, r.cellContent(&c)
			case "tbl":
				nested, err := r.table()
				if err != nil {
					return c, err
				}
				c.blocks = append(c.blocks, block{table: nested})
				return c, r.cellContent(&c)
			}
		case ooxml.End:
			if r.xml.Name == "tc" {
				return c, nil
			}
		}
	}
}

// trackedRow makes a cell one of a row that a tracked change adds or takes out.
func (c *tableCell) trackedRow(change string) {
	switch change {
	case "del":
		if text := c.text(); text != "" {
			c.deleted = text
		}
		c.blocks = nil
		fallthrough
	case "ins":
		c.doubt = trackedDoubt
	}
}

func (r *reader) cellContent(c *tableCell) error {
	outside := r.fields // one that does not end must not take cells with it
	r.fields, r.seen.fill = nil, c.fill
	list, err := r.content("tc")
	c.blocks = append(c.blocks, list...)
	r.seen.noResult = r.seen.noResult || len(r.fields) > 0
	r.fields = outside
	if c.doubt = r.seen.doubt(c); r.seen.tracked {
		c.deleted = r.seen.deleted.String()
	}
	return err
}
