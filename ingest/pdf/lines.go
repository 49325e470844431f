package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// line is the characters of one line of print, left to right.
type line struct {
	box
	glyphs []glyph
}

// sameBase is how far apart, in the higher one's height, two characters of one
// line may stand. Some fonts state boxes no higher than the ink, and 一 is flat.
const sameBase = 0.3

// linesOf sorts characters into lines by what they stand on.
func linesOf(glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.base, b.base) })
	var out []line
	last := 0.0
	for _, g := range sorted {
		if n := len(out); n > 0 && g.base-last <= sameBase*max(g.height(), out[n-1].height()) {
			out[n-1].glyphs = append(out[n-1].glyphs, g)
			out[n-1].box = out[n-1].join(g.box)
		} else {
			out = append(out, line{g.box, []glyph{g}})
		}
		last = g.base
	}
	for i := range out {
		slices.SortStableFunc(out[i].glyphs, func(a, b glyph) int { return cmp.Compare(a.left+a.right, b.left+b.right) })
	}
	return out
}

// wordGap is how wide a gap between two characters, in the height of their
// line, is a space where the file has none; columnGap how wide a gap parts two
// columns.
const (
	wordGap   = 0.6
	columnGap = 1.6
)

// text joins the characters of a line.
func (l *line) text() string {
	var b strings.Builder
	for i, g := range l.glyphs {
		if i > 0 && (g.spaced || g.left-l.glyphs[i-1].right > wordGap*l.height()) {
			b.WriteByte(' ')
		}
		b.WriteRune(g.text)
	}
	return b.String()
}

// pieces cuts a line at gaps that part columns.
func (l *line) pieces() []line {
	var out []line
	for i, g := range l.glyphs {
		if i == 0 || g.left-l.glyphs[i-1].right > columnGap*l.height() {
			out = append(out, line{box: g.box})
		}
		p := &out[len(out)-1]
		p.glyphs = append(p.glyphs, g)
		p.box = p.join(g.box)
	}
	return out
}

// cellText is the text of a cell, its lines joined by line feeds. Text that
// stands on its side is turned first.
func cellText(glyphs []glyph) string {
	if len(glyphs) == 0 {
		return ""
	}
	var votes [4]int
	for _, g := range glyphs {
		votes[g.turn]++
	}
	turn := 0
	for t, n := range votes {
		if n > votes[turn] {
			turn = t
		}
	}
	if turn != 0 {
		glyphs = onItsSide(glyphs, turn)
	}
	var parts []string
	for _, l := range linesOf(glyphs) {
		parts = append(parts, l.text())
	}
	return strings.Join(parts, "\n")
}

// onItsSide turns characters by quarter turns clockwise. Their
// middles then stand for what they stood on.
func onItsSide(glyphs []glyph, turn int) []glyph {
	out := slices.Clone(glyphs)
	for i, g := range out {
		switch turn {
		case 1:
			out[i].box = box{-g.bottom, g.left, -g.top, g.right}
		case 2:
			out[i].box = box{-g.right, -g.bottom, -g.left, -g.top}
		case 3:
			out[i].box = box{g.top, -g.right, g.bottom, -g.left}
		}
		_, out[i].base = out[i].middle()
	}
	return out
}
