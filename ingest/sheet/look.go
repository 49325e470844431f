package sheet

import (
	"strings"

	"gongkai/ingest/document"
)

// look is how a text is written.
type look struct{ struck, white, raised bool }

// looks are those of the parts of a text.
type looks struct {
	look
	level bool // some of it is neither raised nor lowered
}

// add counts a part of the text, unless it shows nothing. A text without parts
// looks as its cell says.
func (l *looks) add(text string, part *look) {
	if part == nil || strings.TrimSpace(text) == "" {
		return
	}
	l.struck = l.struck || part.struck
	l.white = l.white || part.white
	l.raised = l.raised || part.raised
	l.level = l.level || !part.raised
}

// doubt says why the text is not what is seen, "" when it is. The whole text in
// raised characters is still one number.
func (l looks) doubt(shaded bool) string {
	switch {
	case l.struck:
		return document.StruckDoubt
	case l.white && !shaded:
		return document.WhiteDoubt
	case l.raised && l.level:
		return document.RaisedDoubt
	}
	return ""
}

// tint is a colour as XLSX writes it: of the theme, of the old palette, or red,
// green and blue with the opacity before them.
type tint struct {
	RGB     string `xml:"rgb,attr"`
	Theme   string `xml:"theme,attr"`
	Indexed string `xml:"indexed,attr"`
}

// white tells the colour of paper, which is the first of a theme.
func (t tint) white() bool {
	return strings.HasSuffix(strings.ToUpper(t.RGB), "FFFFFF") || t.Theme == "0" || t.Indexed == "1" || t.Indexed == "9"
}

// take applies an element of a font's description to it.
func (l *look) take(element string, attribute func(string) string) {
	switch element {
	case "strike":
		l.struck = attribute("val") == "" || truthOf(attribute("val"))
	case "vertAlign":
		l.raised = attribute("val") == "superscript" || attribute("val") == "subscript"
	case "color":
		l.white = tint{attribute("rgb"), attribute("theme"), attribute("indexed")}.white()
	}
}
