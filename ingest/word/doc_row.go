package word

import (
	"encoding/binary"
	"slices"
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
	across    byte // 0: not with its neighbours; else see rowDefinition.starts
	continues bool // with the cell above
}

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
		d.cells[i] = cellMerge{across: byte(flags & 3), continues: flags>>5&3 == 1}
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

// across tells whether any cell is merged with its neighbours.
func (d *rowDefinition) across() bool {
	return slices.ContainsFunc(d.cells, func(c cellMerge) bool { return c.across != 0 })
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
