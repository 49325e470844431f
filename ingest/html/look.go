package html

import (
	"regexp"
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
	atom.Input: fieldDoubt, atom.Select: fieldDoubt, atom.Textarea: fieldDoubt,
	atom.Img: document.PictureDoubt, atom.Svg: document.PictureDoubt, atom.Canvas: document.PictureDoubt, atom.Object: document.PictureDoubt, atom.Iframe: document.PictureDoubt,
}

// styles are the declarations that do so, spaces left out, in lower case.
var styles = []struct {
	declaration *regexp.Regexp
	doubt       string
}{
	{regexp.MustCompile(`vertical-align:(super|sub)`), document.RaisedDoubt},
	{regexp.MustCompile(`line-through`), document.StruckDoubt},
	{regexp.MustCompile(`visibility:(hidden|collapse)|(font-size|opacity):0(\.0+)?(px|pt|em|%)?(;|!|$)|(^|;)(left|top|text-indent):-\d{3,}`), document.HiddenDoubt},
	{regexp.MustCompile(`(^|;)color:(#fff(fff)?|white|rgba?\(255,255,255|transparent)`), document.WhiteDoubt},
}

// coloured tells an element with a background of its own, on which white text
// can be read.
func coloured(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "bgcolor" || a.Key == "background" || a.Key == "style" && strings.Contains(a.Val, "background") {
			return true
		}
	}
	return false
}

// lookOf says why the text inside an element is not what a reader sees, "" when
// it is.
func lookOf(n *html.Node) string {
	if n.DataAtom == atom.Input && attribute(n, "type") == "hidden" {
		return ""
	}
	if doubt := looks[n.DataAtom]; doubt != "" {
		return doubt
	}
	if color := strings.ToLower(attribute(n, "color")); color == "white" || color == "#ffffff" || color == "#fff" {
		return document.WhiteDoubt
	}
	style := attribute(n, "style")
	if style == "" {
		return ""
	}
	return doubtOfStyle(strings.ReplaceAll(strings.ToLower(style), " ", ""))
}

// doubtOfStyle is what a style says, spaces left out, in lower case.
func doubtOfStyle(style string) string {
	for _, s := range styles {
		if s.declaration.MatchString(style) {
			return s.doubt
		}
	}
	return ""
}

// doubtOf says why a cell's text is not certainly what a reader of the page
// sees in it, "" when it is. An element counts where it holds text, or shows
// something of its own.
func doubtOf(td *html.Node) string {
	if c := td.FirstChild; (c == nil || c.NextSibling == nil && c.Type == html.TextNode) && len(td.Attr) == 0 && len(td.Parent.Attr) == 0 { // as many cells are
		return ""
	}
	onColour := coloured(td) || coloured(td.Parent)
	var walk func(*html.Node) string
	walk = func(n *html.Node) string {
		if doubt := lookOf(n); doubt != "" && !(doubt == document.WhiteDoubt && (onColour || coloured(n))) {
			if doubt == fieldDoubt || doubt == document.PictureDoubt || holdsText(n) {
				return doubt
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && !hidden(c) {
				if doubt := walk(c); doubt != "" {
					return doubt
				}
			}
		}
		return ""
	}
	if doubt := lookOf(td.Parent); doubt == document.HiddenDoubt || doubt == document.StruckDoubt { // what a row says of its cells
		if holdsText(td) {
			return doubt
		}
	}
	return walk(td)
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
