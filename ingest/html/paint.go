package html

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/document"
)

// paint is in which colour text is written and what is behind it, "" where no
// element says so. What sheets in other files say is not known.
type paint struct{ ink, behind string }

// doubt says why text in such colours is not seen.
func (p paint) doubt() string {
	switch {
	case p.ink == "":
		return ""
	case faint(p.ink) && !strings.Contains(p.behind, "("), // a picture may shine through its letters
		paper(p.ink) && (p.behind == "" || paper(p.behind)):
		return document.WhiteDoubt
	case p.ink == p.behind:
		return document.HiddenDoubt
	}
	return ""
}

// tint is what the colours that elements name could do together: only where they
// could hide text are they followed from element to element.
type tint uint8

const (
	whiteInk tint = 1 << iota
	otherInk
	background // not that of paper
	clash      // with a colour of the page's style sheets
	ownFont    // the page brings fonts along
)

func (t tint) mayHide() bool {
	return t&(whiteInk|clash|ownFont) != 0 || t&(otherInk|background) == otherInk|background
}

// tintOf is what the colours of an element add.
func (p *palette) tintOf(own paint) (t tint) {
	switch {
	case own.ink == "":
	case paper(own.ink):
		t |= whiteInk
	case p.behinds[own.ink]:
		t |= clash | otherInk
	default:
		t |= otherInk
	}
	if own.behind != "" && !paper(own.behind) {
		if t |= background; p.inks[own.behind] {
			t |= clash
		}
	}
	return t
}

// palette is what a page's style sheets say of colours, and what was found so far
// of the elements.
type palette struct {
	all           []*declaration
	declared      candidates      // those of colours, nil until they are asked for
	inks, behinds map[string]bool // but those of paper
	whole         tint            // what all text of the page must be asked for
	quirks        bool            // tables take no colour from what is around them
	body          *html.Node
	faces         map[string]bool // fonts with digits that the page brings along
	fonts         map[*html.Node]string
	found         map[*html.Node]paint
	left          int // pairs of a selector and an element that may still be tried
}

func newPalette(page *html.Node, said *sheets, left int) *palette {
	p := &palette{faces: said.faces, found: map[*html.Node]paint{}, fonts: map[*html.Node]string{}, quirks: true, left: left}
	for _, d := range said.all {
		into, colour := &p.behinds, canonical(d.value)
		switch d.property {
		case "background", "background-color":
		case "color", "-webkit-text-fill-color":
			into = &p.inks
		case "font", "font-family":
			if p.faces != nil {
				p.all = append(p.all, d)
			}
			continue
		default:
			continue
		}
		p.all = append(p.all, d)
		if colour != "" && !paper(colour) {
			if *into == nil {
				*into = map[string]bool{}
			}
			(*into)[colour] = true
		}
	}
	for ink := range p.inks {
		if p.behinds[ink] {
			p.whole = clash
		}
	}
	if p.faces != nil {
		p.whole |= ownFont
	}
	for n := page.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.DoctypeNode {
			p.quirks = quirky(strings.ToLower(attribute(n, "public")), attribute(n, "system"))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Body {
				p.body = c
			}
		}
	}
	if len(p.all) > 0 && p.body != nil { // sheets do not dress these two
		s := styles{palette: p}
		for _, n := range []*html.Node{p.body, p.body.Parent} {
			if ink := canonical(s.sheetSays(n, "-webkit-text-fill-color", "color")); ink != "" && paper(ink) {
				p.whole |= whiteInk
			}
		}
	}
	return p
}

// quirky tells the declarations of a page by which browsers show it as the oldest
// ones did.
func quirky(public, system string) bool {
	for _, old := range []string{"html 2.", "html 3.", "html 4.0 transitional", "html 4.0 frameset"} {
		if strings.Contains(public, old) {
			return true
		}
	}
	return system == "" && (strings.Contains(public, "html 4.01 transitional") || strings.Contains(public, "html 4.01 frameset"))
}

// paint is that of the text that stands in an element itself.
func (s styles) paint(n *html.Node) paint {
	if n == nil || n.Type != html.ElementNode {
		return paint{}
	}
	if known, ok := s.palette.found[n]; ok {
		return known
	}
	p := s.names(n)
	if p.ink == "" {
		from := n.Parent
		if n.DataAtom == atom.Table && s.palette.quirks {
			from = s.palette.body
		}
		p.ink = s.paint(from).ink
	}
	if p.behind == "" {
		p.behind = s.paint(n.Parent).behind
	}
	s.palette.found[n] = p
	return p
}

// names are the colours that an element names for itself.
func (s styles) names(n *html.Node) paint {
	own, attributes := s.of(n).paint, attributePaint(n)
	if own.ink == "" {
		own.ink = cmp.Or(canonical(s.sheetSays(n, "-webkit-text-fill-color", "color")), attributes.ink)
	}
	if own.behind == "" {
		own.behind = cmp.Or(solid(s.sheetSays(n, "background-color", "background")), attributes.behind)
	}
	if own.ink == "" && n.DataAtom == atom.A && attribute(n, "href") != "" {
		own.ink = "link" // browsers give it a colour
	}
	return own
}

// paint are the colours that a style names.
func (s style) paint() paint {
	return paint{
		cmp.Or(canonical(s["-webkit-text-fill-color"]), canonical(s["color"])),
		cmp.Or(solid(s["background-color"]), solid(s["background"])),
	}
}

// sheetSays is what the page's style sheets say of an element, by the first of
// the properties that they set.
func (s styles) sheetSays(n *html.Node, properties ...string) string {
	if s.palette.declared == nil {
		s.palette.declared = candidates{}
		for _, d := range s.palette.all {
			s.palette.declared.add(d)
		}
	}
	for _, property := range properties {
		if s.palette.left <= 0 {
			return ""
		}
		var won *declaration
		s.palette.declared.of(n, func(d *declaration) {
			if s.palette.left--; s.palette.left > 0 && d.property == property && (won == nil || d.outdoes(won)) && d.selector.Match(n) {
				won = d
			}
		})
		if won != nil {
			return won.value
		}
	}
	return ""
}

// attributePaint is what attributes say of colours.
func attributePaint(n *html.Node) (p paint) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "color" && n.DataAtom == atom.Font, a.Key == "text" && n.DataAtom == atom.Body:
			p.ink = canonical(strings.ToLower(strings.TrimSpace(a.Val)))
		case a.Key == "bgcolor":
			p.behind = solid(strings.ToLower(strings.TrimSpace(a.Val)))
		case a.Key == "background":
			p.behind = "url()"
		}
	}
	return p
}

// tint is what an element's own colours could do.
func (s styles) tint(n *html.Node) tint {
	if len(n.Attr) == 0 {
		return 0
	}
	t := s.of(n).tint
	if p := attributePaint(n); p != (paint{}) {
		t |= s.palette.tintOf(p)
	}
	return t
}

// doubtOfColours says why text in an element is not seen for its colours, or not
// as it is for its font.
func (s styles) doubtOfColours(n *html.Node) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		doubt := ""
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			doubt = s.paint(n).doubt()
			if doubt == "" && s.palette.faces != nil && strings.ContainsFunc(c.Data, unicode.IsDigit) && s.palette.bringsFont(s.font(n)) {
				doubt = document.FontDoubt
			}
		case c.Type == html.ElementNode && !skipped[c.DataAtom] && !s.hidden(c):
			doubt = s.doubtOfColours(c)
		}
		if doubt != "" {
			return doubt
		}
	}
	return ""
}
