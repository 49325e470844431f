package pdf

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// line is the characters of one line of print, left to right.
type line struct {
	box
	glyphs []glyph
}

// sameBase is how far apart, in the higher one's height, two characters of one
// line may stand. Some fonts state boxes no higher than the ink, and 一 is flat.
const sameBase = 0.3

// linesOf sorts characters into lines by what they stand on. The lines share
// one copy of the characters.
func linesOf(glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.base, b.base) })
	var out []line
	for i, g := range sorted {
		if n := len(out); n > 0 && g.base-sorted[i-1].base <= sameBase*max(g.height(), out[n-1].height()) {
			first := i - len(out[n-1].glyphs)
			out[n-1].glyphs = sorted[first : i+1 : i+1]
			out[n-1].box = out[n-1].join(g.box)
		} else {
			out = append(out, line{g.box, sorted[i : i+1 : i+1]})
		}
	}
	for i := range out {
		slices.SortStableFunc(out[i].glyphs, func(a, b glyph) int { return cmp.Compare(a.left+a.right, b.left+b.right) })
	}
	return out
}

// wordGap is how wide a gap between two characters, in the height of their
// line, is a space where the file has none; columnGap how wide a gap parts two
// columns; littleAir is what word processors put between Chinese and Latin.
const (
	wordGap   = 0.6
	littleAir = 0.35
	columnGap = 1.6
)

// text joins the characters of a line.
func (l *line) text() string {
	var b strings.Builder
	for i, g := range l.glyphs {
		if i > 0 && l.spaceBefore(i) {
			b.WriteByte(' ')
		}
		b.WriteRune(g.text)
	}
	return b.String()
}

// spaceBefore tells whether a space parts a character from the one before it.
// The little air that word processors put between Chinese and Latin is none.
func (l *line) spaceBefore(i int) bool {
	last, next := l.glyphs[i-1], l.glyphs[i]
	air := next.left - last.right
	if chinese(last.text) || chinese(next.text) {
		return air > wordGap*l.height() || next.spaced && air > littleAir*l.height()
	}
	return next.spaced || air > wordGap*l.height()
}

// chinese tells characters that are as wide as high.
func chinese(r rune) bool { return document.Width(r) == 2 }

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

// cellText is the text of a cell of that width, its lines joined by line feeds.
// Text that stands on its side is turned first. Full-width digits are broken
// over lines like words of Chinese: where the line above is full they are one
// number.
func cellText(glyphs []glyph, width float64) string {
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
	var b strings.Builder
	lines := linesOf(glyphs)
	for i, l := range lines {
		if i > 0 && !brokenNumber(lines[i-1], l, width) {
			b.WriteByte('\n')
		}
		b.WriteString(l.text())
	}
	return b.String()
}

func brokenNumber(last, next line, width float64) bool {
	end, start := last.glyphs[len(last.glyphs)-1], next.glyphs[0]
	wide := func(r rune) bool { return r >= '０' && r <= '９' }
	return wide(end.text) && wide(start.text) && width-last.width() < 2*start.width()
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
