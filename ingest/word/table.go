package word

import (
	"slices"
	"strings"
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
	tracked string // ins or del: a change that has not been accepted
}

type tableCell struct {
	span      int
	continues bool // belongs to the cell above
	shaded    bool
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

// isLayout tells a table that holds another table or a single cell: it
// arranges text and is no data.
func (t *table) isLayout() bool {
	cells := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			cells++
			for _, b := range c.blocks {
				if b.table != nil {
					return true
				}
			}
		}
	}
	return cells < 2
}

func (c tableCell) text() string {
	if len(c.blocks) == 1 {
		return c.blocks[0].text
	}
	var lines []string
	for _, b := range c.blocks {
		if b.text != "" {
			lines = append(lines, b.text)
		}
	}
	return strings.Join(lines, "\n")
}
