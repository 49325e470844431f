package word

import (
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

// grid is a table that is being emitted.
type grid struct {
	*emitter
	rows   []document.Row
	places strings.Builder // which the places of its cells share
	merged bool            // some cell continues the one above
	above  []beginning     // of the cells of the row above, left to right
	here   []beginning     // and of this row
}

// beginning is the grid column in which a cell begins that one below it may
// continue, and that cell, or the one which it continues.
type beginning struct {
	col  int
	cell *document.Cell
}

// row emits a row: its cells get their places, and those that continue the ones
// above give way.
func (g *grid) row(r *tableRow) {
	var room [64]byte
	name := append(strconv.AppendInt(append(room[:0], "table "...), int64(g.tables), 10), " row "...)
	name = append(strconv.AppendInt(name, int64(len(g.rows)+1), 10), " column "...)
	if r.tracked != "" {
		g.trackedRow(r, document.CellAt(g.tables, len(g.rows)+1, r.before+1))
	}
	n, col, above := 0, r.before, g.above
	for i := range r.cells {
		if n < i {
			r.cells[n] = r.cells[i]
		}
		c, rest := &r.cells[n], r.rest(i)
		if rest != nil {
			c.Text = rest.text()
		}
		for len(above) > 0 && above[0].col < col {
			above = above[1:]
		}
		begins, span := c, c.ColSpan
		if c.RowSpan == 0 && len(above) > 0 && above[0].col == col {
			begins = above[0].cell
			lengthen(begins, c)
			if c.Text != "" && isNumber(c.Text) { // not every program merges it
				c.Doubt = document.MergedDoubt
				g.place(c, col, name)
				n++
			}
		} else {
			g.place(c, col, name)
			g.seen(c, rest, r.tracked == "")
			n++
		}
		if g.merged {
			g.here = append(g.here, beginning{col, begins})
		}
		col += span
	}
	g.above, g.here = g.here, g.above[:0]
	g.rows = append(g.rows, r.cells[:n:n])
}

// place says where in its row a cell stands.
func (g *grid) place(c *document.Cell, col int, row []byte) {
	from := g.places.Len()
	g.places.Write(strconv.AppendInt(row, int64(col+1), 10))
	c.Col, c.RowSpan, c.At = col, 1, document.Position(g.places.String()[from:])
}

// lengthen lets a cell reach over one below that continues it.
func lengthen(up, c *document.Cell) {
	up.RowSpan++
	if up.ColSpan != c.ColSpan {
		up.Doubt = "cells that continue one another are not equally wide"
	} else if c.Text != "" {
		up.Doubt = document.MergedDoubt
	}
}

// seen takes what stands in a cell besides its text.
func (g *grid) seen(c *document.Cell, rest *held, tracked bool) {
	if rest != nil {
		for _, b := range rest.blocks {
			if b.table != nil && c.Doubt == "" {
				c.Doubt = document.InnerDoubt
			}
			if b.picture {
				g.doc.Pictures = append(g.doc.Pictures, c.At)
			}
		}
	}
	if tracked {
		g.tracked(c, rest)
	}
}
