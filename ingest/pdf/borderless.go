package pdf

import (
	"math"
	"slices"
)

// A table without ruling lines is read by the columns in which its texts begin.
// That is tried only in a file that has no ruled table. A gap too narrow to
// part columns by itself parts them where texts of lines nearby begin at the
// same place. A line without numbers whose texts stand under those of the row
// before it continues them. Whether all of the form came out of that is for the
// caller to see: where it is wrong, labels are wrong too.
const (
	narrowGap = 0.35 // in the height of the line
	sameStart = 1.5  // points
	nearLines = 14   // lines before and after
	supports  = 2    // lines nearby that begin a text at the same place
	lineStep  = 1.9  // in the height of the line: what is further down begins a row
)

// starts are the places where a text of the line may begin.
func (l *line) starts() []float64 {
	out := []float64{l.left}
	for i := 1; i < len(l.glyphs); i++ {
		if l.glyphs[i].left-l.glyphs[i-1].right > narrowGap*l.height() {
			out = append(out, l.glyphs[i].left)
		}
	}
	return out
}

// columns cuts every line into its texts.
func columns(items []item) [][]line {
	starts := make([][]float64, len(items))
	for i, it := range items {
		starts[i] = it.line.starts()
	}
	begins := func(i int, x float64) bool {
		n := 0
		for j := max(0, i-nearLines); j <= min(len(items)-1, i+nearLines); j++ {
			if j != i && slices.ContainsFunc(starts[j], func(s float64) bool { return math.Abs(s-x) <= sameStart }) {
				n++
			}
		}
		return n >= supports
	}
	out := make([][]line, len(items))
	for i, it := range items {
		for k, g := range it.line.glyphs {
			air := 0.0
			if k > 0 {
				air = (g.left - it.line.glyphs[k-1].right) / it.line.height()
			}
			if k == 0 || air > columnGap || air > narrowGap && begins(i, g.left) {
				out[i] = append(out[i], line{box: g.box})
			}
			p := &out[i][len(out[i])-1]
			p.glyphs = append(p.glyphs, g)
			p.box = p.join(g.box)
		}
	}
	return out
}

// borderless writes the lines of a file without ruled tables: rows of columns,
// with what continues them, else paragraphs.
func (w *writer) borderless(items []item) {
	pieces := columns(items)
	var open []item
	var row []line // of the row that may be continued
	last := -1
	for i, it := range items {
		next := i == last+1 && last >= 0 && follow(items[last], it)
		if row != nil && next && continues(row, pieces[i]) {
			for _, p := range pieces[i] {
				k := under(row, p)
				w.extend(len(row)-k, p.text())
			}
			last = i
			continue
		}
		row = nil
		if !looksLikeRow(pieces[i]) {
			open = append(open, it)
			continue
		}
		w.paragraphs(open)
		open = nil
		w.aligned(it.page, pieces[i])
		row, last = pieces[i], i
	}
	w.paragraphs(open)
}

// follow tells whether a line stands right under another one, or opens the next
// page.
func follow(a, b item) bool {
	if a.page != b.page {
		return true
	}
	return b.line.bottom-a.line.bottom < lineStep*max(a.line.height(), b.line.height())
}

// continues tells whether all texts of a line stand under texts of a row that
// are no numbers, and are no numbers themselves.
func continues(row, pieces []line) bool {
	for _, p := range pieces {
		k := under(row, p)
		if k < 0 || valueText.MatchString(p.text()) || valueText.MatchString(row[k].text()) {
			return false
		}
		if k+1 < len(row) && p.right > row[k+1].left {
			return false
		}
	}
	return true
}

// under is the text of a row that begins where another one does, -1 for none.
func under(row []line, p line) int {
	return slices.IndexFunc(row, func(r line) bool { return math.Abs(r.left-p.left) <= sameStart })
}

// extend adds a line to one of the last cells written: the n-th from the end.
func (w *writer) extend(n int, text string) {
	table := w.doc.Blocks[len(w.doc.Blocks)-1].Table
	cells := table.Rows[len(table.Rows)-1]
	cells[len(cells)-n].Text += "\n" + text
}

// hasGrid tells whether a file has any ruled table.
func hasGrid(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool { return it.grid != nil })
}
