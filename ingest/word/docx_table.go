package word

import (
	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

func (r *reader) table() (*table, error) {
	t, bound := &table{}, false
	style := r.startTable()
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
			case "tblStyle":
				style.style = r.styles.tables[r.xml.Attribute("val")]
			case "tblLook":
				style.parts = shownParts(r.xml.Attribute)
			case "tblPrChange", "tblPrEx": // what it was, and exceptions in a row
				if err := r.skip(); err != nil {
					return nil, err
				}
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
				cell, err := r.cell(style.look(t))
				if err != nil {
					return nil, err
				}
				if bound {
					cell.Doubt, bound = document.ResultDoubt, false
				}
				t.last().add(cell)
				if n := len(t.last().cells); n > maxSpan {
					return nil, &LimitError{"一行的单元格", maxSpan}
				}
			}
		case ooxml.End:
			switch r.xml.Name {
			case "tr":
				t.last().frames.doubt(t.last().cells)
			case "tbl":
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

// tableCell is a cell that is being read.
type tableCell struct {
	document.Cell
	rest   *held
	across bool // belongs to the cell before it
	framed bool // a paragraph with text stands elsewhere on the page
	inRow  bool // one stands where its row does
}

func (c *tableCell) text() string {
	if c.rest != nil {
		return c.rest.text()
	}
	return c.Text
}

// add appends a cell, or joins it to the one before it that it continues.
func (row *tableRow) add(c tableCell) {
	c.trackedRow(row.tracked)
	text := c.text()
	if row.hidden && c.Doubt == "" && text != "" {
		c.Doubt = document.HiddenDoubt
	}
	if n := len(row.cells); c.across && n > 0 {
		before := &row.cells[n-1]
		if text != "" {
			before.Doubt = document.MergedDoubt
		}
		if text == "" || !isNumber(text) {
			before.ColSpan += c.ColSpan
			return
		}
		c.Doubt = document.MergedDoubt // not every program merges it
	}
	if row.frames.inRow = row.frames.inRow || c.inRow; c.framed {
		row.frames.cells = append(row.frames.cells, len(row.cells))
	}
	row.cells = append(row.cells, c.Cell)
	row.holds(c.rest)
}

// cell reads a table cell: its properties stand first.
func (r *reader) cell(look *cellLook) (tableCell, error) {
	c := tableCell{Cell: document.Cell{ColSpan: 1, RowSpan: 1}}
	outer, outerLook := r.seen, r.inCell
	r.seen, r.inCell = traces{outside: len(r.choices)}, look
	if look != nil {
		r.seen.fill = look.fill
	}
	defer func() { r.seen, r.inCell = outer, outerLook }()
	for {
		kind, err := r.next()
		if err != nil {
			return c, err
		}
		switch kind {
		case ooxml.Start:
			switch r.xml.Name {
			case "gridSpan":
				if c.ColSpan = max(1, r.number(maxSpan+1)); c.ColSpan > maxSpan { // what is no number is more than any
					return c, &LimitError{"单元格跨过的列", maxSpan}
				}
			case "vMerge":
				if c.RowSpan = 1; r.xml.Attribute("val") != "restart" {
					c.RowSpan = 0
				}
			case "hMerge":
				c.across = r.xml.Attribute("val") != "restart"
			case "shd":
				r.seen.fill = colourOf(r.xml.Attribute("fill"), r.xml.Attribute("themeFill"), r.xml.Attribute("themeFillShade"))
			case "dataBinding":
				r.seen.noResult = true
			case "cellIns", "cellDel", "cellMerge":
				r.seen.tracked = true
			case "p":
				r.inStyle(r.styles.normal)
				return c, r.cellContent(&c)
			case "tbl":
				nested, err := r.table()
				if err != nil {
					return c, err
				}
				return c, r.cellContent(&c, block{table: nested})
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
		deleted := c.text()
		if deleted == "" && c.rest != nil {
			deleted = c.rest.deleted
		}
		c.Text, c.rest = hold(nil, deleted)
		fallthrough
	case "ins":
		c.Doubt = trackedDoubt
	}
}

// cellContent reads what stands in a cell after the blocks that were read.
func (r *reader) cellContent(c *tableCell, read ...block) error {
	outside := r.fields // one that does not end must not take cells with it
	r.fields = nil
	list, err := r.content("tc")
	list = append(read, list...)
	r.seen.noResult = r.seen.noResult || len(r.fields) > 0
	r.fields = outside
	c.framed, c.inRow = r.seen.framed, r.seen.inRow
	deleted := ""
	if c.Doubt = r.seen.doubt(list); r.seen.tracked {
		deleted = r.seen.deleted.String()
	}
	c.Text, c.rest = hold(list, deleted)
	return err
}
