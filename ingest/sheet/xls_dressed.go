package sheet

import (
	"encoding/binary"
	"slices"
)

// dressed is the styles of all cells that are written, in the order in which they
// are: blank ones too, of which there are most. Those that follow one another in a
// row are kept together.
type dressed struct {
	styles []uint16
	rows   []stretch
	mixed  bool // they are not in order of places
}

// stretch is cells of a row, n from a column on; from is the number of their first
// style.
type stretch struct {
	row, col, n uint16
	from        uint32
}

// add notes the styles, of two bytes each, of the cells of a row from a column on.
func (d *dressed) add(row, col int, styles []byte) {
	n := min(len(styles)/2, maxCols-col) // nothing is read behind
	if n <= 0 {
		return
	}
	if k := len(d.rows) - 1; k >= 0 && int(d.rows[k].row) == row && int(d.rows[k].col+d.rows[k].n) == col {
		d.rows[k].n += uint16(n)
	} else {
		d.mixed = d.mixed || k >= 0 && inOrder(row, col) < inOrder(int(d.rows[k].row), int(d.rows[k].col+d.rows[k].n))
		d.rows = append(d.rows, stretch{uint16(row), uint16(col), uint16(n), uint32(len(d.styles))})
	}
	for ; n > 0; n, styles = n-1, styles[2:] {
		d.styles = append(d.styles, binary.LittleEndian.Uint16(styles))
	}
}

// dressedCell is one cell and its style.
type dressedCell struct{ row, col, style uint16 }

func (c dressedCell) order() int { return inOrder(int(c.row), int(c.col)) }

// settle puts the cells in order, each once.
func (d *dressed) settle() {
	if !d.mixed { // nearly always
		return
	}
	cells := make([]dressedCell, 0, len(d.styles))
	for _, s := range d.rows {
		for i := range s.n {
			cells = append(cells, dressedCell{s.row, s.col + i, d.styles[s.from+uint32(i)]})
		}
	}
	*d = dressed{}
	for _, c := range settled(cells) {
		d.add(int(c.row), int(c.col), binary.LittleEndian.AppendUint16(nil, c.style))
	}
}

// at is the style of a cell, if it is written.
func (d *dressed) at(at place) (style int, written bool) {
	i, found := slices.BinarySearchFunc(d.rows, inOrder(at.row, at.col), func(s stretch, order int) int { return inOrder(int(s.row), int(s.col)) - order })
	if !found {
		i--
	}
	if i < 0 || int(d.rows[i].row) != at.row || at.col >= int(d.rows[i].col+d.rows[i].n) {
		return 0, false
	}
	return int(d.styles[int(d.rows[i].from)+at.col-int(d.rows[i].col)]), true
}
