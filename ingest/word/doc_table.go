package word

import (
	"errors"
	"slices"

	"gongkai/ingest/document"
)

var errRowOpen = errors.New("a table row has no end")

// openTable is a table that is being read, and room for the next that is read at
// its depth.
type openTable struct {
	rows   []docRow
	cells  []document.Cell // of some rows, room for more behind them
	from   int             // where in cells the open row begins
	held   []*held         // what its cells hold besides their text
	only   string          // the paragraph of the open cell, where that is all, else
	blocks []block         // what is in it
	doubt  string          // of the open cell
	gone   string          // what tracked changes took out of the open cell
	frames frames          // of the open row
	all    []int           // room for the edges of a table,
	joined []int           // and for those of rows with merged cells
}

// docRow is a row whose columns are not counted yet.
type docRow struct {
	cellList
	edges []int // left edges of the cells and the right edge of the last, none where they are not certain
	alike bool  // they are those of the row before it, as most are
}

// add adds a paragraph or a table to the open cell.
func (t *openTable) add(p *block, doubt, gone string) {
	switch {
	case *p == block{}:
	case t.only == "" && t.blocks == nil && p.table == nil && !p.hidden && !p.picture:
		t.only = p.text
	default:
		if t.only != "" {
			t.blocks, t.only = append(t.blocks, block{text: t.only}), ""
		}
		t.blocks = append(t.blocks, *p)
	}
	if doubt != "" {
		t.doubt = doubt
	}
	if gone != "" {
		t.gone += gone
	}
}

// frame takes whether a paragraph with text stands elsewhere on the page.
func (t *openTable) frame(framed bool) {
	if framed {
		t.frames.cells = append(t.frames.cells, len(t.cells)-t.from)
	} else {
		t.frames.inRow = true
	}
}

// endCell adds the open cell to the open row.
func (t *openTable) endCell() {
	const atOnce = 64
	if len(t.cells) == cap(t.cells) { // the rows that ended keep theirs
		open := t.cells[t.from:]
		t.cells, t.from = append(make([]document.Cell, 0, max(atOnce, 2*len(open))), open...), 0
	}
	t.cells = append(t.cells, document.Cell{Text: t.only, ColSpan: 1, RowSpan: 1, Doubt: t.doubt})
	if t.blocks != nil || t.gone != "" {
		if t.only != "" {
			t.blocks = []block{{text: t.only}}
		}
		row, last := cellList{t.cells[t.from:], t.held}, &t.cells[len(t.cells)-1]
		text, rest := hold(t.blocks, t.gone)
		row.holds(rest)
		last.Text, t.held = text, row.held
	}
	t.only, t.blocks, t.doubt, t.gone = "", nil, "", ""
}

// endRow ends the row with the cells that its mark defines. Cells that do not
// agree with the definition are counted one by one and doubted.
func (t *openTable) endRow(d *rowDefinition) error {
	if t.only != "" || len(t.blocks) > 0 {
		return errRowOpen
	}
	t.frames.doubt(t.cells[t.from:])
	n := len(t.cells)
	row, doubt := docRow{cellList: cellList{t.cells[t.from:n:n], t.held}}, d.doubt
	t.from, t.held = n, nil
	if len(row.cells) != len(d.cells) {
		doubt = "the row has another number of cells than it says"
	} else if !slices.IsSorted(d.edges) {
		doubt = "the row's columns overlap"
	}
	for i := 0; i < len(row.cells) && d.hidden; i++ {
		if c := &row.cells[i]; c.Doubt == "" && row.text(i) != "" {
			c.Doubt = document.HiddenDoubt
		}
	}
	switch {
	case doubt != "":
		for i := range row.cells {
			row.cells[i].Doubt = doubt
		}
	case len(row.cells) == 0:
	case d.across():
		t.join(&row, d)
	default:
		for i := range row.cells {
			if d.cells[i].continues {
				row.cells[i].RowSpan = 0
			}
		}
		row.edges = d.edges
	}
	if n := len(t.rows); n == 0 {
		t.rows = slices.Grow(t.rows, 16)
	} else {
		row.alike = slices.Equal(row.edges, t.rows[n-1].edges)
	}
	t.rows = append(t.rows, row)
	return nil
}

// join merges the cells of a row into those before them.
func (t *openTable) join(row *docRow, d *rowDefinition) {
	all, from := row.cellList, len(t.joined)
	row.cellList = cellList{cells: all.cells[:0]}
	for i := range all.cells {
		if !d.starts(i) {
			if all.text(i) != "" {
				row.cells[len(row.cells)-1].Doubt = document.MergedDoubt
			}
			continue
		}
		row.cells, t.joined = append(row.cells, all.cells[i]), append(t.joined, d.edges[i])
		row.holds(all.rest(i))
		if d.cells[i].continues {
			row.cells[len(row.cells)-1].RowSpan = 0
		}
	}
	t.joined = append(t.joined, d.edges[len(all.cells)])
	row.edges = t.joined[from:]
}

// close counts the columns of the table and returns it.
func (t *openTable) close() (*table, error) {
	if t.from < len(t.cells) || t.only != "" || len(t.blocks) > 0 {
		return nil, errRowOpen
	}
	out := &table{rows: make([]tableRow, len(t.rows))}
	for k := range t.rows {
		out.rows[k].cellList = t.rows[k].cellList
	}
	all, some := t.edges()
	if !t.span(out.rows, some) {
		t.span(out.rows, all)
	}
	*t = openTable{rows: t.rows[:0], cells: t.cells, from: t.from, all: t.all, joined: t.joined[:0]}
	return out, nil
}

// span counts over which columns cells reach, by the edges where columns begin. It
// tells whether every cell has a width.
func (t *openTable) span(rows []tableRow, edges []int) bool {
	wide := true
	for k := range t.rows {
		r, row := &t.rows[k], &rows[k]
		switch {
		case len(r.edges) == 0:
		case r.alike:
			row.before = rows[k-1].before
			for i := range row.cells {
				row.cells[i].ColSpan = rows[k-1].cells[i].ColSpan
			}
		default:
			row.before = column(edges, r.edges[0])
			from := row.before
			for i := range row.cells {
				to := column(edges, r.edges[i+1])
				wide = wide && to > from
				row.cells[i].ColSpan, from = max(1, to-from), to
			}
		}
	}
	return wide
}

// sameEdge is how far apart two rows may draw what is one edge: half a
// millimetre.
const sameEdge = 28

// edges lists where columns begin: by all edges, and with those that are nearly the
// same counted as one.
func (t *openTable) edges() (all, some []int) {
	list := t.all[:0]
	for i := range t.rows {
		if !t.rows[i].alike {
			list = append(list, t.rows[i].edges...)
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	n := len(list)
	for i, e := range list {
		if i == 0 || e-list[i-1] > sameEdge {
			list = append(list, e)
		}
	}
	t.all = list
	return list[:n], list[n:]
}

// column is the number of the last edge that is not right of x.
func column(edges []int, x int) int {
	i, found := slices.BinarySearch(edges, x)
	if found {
		return i
	}
	return i - 1
}
