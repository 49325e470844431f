package html

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/document"
)

// Limits of a grid: beyond them a page is hostile, not a report.
const (
	maxSpan  = 1000
	maxCells = 2_000_000
)

// ErrGrid means that a table spans more cells than any report has.
var ErrGrid = errors.New("table spans more than 2,000,000 cells")

// ErrNested means that elements stand inside each other deeper than the HTML
// parser follows.
var ErrNested = errors.New("elements are nested more than 512 deep")

// PlaceError is an error at a place of the page.
type PlaceError struct {
	At  document.Position
	Err error
}

func (e *PlaceError) Error() string { return string(e.At) + ": " + e.Err.Error() }

func (e *PlaceError) Unwrap() error { return e.Err }

// proseCell is how many characters a row's only cell may hold before it counts
// as a paragraph that stands inside a table.
const proseCell = 80

// grid places cells into rows and columns, spans resolved.
type grid struct {
	styles
	down   []int // per column, how many more rows the cell above reaches down
	size   int
	around around // what stands around the table says of all its cells
}

// table emits a data table. A row whose only cell is a paragraph of prose is
// emitted as one, between the parts of the table.
func (w *walker) table(n *html.Node) {
	w.tables++
	number := w.tables
	at := document.Position(fmt.Sprintf("table %d", number))
	part := &document.Table{Layout: document.Grid, At: at}
	emit := func() {
		if len(part.Rows) > 0 {
			w.doc.Blocks = append(w.doc.Blocks, document.Block{Table: part})
		}
		part = &document.Table{Layout: document.Grid, At: at}
	}
	g := grid{styles: w.styles, around: w.styles.aroundTable(n)}
	rows := g.rows(n)
	for i, tr := range rows {
		if i > 0 && tr.Parent != rows[i-1].Parent { // no cell reaches out of its group of rows
			g.down = nil
		}
		row, err := g.row(tr, number, i+1)
		if err != nil {
			w.err = &PlaceError{document.Position(fmt.Sprintf("table %d row %d", number, i+1)), err}
			return
		}
		if len(row) == 1 && len([]rune(row[0].Text)) > proseCell {
			emit()
			for _, line := range strings.Split(row[0].Text, "\n") {
				w.paragraph(line)
			}
			continue
		}
		part.Rows = append(part.Rows, row)
	}
	emit()
}

// rows lists the rows of a table, through thead, tbody and tfoot.
func (s styles) rows(table *html.Node) []*html.Node {
	var out []*html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || s.hidden(c) {
				continue
			}
			if c.DataAtom == atom.Tr {
				out = append(out, c)
			} else {
				walk(c)
			}
		}
	}
	walk(table)
	return out
}

func (g *grid) row(tr *html.Node, table, number int) (document.Row, error) {
	row := make(document.Row, 0, min(len(g.down)+1, 32))
	next := make([]int, len(g.down))
	for i, d := range g.down {
		next[i] = max(0, d-1)
	}
	col, around := 0, g.aroundCells(tr, g.around)
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.Type != html.ElementNode || td.DataAtom != atom.Td && td.DataAtom != atom.Th || g.hidden(td) {
			continue
		}
		for col < len(g.down) && g.down[col] > 0 {
			col++
		}
		cols, rows := g.span(td, "colspan"), g.span(td, "rowspan")
		if g.size += cols * rows; g.size > maxCells {
			return nil, ErrGrid
		}
		for len(next) < col+cols {
			next = append(next, 0)
		}
		for i := col; i < col+cols; i++ {
			next[i] = rows - 1
		}
		row = append(row, document.Cell{
			Text: g.cellText(td), Col: col, ColSpan: cols, RowSpan: rows, Doubt: g.doubt(td, around),
			At: document.CellAt(table, number, col+1),
		})
		col += cols
	}
	g.down = next
	return row, nil
}

// span is over how many columns or rows a cell reaches, read as browsers do:
// what follows the digits does not count.
func (s styles) span(td *html.Node, name string) int {
	text := strings.TrimPrefix(strings.TrimSpace(attribute(td, name)), "+")
	digits := text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
	if digits == "" {
		return 1
	}
	n, err := strconv.Atoi(digits)
	switch {
	case n == 1 || n == 0 && name == "colspan":
		return 1
	case n == 0: // down to the end of its group
		return s.rowsBelow(td.Parent)
	case err != nil: // more than any number
		return maxSpan
	}
	return min(n, maxSpan)
}

// rowsBelow counts the rows of a group from one on.
func (s styles) rowsBelow(tr *html.Node) int {
	n := 1
	for r := tr.NextSibling; r != nil; r = r.NextSibling {
		if r.DataAtom == atom.Tr && !s.hidden(r) {
			n++
		}
	}
	return n
}

// cellText joins a cell's paragraphs and broken lines by line feeds.
func (s styles) cellText(td *html.Node) string {
	if c := td.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode { // as in most cells
		return oneLine(c.Data)
	}
	var lines []string
	var line strings.Builder
	flush := func() {
		if text := oneLine(line.String()); text != "" {
			lines = append(lines, text)
		}
		line.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				line.WriteString(c.Data)
			case c.Type != html.ElementNode || skipped[c.DataAtom] || s.hidden(c):
			case c.DataAtom == atom.Br:
				flush()
			case s.inline(c):
				walk(c)
			default:
				flush()
				walk(c)
				flush()
			}
		}
	}
	walk(td)
	flush()
	return strings.Join(lines, "\n")
}
