package word

import (
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// block is a paragraph's text or a table.
type block struct {
	text    string
	table   *table
	hidden  bool // text that Word does not show stood here
	picture bool
}

type table struct{ rows []tableRow }

type tableRow struct {
	before  int // grid columns left out before the first cell
	cells   []tableCell
	hidden  bool
	tracked string // ins or del: a change that has not been accepted
}

type tableCell struct {
	span      int
	continues bool   // belongs to the cell above
	across    bool   // belongs to the cell before it
	fill      string // the colour behind its text, "" for none
	doubt     string
	deleted   string // what a tracked change took out
	blocks    []block
}

// merged tells whether any cell belongs to the one above.
func (t *table) merged() bool {
	for _, r := range t.rows {
		if slices.ContainsFunc(r.cells, func(c tableCell) bool { return c.continues }) {
			return true
		}
	}
	return false
}

// isLayout tells a table that arranges text and is no data: it holds a single
// cell, or other tables with no fewer cells than its own.
func (t *table) isLayout() bool {
	own, inner := t.count()
	return own < 2 || inner >= own
}

// count counts the cells of a table and those of the tables in it.
func (t *table) count() (own, inner int) {
	for _, r := range t.rows {
		own += len(r.cells)
		for _, c := range r.cells {
			for _, b := range c.blocks {
				if b.table != nil {
					o, i := b.table.count()
					inner += o + i
				}
			}
		}
	}
	return own, inner
}

func (c *tableCell) shaded() bool { return c.fill != "" && !document.White(c.fill) }

// text is that of all cells.
func (t *table) text() string {
	var lines []string
	for _, r := range t.rows {
		for _, c := range r.cells {
			if text := c.text(); text != "" {
				lines = append(lines, text)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// holdsTable tells a cell in which another table stands.
func (c tableCell) holdsTable() bool {
	return slices.ContainsFunc(c.blocks, func(b block) bool { return b.table != nil })
}

// numbered tells a cell that holds a number.
func (c tableCell) numbered() bool { return c.text() != "" && isNumber(c.text()) }

func (c tableCell) text() string {
	if len(c.blocks) == 1 && c.blocks[0].table == nil {
		return c.blocks[0].text
	}
	var lines []string
	for _, b := range c.blocks {
		if b.text != "" {
			lines = append(lines, b.text)
		}
		if b.table != nil {
			lines = append(lines, b.table.text())
		}
	}
	return strings.Join(lines, "\n")
}
