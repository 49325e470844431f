package word

import (
	"encoding/binary"
	"errors"
	"slices"

	"gongkai/ingest/document"
)

// rowDefinition is what a row's end mark says of its cells.
type rowDefinition struct {
	edges  []int // left edges of the cells and the right edge of the last, in twentieths of a point
	cells  []cellMerge
	doubt  string // why the columns are not certain
	hidden bool   // it has no height
}

// cellMerge says how a cell is merged.
type cellMerge struct {
	across    int  // 0: not with its neighbours; else see rowDefinition.starts
	continues bool // with the cell above
}

var errRowOpen = errors.New("a table row has no end")

// apply takes a modification that concerns the cells of a row.
func (d *rowDefinition) apply(sprm uint16, operand []byte) error {
	switch sprm {
	case sprmDefineTable:
		return d.define(operand)
	case sprmMergeCells:
		for i := int(operand[0]); i < int(operand[1]) && i < len(d.cells); i++ {
			d.cells[i].across = 2
			if i == int(operand[0]) {
				d.cells[i].across = 3
			}
		}
	case sprmVerticalMerge:
		if len(operand) >= 2 && int(operand[0]) < len(d.cells) {
			d.cells[operand[0]].continues = operand[1]&3 == 1
		}
	case sprmColumnWidth:
		d.widen(int(operand[0]), int(operand[1]), int(int16(binary.LittleEndian.Uint16(operand[2:]))))
	case sprmRowHeight:
		exact := -int(int16(u16(operand)))
		d.hidden = exact > 0 && exact < noHeight
	case sprmInsertCells, sprmDeleteCells, sprmSplitCells:
		d.doubt = "the row's cells were changed after it was written"
	}
	return nil
}

// define reads the edges and the merges of a row.
func (d *rowDefinition) define(operand []byte) error {
	if len(operand) < 1 || len(operand) < 1+2*(int(operand[0])+1) {
		return ErrDamaged
	}
	n := int(operand[0])
	d.edges, d.cells = make([]int, n+1), make([]cellMerge, n)
	for i := range d.edges {
		d.edges[i] = int(int16(binary.LittleEndian.Uint16(operand[1+2*i:])))
	}
	const size = 20
	rest := operand[1+2*(n+1):]
	for i := range d.cells {
		if len(rest) < size*(i+1) {
			break
		}
		flags := u16(rest[size*i:])
		d.cells[i] = cellMerge{across: flags & 3, continues: flags>>5&3 == 1}
	}
	return nil
}

// widen gives the cells from first to before last a width.
func (d *rowDefinition) widen(first, last, width int) {
	for i := first; i < last && i+1 < len(d.edges); i++ {
		change := width - (d.edges[i+1] - d.edges[i])
		for k := i + 1; k < len(d.edges); k++ {
			d.edges[k] += change
		}
	}
}

// starts tells whether cell i is not merged into the one before it. Writers
// disagree whether 1 or 2 marks the first cell of several that are merged; the
// one that comes first is it.
func (d *rowDefinition) starts(i int) bool {
	across := d.cells[i].across
	if across == 0 || across == 3 || i == 0 || d.cells[i-1].across == 0 {
		return true
	}
	first := i
	for first > 0 && d.cells[first-1].across != 0 {
		first--
	}
	return d.cells[first].across == across
}

// openTable is a table that is being read.
type openTable struct {
	rows   []docRow
	cells  []tableCell // of the open row
	blocks []block     // of the open cell
	doubt  string      // of the open cell
	gone   string      // what tracked changes took out of the open cell
	room   []block     // for the first blocks of cells to come
}

// docRow is a row whose columns are not counted yet.
type docRow struct {
	cells       []tableCell
	left, right []int // edges of the cells
}

// alike tells a row whose cells have the same edges, as most have.
func (r docRow) alike(other docRow) bool {
	return slices.Equal(r.left, other.left) && slices.Equal(r.right, other.right)
}

