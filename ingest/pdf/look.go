package pdf

import (
	"cmp"
	"math"
	"slices"

	"gongkai/ingest/document"
)

// pale is how much of text, of 255, must not shine through for it to be seen.
const pale = 26

// findLooks finds the text objects that are not painted, or in the colour of
// paper, or in a layer, which may be one that is not shown.
func (s *scene) findLooks() {
	for _, handle := range s.texts {
		doubt, colour := "", "FPDFPageObj_GetFillColor"
		switch s.integer("FPDFTextObj_GetTextRenderMode", handle) {
		case invisibleText, clippingText:
			doubt = document.HiddenDoubt
		case outlinedText:
			colour = "FPDFPageObj_GetStrokeColor"
		}
		if doubt == "" && s.layers && s.inLayer(handle) {
			doubt = document.HiddenDoubt
		}
		if doubt == "" {
			doubt = s.lookOfColour(colour, handle)
		}
		if doubt != "" {
			if s.doubts == nil {
				s.doubts = map[uint64]string{}
			}
			s.doubts[handle] = doubt
		}
	}
}

func (s *scene) lookOfColour(function string, handle uint64) string {
	c, ok := s.colour(function, handle)
	switch {
	case !ok:
		return ""
	case c[3] < pale:
		return document.HiddenDoubt
	case min(c[0], c[1], c[2]) >= document.Paper:
		return document.WhiteDoubt
	}
	return ""
}

// colour is red, green, blue and how little shines through, each of 255.
func (s *scene) colour(function string, handle uint64) (c [4]uint32, ok bool) {
	if s.integer(function, handle, s.scratchAt(0), s.scratchAt(1), s.scratchAt(2), s.scratchAt(3)) == 0 {
		return c, false
	}
	for i := range c {
		if c[i], ok = s.memory.ReadUint32Le(s.scratch + 4*uint32(i)); !ok {
			return c, false
		}
	}
	return c, true
}

// inLayer tells whether an object is marked as part of optional content.
func (s *scene) inLayer(handle uint64) bool {
	for i, n := 0, s.integer("FPDFPageObj_CountMarks", handle); i < n && s.err == nil; i++ {
		mark := s.call("FPDFPageObj_GetMark", handle, uint64(i))
		const room = 8 // bytes of UTF-16, with a zero at the end; longer names are not written
		if mark == 0 || s.integer("FPDFPageObjMark_GetName", mark, s.scratchAt(1), room, s.scratchAt(0)) == 0 {
			continue
		}
		if b, ok := s.memory.Read(s.scratch, 4+room); ok && string(b) == "\x06\x00\x00\x00O\x00C\x00\x00\x00"+string(b[10:]) {
			return true
		}
	}
	return false
}

// Kinds of annotations that hide nothing under them: links, highlights,
// underlines, carets and what shows only when it is opened.
var harmless = map[int]bool{1: true, 2: true, 9: true, 10: true, 11: true, 14: true, 16: true}

const hiddenNote = 2 // a flag of annotations

// findNotes finds the places of annotations that may hide text or show another.
func (s *scene) findNotes(page uint64) {
	for i, n := 0, s.integer("FPDFPage_GetAnnotCount", page); i < n && s.spend(&s.budget.objects, 1, "1,000,000 drawn objects"); i++ {
		note := s.call("FPDFPage_GetAnnot", page, uint64(i))
		if note == 0 {
			continue
		}
		if !harmless[s.integer("FPDFAnnot_GetSubtype", note)] && s.integer("FPDFAnnot_GetFlags", note)&hiddenNote == 0 &&
			s.integer("FPDFAnnot_GetRect", note, s.scratchAt(0)) != 0 {
			f := s.floats(4)
			s.notes = append(s.notes, span(f[0], f[1], f[2], f[3]))
		}
		s.call("FPDFPage_CloseAnnot", note)
	}
}

// noteOver tells whether an annotation lies over part of a box.
func (p *page) noteOver(b box) bool {
	const edge = 1 // points by which it may reach over a line
	return slices.ContainsFunc(p.notes, func(n box) bool {
		return min(n.right, b.right)-max(n.left, b.left) > edge && min(n.bottom, b.bottom)-max(n.top, b.top) > edge
	})
}

// Digits of one number stand on one line and are of one size; what a footnote
// mark differs by is more than these shares of their size.
const (
	sameLevel = 0.1
	sameSize  = 0.12
	// overlap is how much of its width a digit may share with the next one.
	overlap = 0.5
)

// lookOf says why the digits in a cell are not certainly what is seen, "" when
// they are.
func (p *page) lookOf(b box, glyphs []glyph) string {
	if !slices.ContainsFunc(glyphs, func(g glyph) bool { return isDigit(g.text) }) {
		return ""
	}
	for _, g := range glyphs {
		if g.doubt != "" {
			return g.doubt
		}
		if g.turn != 0 && isDigit(g.text) {
			return document.TurnedDoubt
		}
	}
	if p.struck(b, glyphs) {
		return document.StruckDoubt
	}
	for _, l := range linesOf(glyphs) {
		for i := 1; i < len(l.glyphs); i++ {
			last, next := l.glyphs[i-1], l.glyphs[i]
			switch {
			case !isDigit(last.text) || !isDigit(next.text):
			case last.right-next.left > overlap*min(last.width(), next.width()):
				return document.HiddenDoubt
			case uneven(last, next):
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
