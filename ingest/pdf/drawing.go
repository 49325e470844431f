package pdf

import (
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// Box is a rectangle on a page, in points from its top left corner.
type Box struct{ Left, Top, Right, Bottom float64 }

// Rule is a ruling line; At is the x of an upright one, the y of a level one.
type Rule struct {
	Upright      bool
	At, From, To float64
}

// Text is what was recognised in a cell of a drawing's tables, its lines joined
// by line feeds, or a word outside them.
type Text struct {
	Box
	Text  string
	Doubt string // why the text is not certain, empty when it is
}

// Drawing is what somebody made out in a picture of a page.
type Drawing struct {
	Width, Height float64 // of the page, in points
	Rules         []Rule
	Texts         []Text
}

// CellsOf are the cells of the tables that ruling lines make, in no order. Cells
// that the lines do not close are left out.
func CellsOf(rules []Rule) []Box {
	p := &page{rules: rulesFrom(rules)}
	var out []Box
	for _, g := range p.grids() {
		for _, c := range g.cells {
			if b := g.boxOf(c); c.whole && !g.isGap(c) {
				out = append(out, Box{b.left, b.top, b.right, b.bottom})
			}
		}
	}
	return out
}

// FromDrawings makes a document of drawings of whole pages, one after the other.
func FromDrawings(drawings []*Drawing) *document.Document {
	var pages []*page
	for i, d := range drawings {
		p := &page{number: i + 1, width: d.Width, height: d.Height}
		p.draw(*d, box{0, 0, d.Width, d.Height})
		pages = append(pages, p)
	}
	return assemble(pages)
}

func rulesFrom(rules []Rule) []rule {
	var out []rule
	for _, r := range rules {
		out = append(out, rule{r.Upright, r.At, r.From, r.To})
	}
	return out
}

// draw adds to a page what was made out in a part of it.
func (p *page) draw(d Drawing, part box) {
	p.seen = append(p.seen, part)
	p.rules = append(p.rules, rulesFrom(d.Rules)...)
	for _, t := range d.Texts {
		b := box{t.Left, t.Top, t.Right, t.Bottom}
		p.glyphs = append(p.glyphs, typeset(t.Text, b)...)
		if t.Doubt != "" {
			p.doubts = append(p.doubts, doubt{b, t.Doubt})
		}
	}
}

// doubt is why the text in a part of a page is not certain.
type doubt struct {
	box
	why string
}

// doubtIn is the first doubt about what stands in a box, "" for none.
func (p *page) doubtIn(b box) string {
	i := slices.IndexFunc(p.doubts, func(d doubt) bool { return b.holds(d.middle()) })
	if i < 0 {
		return ""
	}
	return p.doubts[i].why
}

// recognized tells whether a box shows what was made out in a picture.
func (p *page) recognized(b box) bool {
	return slices.ContainsFunc(p.seen, func(part box) bool { return part.holds(b.middle()) })
}

// typeset places the characters of a text in its box, as large as it allows:
// lines evenly, each from the left edge.
func typeset(text string, b box) []glyph {
	lines := strings.Split(text, "\n")
	widest := 1
	for _, l := range lines {
		n := 0
		for _, r := range l {
			n += document.Width(r)
		}
		widest = max(widest, n)
	}
	pitch := b.height() / float64(len(lines))
	half := min(pitch*0.8/2, b.width()/float64(widest)) // the width of a Latin letter
	var out []glyph
	for i, l := range lines {
		x, top, spaced := b.left, b.top+float64(i)*pitch, false
		for _, r := range l {
			w := half * float64(document.Width(r))
			if isSpace(r) {
				spaced = true
			} else {
				g := glyph{text: r, box: box{x, top, x + w, top + pitch*0.8}, base: top + pitch*0.8, size: pitch * 0.8, spaced: spaced}
				out = append(out, g)
				spaced = false
			}
			x += w
		}
	}
	return out
}
