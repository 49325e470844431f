package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// item is a table or a line of text on a page, with where it begins.
type item struct {
	page *page
	top  float64
	grid *grid
	line *line
}

// assemble turns pages into blocks in reading order.
func assemble(pages []*page) *document.Document {
	doc := &document.Document{Format: "pdf"}
	var items []item
	var xs []float64
	for _, p := range pages {
		onPage := p.items()
		for _, it := range onPage {
			if it.grid != nil {
				xs = append(xs, it.grid.xs...)
			}
		}
		items = append(items, onPage...)
	}
	items = withoutFurniture(items)
	w := writer{doc: doc, columns: edges(xs), measures: measuresOf(items)}
	for i := 1; i < len(items); i++ {
		if a, b := items[i-1], items[i]; a.grid != nil && b.grid != nil && a.page.number+1 == b.page.number {
			w.join(a, b)
		}
	}
	if !hasGrid(items) {
		w.borderless(items)
		return doc
	}
	for i := 0; i < len(items); {
		if items[i].grid != nil {
			w.grid(items[i].page, items[i].grid)
			i++
			continue
		}
		next := i
		for next < len(items) && items[next].grid == nil {
			next++
		}
		w.lines(items[i:next])
		i = next
	}
	return doc
}

// items sorts a page into tables and the lines around them, from top to bottom.
func (p *page) items() []item {
	grids := p.grids()
	var loose []glyph
	for _, c := range p.glyphs {
		if cell := cellOf(grids, c); cell != nil {
			cell.glyphs = append(cell.glyphs, c)
		} else {
			loose = append(loose, c)
		}
	}
	var out []item
	for _, g := range grids {
		out = append(out, item{page: p, top: g.top, grid: g})
	}
	lines := linesOf(loose)
	for i := range lines {
		out = append(out, item{page: p, top: lines[i].top, line: &lines[i]})
	}
	slices.SortStableFunc(out, func(a, b item) int { return cmp.Compare(a.top, b.top) })
	return out
}

// grids are the ruled tables of a page, smaller ones first: the innermost table
// owns a character.
func (p *page) grids() []*grid {
	var out []*grid
	for _, f := range frames(p.rules) {
		if g := newGrid(f); g != nil && g.isTable() {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b *grid) int { return cmp.Compare(a.width()*a.height(), b.width()*b.height()) })
	return out
}

func cellOf(grids []*grid, c glyph) *gridCell {
	x, y := c.middle()
	for _, g := range grids {
		if g.holds(x, y) {
			if cell := g.cellAt(x, y); cell != nil {
				return cell
			}
		}
	}
	return nil
}

// writer writes blocks.
type writer struct {
	doc     *document.Document
	columns []float64 // edges of all ruled tables of the file
	// measures are the blocks of text that pages of a width are set in
	measures map[int]measure
}

func (w *writer) paragraph(text string, at document.Position, recognized bool) {
	w.doc.Blocks = append(w.doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: text, At: at}, Recognized: recognized})
}

// column is the number of the edge nearest to x.
func (w *writer) column(x float64) int {
	i, _ := slices.BinarySearch(w.columns, x)
	if i > 0 && (i == len(w.columns) || math.Abs(w.columns[i-1]-x) <= math.Abs(w.columns[i]-x)) {
		i--
	}
	return i
}

// proseCell is how many characters a row's only cell may hold before it counts
// as a paragraph that stands inside a table.
const proseCell = 80

// grid writes a ruled table. A row whose only cell is a paragraph of prose is
// written as one, between the parts of the table.
func (w *writer) grid(p *page, g *grid) {
	var rows []document.Row
	flush := func() {
		if len(rows) > 0 {
			w.doc.Blocks = append(w.doc.Blocks, document.Block{Table: &document.Table{Layout: document.Grid, Rows: rows, At: p.at(g.box)}, Recognized: p.recognized(g.box)})
		}
		rows = nil
	}
	byRow := g.rows()
	for r, cells := range byRow {
		if r == 0 && g.carried {
			continue
		}
		var row document.Row
		for _, c := range cells {
			cell := w.cell(p, g, c)
			for _, below := range byRow[r+1 : c.bottom] {
				if len(below) > 0 {
					cell.RowSpan++
				}
			}
			row = append(row, cell)
		}
		if len(row) == 1 && utf8.RuneCountInString(row[0].Text) > proseCell {
			flush()
			for _, text := range paragraphsOf(linesOf(cells[0].glyphs)) {
				w.paragraph(text, row[0].At, p.recognized(g.box))
			}
			continue
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	flush()
}

// cell writes one cell, its row span still to be counted.
func (w *writer) cell(p *page, g *grid, c *gridCell) document.Cell {
	b := g.boxOf(c)
	cell := document.Cell{Text: withRest(cellText(c.glyphs, b.width()), c.rest), Col: w.column(b.left), RowSpan: 1, At: p.at(b), Doubt: c.doubt}
	cell.ColSpan = max(1, w.column(b.right)-cell.Col)
	if c.restAt != "" {
		cell.At = c.restAt
	}
	if !c.whole && cell.Text != "" {
		cell.Doubt = "the lines around this cell do not close to a rectangle"
	}
	if cell.Doubt == "" {
		cell.Doubt = p.lookOf(b, c.glyphs)
	}
	if cell.Doubt == "" && p.noteOver(b) {
		cell.Doubt = document.CoveredDoubt
	}
	if why := p.doubtIn(b); why != "" {
		cell.Doubt = why
	}
	return cell
}

// rows lists the cells that begin in each row of the grid, left to right,
// without the gaps between borders. Blank cells beside longer ones, where no
// cell with text begins, are no row, nor is one blank cell: a browser that breaks
// a page inside a cell over many rows draws that cell's foot at a height of its
// own, and leaves the last row open below.
func (g *grid) rows() [][]*gridCell {
	out := make([][]*gridCell, len(g.ys)-1)
	for _, c := range g.cells {
		if !g.isGap(c) {
			out[c.top] = append(out[c.top], c)
		}
	}
	for i, row := range out {
		slices.SortFunc(row, func(a, b *gridCell) int { return a.left - b.left })
		width, filled := 0, false
		for _, c := range row {
			width += c.right - c.left
			filled = filled || len(c.glyphs) > 0
		}
		if !filled && (width < len(g.xs)-1 || len(row) == 1) {
			out[i] = nil
		}
	}
	return out
}
