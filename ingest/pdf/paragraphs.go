package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// margin is the share of a page's height at its top and bottom where running
// heads and page numbers stand.
const margin = 0.12

var (
	pageNumber = regexp.MustCompile(`^[-—–－·•~\s]*(第\s*)?\d{1,3}(\s*页)?(\s*[/,，共]*\s*\d{1,3}\s*页?)?[-—–－·•~\s]*$`)
	digits     = regexp.MustCompile(`\d+`)
)

// withoutFurniture drops page numbers, and running heads and feet: lines in
// the margin that come again on another page at the same height, digits apart.
func withoutFurniture(items []item) []item {
	type place struct {
		text string
		y    int
	}
	pagesWith := map[place]map[int]bool{}
	key := func(it item) place {
		return place{digits.ReplaceAllString(it.line.text(), "0"), int(math.Round(it.top / 4))}
	}
	inMargin := func(it item) bool {
		h := it.page.height
		return it.line != nil && (it.line.bottom < margin*h || it.line.top > (1-margin)*h)
	}
	for _, it := range items {
		if inMargin(it) {
			k := key(it)
			if pagesWith[k] == nil {
				pagesWith[k] = map[int]bool{}
			}
			pagesWith[k][it.page.number] = true
		}
	}
	return slices.DeleteFunc(items, func(it item) bool {
		return inMargin(it) && (len(pagesWith[key(it)]) > 1 || pageNumber.MatchString(it.line.text()))
	})
}

// lines writes the lines between two tables: rows of columns aligned with
// spaces where a line has wide gaps between short pieces, else paragraphs.
func (w *writer) lines(items []item) {
	var open []item
	flush := func() {
		w.paragraphs(open)
		open = nil
	}
	for _, it := range items {
		pieces := it.line.pieces()
		if !looksLikeRow(pieces) {
			open = append(open, it)
			continue
		}
		flush()
		w.aligned(it.page, pieces)
	}
	flush()
}

// looksLikeRow tells a row of a table from prose with wide gaps: every piece
// is short, or one is a bare value.
func looksLikeRow(pieces []line) bool {
	if len(pieces) < 2 {
		return false
	}
	short := true
	for _, p := range pieces {
		s := p.text()
		n := utf8.RuneCountInString(s)
		if n <= 6 && strings.IndexFunc(s, unicode.IsLetter) < 0 {
			return true
		}
		short = short && n <= 24
	}
	return short
}

func (w *writer) aligned(p *page, pieces []line) {
	var row document.Row
	for _, piece := range pieces {
		left := int(math.Round(piece.left))
		row = append(row, document.Cell{Text: piece.text(), Col: left, RowSpan: 1,
			ColSpan: max(1, int(math.Round(piece.right))-left), At: p.at(piece.box)})
	}
	if n := len(w.doc.Blocks); n > 0 {
		if last := w.doc.Blocks[n-1].Table; last != nil && last.Layout == document.Aligned {
			last.Rows = append(last.Rows, row)
			return
		}
	}
	w.doc.Blocks = append(w.doc.Blocks, document.Block{Table: &document.Table{
		Layout: document.Aligned, Rows: []document.Row{row}, At: row[0].At}})
}

// paragraphs joins lines. A line ends its paragraph when it ends before the
// right edge of the text; a line that is indented, set apart or of another size
// begins one.
func (w *writer) paragraphs(items []item) {
	lines := make([]line, len(items))
	for i, it := range items {
		lines[i] = *it.line
	}
	for i := 0; i < len(items); {
		edge := w.measures[items[i].page.measured()]
		whole, at := lines[i].text(), lines[i].box
		next := i + 1
		for next < len(items) && edge.continues(lines[next-1], lines[next], items[next].page == items[next-1].page) {
			whole += joint(whole, lines[next]) + lines[next].text()
			if items[next].page == items[i].page {
				at = at.join(lines[next].box)
			}
			next++
		}
		w.paragraph(strings.TrimSpace(whole), items[i].page.at(at))
		i = next
	}
}

// paragraphsOf joins the lines of one cell.
func paragraphsOf(lines []line) []string {
	edge := newMeasure(lines)
	var out []string
	for i, l := range lines {
		if i > 0 && edge.continues(lines[i-1], l, true) {
			out[len(out)-1] += joint(out[len(out)-1], l) + l.text()
			continue
		}
		out = append(out, l.text())
	}
	return out
}

// joint is what stands between two lines that are joined: a space between
// Latin words, else nothing.
func joint(before string, next line) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first := next.glyphs[0].text
	if last < unicode.MaxLatin1 && first < unicode.MaxLatin1 && unicode.IsLetter(last) && unicode.IsLetter(first) {
		return " "
	}
	return ""
}

// measured is what tells pages that are set alike: their width.
func (p *page) measured() int { return int(math.Round(p.width)) }

// measuresOf finds the block of text of the pages of each width.
func measuresOf(items []item) map[int]measure {
	lines := map[int][]line{}
	for _, it := range items {
		if it.line != nil {
			key := it.page.measured()
			lines[key] = append(lines[key], *it.line)
		}
	}
	out := map[int]measure{}
	for key, l := range lines {
		out[key] = newMeasure(l)
	}
	return out
}

// measure is the block of text that lines are set in.
type measure struct {
	left, right float64
	pitch       float64 // usual distance from one line to the next, in line heights
}

func newMeasure(lines []line) measure {
	m := measure{left: math.Inf(1), right: math.Inf(-1)}
	for _, l := range lines {
		m.left, m.right = min(m.left, l.left), max(m.right, l.right)
	}
	// Only full lines and what follows them tell, and of these the closer ones:
	// paragraphs that are set apart may end full, too.
	var pitches []float64
	for i, l := range lines {
		if i > 0 && l.top > lines[i-1].top && m.mayContinue(lines[i-1], l) {
			pitches = append(pitches, (l.top-lines[i-1].top)/l.height())
		}
	}
	if len(pitches) > 0 {
		slices.Sort(pitches)
		m.pitch = pitches[len(pitches)/4]
	}
	return m
}

// continues tells whether next goes on with the paragraph of last.
func (m measure) continues(last, next line, samePage bool) bool {
	if samePage && (next.top-last.top)/last.height() > 1.4*max(m.pitch, 1) {
		return false
	}
	return m.mayContinue(last, next)
}

// mayContinue tells whether two lines can be of one paragraph, wherever they
// stand one to the other.
func (m measure) mayContinue(last, next line) bool {
	size := last.height()
	switch {
	case last.right < m.right-2*size: // ends early
		return false
	case next.left > m.left+1.2*size: // indented, or centred
		return false
	case last.left > m.left+4.5*size: // centred: no first line is indented that far
		return false
	}
	return math.Abs(next.height()-size) <= 0.25*size
}
