package html

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page's own style sheets say what is shown, as much as the style of an
// element does. Those in other files are not here and not asked. Only
// declarations that hide text, or show it otherwise than as plain text, are
// looked for, and then those that may outdo them.

// declaration is one property that a rule sets on what its selector matches.
type declaration struct {
	selector        cascadia.Sel
	property, value string
	important       bool
	order           int
}

func (d *declaration) text() string {
	if d.important {
		return d.property + ":" + d.value + important
	}
	return d.property + ":" + d.value
}

// outdoes tells which of two declarations of one property counts.
func (d *declaration) outdoes(o *declaration) bool {
	if d.important != o.important {
		return d.important
	}
	a, b := d.selector.Specificity(), o.selector.Specificity()
	return b.Less(a) || a == b && d.order > o.order
}

const (
	// maxSheet is how many bytes of style sheets of a page are read.
	maxSheet = 4 << 20
	// maxMatches is how many pairs of a selector and an element are tried.
	maxMatches = 5_000_000
)

// dress writes what the style sheets of a page say into the style of the
// elements, before what these say themselves. It tells how many pairs of a selector
// and an element may still be tried.
func dress(page *html.Node, all []*declaration) (left int) {
	left = maxMatches
	found, byProperty := candidates{}, candidates{}
	for _, d := range all {
		if d.counts() {
			found.add(d)
		}
		byProperty.add(d)
	}
	if len(found) == 0 {
		return left
	}
	var walk func(n *html.Node, inCell bool)
	walk = func(n *html.Node, inCell bool) {
		inCell = inCell || n.DataAtom == atom.Td || n.DataAtom == atom.Th
		if n.Type == html.ElementNode && n.DataAtom != atom.Head {
			root := n.DataAtom == atom.Html || n.DataAtom == atom.Body // what hides these is not what the page is like in the end
			won := map[string]*declaration{}
			found.of(n, func(d *declaration) {
				if left--; left > 0 && (inCell || !d.onlyInCells()) && (!root || turning[d.property]) && (won[d.property] == nil || d.outdoes(won[d.property])) && d.selector.Match(n) {
					won[d.property] = d
				}
			})
			if len(won) > 0 {
				byProperty.of(n, func(d *declaration) {
					if left--; left > 0 && d.matters(won) && d.selector.Match(n) {
						won[d.property] = d
					}
				})
				wear(n, won)
			}
		}
		for c := n.FirstChild; c != nil && left > 0; c = c.NextSibling {
			walk(c, inCell)
		}
	}
	walk(page, false)
	return left
}

// counts tells a declaration that hides text or shows it otherwise than as plain
// text, by itself or with another one.
func (d *declaration) counts() bool {
	s := style{d.property: d.value}
	return s.hides() || s.doubt() != "" || s.empty() || s.breaks()
}

// turning are the properties that count for a whole page too.
var turning = map[string]bool{"transform": true, "rotate": true, "scale": true}

// onlyInCells tells a declaration that counts only for a part of a cell.
func (d *declaration) onlyInCells() bool {
	s := style{d.property: d.value}
	return d.property == added || !s.hides() && s.doubt() == "" && !s.empty()
}

// matters tells whether a declaration changes what those that won say.
func (d *declaration) matters(won map[string]*declaration) bool {
	w := won[d.property]
	if w != nil {
		return w != d && d.outdoes(w)
	}
	switch d.property {
	case "background", "background-color":
		return won["color"] != nil || won["-webkit-text-fill-color"] != nil
	case "overflow", "overflow-x", "overflow-y":
		return won["width"] != nil || won["height"] != nil || won["max-width"] != nil || won["max-height"] != nil
	}
	return false
}

// wear writes into the style of an element what won, before what it says itself.
func wear(n *html.Node, won map[string]*declaration) {
	var out []string
	for _, d := range won {
		out = append(out, d.text())
	}
	slices.Sort(out) // the order of a map is none
	for i := range n.Attr {
		if n.Attr[i].Key == "style" {
			n.Attr[i].Val = strings.Join(append(out, n.Attr[i].Val), ";")
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: "style", Val: strings.Join(out, ";")})
}

// sheets are what the style sheets that stand in a page say.
type sheets struct {
	all   []*declaration
	faces map[string]bool // fonts with digits that they bring along
	whole bool            // all of them were read
}

// readSheets reads the style sheets that stand in a page.
func readSheets(page *html.Node) *sheets {
	size, out := 0, &sheets{whole: true}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.Style && n.FirstChild != nil && onScreen(attribute(n, "media")) {
			text := n.FirstChild.Data
			if size += len(text); size > maxSheet {
				out.whole = false
				return
			}
			out.read(text)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(page)
	return out
}

// read appends the telling declarations of a style sheet. A selector that
// is not known, such as of a state or of what stands before an element, matches
// nothing.
func (s *sheets) read(text string) {
	text = strings.NewReplacer("<!--", "", "-->", "").Replace(text)
	p := css.NewParser(parse.NewInputString(text), false)
	var selectors []cascadia.Sel
	var font *face    // that is open
	var blocks []bool // open rules of the sheet itself: whether what is in them counts
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if !p.HasParseError() { // the end
				return
			}
		case css.BeginAtRuleGrammar:
			name := strings.ToLower(string(data))
			if name == "@font-face" && !slices.Contains(blocks, false) {
				font = &face{digits: true}
			}
			blocks = append(blocks, name == "@supports" || name == "@layer" || name == "@media" && onScreen(joined(p.Values())))
		case css.EndAtRuleGrammar:
			blocks = blocks[:max(0, len(blocks)-1)]
			s.bring(font)
			font = nil
		case css.QualifiedRuleGrammar, css.BeginRulesetGrammar:
			for _, one := range alternatives(joined(p.Values())) {
				if group, err := cascadia.ParseGroupWithPseudoElements(one); err == nil {
					selectors = append(selectors, group...)
				}
			}
		case css.EndRulesetGrammar:
			selectors = nil
		case css.DeclarationGrammar:
			property := strings.ToLower(string(data))
			if font != nil {
				font.say(property, p.Values())
			}
			if slices.Contains(blocks, false) {
				continue
			}
			value, forced := strings.CutSuffix(strings.ReplaceAll(strings.ToLower(joined(p.Values())), " ", ""), important)
			for _, selector := range selectors {
				switch d := (&declaration{selector, property, value, forced, len(s.all)}); {
				case selector.PseudoElement() == "" && telling[property]:
					s.all = append(s.all, d)
				case (selector.PseudoElement() == "before" || selector.PseudoElement() == "after") && property == "content" && writes(value):
					d.property, d.value = added, "1"
					s.all = append(s.all, d)
				}
			}
		}
	}
}

// bring keeps a font with digits.
func (s *sheets) bring(f *face) {
	if f == nil || f.family == "" || !f.brings || !f.digits {
		return
	}
	if s.faces == nil {
		s.faces = map[string]bool{}
	}
	s.faces[f.family] = true
}

func joined(values []css.Token) string {
	var b strings.Builder
	for _, v := range values {
		b.Write(v.Data)
	}
	return strings.TrimSpace(b.String())
}

// onScreen tells whether what counts for such media counts on a wide screen.
func onScreen(media string) bool {
	media = strings.ToLower(media)
	if strings.Contains(media, "max-") || strings.Contains(media, "not ") {
		return false
	}
	return strings.Contains(media, "screen") || strings.Contains(media, "all") || !strings.Contains(media, "print") && !strings.Contains(media, "speech")
}
