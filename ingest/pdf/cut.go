package pdf

import (
	"regexp"
	"slices"
	"strings"
)

// A page may end inside a row. The two halves are then drawn as two rows, each
// with all its lines, and only what they hold tells them from two whole rows.

var (
	// opensRow is how the label of a row of its own begins: with its number.
	opensRow = regexp.MustCompile(`^\s*([（(]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,2}[.．、]|[㈠-㈩①-⑳⑴-⒇])`)
	// valueText is what no label ends or begins with on the next page.
	valueText = regexp.MustCompile(`^[+\-−–—减增]*\s*[\d０-９][\d０-９,，.．]*\s*[元万件宗例个条份项]*$|^[\-−–—/\\]+$|^无$|^不适用$|^[〇零]$`)
)

// Slacks of the last line before the page's end, in characters: less than
// fullLine means that the text goes on, less than nearlyFull that it may.
const (
	fullLine   = 1.1
	nearlyFull = 3.0
)

// halves is a row cut by the page's end: its cells above and below.
type halves struct{ above, below []*gridCell }

// join carries the lower half of a cut row over to the upper one. Where it is
// not certain that the row was cut, both halves are doubted.
func (w *writer) join(a, b item) {
	h, ok := w.halves(a.grid, b.grid)
	if !ok {
		return
	}
	slack, ok := h.slack()
	if !ok || slack >= nearlyFull {
		return
	}
	for i, up := range h.above {
		down := h.below[i]
		switch {
		case slack >= fullLine:
			up.doubt, down.doubt = "the page's end may have cut this row", "the page's end may have cut this row"
		case len(down.glyphs) > 0:
			up.rest = cellText(down.glyphs, b.grid.boxOf(down).width())
			if len(up.glyphs) == 0 {
				up.restAt = b.page.at(b.grid.boxOf(down))
			}
		}
	}
	b.grid.carried = slack < fullLine
}

// halves finds the last row above and the first row below, if their cells stand
// in the same columns.
func (w *writer) halves(a, b *grid) (halves, bool) {
	last, rows := -1, a.rows()
	for r, row := range rows {
		if len(row) > 0 {
			last = r
		}
	}
	if last < 0 {
		return halves{}, false
	}
	h := halves{a.across(last), b.across(0)}
	if len(h.above) != len(h.below) || len(h.above) < 2 {
		return h, false
	}
	for i, up := range h.above {
		x, y := a.boxOf(up), b.boxOf(h.below[i])
		if w.column(x.left) != w.column(y.left) || w.column(x.right) != w.column(y.right) {
			return h, false
		}
	}
	return h, true
}

// across lists the cells that a row passes, left to right.
func (g *grid) across(row int) []*gridCell {
	columns := len(g.xs) - 1
	var out []*gridCell
	for c := range columns {
		cell := g.cells[g.owner[row*columns+c]]
		if !g.isGap(cell) && !slices.Contains(out, cell) {
			out = append(out, cell)
		}
	}
	return out
}

// slack is how much room the texts that would go on below leave on their last
// line above, in characters, 0 where they are numbered above and not below;
// fullLine where the numbers seem to go on below, too, which is not certain;
// false where the halves cannot be one row: values in both, a label of its own
// below, or nothing below.
func (h halves) slack() (float64, bool) {
	goesOn, valuesAbove, valuesBelow, labelsAbove, looseBelow := 0, 0, 0, 0, 0
	slack, both, unnumbered := 0.0, false, false
	for i, up := range h.above {
		down := h.below[i]
		above, below := cellText(up.glyphs, 0), cellText(down.glyphs, 0)
		switch {
		case above != "" && below != "":
			if opensRow.MatchString(below) {
				return 0, false
			}
			if valueText.MatchString(above) || valueText.MatchString(below) {
				both = true
				continue
			}
			unnumbered = unnumbered || opensRow.MatchString(above)
			goesOn++
			if !opensRow.MatchString(above) { // of numbered rows one without a number is no row
				slack = max(slack, room(up, down))
			}
		case above != "" && valueText.MatchString(above):
			valuesAbove++
		case above != "":
			labelsAbove++
		case below != "" && valueText.MatchString(below):
			valuesBelow++
		case below != "":
			looseBelow++
		}
	}
	switch {
	case both && unnumbered: // a row of its own would be numbered as the one above
		return fullLine, true
	case both || valuesAbove > 0 && valuesBelow > 0:
		return 0, false
	case goesOn > 0:
		return slack, true
	case looseBelow > 0:
		return 0, false
	}
	return 0, labelsAbove > 0 && valuesBelow > 0 // a row of values without a label
}

// room is how many characters of the text below would still have fitted on the
// last line above, measured against the widest line of both.
func room(up, down *gridCell) float64 {
	above, below := linesOf(up.glyphs), linesOf(down.glyphs)
	widest := 0.0
	for _, l := range slices.Concat(above, below) {
		widest = max(widest, l.width())
	}
	first := below[0].glyphs[0]
	return (widest - above[len(above)-1].width()) / max(first.width(), 1)
}

// withRest is the text of a cell with what the next page carries of it.
func withRest(text, rest string) string { return strings.Trim(text+"\n"+rest, "\n") }
