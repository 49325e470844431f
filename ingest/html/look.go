package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/document"
)

const fieldDoubt = "an input field in the cell"

// looks are the elements that show their text otherwise than as plain text, or
// show something that is no text.
var looks = map[atom.Atom]string{
	atom.Sup: document.RaisedDoubt, atom.Sub: document.RaisedDoubt, atom.Rt: document.RaisedDoubt,
	atom.S: document.StruckDoubt, atom.Strike: document.StruckDoubt, atom.Del: document.StruckDoubt,
	atom.Bdo: document.TurnedDoubt, atom.Ol: document.AddedDoubt, atom.Table: document.InnerDoubt, atom.Script: document.AddedDoubt,
	atom.Input: fieldDoubt, atom.Select: fieldDoubt, atom.Textarea: fieldDoubt,
	atom.Img: document.PictureDoubt, atom.Svg: document.PictureDoubt, atom.Canvas: document.PictureDoubt, atom.Object: document.PictureDoubt, atom.Iframe: document.PictureDoubt,
}

// look says why the text inside an element is not what a reader sees, "" when
// it is.
func (s styles) look(n *html.Node) string {
	if n.DataAtom == atom.Input && attribute(n, "type") == "hidden" {
		return ""
	}
	if doubt := looks[n.DataAtom]; doubt != "" {
		return doubt
	}
	if len(n.Attr) == 0 {
		return ""
	}
	if document.Symbols(attribute(n, "face")) {
		return document.SymbolDoubt
	}
	return s.lookOfStyle(n)
}

// lookOfStyle is look by the style alone; colours are followed from element to
// element (see paint).
func (s styles) lookOfStyle(n *html.Node) string {
	if doubt := s.of(n).doubt; doubt != document.WhiteDoubt {
		return doubt
	}
	return ""
}

// around is what the elements around a cell say of it.
type around struct {
	doubt string // hidden, struck or turned
	tint
}

// aroundTable asks the elements around a table: what is struck through, written
// backwards or turned over there is so in each of its cells.
func (s styles) aroundTable(table *html.Node) around {
	a, turns := around{tint: s.palette.whole}, upright
	for n := table; n != nil; n = n.Parent {
		turns = s.of(n).turns.after(turns)
		if n == table {
			continue
		}
		a.tint |= s.tint(n)
		switch own := s.lookAround(n); {
		case own == document.StruckDoubt, own == document.TurnedDoubt && (n.DataAtom == atom.Bdo || s.of(n).says.overrides()):
			a.doubt = own
		}
	}
	if doubt := turns.doubt(); a.doubt == "" && doubt == document.TurnedDoubt {
		a.doubt = doubt
	}
	return a
}

func (s styles) aroundCells(tr *html.Node, a around) around {
	for n := tr; n != nil; n = n.Parent {
		a.tint |= s.tint(n)
		switch doubt := s.lookAround(n); {
		case doubt == document.HiddenDoubt, doubt == document.StruckDoubt,
			doubt == document.TurnedDoubt && !(n.DataAtom == atom.Table && s.of(n).says.bent()): // which may turn back what is around
			a.doubt = doubt
		}
		if n.DataAtom == atom.Table {
			break
		}
	}
	return a
}

// lookAround is look for an element around cells; a table is by itself one of
// the elements with a look.
func (s styles) lookAround(n *html.Node) string {
	if n.DataAtom == atom.Table {
		return s.lookOfStyle(n)
	}
	return s.look(n)
}

// doubt says why a cell's text is not certainly what a reader of the page
// sees in it, "" when it is. An element counts where it holds text, or shows
// something of its own.
func (s styles) doubt(td *html.Node, a around) string {
	c := td.FirstChild
	if (c == nil || c.NextSibling == nil && c.Type == html.TextNode) && len(td.Attr) == 0 && a.doubt == "" && !a.mayHide() { // as many cells are
		return ""
	}
	tints := a.tint
	var walk func(*html.Node) string
	walk = func(n *html.Node) string {
		tints |= s.tint(n)
		if doubt := s.look(n); doubt != "" {
			if doubt == fieldDoubt || doubt == document.PictureDoubt || doubt == document.AddedDoubt || holdsText(n) {
				return doubt
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && !s.hidden(c) {
				if doubt := walk(c); doubt != "" {
					return doubt
				}
			}
		}
		return ""
	}
	doubt := walk(td)
	switch {
	case doubt != "":
		return doubt
	case a.doubt != "" && holdsText(td):
		return a.doubt
	case tints.mayHide():
		return s.doubtOfColours(td)
	}
	return ""
}

func holdsText(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.TrimSpace(n.Data) != ""
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if holdsText(c) {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
