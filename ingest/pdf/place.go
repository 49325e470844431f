package pdf

// place turns a page so that most of its text stands upright and fills it.
func (p *page) place(raw []rawGlyph, s *scene, sheet box, rotation int) {
	var votes [4]int
	for _, g := range raw {
		votes[g.turn]++
	}
	turn := rotation
	for t, n := range votes {
		if n > votes[turn] {
			turn = t
		}
	}
	p.shown = (rotation - turn) & 3
	p.width, p.height = sheet.right-sheet.left, sheet.top-sheet.bottom
	if turn%2 == 1 {
		p.width, p.height = p.height, p.width
	}
	whole := box{0, 0, p.width, p.height}
	p.glyphs, p.rules = make([]glyph, 0, len(raw)), make([]rule, 0, len(s.strokes))
	for _, g := range raw {
		b := turned(g.left, g.bottom, g.right, g.top, sheet, turn)
		if x, y := b.middle(); whole.holds(x, y) {
			base := turned(g.x, g.y, g.x, g.y, sheet, turn).top
			p.glyphs = append(p.glyphs, glyph{text: g.text, box: b, base: base, size: g.size, turn: (g.turn - turn) & 3, spaced: g.spaced, doubt: g.doubt})
		}
	}
	for _, e := range s.strokes {
		b := turned(e.left, e.bottom, e.right, e.top, sheet, turn)
		x, y := b.middle()
		if b.height() >= b.width() {
			p.rules = append(p.rules, rule{true, x, b.top, b.bottom})
		} else {
			p.rules = append(p.rules, rule{false, y, b.left, b.right})
		}
	}
	for _, e := range s.notes {
		p.notes = append(p.notes, turned(e.left, e.bottom, e.right, e.top, sheet, turn))
	}
	for _, e := range s.pictures {
		p.pictures = append(p.pictures, turned(e.left, e.bottom, e.right, e.top, sheet, turn))
	}
}
