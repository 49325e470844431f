package sheet

import (
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

// layout finds out which rows of a page are paragraphs and which are tables.
type layout struct {
	page    *page
	doc     *document.Document
	lines   []line               // by row
	room    []spot               // for the rows that have none yet
	last    place                // the last row and column that hold anything
	covered int                  // how many cells merges cover
	table   []int                // rows of the open table, in order
	name    []byte               // of the page, as places begin with it
	prose   []document.Paragraph // room for those to come
}

// beyond is how many framed blank rows after the last that holds anything belong
// to a table.
const beyond = 2

// add appends what a page shows to a document.
func add(doc *document.Document, p *page) error {
	doc.Notes = append(doc.Notes, p.hide()...)
	l := &layout{page: p, doc: doc, name: append(append(make([]byte, 0, len(p.name)+16), p.name...), '!')}
	if err := l.place(); err != nil {
		return err
	}
	if err := l.merge(); err != nil {
		return err
	}
	l.fill()
	for row := range l.lines {
		if len(l.lines[row].filled) == 0 {
			continue
		}
		if l.isTable(row) {
			if err := l.join(row); err != nil {
				return err
			}
			continue
		}
		if err := l.close(); err != nil {
			return err
		}
		l.paragraphs(place{row, int(l.lines[row].filled[0])})
	}
	return l.close()
}

// isTable tells a row of a table from a title, a heading or prose: it holds
// several texts, or one beside other framed or merged cells, or a merged cell
// of the open table reaches into it.
func (l *layout) isTable(row int) bool {
	return len(l.lines[row].filled) > 1 || l.frames(row) > 0 || l.reached(row)
}

// frames counts the blank cells of a row that are framed or merged ranges, up
// to 2.
func (l *layout) frames(row int) int {
	n := 0
	for col := 0; col <= l.last.col && n < 2; col++ {
		at := place{row, col}
		s := l.spot(at)
		if s.cover > 0 || s.cell > 0 || l.page.hiddenCols.has(col) {
			continue
		}
		if s.anchor > 0 || l.page.framed(at) {
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
	for _, s := range l.lines[row].spots {
		if s.cover > 0 {
			if from := l.page.merges[s.cover-1].first.row; from < row && from >= l.table[0] {
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
		case l.page.hiddenRows.has(row):
		case len(l.lines[row].filled) == 0 && (l.frames(row) > 1 || l.reached(row)):
			l.table = append(l.table, row)
		default:
			return
		}
	}
}

func (l *layout) visibleBetween(after, before int) bool {
	for row := after + 1; row < before; row++ {
		if !l.page.hiddenRows.has(row) {
			return true
		}
	}
	return false
}

// paragraphs emits the lines of a cell.
func (l *layout) paragraphs(at place) {
	text := l.held(l.spot(at)).text
	if strings.IndexByte(text, '\n') < 0 { // nearly always
		l.paragraph(trimmed(text), at)
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		l.paragraph(strings.TrimSpace(line), at)
	}
}

func (l *layout) paragraph(text string, at place) {
	const atOnce = 16
	if text == "" {
		return
	}
	if len(l.prose) == 0 {
		l.prose = make([]document.Paragraph, atOnce)
	}
	p := &l.prose[0]
	l.prose = l.prose[1:]
	p.Text, p.At = text, l.page.at(at)
	l.doc.Blocks = append(l.doc.Blocks, document.Block{Paragraph: p})
}

// close emits the open table: every cell of its range that is not covered.
func (l *layout) close() error {
	if len(l.table) == 0 {
		return nil
	}
	l.extend(l.table[len(l.table)-1] + 1 + beyond)
	rows := l.table
	l.table = rows[len(rows):]
	first, last := l.width(rows)
	if cells := len(rows) * (last - first + 1); cells > maxCells {
		return ErrTooLarge
	}
	out := &document.Table{Layout: document.Grid, At: document.Position(
		string(l.page.at(place{rows[0], first})) + ":" + ref(place{rows[len(rows)-1], last}))}
	n := 0
	for _, row := range rows {
		n += max(0, last-first+1-l.lines[row].covered)
	}
	cells := make(document.Row, 0, n)
	var places strings.Builder
	places.Grow(n * (len(l.name) + len("AA99")))
	out.Rows = make([]document.Row, 0, len(rows))
	for i, row := range rows {
		from := len(cells)
		cells = l.row(cells, place{row, first}, last, rows[i+1:], &places)
		out.Rows = append(out.Rows, cells[from:len(cells):len(cells)])
	}
	l.doc.Blocks = append(l.doc.Blocks, document.Block{Table: out})
	return nil
}

// row appends the cells of a row that are not covered, from its first place on;
// later are the rows of its table that follow it. The names of the places share
// one text.
func (l *layout) row(out document.Row, at place, last int, later []int, places *strings.Builder) document.Row {
	var room [20]byte
	number, spots := strconv.AppendInt(room[:0], int64(at.row+1), 10), l.lines[at.row].spots
	for ; at.col <= last; at.col++ {
		var s spot
		if spots != nil {
			s = spots[at.col]
		}
		if s.cover > 0 || l.page.hiddenCols.has(at.col) {
			continue
		}
		from := places.Len()
		places.Write(append(appendLetters(l.name, at.col), number...))
		d := document.Cell{Col: at.col, ColSpan: 1, RowSpan: 1, At: document.Position(places.String()[from:])}
		if s.cell > 0 {
			c := &l.page.cells[s.cell-1]
			d.Text, d.Doubt = c.text, c.doubt
		} else if l.page.blank != nil {
			d.Doubt = l.page.blank(at)
		}
		if s.anchor > 0 {
			m := &l.page.merges[s.anchor-1]
			d.ColSpan = max(1, m.last.col-at.col+1)
			for _, r := range later {
				if r > m.last.row {
					break
				}
				d.RowSpan++
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
		line := &l.lines[row]
		if n := len(line.filled); n > 0 {
			first, last = min(first, int(line.filled[0])), max(last, int(line.filled[n-1]))
		}
		for _, col := range line.filled {
			if i := line.spots[col].anchor; i > 0 {
				last = max(last, l.page.merges[i-1].last.col)
			}
		}
	}
	return first, last
}
