package word

import (
	"strings"

	"gongkai/ingest/document"
)

// block is a paragraph's text or a table.
type block struct {
	text    string
	table   *table
	hidden  bool // text that Word does not show stood here
	picture bool
	apart   string // a number that stands elsewhere on the page than its paragraph
}

// setApart makes a paragraph that is a number and stands elsewhere on the page no
// number of what is beside it.
func (b *block) setApart() {
	if b.text != "" && isNumber(b.text) {
		b.text, b.apart = "["+b.text+"]", b.text
	}
}

type table struct{ rows []tableRow }

type tableRow struct {
	cellList
	before  int // grid columns left out before the first cell
	hidden  bool
	tracked string // ins or del: a change that has not been accepted
	frames  frames
}

// frames is where the paragraphs with text of a row stand.
type frames struct {
	cells []int // with one that stands elsewhere on the page
	inRow bool  // one stands where its row does
}

// doubt doubts cells of which something stands elsewhere on the page. Where all of
// the row does, and that is several cells, the row does as a whole.
func (f *frames) doubt(cells []document.Cell) {
	n := len(f.cells)
	if n == 0 { // nearly always
		f.inRow = false
		return
	}
	whole := !f.inRow && f.cells[0] != f.cells[n-1]
	for _, i := range f.cells {
		if c := &cells[i]; !whole && c.Doubt == "" {
			c.Doubt = document.BoxDoubt
		}
	}
	*f = frames{cells: f.cells[:0]}
}

// cellList is the cells of a row as they are read, with text, width and doubt,
// without places. One with a RowSpan of 0 continues the cell above.
type cellList struct {
	cells []document.Cell
	held  []*held // what they hold that is not text alone, by their number, no longer than need be
}

// held is what a cell holds that is not one paragraph of text.
type held struct {
	blocks  []block
	deleted string // what a tracked change took out
}

// hold parts what a cell holds into its text, where that is all, and the rest.
func hold(blocks []block, deleted string) (text string, rest *held) {
	switch {
	case len(blocks) == 1 && blocks[0] == block{text: blocks[0].text} && deleted == "":
		return blocks[0].text, nil
	case len(blocks) > 0 || deleted != "":
		return "", &held{blocks, deleted}
	}
	return "", nil
}

// holds makes this what the last cell holds besides its text.
func (l *cellList) holds(h *held) {
	if h != nil {
		for len(l.held) < len(l.cells)-1 {
			l.held = append(l.held, nil)
		}
		l.held = append(l.held, h)
	}
}

// rest is what a cell holds besides its text, nil for nothing.
func (l *cellList) rest(i int) *held {
	if i < len(l.held) {
		return l.held[i]
	}
	return nil
}

func (l *cellList) text(i int) string {
	if h := l.rest(i); h != nil {
		return h.text()
	}
	return l.cells[i].Text
}

// blocks are the paragraphs and tables in a cell.
func (l *cellList) blocks(i int) []block {
	if h := l.rest(i); h != nil {
		return h.blocks
	}
	return []block{{text: l.cells[i].Text}}
}

// text is that of all paragraphs and tables.
func (h *held) text() string {
	var lines []string
	for _, b := range h.blocks {
		if b.text != "" {
			lines = append(lines, b.text)
		}
		if b.table != nil {
			lines = append(lines, b.table.text())
		}
	}
	return strings.Join(lines, "\n")
}

// text is that of all cells.
func (t *table) text() string {
	var lines []string
	for r := range t.rows {
		for i := range t.rows[r].cells {
			if text := t.rows[r].text(i); text != "" {
				lines = append(lines, text)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// merged tells whether any cell belongs to the one above.
func (t *table) merged() bool {
	for r := range t.rows {
		cells := t.rows[r].cells
		for i := range cells {
			if cells[i].RowSpan == 0 {
				return true
			}
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
	for r := range t.rows {
		own += len(t.rows[r].cells)
		for _, h := range t.rows[r].held {
			if h == nil {
				continue
			}
			for _, b := range h.blocks {
				if b.table != nil {
					o, i := b.table.count()
					inner += o + i
				}
			}
		}
	}
	return own, inner
}
