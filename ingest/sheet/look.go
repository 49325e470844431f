package sheet

import (
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

// look is how a text is written.
type look struct {
	struck, white, raised, tiny bool
	signs                       bool // signs are drawn for digits
}

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
	l.tiny = l.tiny || part.tiny
	l.signs = l.signs || part.signs
	l.level = l.level || !part.raised
}

// doubt says why the text is not what is seen, "" when it is. The whole text in
// raised characters is still one number.
func (l looks) doubt(shaded bool) string {
	switch {
	case l.struck:
		return document.StruckDoubt
	case l.tiny:
		return document.HiddenDoubt
	case l.white && !shaded:
		return document.WhiteDoubt
	case l.raised && l.level:
		return document.RaisedDoubt
	case l.signs:
		return document.SymbolDoubt
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
	return len(t.RGB) >= 6 && document.White(t.RGB[len(t.RGB)-6:]) || t.Theme == "0" || t.Indexed == "1" || t.Indexed == "9"
}

// take applies an element of a font's description to it.
func (l *look) take(element string, attribute func(string) string) {
	switch element {
	case "strike":
		l.struck = attribute("val") == "" || truthOf(attribute("val"))
	case "vertAlign":
		l.raised = attribute("val") == "superscript" || attribute("val") == "subscript"
	case "rFont":
		l.signs = document.Symbols(attribute("val"))
	case "sz":
		l.tiny = small(attribute("val"))
	case "color":
		l.white = tint{attribute("rgb"), attribute("theme"), attribute("indexed")}.white()
	}
}

// small tells the size of a font, in points, that is not seen.
func small(size string) bool {
	n, err := strconv.ParseFloat(size, 64)
	return err == nil && n < document.TooTiny
}

// holdsZero tells a text that is the number 0.
func holdsZero(text string) bool {
	n, err := strconv.ParseFloat(text, 64)
	return err == nil && n == 0
}
