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

// coloured tells an element with a background of its own, on which white text
// can be read.
func (s styles) coloured(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "bgcolor" && !paper(strings.ToLower(a.Val)) || a.Key == "background" {
			return true
		}
		if a.Key == "style" && strings.Contains(a.Val, "background") {
			own := s.of(n).says
			if behind := own["background"] + own["background-color"]; behind != "" && behind != "none" && !paper(behind) {
				return true
			}
		}
	}
	return false
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
	if paper(strings.ToLower(attribute(n, "color"))) {
		return document.WhiteDoubt
	}
	return s.of(n).doubt
}

// around is what a row, its group and its table say of their cells.
type around struct {
	doubt    string // hidden, struck or turned
	white    bool
	coloured bool
}

// aroundTable asks the elements around a table: what is struck through or written
// backwards there is so in each of its cells.
func (s styles) aroundTable(table *html.Node) (doubt string) {
	for n := table.Parent; n != nil; n = n.Parent {
		switch own := s.lookAround(n); {
		case own == document.StruckDoubt, own == document.TurnedDoubt && (n.DataAtom == atom.Bdo || s.of(n).says.overrides()):
			doubt = own
		}
	}
	return doubt
}

func (s styles) aroundCells(tr *html.Node, ofTable string) around {
	a := around{doubt: ofTable}
	for n := tr; n != nil; n = n.Parent {
		a.coloured = a.coloured || s.coloured(n)
		switch doubt := s.lookAround(n); doubt {
		case document.HiddenDoubt, document.StruckDoubt, document.TurnedDoubt:
			a.doubt = doubt
		case document.WhiteDoubt:
			a.white = true
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
		return s.of(n).doubt
	}
	return s.look(n)
}

// doubt says why a cell's text is not certainly what a reader of the page
// sees in it, "" when it is. An element counts where it holds text, or shows
// something of its own.
func (s styles) doubt(td *html.Node, a around) string {
	c := td.FirstChild
	if (c == nil || c.NextSibling == nil && c.Type == html.TextNode) && len(td.Attr) == 0 && a == (around{}) { // as many cells are
		return ""
	}
	onColour := a.coloured || s.coloured(td)
	var walk func(*html.Node) string
	walk = func(n *html.Node) string {
		if doubt := s.look(n); doubt != "" && !(doubt == document.WhiteDoubt && (onColour || s.coloured(n))) {
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
	case doubt != "" || a.doubt == "" && !a.white || !holdsText(td):
		return doubt
	case a.doubt != "":
		return a.doubt
	case !onColour && s.of(td).says["color"] == "":
		return document.WhiteDoubt
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
