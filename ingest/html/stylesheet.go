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

func (d *declaration) text() string { return d.property + ":" + d.value }

// outdoes tells which of two declarations of one property counts.
func (d *declaration) outdoes(o *declaration) bool {
	if d.important != o.important {
		return d.important
	}
	a, b := d.selector.Specificity(), o.selector.Specificity()
	return b.Less(a) || a == b && d.order > o.order
}

// telling are the properties that count. Colours behind text are asked for the
// sake of white text.
var telling = map[string]bool{
	"display": true, "visibility": true, "text-decoration": true, "text-decoration-line": true, "vertical-align": true, "color": true,
	"font-size": true, "opacity": true, "left": true, "top": true, "text-indent": true, "background": true, "background-color": true,
}

const (
	// maxSheet is how many bytes of style sheets of a page are read.
	maxSheet = 4 << 20
	// maxMatches is how many pairs of a selector and an element are tried.
	maxMatches = 20_000_000
)

// dress writes what the style sheets of a page say into the style of the
// elements, before what these say themselves, and tells whether it wrote
// anything.
func dress(page *html.Node) bool {
	all := readSheets(page)
	var found []*declaration
	for _, d := range all {
		if d.property == "display" && d.value == "none" || doubtOfStyle(d.text()) != "" {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return false
	}
	var elements []*html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && n.DataAtom != atom.Html && n.DataAtom != atom.Head && n.DataAtom != atom.Body {
			elements = append(elements, n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(page)
	if len(elements)*len(found) > maxMatches {
		return false
	}
	dressed := false
	for _, n := range elements {
		won := map[string]*declaration{}
		for _, d := range found {
			if d.selector.Match(n) && (won[d.property] == nil || d.outdoes(won[d.property])) {
				won[d.property] = d
			}
		}
		if len(won) > 0 && wear(n, won, all) {
			dressed = true
		}
	}
	return dressed
}

// wear writes into the style of an element what was found for it and nothing
// else outdoes.
func wear(n *html.Node, won map[string]*declaration, all []*declaration) bool {
	own := strings.ToLower(attribute(n, "style"))
	var out []string
	for _, d := range all {
		w, behind := won[d.property], strings.HasPrefix(d.property, "background")
		switch {
		case behind && won["color"] != nil && d.selector.Match(n):
			out = append(out, d.text())
		case w != nil && w != d && d.outdoes(w) && d.selector.Match(n):
			won[d.property] = d
		}
	}
	for property, d := range won {
		if !sets(own, property) && (property == "display" && d.value == "none" || doubtOfStyle(d.text()) != "") {
			out = append(out, d.text())
		}
	}
	if len(out) == 0 {
		return false
	}
	slices.Sort(out) // the order of a map is none
	style := strings.Join(append(out, own), ";")
	for i := range n.Attr {
		if n.Attr[i].Key == "style" {
			n.Attr[i].Val = style
			return true
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: "style", Val: style})
	return true
}

// sets tells whether a style sets a property.
func sets(style, property string) bool {
	for _, d := range strings.Split(style, ";") {
		if name, _, _ := strings.Cut(d, ":"); strings.TrimSpace(name) == property {
			return true
		}
	}
	return false
}

// readSheets reads the style sheets that stand in a page.
func readSheets(page *html.Node) (out []*declaration) {
	size := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.Style && n.FirstChild != nil && onScreen(attribute(n, "media")) {
			if text := n.FirstChild.Data; size+len(text) <= maxSheet {
				size += len(text)
				out = readSheet(text, out)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(page)
	return out
}

// readSheet appends the telling declarations of a style sheet. A selector that
// is not known, such as of a state or of what stands before an element, matches
// nothing.
func readSheet(text string, out []*declaration) []*declaration {
	text = strings.NewReplacer("<!--", "", "-->", "").Replace(text)
	p := css.NewParser(parse.NewInputString(text), false)
	var selectors []cascadia.Sel
	var blocks []bool // open rules of the sheet itself: whether what is in them counts
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if !p.HasParseError() { // the end
				return out
			}
		case css.BeginAtRuleGrammar:
			name := strings.ToLower(string(data))
			blocks = append(blocks, name == "@supports" || name == "@layer" || name == "@media" && onScreen(joined(p.Values())))
		case css.EndAtRuleGrammar:
			blocks = blocks[:max(0, len(blocks)-1)]
		case css.QualifiedRuleGrammar, css.BeginRulesetGrammar:
			if group, err := cascadia.ParseGroup(joined(p.Values())); err == nil {
				selectors = append(selectors, group...)
			}
		case css.EndRulesetGrammar:
			selectors = nil
		case css.DeclarationGrammar:
			property := strings.ToLower(string(data))
			if !telling[property] || slices.Contains(blocks, false) {
				continue
			}
			value, important := strings.CutSuffix(strings.ReplaceAll(strings.ToLower(joined(p.Values())), " ", ""), "!important")
			for _, s := range selectors {
				out = append(out, &declaration{s, property, value, important, len(out)})
			}
		}
	}
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
