package pdf

import (
	"cmp"
	"math"
	"slices"

	"gongkai/ingest/document"
)

// paper is from how much of red, green and blue, each of 255, text cannot be told
// from paper.
const paper = 240

// findWhite finds the text objects that are drawn in the colour of paper.
func (s *scene) findWhite() {
	for _, handle := range s.texts {
		if s.integer("FPDFPageObj_GetFillColor", handle, s.scratchAt(0), s.scratchAt(1), s.scratchAt(2), s.scratchAt(3)) == 0 {
			continue
		}
		white := true
		for i := uint32(0); i < 3; i++ {
			part, ok := s.memory.ReadUint32Le(s.scratch + 4*i)
			white = white && ok && part >= paper
		}
		if white {
			if s.white == nil {
				s.white = map[uint64]bool{}
			}
			s.white[handle] = true
		}
	}
}

// Digits of one number stand on one line and are of one size; what a footnote
// mark differs by is more than these shares of their size.
const (
	sameLevel = 0.1
	sameSize  = 0.12
)

// lookOf says why the digits in a cell are not certainly what is seen, "" when
// they are.
func (p *page) lookOf(b box, glyphs []glyph) string {
	if !slices.ContainsFunc(glyphs, func(g glyph) bool { return isDigit(g.text) }) {
		return ""
	}
	for _, g := range glyphs {
		if g.white {
			return document.WhiteDoubt
		}
	}
	if p.struck(b, glyphs) {
		return document.StruckDoubt
	}
	for _, l := range linesOf(glyphs) {
		for i := 1; i < len(l.glyphs); i++ {
			if last, next := l.glyphs[i-1], l.glyphs[i]; isDigit(last.text) && isDigit(next.text) && last.turn == 0 && next.turn == 0 && uneven(last, next) {
				return document.RaisedDoubt
			}
		}
	}
	return ""
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// uneven compares the sizes of the fonts, not how high the digits are: where a
// file does not say how high its fonts are, that differs from one part of a font
// to the next.
func uneven(a, b glyph) bool {
	size := max(a.size, b.size)
	return math.Abs(a.base-b.base) > sameLevel*size || math.Abs(a.size-b.size) > sameSize*size
}

// struck tells whether a line is drawn through a digit: above what it stands on,
// where underlines are not, and below its top.
func (p *page) struck(b box, glyphs []glyph) bool {
	if p.level == nil {
		p.level = []rule{}
		for _, r := range p.rules {
			if !r.upright {
				p.level = append(p.level, r)
			}
		}
		slices.SortFunc(p.level, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	}
	from, _ := slices.BinarySearchFunc(p.level, b.top, func(r rule, y float64) int { return cmp.Compare(r.at, y) })
	for _, r := range p.level[from:] {
		if r.at > b.bottom {
			break
		}
		for _, g := range glyphs {
			x, _ := g.middle()
			if up := (g.base - r.at) / g.height(); isDigit(g.text) && g.turn == 0 && x > r.from && x < r.to && up > 0.1 && up < 0.5 {
				return true
			}
		}
	}
	return false
}
