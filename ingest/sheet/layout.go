package sheet

import (
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// layout finds out which rows of a page are paragraphs and which are tables.
type layout struct {
	page   *page
	doc    *document.Document
	rows   map[int][]int // columns of the cells that hold something, by row
	last   place         // the last row and column that hold anything
	anchor map[place]int // index of the merge that begins there
	cover  map[place]int // index of the merge that covers a cell and begins elsewhere
	table  []int         // rows of the open table, in order
}

// add appends what a page shows to a document.
func add(doc *document.Document, p *page) error {
	doc.Notes = append(doc.Notes, p.hide()...)
	l := &layout{page: p, doc: doc, rows: map[int][]int{}, anchor: map[place]int{}, cover: map[place]int{}}
	if err := l.merge(); err != nil {
		return err
	}
	for at := range p.cells {
		if _, covered := l.cover[at]; !covered {
			l.rows[at.row] = append(l.rows[at.row], at.col)
		}
	}
	var rows []int
	for row, cols := range l.rows {
		slices.Sort(cols)
		rows = append(rows, row)
	}
	slices.Sort(rows)
	for _, row := range rows {
		if l.isTable(row) {
			if err := l.join(row); err != nil {
				return err
			}
			continue
		}
		if err := l.close(); err != nil {
			return err
		}
		l.paragraphs(place{row, l.rows[row][0]})
	}
	return l.close()
}

// merge indexes the merged ranges, cut to what the sheet holds.
func (l *layout) merge() error {
	for at := range l.page.cells {
		l.last.row, l.last.col = max(l.last.row, at.row), max(l.last.col, at.col)
	}
	if l.last.row >= maxRows || l.last.col >= maxCols {
		return ErrTooLarge
	}
	for i := range l.page.merges {
		m := &l.page.merges[i]
		m.last.row, m.last.col = min(m.last.row, l.last.row), min(m.last.col, l.last.col)
		for row := m.first.row; row <= m.last.row; row++ {
			for col := m.first.col; col <= m.last.col; col++ {
				at := place{row, col}
				if at == m.first {
					l.anchor[at] = i
					continue
				}
				l.cover[at] = i
				if under, shown := l.page.cells[at], l.page.cells[m.first]; under.text != "" && under.text != shown.text {
					shown.doubt = "another value lies under the merged cell"
					l.page.cells[m.first] = shown
				}
			}
		}
		if len(l.cover) > maxCells {
			return ErrTooLarge
		}
	}
	return nil
}

// isTable tells a row of a table from a title, a heading or prose: it holds
// several texts, or one beside other framed or merged cells, or a merged cell
// of the open table reaches into it.
func (l *layout) isTable(row int) bool {
	return len(l.rows[row]) > 1 || l.frames(row) > 0 || l.reached(row)
}

// frames counts the blank cells of a row that are framed or merged ranges, up
// to 2.
func (l *layout) frames(row int) int {
	n := 0
	for col := 0; col <= l.last.col && n < 2; col++ {
		at := place{row, col}
		_, covered := l.cover[at]
		_, filled := l.page.cells[at]
		if covered || filled || l.page.hiddenCols[col] {
			continue
		}
		if _, merged := l.anchor[at]; merged || l.page.framed(at) {
			n++
		}
	}
	return n
}

// reached tells whether a merged cell of the open table covers part of a row.
func (l *layout) reached(row int) bool {
	if len(l.table) == 0 {
		return false
	}
	for col := 0; col <= l.last.col; col++ {
		if i, ok := l.cover[place{row, col}]; ok {
			if from := l.page.merges[i].first.row; from < row && from >= l.table[0] {
				return true
			}
		}
	}
	return false
}

// join adds a row to the open table if it follows it, blank framed rows
// between them included, else opens another.
func (l *layout) join(row int) error {
	if n := len(l.table); n > 0 {
		l.extend(row)
		if l.visibleBetween(l.table[len(l.table)-1], row) {
			if err := l.close(); err != nil {
				return err
			}
		}
	}
	l.table = append(l.table, row)
	return nil
}

// extend adds the framed blank rows after the open table, up to before a row.
func (l *layout) extend(before int) {
	for row := l.table[len(l.table)-1] + 1; row < before; row++ {
		switch {
		case l.page.hiddenRows[row]:
		case len(l.rows[row]) == 0 && (l.frames(row) > 1 || l.reached(row)):
			l.table = append(l.table, row)
		default:
			return
		}
	}
}

func (l *layout) visibleBetween(after, before int) bool {
	for row := after + 1; row < before; row++ {
		if !l.page.hiddenRows[row] {
			return true
		}
	}
	return false
}

// paragraphs emits the lines of a cell.
func (l *layout) paragraphs(at place) {
	for _, line := range strings.Split(l.page.cells[at].text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			l.doc.Blocks = append(l.doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line, At: l.page.at(at)}})
		}
	}
}

// close emits the open table: every cell of its range that is not covered.
func (l *layout) close() error {
	if len(l.table) == 0 {
		return nil
	}
	l.extend(l.table[len(l.table)-1] + 3)
	rows := l.table
	l.table = nil
	first, last := l.width(rows)
	if cells := len(rows) * (last - first + 1); cells > maxCells {
		return ErrTooLarge
	}
	out := &document.Table{Layout: document.Grid, At: document.Position(
		string(l.page.at(place{rows[0], first})) + ":" + ref(place{rows[len(rows)-1], last}))}
	for _, row := range rows {
		out.Rows = append(out.Rows, l.row(row, first, last, rows))
	}
	l.doc.Blocks = append(l.doc.Blocks, document.Block{Table: out})
	return nil
}

func (l *layout) row(row, first, last int, rows []int) document.Row {
	var out document.Row
	for col := first; col <= last; col++ {
		at := place{row, col}
		if _, covered := l.cover[at]; covered || l.page.hiddenCols[col] {
			continue
		}
		c, ok := l.page.cells[at]
		if !ok {
			c.doubt = l.page.blank(at)
		}
		d := document.Cell{Text: c.text, Doubt: c.doubt, Col: col, ColSpan: 1, RowSpan: 1, At: l.page.at(at)}
		if i, ok := l.anchor[at]; ok {
			m := l.page.merges[i]
			d.ColSpan = max(1, m.last.col-col+1)
			for _, r := range rows {
				if r > row && r <= m.last.row {
					d.RowSpan++
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// width is the range of columns that the rows of a table use.
func (l *layout) width(rows []int) (first, last int) {
	first, last = l.last.col, 0
	for _, row := range rows {
		for _, col := range l.rows[row] {
			first, last = min(first, col), max(last, col)
			if i, ok := l.anchor[place{row, col}]; ok {
				last = max(last, l.page.merges[i].last.col)
			}
		}
	}
	return first, last
}