func (t *openTable) add(p block, doubt, gone string) {
	if p != (block{}) {
		if t.blocks == nil {
			if len(t.room) == 0 {
				t.room = make([]block, 32)
			}
			t.blocks, t.room = t.room[:0:1], t.room[1:]
		}
		t.blocks = append(t.blocks, p)
	}
	t.gone += gone
	if doubt != "" {
		t.doubt = doubt
	}
}

func (t *openTable) endCell() {
	t.cells = append(t.cells, tableCell{span: 1, doubt: t.doubt, deleted: t.gone, blocks: t.blocks})
	t.blocks, t.doubt, t.gone = nil, "", ""
}

// endRow ends the row with the cells that its mark defines. Cells that do not
// agree with the definition are counted one by one and doubted.
func (t *openTable) endRow(d rowDefinition) error {
	if len(t.blocks) > 0 {
		return errRowOpen
	}
	cells := t.cells
	t.cells = make([]tableCell, 0, len(cells)) // the next row will have as many
	doubt := d.doubt
	if len(cells) != len(d.cells) {
		doubt = "the row has another number of cells than it says"
	} else if !slices.IsSorted(d.edges) {
		doubt = "the row's columns overlap"
	}
	edges := make([]int, 2*len(cells))
	row := docRow{cells: cells[:0], left: edges[:0:len(cells)], right: edges[len(cells):len(cells)]}
	for i, c := range cells {
		if d.hidden && c.doubt == "" && c.text() != "" {
			c.doubt = document.HiddenDoubt
		}
		if doubt != "" {
			c.doubt = doubt
			row.cells = append(row.cells, c)
			continue
		}
		last := len(row.cells) - 1
		if !d.starts(i) {
			row.right[last] = d.edges[i+1]
			if c.text() != "" {
				row.cells[last].doubt = document.MergedDoubt
			}
			continue
		}
		c.continues = d.cells[i].continues
		row.cells = append(row.cells, c)
		row.left, row.right = append(row.left, d.edges[i]), append(row.right, d.edges[i+1])
	}
	t.rows = append(t.rows, row)
	return nil
}

// close counts the columns of the table and returns it.
func (t *openTable) close() (*table, error) {
	if len(t.cells) > 0 || len(t.blocks) > 0 {
		return nil, errRowOpen
	}
	edges := t.edges(sameEdge)
	if edges == nil {
		edges = t.edges(0)
	}
	out := &table{rows: make([]tableRow, 0, len(t.rows))}
	for _, r := range t.rows {
		row := tableRow{cells: r.cells}
		for i := range r.left {
			from, to := column(edges, r.left[i]), column(edges, r.right[i])
			if i == 0 {
				row.before = from
			}
			row.cells[i].span = max(1, to-from)
		}
		out.rows = append(out.rows, row)
	}
	return out, nil
}

// sameEdge is how far apart two rows may draw what is one edge: half a
// millimetre.
const sameEdge = 28

// edges lists where columns begin, edges nearer than apart counted as one. It
// returns nil when a cell would then have no width.
func (t *openTable) edges(apart int) []int {
	var all []int
	for i, r := range t.rows {
		if i == 0 || !r.alike(t.rows[i-1]) {
			all = append(append(all, r.left...), r.right...)
		}
	}
	slices.Sort(all)
	var out []int
	for i, e := range all {
		if i == 0 || e-all[i-1] > apart {
			out = append(out, e)
		}
	}
	if apart == 0 {
		return out
	}
	for k, r := range t.rows {
		if k > 0 && r.alike(t.rows[k-1]) {
			continue
		}
		for i := range r.left {
			if column(out, r.left[i]) == column(out, r.right[i]) {
				return nil
			}
		}
	}
	return out
}

// column is the number of the last edge that is not right of x.
func column(edges []int, x int) int {
	i, found := slices.BinarySearch(edges, x)
	if found {
		return i
	}
	return i - 1
}
