package pdf

import (
	"math"
	"slices"

	"gongkai/ingest/document"
)

// grid is a ruled table of one page: the areas between the edges, joined where
// no line stands between them.
type grid struct {
	box
	xs, ys []float64 // edges
	cells  []*gridCell
	owner  []int // cell of every area, row by row
	// carried says that the first row is the lower half of the last row on the
	// page before, which holds its text.
	carried bool
}

// gridCell is one cell: the areas left, top … right, bottom (excluded) of the
// grid.
type gridCell struct {
	left, top, right, bottom int
	whole                    bool // the areas fill the rectangle
	glyphs                   []glyph
	rest                     string            // text of the lower half on the next page
	restAt                   document.Position // of the lower half, where all text is there
	doubt                    string
}

// maxAreas is how many areas a grid may have; drawings have more.
const maxAreas = 60_000

// sliver is how small an area is a gap between two borders, not a cell.
const sliver = 5.0

// newGrid rebuilds a table, nil where the lines make no table.
func newGrid(f frame) *grid {
	left, right := reach(f.level)
	top, bottom := reach(f.upright)
	var xs, ys []float64
	for _, v := range f.upright {
		xs = append(xs, v.at)
	}
	for _, h := range f.level {
		ys = append(ys, h.at)
	}
	// A side without a line of its own is where the lines end that meet it: a
	// table open to the left and right, or one that the page cuts.
	g := &grid{xs: within(left, right, edges(xs)), ys: within(top, bottom, edges(ys))}
	columns, rows := len(g.xs)-1, len(g.ys)-1
	if columns < 2 || rows < 1 || columns*rows > maxAreas {
		return nil
	}
	g.box = box{g.xs[0], g.ys[0], g.xs[columns], g.ys[rows]}
	parent := newSets(columns * rows)
	for r := range rows {
		y := (g.ys[r] + g.ys[r+1]) / 2
		for c := range columns - 1 {
			if !covers(f.upright, g.xs[c+1], y) {
				parent.join(r*columns+c, r*columns+c+1)
			}
		}
	}
	for c := range columns {
		x := (g.xs[c] + g.xs[c+1]) / 2
		for r := range rows - 1 {
			if !covers(f.level, g.ys[r+1], x) {
				parent.join(r*columns+c, (r+1)*columns+c)
			}
		}
	}
	g.collect(parent, columns, rows)
	return g
}

func reach(rules []rule) (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, r := range rules {
		from, to = min(from, r.from), max(to, r.to)
	}
	return from, to
}

// edges sorts and joins edges that are one.
func edges(all []float64) []float64 {
	slices.Sort(all)
	var out []float64
	for _, e := range all {
		if len(out) == 0 || e-out[len(out)-1] > sameEdge {
			out = append(out, e)
		}
	}
	return out
}

// within adds the two ends where no edge stands near them.
func within(from, to float64, edges []float64) []float64 {
	if from < edges[0]-sameEdge {
		edges = append([]float64{from}, edges...)
	}
	if to > edges[len(edges)-1]+sameEdge {
		edges = append(edges, to)
	}
	return edges
}

// covers tells whether a line at that edge passes that point.
func covers(rules []rule, at, point float64) bool {
	for _, r := range rules {
		if math.Abs(r.at-at) <= sameEdge && point >= r.from && point <= r.to {
			return true
		}
	}
	return false
}

func (g *grid) collect(parent sets, columns, rows int) {
	g.owner = make([]int, columns*rows)
	byRoot := map[int]int{}
	var areas []int
	for i := range g.owner {
		root := parent.root(i)
		n, ok := byRoot[root]
		r, c := i/columns, i%columns
		if !ok {
			n = len(g.cells)
			byRoot[root] = n
			g.cells = append(g.cells, &gridCell{left: c, top: r, right: c + 1, bottom: r + 1})
			areas = append(areas, 0)
		}
		cell := g.cells[n]
		cell.left, cell.right = min(cell.left, c), max(cell.right, c+1)
		cell.bottom = max(cell.bottom, r+1)
		g.owner[i] = n
		areas[n]++
	}
	for n, cell := range g.cells {
		cell.whole = areas[n] == (cell.right-cell.left)*(cell.bottom-cell.top)
	}
}

// cellAt is the cell that holds a point, nil outside the table.
func (g *grid) cellAt(x, y float64) *gridCell {
	c, r := below(g.xs, x), below(g.ys, y)
	if c < 0 || r < 0 || c >= len(g.xs)-1 || r >= len(g.ys)-1 {
		return nil
	}
	return g.cells[g.owner[r*(len(g.xs)-1)+c]]
}

// below is the index of the last edge that is not after v.
func below(edges []float64, v float64) int {
	i, exact := slices.BinarySearch(edges, v)
	if exact {
		return i
	}
	return i - 1
}

func (g *grid) boxOf(c *gridCell) box {
	return box{g.xs[c.left], g.ys[c.top], g.xs[c.right], g.ys[c.bottom]}
}

// isGap tells the strip between two borders that are drawn apart.
func (g *grid) isGap(c *gridCell) bool {
	b := g.boxOf(c)
	return len(c.glyphs) == 0 && min(b.width(), b.height()) < sliver
}

// isTable tells a table from a frame around text: it has at least two cells
// side by side somewhere.
func (g *grid) isTable() bool {
	filled := 0
	for _, c := range g.cells {
		if !g.isGap(c) && c.right-c.left < len(g.xs)-1 {
			filled++
		}
	}
	return filled >= 2
}
